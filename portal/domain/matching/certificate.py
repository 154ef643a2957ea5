"""Prices that prove an assignment best, in whole numbers (matching.md 1.4).

A certificate gives every citizen, place and capped workplace a price of 0 or more such that no feasible pair beats
its prices: citizen + place + workplace ≥ base + points. Then no assignment at all can be worth more than the *bound*,
the sum of citizens' prices and of every capacity times its price. Where the bound equals what the assignment is
worth, it is best: that is linear duality, and anyone can check it with one look at each pair.

The prices are found from the finished assignment alone, whoever made it: they start at 0 and rise until no pair
beats them. Should a price have to rise where it must not, the assignment was not best, and we say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching.assignment import Capacities, Ints, base_for
from portal.domain.matching.candidates import Edges

STRETCH: Final = 2_000_000


class NotBest(ArithmeticError):
    """An assignment that its own pairs can improve: an error in the solver, never an answer to the user."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Whole prices ≥ 0: citizens (n,), places (m,), capped workplaces (w,), and the bound they add up to."""

    citizens: Ints
    places: Ints
    workplaces: Ints
    bound: int


def prices(edges: Edges, capacities: Capacities, chosen: Ints) -> Prices:
    """The smallest prices that prove `chosen` (each citizen's place, -1 none) best for `edges` and `capacities`.

    Raises NotBest when there are none.
    """
    market = _Market(edges, capacities, chosen)
    market.settle()
    citizens, workplaces = market.profit, market.workplaces[:-1]
    places = market.level[:-1] - market.workplaces[capacities.workplace]
    bound = (
        int(citizens.sum())
        + sum(int(n) * int(p) for n, p in zip(capacities.place, places, strict=True) if p)
        + sum(int(n) * int(p) for n, p in zip(capacities.cap, workplaces, strict=True) if p)
    )
    if bound != market.worth:
        raise NotBest(f"The bound {bound} is not the worth {market.worth}.")
    for some in _stretches(edges, np.arange(len(chosen))):
        pairs, who = _pairs_of(edges, some)
        if (market.base + edges.points[pairs] - citizens[some][who] > market.level[edges.place[pairs]]).any():
            raise NotBest("A pair beats its prices.")
    return Prices(citizens, places, workplaces, bound)


class _Market:
    """Rising prices. `level` is a place's own price and its workplace's together, `profit` what a citizen has left.

    Both columns of prices have one row more than there are places and workplaces, where row -1, "none", costs 0.
    """

    def __init__(self, edges: Edges, capacities: Capacities, chosen: Ints) -> None:
        """Everything at 0, and what every citizen's place is worth to them."""
        self.edges, self.capacities, self.chosen = edges, capacities, chosen
        self.base = np.int64(base_for(len(chosen)))
        self.level = np.zeros(len(capacities.place) + 1, dtype=np.int64)
        self.workplaces = np.zeros(len(capacities.cap) + 1, dtype=np.int64)
        self.matched = chosen >= 0
        self.held = np.zeros(len(chosen), dtype=np.int64)
        self._find_held()
        self.worth = int(self.held.sum())
        taken = np.bincount(chosen[self.matched], minlength=len(capacities.place))
        sitting = capacities.workplace[chosen[self.matched]]
        working = np.bincount(sitting[sitting >= 0], minlength=len(capacities.cap))
        if (taken > capacities.place).any() or (working > capacities.cap).any():
            raise NotBest("A place or a workplace has more than its capacity.")
        self.full = np.append(taken >= capacities.place, True)
        self.workplace_full = np.append(working >= capacities.cap, False)
        self.workplace = np.append(capacities.workplace, -1)

    @property
    def profit(self) -> Ints:
        """What the place is worth less its price; 0 without a place."""
        return self.held - self.level[self.chosen]

    def settle(self) -> None:
        """Lets everybody bid once, then those whose place became dearer, until nobody has a better pair."""
        bidders = np.arange(len(self.chosen))
        for _ in range(len(self.chosen) + len(self.level) + len(self.workplaces) + 2):
            risen = self._raise_workplaces(self._bid(bidders))
            if not risen.any():
                return
            bidders = np.flatnonzero(self.matched & risen[self.chosen])
            if (self.held[bidders] < self.level[self.chosen[bidders]]).any():
                raise NotBest("A citizen without a place would give more for one than its holder.")
        raise NotBest("A ring of swaps would gain.")

    def _bid(self, bidders: Ints) -> NDArray[np.bool_]:
        """Each bidder raises every place to where it is no better than what they have. Returns what rose."""
        before, profit = self.level.copy(), self.profit
        for some in _stretches(self.edges, bidders):
            pairs, who = _pairs_of(self.edges, some)
            offer = self.base + self.edges.points[pairs] - profit[some][who]
            np.maximum.at(self.level, self.edges.place[pairs], offer)
        risen = self.level > before
        return np.asarray(risen)

    def _raise_workplaces(self, risen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """A place with room has no price of its own: its level is the workplace's, and lifts the others there."""
        loose = np.flatnonzero(risen & ~self.full)
        if not loose.size:
            return risen
        at = self.workplace[loose]
        if not self.workplace_full[at].all():
            raise NotBest("A free place is wanted by somebody who has none as good.")
        np.maximum.at(self.workplaces, at, self.level[loose])
        higher = np.maximum(self.level, self.workplaces[self.workplace])
        risen = risen | (higher > self.level)
        self.level = higher
        return risen

    def _find_held(self) -> None:
        """What each matched citizen's own pair is worth; it must be among the feasible ones."""
        found = 0
        for some in _stretches(self.edges, np.flatnonzero(self.matched)):
            pairs, who = _pairs_of(self.edges, some)
            mine = np.flatnonzero(self.chosen[some][who] == self.edges.place[pairs])
            self.held[some[who[mine]]] = self.base + self.edges.points[pairs[mine]]
            found += len(mine)
        if found != int(self.matched.sum()):
            raise NotBest("A citizen has a place that is not feasible.")


def _stretches(edges: Edges, citizens: Ints) -> Iterator[Ints]:
    """These citizens in stretches of some millions of pairs, so that a proof needs little more room than its pairs."""
    counts = edges.start[citizens + 1] - edges.start[citizens]
    cuts = np.flatnonzero(np.diff(np.cumsum(counts) // STRETCH)) + 1
    yield from np.split(citizens, cuts)


def _pairs_of(edges: Edges, citizens: Ints) -> tuple[Ints, Ints]:
    """The positions of these citizens' pairs, and for each the position of its citizen in `citizens`."""
    counts = edges.start[citizens + 1] - edges.start[citizens]
    who = np.repeat(np.arange(len(citizens)), counts)
    within = np.arange(len(who)) - np.repeat(np.cumsum(counts) - counts, counts)
    return edges.start[citizens][who] + within, who
