"""How many places with support a workplace may have, and how many are in use (forholdstal)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol
from uuid import UUID

from portal.domain.placement_law import (
    HeadroomQuestion,
    LawTables,
    PlacementKind,
    RatioQuestion,
    SupportedPlacement,
    check_ratio,
    headroom,
)
from portal.domain.workflow import PlacementState
from portal.store.placements import PlacementRecord, Seat

COUNTING = frozenset({PlacementState.PLANNED, PlacementState.READY, PlacementState.ACTIVE, PlacementState.ABSENT})
FULL_TIME = 37


class HasNumbers(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def ordinary_fte(self) -> list[float]: ...
    @property
    def other_supported(self) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Room:
    """Places at full time: so many may be used, so many are in use today, and when there is room for one more."""

    limit: int
    used: Fraction
    free: int
    text: str

    @property
    def used_number(self) -> float:
        return float(self.used)


def room_at(
    law: LawTables, workplace: HasNumbers, today: date, placements: Iterable[PlacementRecord | Seat] = ()
) -> Room | None:
    """The room at a workplace today, or None while it has given no numbers (BAB §§ 65 and 83)."""
    if not workplace.ordinary_fte:
        return None
    ordinary = tuple(workplace.ordinary_fte)
    supported = supported_at(workplace, placements)
    one_more = SupportedPlacement(kind=PlacementKind.WORK_TRIAL, hours=FULL_TIME, first_day=today)
    found = check_ratio(law, RatioQuestion(on=today, ordinary_fte=ordinary, supported=supported, new=one_more))
    when = headroom(
        law,
        HeadroomQuestion(
            on=today, kind=PlacementKind.WORK_TRIAL, hours=FULL_TIME, ordinary_fte=ordinary, supported=supported
        ),
    )
    return Room(found.limit, found.used, max(0, int(found.limit - found.used)), when.text)


def supported_at(workplace: HasNumbers, placements: Iterable[PlacementRecord | Seat]) -> tuple[SupportedPlacement, ...]:
    """Who is there with support: those the company told of, and those placed through the portal."""
    told = [_told(person) for person in workplace.other_supported]
    ours = [p for p in placements if p.workplace_id == workplace.id and p.state in COUNTING]
    return (*told, *(one for placement in ours for one in _parts(placement)))


def _told(person: dict[str, Any]) -> SupportedPlacement:
    return SupportedPlacement(
        kind=PlacementKind(person["kind"]),
        hours=person["hours"],
        first_day=_day(person.get("from")) or date.min,
        last_day=_day(person.get("to")),
    )


def _parts(placement: PlacementRecord | Seat) -> list[SupportedPlacement]:
    """One for each step of the hours ladder of each part: the hours fill what they are at the time."""
    found = []
    for part in placement.parts:
        steps = part.hours_ladder
        for number, step in enumerate(steps):
            first = _day(step.get("from")) or part.start_on
            last = _day_before(steps, number) or part.end_on
            if last is None or first <= last:
                found.append(
                    SupportedPlacement(
                        kind=PlacementKind(part.kind), hours=step["hours"], first_day=first, last_day=last
                    )
                )
    return found


def _day_before(steps: Sequence[dict[str, Any]], number: int) -> date | None:
    """The last day of a step is the day before the next one begins."""
    following = _day(steps[number + 1].get("from")) if number + 1 < len(steps) else None
    return date.fromordinal(following.toordinal() - 1) if following else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
