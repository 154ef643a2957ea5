"""How much an adviser has to do, and how new cases would be shared evenly. Proposed only: a person moves cases.

A case counts by its phase (`service-design.md` 4.2); the limit is the guideline of Dansk Socialrådgiverforening, lower
for those who work part time (`domain.md` A.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from portal.domain.workflow import EnrolmentState as S

LIMIT = 48.0
"""Weighted cases of an adviser for whom no other limit is set."""
MOST_MOVED = 20
"""Cases handed over at once."""
NEW, PLAN, WAITING, PLACEMENT, FOLLOW_UP = 1.5, 1.2, 0.5, 1.0, 0.2
WEIGHT: Mapping[str, float] = MappingProxyType(
    {
        **dict.fromkeys((S.SUBMITTED, S.IN_REVIEW, S.AWAITING_CITIZEN, S.MEETING_BOOKED, S.REFUSAL_PROPOSED), NEW),
        S.ADMITTED: PLAN,
        **dict.fromkeys((S.WAITING_LIST, S.READY_FOR_MATCH, S.PAUSED), WAITING),
        S.IN_PLACEMENT: PLACEMENT,
    }
)
"""By the state of the enrolment; who is only rung up three and six months after counts `FOLLOW_UP`."""


@dataclass(frozen=True)
class Adviser:
    """One who can have cases. `load` is weighted, `cases` are heads."""

    id: UUID
    name: str
    load: float = 0
    cases: int = 0
    limit: float = LIMIT
    away_from: date | None = None
    away_to: date | None = None

    def is_away(self, today: date) -> bool:
        """Both days of a leave are days off; without a last day it lasts until somebody says otherwise."""
        if self.away_from is None or today < self.away_from:
            return False
        return self.away_to is None or today <= self.away_to

    def has_room(self, weight: float, today: date) -> bool:
        return not self.is_away(today) and self.load + weight <= self.limit

    def share(self) -> float:
        return self.load / self.limit if self.limit else 1.0


@dataclass(frozen=True)
class NewCase:
    """A case that nobody has, in the order in which they should be looked at."""

    id: UUID
    state: str

    @property
    def weight(self) -> float:
        return WEIGHT.get(self.state, 0)


def load_of(counts: Mapping[str, int], follow_up: int = 0) -> float:
    """The weighted sum of an adviser's cases by state; ended ones count nothing."""
    return round(sum(WEIGHT.get(state, 0) * count for state, count in counts.items()) + FOLLOW_UP * follow_up, 1)


def even(cases: Sequence[NewCase], advisers: Iterable[Adviser], today: date) -> dict[UUID, UUID]:
    """Who would take which case: each goes to the one with the smallest share of her limit in use.

    Nobody who is away gets one, nobody gets above her limit, and what has no room with anybody is left out.
    """
    team = {one.id: one for one in sorted(advisers, key=lambda one: (one.name, one.id))}
    found: dict[UUID, UUID] = {}
    for case in cases:
        free = [one for one in team.values() if one.has_room(case.weight, today)]
        if not free:
            continue
        chosen = min(free, key=lambda one: one.share())
        found[case.id] = chosen.id
        team[chosen.id] = replace(chosen, load=chosen.load + case.weight, cases=chosen.cases + 1)
    return found
