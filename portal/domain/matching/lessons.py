"""What a no teaches: a limit or a wish for that citizen's next run only (matching.md: declines teach).

A reason is read in the light of the place that was declined. It never counts against anybody: it only leaves out what
is like the place, and a person can take it away. Some reasons teach nothing that a machine should act on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from portal.domain.matching.model import Citizen, Hours, Place
from portal.domain.matching.sentences import day, number

WAIT: Final = timedelta(days=14)
"""How much later the next place begins when the time was wrong."""


class LessonKind(StrEnum):
    OTHER_OCCUPATION = "other_occupation"
    MOST_HOURS = "most_hours"
    LEAST_HOURS = "least_hours"
    NEARER = "nearer"
    OTHER_WORKPLACE = "other_workplace"
    LATER = "later"
    OTHER_COMPANY = "other_company"


@dataclass(frozen=True, slots=True)
class Declined:
    """The place that was declined, as the citizen would have had it, and what the plan allowed."""

    occupation: str
    hours: float
    km: float
    start: date
    cvr: str
    p_number: str
    plan_hours: Hours
    plan_km: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """`value` is a DISCO code, hours, kilometres, an ISO date, a CVR or a P-number, as text."""

    kind: LessonKind
    value: str


def lesson_of(reason: str, place: Declined) -> Lesson | None:
    """What a reason of a citizen or a company teaches about the next run; None where it teaches nothing."""
    if reason == "tasks":
        return Lesson(LessonKind.OTHER_OCCUPATION, place.occupation)
    if reason in ("hours", "hours_do_not_fit"):
        return _other_hours(place)
    if reason == "health":
        return _fewer_hours(place)
    if reason == "place":
        return _other_place(place)
    if reason == "time":
        return Lesson(LessonKind.LATER, (place.start + WAIT).isoformat())
    if reason in ("no_time_now", "start_does_not_fit"):
        return Lesson(LessonKind.OTHER_COMPANY, place.cvr)
    return None


def _other_hours(place: Declined) -> Lesson | None:
    """Many hours were too many, few were too few; where the plan leaves no room for others, nothing."""
    low, high = place.plan_hours.min, place.plan_hours.max
    if place.hours > (low + high) / 2 and place.hours - 1 >= low:
        return Lesson(LessonKind.MOST_HOURS, f"{place.hours - 1:g}")
    if place.hours <= (low + high) / 2 and place.hours + 1 <= high:
        return Lesson(LessonKind.LEAST_HOURS, f"{place.hours + 1:g}")
    return None


def _fewer_hours(place: Declined) -> Lesson | None:
    """Not up to it just now: the lower half of the agreed hours."""
    low, high = place.plan_hours.min, place.plan_hours.max
    half = math.floor((low + high) / 2)
    return Lesson(LessonKind.MOST_HOURS, f"{max(half, low):g}") if half < high else None


def _other_place(place: Declined) -> Lesson:
    """A long way was too long; otherwise it was the workplace itself."""
    if place.km > place.plan_km / 2 and place.km > 1:
        return Lesson(LessonKind.NEARER, f"{math.ceil(place.km) - 1}")
    return Lesson(LessonKind.OTHER_WORKPLACE, place.p_number)


def taught(citizen: Citizen, lessons: Iterable[Lesson], places: Iterable[Place]) -> Citizen:
    """The citizen with narrower limits. What would turn a range the wrong way round is left out."""
    places = tuple(places)
    for lesson in lessons:
        citizen = _with(citizen, lesson, places)
    return citizen


def _with(citizen: Citizen, lesson: Lesson, places: tuple[Place, ...]) -> Citizen:
    kind, value, hours = lesson.kind, lesson.value, citizen.hours
    if kind == LessonKind.MOST_HOURS and float(value) >= hours.min:
        return replace(citizen, hours=Hours(hours.min, min(hours.max, float(value))))
    if kind == LessonKind.LEAST_HOURS and float(value) <= hours.max:
        return replace(citizen, hours=Hours(max(hours.min, float(value)), hours.max))
    if kind == LessonKind.NEARER:
        return replace(citizen, max_km=min(citizen.max_km, float(value)))
    if kind == LessonKind.LATER:
        return replace(citizen, available_from=max(citizen.available_from, date.fromisoformat(value)))
    told = {
        LessonKind.OTHER_OCCUPATION: lambda place: place.occupation,
        LessonKind.OTHER_WORKPLACE: lambda place: place.company.p_number,
        LessonKind.OTHER_COMPANY: lambda place: place.company.cvr,
    }.get(kind)
    out = {place.id for place in places if told is not None and told(place) == value}
    return replace(citizen, declined=citizen.declined | out)


def lesson_words(lesson: Lesson) -> str:
    """What the next run does, in a sentence for the citizen's adviser."""
    value = lesson.value
    return {
        LessonKind.OTHER_OCCUPATION: lambda: "Ikke de samme opgaver som sidst.",
        LessonKind.MOST_HOURS: lambda: f"Højst {number(float(value))} timer om ugen.",
        LessonKind.LEAST_HOURS: lambda: f"Mindst {number(float(value))} timer om ugen.",
        LessonKind.NEARER: lambda: f"Højst {number(float(value))} km væk.",
        LessonKind.OTHER_WORKPLACE: lambda: "Ikke den samme arbejdsplads som sidst.",
        LessonKind.LATER: lambda: f"Tidligst start den {day(date.fromisoformat(value))}.",
        LessonKind.OTHER_COMPANY: lambda: "Ikke den samme virksomhed som sidst.",
    }[lesson.kind]()
