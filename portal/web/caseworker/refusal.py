"""The letter builder: the only way to say no. Facts, reason, rule, what instead, hearing, second person, complaint (M4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField

from portal.domain.access import Permission
from portal.domain.workflow import ENROLMENT, EnrolmentState, Party
from portal.services import refusal as service
from portal.services.work import Work
from portal.store import enrolments, refusals, users
from portal.store.enrolments import EnrolmentRecord
from portal.store.refusals import RefusalRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import NOTHING_TRIED, Deed, Tried, forms_of, perform, sent_version
from portal.web.caseworker.words import enrolment_state
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

PATH = "/medarbejder/tilmeldinger/<uuid:enrolment_id>/ikke-optaget"
AREA = {"kind": "text_area", "limit": 1000}
RULES = {
    "early_sick_leave_effort": "Sygedagpengeloven § 13 og lov om en aktiv beskæftigelsesindsats",
}
USUAL_RULE = "Lov om en aktiv beskæftigelsesindsats og projektets egne kriterier"


class LetterForm(PortalForm):
    facts = TextAreaField(
        "Fakta",
        [Required("Skriv de fakta, du lægger vægt på."), MaxLength()],
        description="Skriv ikke diagnoser. Borgeren læser det.",
        render_kw=AREA,
    )
    reason = TextAreaField(
        "Begrundelse", [Required("Skriv grunden, så borgeren kan forstå den."), MaxLength()], render_kw=AREA
    )
    rule = StringField("Regel", [Required("Skriv, hvilken regel det bygger på."), MaxLength(200)])
    alternative = TextAreaField(
        "Hvad kan borgeren gøre i stedet?",
        [Required("Skriv, hvad borgeren kan gøre i stedet."), MaxLength()],
        render_kw=AREA,
    )
    hearing = RadioField(
        "Kender borgeren alle fakta?",
        [Required("Vælg, om borgeren skal høres først.")],
        choices=choices({"known": "Ja, borgeren har selv fortalt det", "needed": "Nej, borgeren skal høres først"}),
    )


class ReplyForm(PortalForm):
    reply = TextAreaField(
        "Hvad svarede borgeren?", [Required("Skriv, hvad borgeren svarede."), MaxLength()], render_kw=AREA
    )


class BackForm(PortalForm):
    words = TextAreaField(
        "Hvad skal ses på igen?", [Required("Skriv, hvad der skal ses på igen."), MaxLength()], render_kw=AREA
    )


@dataclass(frozen=True, kw_only=True)
class RefusalPage(Page):
    case: EnrolmentRecord
    action: str
    back: str
    state: str
    state_kind: str
    letter: RefusalRecord | None
    subject: str
    preview: str
    writer: str
    approver: str
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    form: FormView = field(default_factory=FormView)


def _write(work: Work, case: EnrolmentRecord, form: LetterForm) -> None:
    parts = {name: form[name].data or "" for name in ("facts", "reason", "rule", "alternative", "hearing")}
    service.write_letter(work, service.WriteLetter(case.id, sent_version(), **parts))


def _plain(verb: Any, command: Any) -> Any:
    def do(work: Work, case: EnrolmentRecord, form: PortalForm) -> None:
        verb(work, command(case.id, sent_version()))

    return do


def _reply(work: Work, case: EnrolmentRecord, form: ReplyForm) -> None:
    service.note_hearing(work, service.NoteHearing(case.id, sent_version(), form.reply.data or ""))


def _send_back(work: Work, case: EnrolmentRecord, form: BackForm) -> None:
    service.send_back(work, service.SendBack(case.id, sent_version(), form.words.data or ""))


def _reopen(work: Work, case: EnrolmentRecord, form: BackForm) -> None:
    service.reopen(work, service.Reopen(case.id, sent_version(), form.words.data or ""))


DEEDS = {
    "write": Deed(_write, lambda: _("Brevet er gemt. Der er ikke sendt noget."), LetterForm, lambda start: start),
    "hear": Deed(_plain(service.hear, service.Hear), lambda: _("Brevet om høring er sendt.")),
    "note_hearing": Deed(_reply, lambda: _("Svaret er gemt."), ReplyForm),
    "propose": Deed(
        _plain(service.propose, service.Propose), lambda: _("Sendt til teamlederen. Borgeren hører ikke noget endnu.")
    ),
    "decide": Deed(_plain(service.decide, service.Decide), lambda: _("Brevet er sendt i Digital Post.")),
    "send_back": Deed(_send_back, lambda: _("Sendt tilbage til sagsbehandleren."), BackForm),
    "reopen": Deed(_reopen, lambda: _("Sagen er under behandling igen."), BackForm),
}


@caseworker.page(PATH, allow=Permission.ENROLMENT_REVIEW, load=enrolments.get, queries=6)
def show_refusal(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    return render("caseworker/refusal/show.html", _page(work, case, NOTHING_TRIED))


@caseworker.action(PATH, allow=Permission.ENROLMENT_REVIEW, load=enrolments.get)
def decide_refusal(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, case, "enrolment")
    if tried:
        return render("caseworker/refusal/show.html", _page(work, case, tried), tried.status)
    return redirect(url_for("caseworker.show_refusal", enrolment_id=case.id), 303)


def _page(work: Work, case: EnrolmentRecord, tried: Tried) -> RefusalPage:
    letter = refusals.find(work.session, case.id)
    state, kind = enrolment_state(case.state)
    deeds = _possible(work, case, letter)
    ids = {one for one in (letter.written_by, letter.approved_by) if one} if letter else set()
    names = users.names_of(work.session, ids) if ids else {}
    writer = names.get(letter.written_by, "") if letter else ""
    subject, preview = service.letter_text(work, case, case.first_name, letter, writer) if letter else ("", "")
    return RefusalPage(
        title=_("Brev til %(who)s", who=case.short_name),
        case=case,
        action=url_for("caseworker.show_refusal", enrolment_id=case.id),
        back=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        state=state,
        state_kind=kind,
        letter=letter,
        subject=subject,
        preview=preview,
        writer=writer,
        approver=names.get(letter.approved_by, "") if letter and letter.approved_by else "",
        deeds=tuple(deeds),
        forms=forms_of(DEEDS, deeds, _known(case, letter), tried),
        tried=tried,
        form=tried.form,
    )


def _possible(work: Work, case: EnrolmentRecord, letter: RefusalRecord | None) -> list[str]:
    """What the state lists for this person, and what the letter still lacks."""
    if case.state == EnrolmentState.IN_REVIEW:
        names = ["write"]
        if letter is not None and letter.hearing == "needed":
            names.append("hear" if letter.hearing_until is None else "note_hearing")
        return [*names, *(["propose"] if letter is not None else [])]
    leader = work.party is Party.TEAM_LEADER
    if case.state == EnrolmentState.REFUSAL_PROPOSED and leader and letter is not None:
        return ["decide", "send_back"]
    return ["reopen"] if leader and ENROLMENT.allows(case.state, "reopen", Party.TEAM_LEADER) else []


def _known(case: EnrolmentRecord, letter: RefusalRecord | None) -> dict[str, str]:
    """The letter as it stands; a new one begins with the criteria that are not met and the usual rule."""
    if letter is not None:
        return {name: getattr(letter, name) for name in ("facts", "reason", "rule", "alternative", "hearing")}
    lines = (case.verdict or {}).get("criteria", [])
    facts = " ".join(line["text"] for line in lines if line["outcome"] == "unmet")
    return {"facts": facts, "rule": RULES.get(case.programme_code, USUAL_RULE)}
