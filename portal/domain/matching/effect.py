"""What other weights would mean for the people of today: who gets another place, how far, how near to the first wish.

Two runs on the same people and places, set beside each other, person by person, and added up over groups. Which
group a person is in is told from outside: the matching itself knows neither age nor programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from portal.domain.matching.columns import WISH_DIGITS, common_digits
from portal.domain.matching.engine import Computation
from portal.domain.matching.limits import kilometres

FEWEST: Final = 5
"""Fewer people than this are never shown as a group."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one person gets in a run: the place (None: none), its distance, and whether it is the first wish."""

    place_id: str | None = None
    km: float = 0.0
    first_wish: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One person before and after, and how many whole weeks she has waited."""

    citizen_id: str
    weeks: int
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs over some people: how many matched, and means over those (None where there are none)."""

    matched: int
    mean_km: float | None
    first_wish: float | None
    weeks: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Some people, how many of them would get something else, and both sides."""

    people: int
    changed: int
    before: Side
    after: Side

    @property
    def hidden(self) -> bool:
        """So few that somebody could be recognised."""
        return self.people < FEWEST


def changes(before: Computation, after: Computation) -> list[Change]:
    """Person by person; both runs must be of the same people and places."""
    columns = before.columns
    one, other = _outcomes(before), _outcomes(after)
    return [
        Change(citizen.id, int(columns.weeks_waited[i]), one[i], other[i]) for i, citizen in enumerate(columns.citizens)
    ]


def effect(found: Iterable[Change]) -> Effect:
    """All of them together."""
    rows = list(found)
    changed = sum(row.before.place_id != row.after.place_id for row in rows)
    before, after = [(row.before, row.weeks) for row in rows], [(row.after, row.weeks) for row in rows]
    return Effect(len(rows), changed, _side(before), _side(after))


def effect_by(found: Iterable[Change], group_of: Callable[[str], str]) -> dict[str, Effect]:
    """The same for each group, in order of the group's name."""
    groups: dict[str, list[Change]] = {}
    for row in found:
        groups.setdefault(group_of(row.citizen_id), []).append(row)
    return {group: effect(groups[group]) for group in sorted(groups)}


def _outcomes(computation: Computation) -> list[Outcome]:
    columns, chosen = computation.columns, computation.chosen
    i = np.flatnonzero(chosen >= 0)
    km = dict(zip(i.tolist(), kilometres(columns, i, chosen[i]).tolist(), strict=True))
    found = []
    for row, citizen in enumerate(columns.citizens):
        if row not in km:
            found.append(Outcome())
            continue
        place = columns.places[chosen[row]]
        wish = citizen.occupations[0] if citizen.occupations else ""
        found.append(Outcome(place.id, km[row], common_digits(wish, place.occupation) == WISH_DIGITS))
    return found


def _side(rows: list[tuple[Outcome, int]]) -> Side:
    matched = [(outcome, weeks) for outcome, weeks in rows if outcome.place_id is not None]
    if not matched:
        return Side(0, None, None, None)
    number = len(matched)
    return Side(
        number,
        sum(outcome.km for outcome, _ in matched) / number,
        sum(outcome.first_wish for outcome, _ in matched) / number,
        sum(weeks for _, weeks in matched) / number,
    )
