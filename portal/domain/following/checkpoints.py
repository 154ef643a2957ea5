"""When somebody looks at a placement: made from its kinds, its days and the steps of its hours ladder.

A checkpoint that falls on a day off is moved to the working day before, so that nobody promises a talk on Christmas
Eve; the first day and the steps of the ladder stay where they are, because they happen whether anybody works or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.dates import add_months
from portal.domain.holidays import is_working_day


class CheckpointKind(StrEnum):
    FIRST_DAY = "first_day"
    FIRST_WEEK = "first_week"
    MIDWAY = "midway"
    STEP = "step"
    """The hours are to rise today: somebody asks whether that is still right."""
    ENDING = "ending"
    FOLLOW_UP_3 = "follow_up_3"
    FOLLOW_UP_6 = "follow_up_6"


K = CheckpointKind
FEEDBACK_KINDS = frozenset({K.FIRST_WEEK, K.MIDWAY, K.ENDING})
"""The company says how it goes on these days, in a minute."""
ENDED_KINDS = frozenset({K.FOLLOW_UP_3, K.FOLLOW_UP_6})
"""These come after the last day; the others go away when a placement ends before its time."""
SHORT = timedelta(days=21)
"""Under three weeks the first week is also the middle."""
NO_END_WEEKS = (6, 13)
"""Where no end is agreed (løntimer, fleksjob), somebody looks after six weeks and after a quarter."""


@dataclass(frozen=True, order=True)
class Checkpoint:
    """One day and what it is for. Ordered by the day."""

    due_on: date
    kind: CheckpointKind


def checkpoints_for(start: date, end: date | None, steps: Iterable[date] = ()) -> tuple[Checkpoint, ...]:
    """The days of one placement in order: the first day, after a week, midway, each step upwards, and before the end."""
    found = {Checkpoint(start, K.FIRST_DAY)}
    found |= {Checkpoint(day, K.STEP) for day in steps if start < day and (end is None or day <= end)}
    week = start + timedelta(days=7)
    if end is None:
        found.add(Checkpoint(_at_work(week, start), K.FIRST_WEEK))
        found |= {Checkpoint(_at_work(start + timedelta(weeks=weeks), start), K.MIDWAY) for weeks in NO_END_WEEKS}
        return tuple(sorted(found))
    length = end - start
    if week < end:
        found.add(Checkpoint(_at_work(week, start), K.FIRST_WEEK))
    if length >= SHORT:
        found.add(Checkpoint(_at_work(start + length / 2, start), K.MIDWAY))
    ending = end - timedelta(days=7) if length >= SHORT else end
    found.add(Checkpoint(_at_work(ending, start), K.ENDING))
    return tuple(sorted(found))


def checkpoints_after(end: date) -> tuple[Checkpoint, ...]:
    """Three and six months after the last day: is she still at work?"""
    return (
        Checkpoint(_at_work(add_months(end, 3), end), K.FOLLOW_UP_3),
        Checkpoint(_at_work(add_months(end, 6), end), K.FOLLOW_UP_6),
    )


def _at_work(day: date, earliest: date) -> date:
    """The day itself or the working day before it, but never before the placement has begun."""
    while not is_working_day(day) and day > earliest:
        day -= timedelta(days=1)
    return day
