"""Sending an enrolment: complete, judged once with the facts of the day, numbered, and answered with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.domain.eligibility import Programme, facts_to_dict, judge
from portal.domain.errors import Refused
from portal.domain.workflow import ENROLMENT
from portal.services import messages
from portal.services.deadlines import reply_by
from portal.services.enrolment.facts import build_facts, wanted_of
from portal.services.enrolment.steps import missing_steps
from portal.services.enrolment.terms import refuse_closed
from portal.services.work import Work, day_in_denmark
from portal.store import enrolments, numbers
from portal.store.enrolments import Enrolment

MISSING = "Her mangler vi et svar"


@dataclass(frozen=True)
class SubmitEnrolment:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class Receipt:
    enrolment_id: UUID
    number: str
    again: bool = False
    """It had been sent before; nothing has been changed."""


def submit(work: Work, cmd: SubmitEnrolment) -> Receipt:
    """The citizen sends the draft. Sending it twice gives the first receipt.

    The verdict of the day is kept with the facts it was made from and is never worked out again. It guides staff and
    refuses nobody: an enrolment that seems not to fit is sent like any other, and so is one to a programme that is
    full. Only a programme whose period is over, and steps without an answer, stop it.
    """
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.number:
        return Receipt(row.id, row.number, again=True)
    row.expect(cmd.version)
    programme = work.house.programme(row.programme_code)
    refuse_closed(work, programme)
    _refuse_missing(row, programme)
    work.move(ENROLMENT, row, "submit", subject=row.person_id)
    freeze_verdict(work, row, programme, work.now)
    row.number = f"T-{work.today.year}-{numbers.next_number(work.session, f'T-{work.today.year}'):06d}"
    row.submitted_at = work.now
    row.deadline = reply_by(work, row.programme_code)
    contact = (row.answers or {})["kontakt"]
    row.person.phone, row.person.email = contact["phone"], contact.get("email") or row.person.email
    messages.receipt(work, row, programme)
    return Receipt(row.id, row.number)


def _refuse_missing(row: Enrolment, programme: Programme) -> None:
    answers = row.answers or {}
    missing = missing_steps(answers, wanted_of(programme, row.person, answers))
    if missing:
        raise Refused(MISSING, missing[0])


def freeze_verdict(work: Work, row: Enrolment, programme: Programme, sent_at: datetime) -> None:
    """Judge the answers as of the day they were sent, and keep the verdict with the facts it was made from."""
    facts, day = build_facts(row.person, row.answers or {}), day_in_denmark(sent_at)
    row.verdict = judge(programme, facts, day).to_dict() | {"facts": facts_to_dict(facts), "today": day.isoformat()}
