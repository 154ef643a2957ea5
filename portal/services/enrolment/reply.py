"""The citizen's short answers to staff: a reply to a question, and why a proposal was declined."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.workflow import ENROLMENT, EnrolmentState, ProposalState
from portal.services import lessons
from portal.services.deadlines import reply_by
from portal.services.work import Work
from portal.store import enrolments, matches


@dataclass(frozen=True)
class AnswerQuestion:
    enrolment_id: UUID
    version: int
    text: str


@dataclass(frozen=True)
class DeclineReason:
    proposal_id: UUID
    reason: str
    """A code: tasks, hours, place, time, health or other."""


def answer_question(work: Work, cmd: AnswerQuestion) -> None:
    """The citizen answers what the caseworker asked; the case is staff's again, with a new day promised."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state != EnrolmentState.AWAITING_CITIZEN and row.reply == cmd.text:
        return
    row.expect(cmd.version)
    work.move(ENROLMENT, row, "citizen_answered", subject=row.person_id)
    row.reply = cmd.text
    row.deadline = reply_by(work, row.programme_code)


def give_decline_reason(work: Work, cmd: DeclineReason) -> None:
    """After a no, the citizen may tell why. The code helps to find something better; it never counts against anyone."""
    row = matches.for_update(work.session, cmd.proposal_id)
    if row.state != ProposalState.CITIZEN_NO or row.reason == cmd.reason:
        return
    row.reason = cmd.reason
    row.version += 1
    lessons.learn(work, row, cmd.reason, by_company=False)
    work.audit(
        "proposal",
        "decline_reason",
        row.id,
        subject=row.person_id,
        municipality=row.operating_municipality,
        reason=cmd.reason,
    )
