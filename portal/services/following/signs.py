"""The early warnings of some placements, from what is stored of them: a handful of queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from portal.domain.following import FEEDBACK_KINDS, CheckIn, EarlyWarning, Followed, warnings_for
from portal.domain.notes import TALKS
from portal.services.work import Work, day_in_denmark
from portal.store import check_ins, following, notes
from portal.store.check_ins import WEEKLY, CheckInRecord
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
    told: dict[UUID, list[CheckInRecord]] = defaultdict(list)
    talks = _spoken(work, found)
    for week in check_ins.list_of_placements(work.session, ids):
        if week.kind == WEEKLY:
            told[week.placement_id].append(week)
        if week.handled_at is not None:
            talks[week.placement_id].append(day_in_denmark(week.handled_at))
    open_concerns: dict[UUID, int] = defaultdict(int)
    for concern in following.list_concerns(work.session, ids):
        if concern.handled_at is None:
            open_concerns[concern.placement_id] += 1
        else:
            talks[concern.placement_id].append(day_in_denmark(concern.handled_at))
    known = {
        one.id: _followed(one, days[one.id], answered, open_concerns[one.id], talks[one.id], told[one.id])
        for one in found
    }
    return {key: warnings_for(one, work.today) for key, one in known.items()}


def _spoken(work: Work, found: list[PlacementRecord]) -> dict[UUID, list[date]]:
    """The newest talk of each case that somebody has written down."""
    days = notes.last_talks(work.session, [one.enrolment_id for one in found], TALKS)
    talks: dict[UUID, list[date]] = defaultdict(list)
    talks.update({one.id: [days[one.enrolment_id]] for one in found if one.enrolment_id in days})
    return talks


def _followed(
    one: PlacementRecord,
    days: list[CheckpointRecord],
    answered: set[UUID],
    concerns: int,
    talks: list[date],
    told: list[CheckInRecord],
) -> Followed:
    talked = [*talks, *(day_in_denmark(day.done_at) for day in days if day.done_at)]
    return Followed(
        state=one.state,
        start_on=one.start_on,
        last_contact=max(talked, default=None),
        check_ins=[_check_in(week) for week in told],
        feedback_due=[day.due_on for day in days if day.kind in FEEDBACK_KINDS and day.id not in answered],
        concerns=concerns,
        late=[day.due_on for day in days if day.done_at is None],
        absent_since=one.absent_since,
        has_outcome=one.outcome is not None,
    )


def _check_in(week: CheckInRecord) -> CheckIn:
    """The day she said it, which is in the week it tells of."""
    said = week.answers
    return CheckIn(day_in_denmark(week.at), said.get("energy"), said.get("week"), said.get("call"))
