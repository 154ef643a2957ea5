"""A version of the common questions' words and order: edited question by question, approved by another (A5)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from portal.domain.access import Permission
from portal.domain.eligibility.wording import QuestionWords
from portal.domain.errors import Refused
from portal.domain.workflow import VersionState
from portal.programmes import common_questions
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.changes import Difference, word_differences
from portal.web.admin.draft import DEEDS, Deed, ProposeForm, ReasonForm, deeds_of
from portal.web.admin.editing import lines_field, lines_of, sent_version
from portal.web.admin.words import STATES
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

DESK = Permission.PROGRAMME_DESK
ANSWERS = "Ét svar på hver linje. Antallet og rækkefølgen ligger fast, for reglerne bygger på dem."


class WordsForm(PortalForm):
    text = StringField("Spørgsmålet", [Required("Skriv spørgsmålet."), MaxLength(200)])
    hint = TextAreaField("Hjælp under spørgsmålet", [MaxLength(300)], render_kw={"kind": "text_area"})
    why = TextAreaField(
        "Hvorfor spørger vi?",
        [Required("Skriv, hvorfor vi spørger. Det kan borgeren læse."), MaxLength(400)],
        render_kw={"kind": "text_area"},
    )
    labels = lines_field("Svarene", ANSWERS, "Skriv svarene, ét på hver linje.")
    override = StringField(
        "Hvorfor må teksten være svær?",
        [MaxLength(200)],
        description="Kun hvis teksten har et lixtal på 35 eller mere, og det ikke kan være anderledes.",
    )


@dataclass(frozen=True)
class WordsRow:
    id: str
    text: str
    hint: str
    why: str
    answers: str
    is_sensitive: bool
    href: str
    can_move: bool


@dataclass(frozen=True, kw_only=True)
class ShowWords(Page):
    action: str
    version: int
    state: tuple[str, str]
    author: str
    approver: str
    valid_from: str
    note: str
    reply: str
    base: int | None
    differences: tuple[Difference, ...]
    rows: tuple[WordsRow, ...]
    can_edit: bool
    deeds: tuple[str, ...]
    is_writer: bool
    form: FormView
    reason: FormView
    trial_href: str
    file_href: str = ""


@dataclass(frozen=True, kw_only=True)
class EditWords(Page):
    action: str
    back: str
    version: int
    form: FormView


@admin.page("/admin/spoergsmaal/udkast/<uuid:wording_id>", allow=DESK, load=store.get_questions, queries=6)
def show_words(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return _show(work, draft, _propose_form(work, draft), ReasonForm())


@admin.action("/admin/spoergsmaal/udkast/<uuid:wording_id>", allow=DESK, load=store.get_questions)
def move_words(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    deed = WORDS_DEEDS.get("move_up" if request.form.get("op") else request.form.get("handling", ""))
    if deed is None:
        abort(404)
    propose, reason = _propose_form(work, draft), filled(ReasonForm)
    form: PortalForm = propose if deed.form is ProposeForm else reason
    if deed.form is None or form.validate():
        try:
            deed.do(work, draft, form)
        except Refused as fault:
            if deed.form is None:
                flash(fault.text, "warning")
            else:
                form.add_error(fault.field, fault.text)
        else:
            flash(deed.done(), "success")
            return redirect(deed.target(draft), 303)
    return _show(work, draft, propose, ReasonForm() if form is propose else reason, 422)


def _to_words(draft: VersionRecord) -> str:
    return url_for("admin.show_words", wording_id=draft.id)


def _to_list(_draft: VersionRecord) -> str:
    return url_for("admin.list_questions")


def _move_up(work: Work, draft: VersionRecord, _form: PortalForm) -> None:
    chosen = request.form["op"]
    command = versions.ChangeWords(
        draft.id, sent_version(), f"rækkefølge {chosen}", lambda data: versions.move_up(data, chosen)
    )
    versions.change_words(work, command)


def _propose(work: Work, draft: VersionRecord, form: PortalForm) -> None:
    command = versions.ProposeWords(draft.id, sent_version(), form["valid_from"].data, form["note"].data)
    versions.propose_words(work, command)


WORDS_DEEDS = {
    "move_up": Deed(_move_up, lambda: _("Rækkefølgen er ændret i udkastet."), target=_to_words),
    "propose": Deed(_propose, DEEDS["propose"].done, ProposeForm, _to_words),
    "publish": Deed(
        lambda work, draft, form: versions.publish_words(work, versions.Publish(draft.id, sent_version())),
        DEEDS["publish"].done,
        target=_to_list,
    ),
    "send_back": replace(DEEDS["send_back"], target=_to_words),
    "cancel": replace(DEEDS["cancel"], target=_to_list),
    "discard": replace(DEEDS["discard"], target=_to_list),
}


@admin.page("/admin/spoergsmaal/udkast/<uuid:wording_id>/ret", allow=DESK, load=store.get_questions)
def edit_words(work: Work, draft: VersionRecord) -> tuple[str, int]:
    words = _chosen(draft)
    start = {"text": words.text, "hint": words.hint, "why": words.why}
    form = _form_for(words, filled(WordsForm, start | {"labels": "\n".join(label for _value, label in words.labels)}))
    return _edit(draft, words, form)


@admin.action("/admin/spoergsmaal/udkast/<uuid:wording_id>/ret", allow=DESK, load=store.get_questions)
def save_words(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    words = _chosen(draft)
    form = _form_for(words, filled(WordsForm))
    try:
        if form.validate():
            _keep(work, draft, words, form)
            flash(_("Gemt i udkastet. Det gælder først, når en anden har godkendt det."), "success")
            return redirect(url_for("admin.show_words", wording_id=draft.id), 303)
    except Refused as fault:
        form.add_error(fault.field, fault.text)
    return _edit(draft, words, form, 422)


def _keep(work: Work, draft: VersionRecord, words: QuestionWords, form: WordsForm) -> None:
    changed, why_hard = _changed(words, form), (form.override.data or "").strip()
    what = f"spørgsmål {words.id}" + (f": {why_hard}" if why_hard else "")
    command = versions.ChangeWords(
        draft.id, sent_version(), what, lambda data: versions.put_words(data, changed, why_hard)
    )
    versions.change_words(work, command)


def _form_for(words: QuestionWords, form: WordsForm) -> WordsForm:
    """The municipalities' names are nobody's to choose."""
    if not words.labels:
        del form["labels"]
    return form


def _changed(words: QuestionWords, form: WordsForm) -> QuestionWords:
    labels = lines_of(form["labels"].data) if words.labels else []
    if len(labels) != len(words.labels):
        raise Refused(f"Der skal være {len(words.labels)} svar, ét på hver linje.", "labels")
    values = (value for value, _label in words.labels)
    text, hint, why = ((form[name].data or "").strip() for name in ("text", "hint", "why"))
    return QuestionWords(words.id, text, hint, why, tuple(zip(values, labels, strict=True)))


def _chosen(draft: VersionRecord) -> QuestionWords:
    found = next((one for one in versions.words_in(draft.text) if one.id == request.args.get("id")), None)
    if found is None or draft.state != VersionState.DRAFT:
        abort(404)
    return found


def _edit(draft: VersionRecord, words: QuestionWords, form: WordsForm, status: int = 200) -> tuple[str, int]:
    page = EditWords(
        title=words.text,
        action=url_for("admin.edit_words", wording_id=draft.id, id=words.id),
        back=url_for("admin.show_words", wording_id=draft.id),
        version=draft.version,
        form=form.view(),
    )
    return render("admin/question/edit.html", page, status)


def _propose_form(work: Work, draft: VersionRecord) -> ProposeForm:
    form = filled(ProposeForm, {"valid_from": work.today, "note": draft.note})
    form.announced.choices = []
    return form


def _show(
    work: Work, draft: VersionRecord, form: ProposeForm, reason: ReasonForm, status: int = 200
) -> tuple[str, int]:
    words = versions.words_in(draft.text)
    base = next((one for one in versions.list_words(work) if one.number == draft.base_number), None)
    page = ShowWords(
        title=_("Spørgsmål i tjekket, version %(number)s", number=draft.number),
        action=url_for("admin.show_words", wording_id=draft.id),
        version=draft.version,
        state=STATES[draft.state],
        author=draft.author_name,
        approver=draft.approver_name,
        valid_from=long_date(draft.valid_from) if draft.valid_from else "",
        note=draft.note,
        reply=draft.reply,
        base=draft.base_number,
        differences=tuple(word_differences(versions.words_in(base.text), words)) if base else (),
        rows=_rows(draft, words),
        can_edit=draft.state == VersionState.DRAFT,
        deeds=deeds_of(work, draft),
        is_writer=str(work.actor.user_id) in draft.editors,
        form=form.view(),
        reason=reason.view(),
        trial_href=url_for("admin.try_words", wording_id=draft.id),
    )
    return render("admin/question/draft.html", page, status)


def _rows(draft: VersionRecord, words: tuple[QuestionWords, ...]) -> tuple[WordsRow, ...]:
    """A question that builds on the one above it stays below."""
    known = {one.id: one for one in common_questions()}
    above = ("", *(one.id for one in words))
    return tuple(
        WordsRow(
            id=one.id,
            text=one.text,
            hint=one.hint,
            why=one.why,
            answers=" · ".join(label for _value, label in one.labels) or _("alle tilbuddenes kommuner"),
            is_sensitive=one.id in known and known[one.id].sensitive,
            href=url_for("admin.edit_words", wording_id=draft.id, id=one.id),
            can_move=bool(before) and not (one.id in known and before in dict(known[one.id].when)),
        )
        for one, before in zip(words, above, strict=False)
    )
