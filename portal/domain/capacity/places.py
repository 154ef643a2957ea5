"""How many places there are for whom, how many are free, and what a programme is called because of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.eligibility import Programme, State

SOON = timedelta(days=60)
"""A programme that takes its last people in within this time says so."""


class Standing(StrEnum):
    """What a programme is to somebody who wants to come in today."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSING_SOON = "closing_soon"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class Pool:
    """The places people compete for: those kept for one municipality, or those of the whole programme.

    `limit` is None where nobody has set a number: then nobody has to wait.
    """

    programme: str
    municipality: str | None
    others: frozenset[str]
    """Municipalities with places of their own: their people are not in this pool."""
    limit: int | None

    def holds(self, home: str) -> bool:
        """Do people who live there compete for these places?"""
        return home == self.municipality if self.municipality else home not in self.others


@dataclass(frozen=True)
class Places:
    """A pool as it stands now. Everybody is counted once."""

    pool: Pool
    taken: int = 0
    """In use, or kept for somebody who pauses."""
    offered: int = 0
    """Held for somebody in line until her answer comes, or the deadline."""
    in_turn: int = 0
    """In line for the next free place. Who pauses, or has not answered an offer, lets others go first."""

    @property
    def limit(self) -> int | None:
        return self.pool.limit

    @property
    def free(self) -> int | None:
        """Places nobody has or has been offered; None where places are not counted."""
        return None if self.limit is None else max(0, self.limit - self.taken - self.offered)

    @property
    def is_full(self) -> bool:
        """Must somebody new wait in line? Also when a place is free, but somebody stands before her."""
        return self.free is not None and self.free <= self.in_turn

    def needed(self, ahead: int) -> int:
        """How many more places must become free for somebody with so many in turn before her."""
        return max(0, ahead + 1 - (self.free or 0))


def pools_of(programme: Programme) -> tuple[Pool, ...]:
    """The pools of a programme: one for each municipality with places of its own, and one for all others."""
    capacity = programme.capacity
    own = frozenset(code for code, _places in capacity.by_municipality)
    pools = [Pool(programme.code, code, frozenset(), places) for code, places in capacity.by_municipality]
    if programme.municipality_codes - own:
        rest = capacity.total
        if rest is not None:
            rest = max(0, rest - sum(places for _code, places in capacity.by_municipality))
        pools.append(Pool(programme.code, None, own, rest))
    return tuple(pools)


def pool_of(programme: Programme, home: str) -> Pool:
    """The pool of somebody who lives there. Who has moved out of the programme's area counts among all others."""
    pools = pools_of(programme)
    return next((pool for pool in pools if pool.holds(home)), pools[-1])


def standing(programme: Programme, places: Iterable[Places], today: date) -> Standing:
    """Its period first; then whether every one of these pools has somebody waiting; then whether it ends soon."""
    state, last = programme.term.state(today), programme.term.last
    if state is not State.OPEN:
        return Standing(state)
    if all(one.is_full for one in places):
        return Standing.FULL
    return Standing.CLOSING_SOON if last is not None and last - today <= SOON else Standing.OPEN
