"""The calendar of a placement: written when it is planned, written anew when its days change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.following import CheckpointKind, checkpoints_for
from portal.services.following.days import own_placement
from portal.services.work import Work
from portal.store import following
from portal.store.following import Checkpoint
from portal.store.placements import Placement, PlacementPart


@dataclass(frozen=True)
class MarkDone:
    """A checkpoint was held, with what was agreed."""

    placement_id: UUID
    checkpoint_id: UUID
    version: int
    words: str


def make_calendar(work: Work, row: Placement, parts: list[PlacementPart]) -> None:
    """Every day on which somebody looks, from the placement's days and steps. What is done stays done."""
    following.delete_undone(work.session, row.id)
    kept = {(one.kind, one.due_on) for one in following.list_checkpoints(work.session, [row.id])}
    kinds_kept = {kind for kind, _ in kept}
    once = {CheckpointKind.FIRST_DAY, CheckpointKind.FIRST_WEEK}
    for one in checkpoints_for(row.start_on, row.end_on, _steps(parts)):
        if (one.kind, one.due_on) in kept or (one.kind in once and one.kind in kinds_kept):
            continue
        work.session.add(Checkpoint(placement_id=row.id, kind=one.kind, due_on=one.due_on))
    work.session.flush()


def _steps(parts: list[PlacementPart]) -> list[date]:
    return [date.fromisoformat(step["from"]) for part in parts for step in part.hours_ladder[1:]]


def mark_done(work: Work, cmd: MarkDone) -> None:
    """Write what was agreed. Doing it twice keeps the first."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    one = following.get_checkpoint(work.session, cmd.checkpoint_id)
    if one.placement_id != row.id:
        raise NotFound
    if one.done_at is not None:
        return
    if one.due_on > work.today:
        raise Refused("Dagen er ikke kommet endnu. Skriv det, når I har talt sammen.")
    if not cmd.words.strip():
        raise Refused("Skriv kort, hvad I aftalte.", "words")
    one.done_at, one.done_by, one.words = work.now, work.actor.user_id, cmd.words.strip()
    work.audit(
        "placement",
        "checkpoint_done",
        row.id,
        subject=row.person_id,
        municipality=row.operating_municipality,
        kind=one.kind,
    )
