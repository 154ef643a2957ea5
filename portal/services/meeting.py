"""The talk between citizen and adviser: it is arranged, accepted or moved. To need another time is never a minus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import EnrolmentState
from portal.services.work import Work
from portal.store import enrolments, meetings
from portal.store.enrolments import Enrolment
from portal.store.meetings import ACCEPTED, OTHER_TIME, Meeting

OVER = "Samtalen er ikke aftalt mere. Vi ringer til dig, eller du kan ringe til os."


@dataclass(frozen=True)
class AcceptMeeting:
    """`version` is the meeting's, so that nobody accepts another time than the one she read."""

    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class AskOtherTime:
    enrolment_id: UUID
    version: int
    wish: str


def arrange(work: Work, case: Enrolment, at: datetime, minutes: int, place: str) -> None:
    """Write down when and where; a time that is moved has to be answered anew. Called by the verb that books it."""
    row = meetings.for_update(work.session, case.id)
    if row is None:
        row = Meeting(
            enrolment_id=case.id,
            person_id=case.person_id,
            operating_municipality=case.operating_municipality,
            version=0,
        )
        work.session.add(row)
    row.at, row.minutes, row.place = at, minutes, place
    row.answer, row.wish, row.answered_at, row.held_at = "", None, None, None
    row.version += 1


def close(work: Work, case: Enrolment) -> None:
    """The talk was held."""
    row = meetings.for_update(work.session, case.id)
    if row is not None:
        row.held_at = work.now
        row.version += 1


def accept_meeting(work: Work, cmd: AcceptMeeting) -> None:
    """The time suits her. Saying so twice is the same as once."""
    case, row = _own(work, cmd.enrolment_id)
    if row.answer != ACCEPTED:
        row.expect(cmd.version)
        row.wish = None
        _answer(work, case, row, ACCEPTED)


def ask_other_time(work: Work, cmd: AskOtherTime) -> None:
    """She cannot come, and says when she can. The adviser finds another time; until then nothing else happens."""
    case, row = _own(work, cmd.enrolment_id)
    wish = cmd.wish.strip()
    if row.answer != OTHER_TIME or row.wish != wish:
        row.expect(cmd.version)
        row.wish = wish
        _answer(work, case, row, OTHER_TIME)


def _own(work: Work, enrolment_id: UUID) -> tuple[Enrolment, Meeting]:
    case = enrolments.for_update(work.session, enrolment_id)
    row = meetings.for_update(work.session, enrolment_id)
    if case.person_id != work.actor.person_id or row is None:
        raise NotFound
    if case.state != EnrolmentState.MEETING_BOOKED:
        raise Refused(OVER)
    return case, row


def _answer(work: Work, case: Enrolment, row: Meeting, answer: str) -> None:
    row.answer, row.answered_at = answer, work.now
    row.version += 1
    work.audit(
        "enrolment",
        f"meeting_{answer}",
        case.id,
        subject=case.person_id,
        municipality=case.operating_municipality,
    )
