"""Klager: which wait, by when, and the answer with its reason; the one who wrote the letter does not judge it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField

from portal.domain.access import Permission, permits
from portal.domain.errors import Refused
from portal.services.complaint import CHANGED, UPHELD, AnswerComplaint, answer_complaint, why_not_judge
from portal.services.work import Work
from portal.store import complaints
from portal.store.complaints import ComplaintRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, short_date
from portal.web.render import Page, render

URL = "/medarbejder/klager/<uuid:complaint_id>"
OUTCOMES = {
    CHANGED: "Borgeren får medhold. Afgørelsen bliver lavet om",
    UPHELD: "Vi holder fast. Klagen går videre til Ankestyrelsen",
}


class AnswerForm(PortalForm):
    outcome = RadioField(
        "Hvad er I kommet frem til?", [Required("Vælg, hvad I er kommet frem til.")], choices=choices(OUTCOMES)
    )
    reason = TextAreaField(
        "Hvorfor?",
        [Required("Skriv, hvorfor. Borgeren læser det."), MaxLength(2000)],
        description="Skriv kort og venligt. Borgeren får det i et brev og på Min side.",
        render_kw={"kind": "text_area", "limit": 2000},
    )


@dataclass(frozen=True)
class Row:
    who: str
    program: str
    came: str
    state: str
    state_kind: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ListComplaints(Page):
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class ShowComplaint(Page):
    words: str
    source: str
    late: bool
    facts: tuple[str, ...]
    outcome: str
    """What was answered; empty while it waits."""
    reason: str
    case_href: str
    action: str
    """Empty for who may read but not decide."""
    why_not: str
    """Why a colleague must answer; empty where it is not for that."""
    version: int
    form: FormView = field(default_factory=FormView)


@caseworker.page("/medarbejder/klager", allow=Permission.CASE_LIST)
def list_complaints(work: Work) -> tuple[str, int]:
    found = complaints.list_for_staff(work.session, work.actor.municipalities, work.actor.related)
    rows = tuple(_row(work, one) for one in found)
    return render("caseworker/complaint/list.html", ListComplaints(title=_("Klager over afgørelser"), rows=rows))


@caseworker.page(URL, allow=Permission.CASE_READ, load=complaints.get)
def show_complaint(work: Work, one: ComplaintRecord) -> tuple[str, int]:
    return _show(work, one, AnswerForm())


@caseworker.action(URL, allow=Permission.ENROLMENT_REVIEW, load=complaints.get)
def decide_complaint(work: Work, one: ComplaintRecord) -> Response | tuple[str, int]:
    form = filled(AnswerForm)
    if not form.validate():
        return _show(work, one, form, 422)
    version = request.form.get("version", 0, int)
    try:
        answer_complaint(work, AnswerComplaint(one.id, version, form.outcome.data or "", form.reason.data or ""))
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _show(work, one, form, 422)
    flash(_("Klagen er besvaret. Borgeren får et brev og kan læse svaret på Min side."), "success")
    return redirect(_href(one.id), 303)


def _href(complaint_id: UUID) -> str:
    return url_for("caseworker.show_complaint", complaint_id=complaint_id)


def _row(work: Work, one: ComplaintRecord) -> Row:
    late = one.answered_at is None and one.answer_by < work.today
    waiting = _("Svar senest %(date)s", date=short_date(one.answer_by))
    return Row(
        who=one.who,
        program=work.house.programme(one.programme_code).name,
        came=short_date(one.at),
        state=_outcome(one) or waiting,
        state_kind="neutral" if one.answered_at else "problem" if late else "attention",
        href=_href(one.id),
    )


def _outcome(one: ComplaintRecord) -> str:
    words = {CHANGED: _("Borgeren fik medhold"), UPHELD: _("Sendt til Ankestyrelsen")}
    return words[one.outcome] if one.outcome else ""


def _show(work: Work, one: ComplaintRecord, form: AnswerForm, status: int = 200) -> tuple[str, int]:
    decides = one.answered_at is None and permits(work.actor, Permission.ENROLMENT_REVIEW, one)
    why_not = why_not_judge(work, one.enrolment_id, one.at) if decides else ""
    may_answer = decides and not why_not
    page = ShowComplaint(
        title=_("Klage fra %(who)s", who=one.who),
        words=one.words,
        source=_("Skrevet af borgeren den %(date)s", date=long_date(one.at)),
        late=one.is_late,
        facts=(
            work.house.programme(one.programme_code).name,
            _("Afgørelsen er fra den %(date)s", date=long_date(one.decided_on)),
            _("Nr. %(number)s", number=one.number),
            _outcome(one) or _("Svar senest %(date)s", date=long_date(one.answer_by)),
        ),
        outcome=_outcome(one),
        reason=one.reason or "",
        case_href=url_for("caseworker.show_enrolment", enrolment_id=one.enrolment_id),
        action=_href(one.id) if may_answer else "",
        why_not=why_not,
        version=one.version,
        form=form.view() if may_answer else FormView(),
    )
    return render("caseworker/complaint/show.html", page, status)
