"""How a placement ends, what came of it, and the talks three and six months later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.following import GOES_ON, OUTCOMES, STOP_REASONS, checkpoints_after
from portal.domain.workflow import ENROLMENT, PLACEMENT, POSTING, EnrolmentState, Party, PlacementState, PostingState
from portal.services import messages_staff as messages
from portal.services.following.days import happened_on, note_change, own_placement
from portal.services.work import Work
from portal.store import enrolments, following, placements, postings
from portal.store.following import Checkpoint
from portal.store.placements import Placement


@dataclass(frozen=True)
class Stop:
    placement_id: UUID
    version: int
    reason: str
    day: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Complete:
    placement_id: UUID
    version: int
    day: date | None = None
    words: str = ""


@dataclass(frozen=True)
class RecordOutcome:
    placement_id: UUID
    version: int
    outcome: str
    words: str = ""
    by_phone: bool = False


@dataclass(frozen=True)
class CloseFollowUp:
    placement_id: UUID
    version: int
    words: str = ""


def stop(work: Work, cmd: Stop) -> None:
    """It ends before its time. The citizen may always stop; staff ring everybody within a working day."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    if cmd.reason not in STOP_REASONS:
        raise Refused("Vælg, hvorfor forløbet stopper.", "reason")
    if cmd.reason == "other" and not cmd.words.strip():
        raise Refused("Skriv med få ord, hvorfor forløbet stopper.", "words")
    day = happened_on(work, cmd.day, cmd.words, earliest=row.start_on)
    if row.state == PlacementState.ABSENT:
        work.move(PLACEMENT, row, "return", subject=row.person_id)
        row.absent_since = None
    work.move(PLACEMENT, row, "stop", subject=row.person_id, reason=cmd.reason)
    row.ended_on = day
    note_change(work, row, "stop", day, cmd.words, code=cmd.reason)
    following.delete_undone(work.session, row.id)
    _free_the_place(work, row)


def _free_the_place(work: Work, row: Placement) -> None:
    """A posting that was full has a place again."""
    if row.posting_id is None:
        return
    posting = postings.for_update(work.session, row.posting_id)
    if posting.state == PostingState.FULL:
        work.move(POSTING, posting, "free_place", party=Party.SYSTEM)


def complete(work: Work, cmd: Complete) -> None:
    """It lasted as long as it was to, or somebody says that it is done."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    day = happened_on(work, cmd.day, cmd.words, earliest=row.start_on)
    work.move(PLACEMENT, row, "complete", subject=row.person_id)
    row.ended_on = day
    note_change(work, row, "complete", day, cmd.words)


def complete_due(work: Work) -> int:
    """Placements whose last day is over. Somebody still has to hold the talk and write down what came of it."""
    due = placements.list_over(work.session, work.today)
    for row in due:
        work.move(PLACEMENT, row, "complete", subject=row.person_id, party=Party.SYSTEM)
        row.ended_on = row.end_on
    return len(due)


def record_outcome(work: Work, cmd: RecordOutcome) -> None:
    """What came of it; the case goes on or is closed, and somebody rings after three and six months."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    if cmd.outcome not in OUTCOMES:
        raise Refused("Vælg, hvad der kom ud af forløbet.", "outcome")
    ended = row.ended_on or work.today
    work.move(PLACEMENT, row, "follow_up", subject=row.person_id, party=Party.SYSTEM, outcome=cmd.outcome)
    row.outcome = cmd.outcome
    note_change(work, row, "outcome", work.today, cmd.words, code=cmd.outcome, by_phone=cmd.by_phone)
    following.delete_undone(work.session, row.id)
    for one in checkpoints_after(ended):
        work.session.add(Checkpoint(placement_id=row.id, kind=one.kind, due_on=one.due_on))
    _move_case(work, row, cmd.outcome)


def _move_case(work: Work, row: Placement, outcome: str) -> None:
    """Back to the matching, or closed. A case that somebody has moved meanwhile is left alone."""
    case = enrolments.for_update(work.session, row.enrolment_id)
    if case.state != EnrolmentState.IN_PLACEMENT:
        return
    if outcome in GOES_ON:
        work.move(ENROLMENT, case, "end_placement", subject=row.person_id)
        case.ready_at = work.now
        messages.nudge(work, "N17", case, row.person, f"{row.id}:ended")
    else:
        work.move(ENROLMENT, case, "close", subject=row.person_id, outcome=outcome)


def close_follow_up(work: Work, cmd: CloseFollowUp) -> None:
    """After six months, or because the citizen does not want to be rung up any more."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    last = max((one.due_on for one in following.list_checkpoints(work.session, [row.id])), default=work.today)
    if work.today < last and not cmd.words.strip():
        raise Refused("De seks måneder er ikke gået. Skriv, hvorfor opfølgningen slutter nu.", "words")
    work.move(PLACEMENT, row, "close", subject=row.person_id, party=Party.SYSTEM)
    note_change(work, row, "close", work.today, cmd.words)
    following.delete_undone(work.session, row.id)
