"""The early warnings of some placements, from what is stored of them: a handful of queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from portal.domain.following import FEEDBACK_KINDS, EarlyWarning, Followed, warnings_for
from portal.services.work import COPENHAGEN, Work
from portal.store import following
from portal.store.following import CheckpointRecord
from portal.store.placements import PlacementRecord


def signs_of(work: Work, found: Iterable[PlacementRecord]) -> dict[UUID, tuple[EarlyWarning, ...]]:
    """Every sign of every placement, the most pressing first. Reading them changes nothing."""
    found = list(found)
    ids = [one.id for one in found]
    days: dict[UUID, list[CheckpointRecord]] = defaultdict(list)
    for one in following.list_checkpoints(work.session, ids):
        days[one.placement_id].append(one)
    answered = {one.checkpoint_id for one in following.list_feedback(work.session, ids)}
    open_concerns: dict[UUID, int] = defaultdict(int)
    talks: dict[UUID, list[date]] = defaultdict(list)
    for concern in following.list_concerns(work.session, ids):
        if concern.handled_at is None:
            open_concerns[concern.placement_id] += 1
        else:
            talks[concern.placement_id].append(concern.handled_at.astimezone(COPENHAGEN).date())
    return {
        one.id: warnings_for(_followed(one, days[one.id], answered, open_concerns[one.id], talks[one.id]), work.today)
        for one in found
    }


def _followed(
    one: PlacementRecord, days: list[CheckpointRecord], answered: set[UUID], concerns: int, talks: list[date]
) -> Followed:
    talked = [*talks, *(day.done_at.astimezone(COPENHAGEN).date() for day in days if day.done_at)]
    return Followed(
        state=one.state,
        start_on=one.start_on,
        last_contact=max(talked, default=None),
        feedback_due=[day.due_on for day in days if day.kind in FEEDBACK_KINDS and day.id not in answered],
        concerns=concerns,
        late=[day.due_on for day in days if day.done_at is None],
        absent_since=one.absent_since,
        has_outcome=one.outcome is not None,
    )
