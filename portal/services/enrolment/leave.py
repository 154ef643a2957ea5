"""Taking a break, leaving, and coming back: the citizen needs no reason for any of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from portal.domain.errors import Refused
from portal.domain.placement_law import Deadline
from portal.domain.workflow import ENROLMENT, PROPOSAL, EnrolmentState, Party
from portal.domain.workflow.proposal import BEFORE_AGREEMENT
from portal.services import messages
from portal.services.deadlines import deadline_of, last_day, pauses_since, reply_by
from portal.services.enrolment.terms import already_enrolled
from portal.services.places.offering import recall_offer
from portal.services.work import Work
from portal.store import enrolments, people
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal

PAUSE_WEEKS = (2, 4, 8)


@dataclass(frozen=True)
class Pause:
    enrolment_id: UUID
    version: int
    weeks: int


@dataclass(frozen=True)
class Resume:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class Withdraw:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class UndoWithdrawal:
    enrolment_id: UUID
    version: int


def pause(work: Work, cmd: Pause) -> None:
    """Hold a pause without losing the place. Open proposals are recalled; the deadline becomes the pause's last day.

    A place or a number in line is kept from others for thirty days.
    """
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state == EnrolmentState.PAUSED:
        return
    row.expect(cmd.version)
    begin_pause(work, row, cmd.weeks)


def begin_pause(work: Work, row: Enrolment, weeks: int) -> None:
    """From where the case is, for so many weeks; the row is held by the caller."""
    before = row.state
    work.move(ENROLMENT, row, "pause", subject=row.person_id, weeks=weeks)
    row.state_before = before
    row.paused_on = work.today
    row.deadline = work.today + timedelta(weeks=weeks)
    recall_offer(work, row)
    recall_proposals(work, row)


def resume(work: Work, cmd: Resume) -> None:
    """Come back from a pause, to where it began."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state != EnrolmentState.PAUSED:
        return
    row.expect(cmd.version)
    resume_from_pause(work, row)


def resume_from_pause(work: Work, row: Enrolment) -> None:
    """Back to where the pause began. Who has a place has it still, also when it was lent to somebody meanwhile.

    In line, a number is kept as long as the programme says; after a longer pause it counts from today.
    """
    work.move(ENROLMENT, row, "resume", subject=row.person_id, previous=row.state_before)
    waits = row.state == EnrolmentState.WAITING_LIST
    if (
        waits
        and row.paused_on is not None
        and row.paused_on < pauses_since(work, work.house.programme(row.programme_code))
    ):
        row.queued_at, row.queue_reason = work.now, None
    row.deadline = work.today if waits else None
    row.state_before = row.paused_on = None


def withdraw(work: Work, cmd: Withdraw) -> None:
    """Leave, at once and without a reason. Proposals are recalled; within 14 days the citizen may come back."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state == EnrolmentState.WITHDRAWN:
        return
    row.expect(cmd.version)
    # Leaving from a pause: coming back leads to where the pause began, not into the pause.
    before = row.state_before if row.state == EnrolmentState.PAUSED else row.state
    work.move(ENROLMENT, row, "withdraw", subject=row.person_id)
    row.state_before = before
    row.deadline = last_day(work, Deadline.REGRET)
    row.paused_on = None
    recall_offer(work, row)
    recall_proposals(work, row)
    messages.withdrawn(work, row)


def undo_withdrawal(work: Work, cmd: UndoWithdrawal) -> None:
    """Come back within 14 days, to the state before. Raises Refused afterwards, or when there is a new enrolment."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state != EnrolmentState.WITHDRAWN:
        return
    row.expect(cmd.version)
    if row.deadline is None or work.today > row.deadline:
        call = f"Du kan melde dig til igen, eller ringe til os på {work.house.support_phone}."
        raise Refused(f"Der er gået mere end {deadline_of(work, Deadline.REGRET).words}. {call}")
    people.hold(work.session, row.person_id)
    if enrolments.find_current(work.session, row.person_id, row.programme_code):
        raise Refused(already_enrolled(work.house.programme(row.programme_code)))
    work.move(ENROLMENT, row, "undo_withdrawal", subject=row.person_id, previous=row.state_before)
    row.state_before = None
    row.deadline = reply_by(work, row.programme_code)


def recall_proposals(work: Work, row: Enrolment) -> None:
    """What has not become an agreement yet is cancelled by itself; the company learns no reason."""
    live = work.session.scalars(
        select(Proposal)
        .where(Proposal.enrolment_id == row.id, Proposal.state.in_(sorted(BEFORE_AGREEMENT)))
        .order_by(Proposal.id)
        .with_for_update()
    )
    for proposal in live:
        work.move(PROPOSAL, proposal, "cancel", subject=row.person_id, party=Party.SYSTEM)
