"""One version: what it changes, whom it turns, and the deeds from draft to force (A2, A3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import SelectMultipleField, StringField, TextAreaField

from portal.domain.access import Permission, permits_place
from portal.domain.eligibility.fit import longest_way
from portal.domain.errors import Refused
from portal.domain.workflow import PROGRAMME_VERSION, VersionState
from portal.services import programme_version as versions
from portal.services import time_machine
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.changes import Difference, differences
from portal.web.admin.editing import DraftPage, common, sent_version
from portal.web.admin.programmes import file_response
from portal.web.admin.words import STATES, result_word
from portal.web.forms import DateParts, FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import render

EDIT = Permission.PROGRAMME_EDIT


class ProposeForm(PortalForm):
    note = TextAreaField(
        "Hvad er ændret, og hvorfor?",
        [Required("Skriv, hvad du har ændret, og hvorfor."), MaxLength(1000)],
        description="Den, der skal godkende, læser det.",
        render_kw={"kind": "text_area"},
    )
    valid_from = DateParts("Gælder fra", [Required("Skriv den dag, versionen skal gælde fra.")])
    announced = SelectMultipleField("Disse testpersoner får et andet svar", render_kw={"optional": False})


class ReasonForm(PortalForm):
    reason = StringField("Hvorfor?", [Required("Skriv en grund."), MaxLength(300)])


@dataclass(frozen=True, kw_only=True)
class ShowDraft(DraftPage):
    state: tuple[str, str]
    valid_from: str
    note: str
    reply: str
    author: str
    approver: str
    announced: tuple[tuple[str, str, str], ...]
    differences: tuple[Difference, ...]
    base: int | None
    longest: int
    deeds: tuple[str, ...]
    is_writer: bool
    trial_href: str
    """To the time machine, which shows who would be judged differently; empty for those who may not look at people."""
    reason: FormView
    file_href: str


@admin.page("/admin/programmer/udkast/<uuid:version_id>", allow=EDIT, load=store.get, queries=6)
def show_version(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return render("admin/draft/show.html", _page(work, draft, _propose_form(work, draft), ReasonForm()))


@admin.action("/admin/programmer/udkast/<uuid:version_id>", allow=EDIT, load=store.get)
def move_draft(work: Work, draft: VersionRecord) -> AnyResponse | tuple[str, int]:
    deed = DEEDS.get(request.form.get("handling", ""))
    if deed is None:
        abort(404)
    propose, reason = _propose_form(work, draft), filled(ReasonForm)
    form: PortalForm = propose if deed.form is ProposeForm else reason
    if deed.form is None or form.validate():
        try:
            deed.do(work, draft, form)
        except Refused as fault:
            form.add_error(fault.field, fault.text)
        else:
            flash(deed.done(), "success")
            return redirect(deed.target(draft), 303)
    untouched = ReasonForm() if form is propose else reason
    return render("admin/draft/show.html", _page(work, draft, propose, untouched), 422)


@admin.page("/admin/programmer/udkast/<uuid:version_id>/fil", allow=EDIT, load=store.get)
def export_draft(work: Work, draft: VersionRecord) -> Response:
    return file_response(draft.text, draft.code, draft.number)


def _to_draft(draft: VersionRecord) -> str:
    return url_for("admin.show_version", version_id=draft.id)


def _to_programme(draft: VersionRecord) -> str:
    if draft.base_number is None and draft.state == VersionState.DRAFT:
        return url_for("admin.list_programmes")
    return url_for("admin.show_programme", code=draft.code)


@dataclass(frozen=True)
class Deed:
    do: Callable[[Work, VersionRecord, PortalForm], object]
    done: Callable[[], str]
    form: type[PortalForm] | None = None
    target: Callable[[VersionRecord], str] = _to_draft


def _propose(work: Work, draft: VersionRecord, form: PortalForm) -> None:
    command = versions.Propose(
        draft.id, sent_version(), form["valid_from"].data, form["note"].data, tuple(form["announced"].data or ())
    )
    versions.propose(work, command)


DEEDS = {
    "propose": Deed(_propose, lambda: _("Sendt. En anden end dig skal nu godkende versionen."), ProposeForm),
    "publish": Deed(
        lambda work, draft, form: versions.publish(work, versions.Publish(draft.id, sent_version())),
        lambda: _("Godkendt. Versionen gælder fra den valgte dag."),
        target=_to_programme,
    ),
    "send_back": Deed(
        lambda work, draft, form: versions.send_back(
            work, versions.SendBack(draft.id, sent_version(), form["reason"].data)
        ),
        lambda: _("Sendt tilbage til den, der skrev udkastet."),
        ReasonForm,
    ),
    "cancel": Deed(
        lambda work, draft, form: versions.cancel(work, versions.Cancel(draft.id, sent_version(), form["reason"].data)),
        lambda: _("Versionen er trukket tilbage og kommer ikke til at gælde."),
        ReasonForm,
        _to_programme,
    ),
    "discard": Deed(
        lambda work, draft, form: versions.discard_draft(work, versions.DiscardDraft(draft.id, sent_version())),
        lambda: _("Udkastet er slettet."),
        target=_to_programme,
    ),
}


def _propose_form(work: Work, draft: VersionRecord) -> ProposeForm:
    form = filled(ProposeForm, {"valid_from": work.today, "note": draft.note})
    turned = versions.flips_of(work, draft) if draft.state == VersionState.DRAFT else ()
    words = {
        one.name: (result_word(one.before), result_word(one.after) if one.after else _("taget ud")) for one in turned
    }
    form.announced.choices = choices(
        {name: _("%(name)s: fra »%(before)s« til »%(after)s«", name=name, before=before, after=after)
         for name, (before, after) in words.items()}
    )  # fmt: skip
    return form


def _page(work: Work, draft: VersionRecord, form: ProposeForm, reason: ReasonForm) -> ShowDraft:
    shared = common(work, draft, "show_version")
    base = next((one for one in store.list_of(work.session, draft.code) if one.number == draft.base_number), None)
    changed = versions.with_programme(work.house, versions.parsed(draft, work.house.demo))
    asked = {one.id: one.text for one in changed.questions}
    changes = differences(base.text if base else "", draft.text, asked)
    return ShowDraft(
        title=_("%(name)s, version %(number)s", name=shared["name"], number=draft.number),
        **shared | {"form": form.view()},  # type: ignore[arg-type]
        state=STATES[draft.state],
        valid_from=long_date(draft.valid_from) if draft.valid_from else "",
        note=draft.note,
        reply=draft.reply,
        author=draft.author_name,
        approver=draft.approver_name,
        announced=tuple((one["name"], one["before"], one["after"]) for one in draft.announced),
        differences=changes,
        base=draft.base_number,
        longest=longest_way(changed.programmes, changed.questions),
        deeds=deeds_of(work, draft),
        is_writer=str(work.actor.user_id) in draft.editors,
        trial_href=_trial(work, draft),
        reason=reason.view(),
        file_href=url_for("admin.export_draft", version_id=draft.id),
    )


def _trial(work: Work, draft: VersionRecord) -> str:
    """The programme's own people judged by this draft on the day it may begin; a new programme has none yet."""
    waits = draft.state in (VersionState.DRAFT, VersionState.PROPOSED) and draft.base_number is not None
    leads = draft.lead_municipality in work.actor.municipalities
    if not (waits and leads and permits_place(work.actor, Permission.RULES_TRY)):
        return ""
    day = max(draft.valid_from or work.today, work.today)
    if not time_machine.sees_people(work):
        day = time_machine.first_told(day)
    parts = {"dag-dag": day.day, "dag-maaned": day.month, "dag-aar": day.year}
    return url_for("caseworker.show_time_machine", regler=draft.id, **parts)


def deeds_of(work: Work, draft: VersionRecord) -> tuple[str, ...]:
    """What this person can do now: nobody approves their own, and what has begun is not called off."""
    events = PROGRAMME_VERSION.events(draft.state, work.party)
    begun = draft.valid_from is None or draft.valid_from <= work.today
    hidden = {"publish"} if str(work.actor.user_id) in draft.editors else set()
    return tuple(event for event in events if event not in hidden and not (event == "cancel" and begun))
