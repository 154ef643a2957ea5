"""How a placement's weekly hours rise: the plan's steps, on the days and within the hours of one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class HoursStep:
    """From this day, and from this week of the placement, so many hours a week."""

    day: date
    week: int
    hours: float


@dataclass(frozen=True)
class Place:
    """What the place gives: its first and last day, and the fewest and the most hours a week."""

    start_on: date
    end_on: date | None
    hours_min: float
    hours_max: float


def hours_steps(plan: Iterable[Mapping[str, Any]], place: Place) -> tuple[HoursStep, ...]:
    """The plan's way upwards at this place: clipped to its hours, equal steps joined, none after its last day.

    The first step holds from the first day. No steps in the plan, none here.
    """
    found: list[HoursStep] = []
    for step in sorted(plan, key=lambda one: one["week"]):
        week = max(1, int(step["week"])) if found else 1
        day = place.start_on + timedelta(weeks=week - 1)
        if place.end_on is not None and day > place.end_on:
            break
        hours = clip(float(step["hours"]), place.hours_min, place.hours_max)
        if not found or found[-1].hours != hours:
            found.append(HoursStep(day, week, hours))
    return tuple(found)


def clip(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))
