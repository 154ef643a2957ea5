"""A standing answer: one posting more, one citizen less, one no, and it is best again, without a full run.

The answer after a change has exactly the citizens and points that a full run would find, and of all such answers one
that moves fewest people (tested against full runs). It works in rows and numbers as `assignment.py` does; rows of
people and places that come later are kept free at the end. Every method returns the rows of the citizens who moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from portal.domain.matching.assignment import POINTS_TOP, Capacities, Ints, base_for
from portal.domain.matching.candidates import Edges
from portal.domain.matching.certificate import Prices, prices
from portal.domain.matching.kernels.events import (
    GONE,
    arrive,
    close_seat,
    lower_cap,
    open_place,
    raise_cap,
    tidy,
    widen,
    withdraw,
)
from portal.domain.matching.kernels.kick import Choices
from portal.domain.matching.kernels.market import Market, market_of
from portal.domain.matching.kernels.open import open_all
from portal.domain.matching.kernels.rows import CITIZEN_BITS, insert_pair, remove_citizen

SMALL_CHANGE = 1 << 20
MOST_CITIZENS = 1_000_000


class NoRoom(Exception):
    """No free row is left for a newcomer: make a new standing answer from today's pairs."""


class Standing:
    """Citizens, places and their pairs as in `assign`, in a best assignment that follows every change."""

    def __init__(self, edges: Edges, capacities: Capacities, spare: int = 16, answer: Ints | None = None) -> None:
        """Stands on `answer`, each citizen's place in a best assignment, or finds one.

        `spare` is how many newcomers there is room for on either side. Raises NotBest for an answer that is not best.
        """
        self.citizens, self.places = len(edges.start) - 1, len(capacities.place)
        self._last_citizen, self._last_place = self.citizens + spare, self.places + spare
        if self._last_citizen > MOST_CITIZENS:
            raise OverflowError("A standing answer holds at most a million citizens.")
        start = np.concatenate((edges.start, np.full(spare, edges.start[-1])))
        rows = Edges(start, edges.place, edges.points)
        room = Capacities(
            np.concatenate((capacities.place, np.zeros(spare, dtype=np.int64))),
            np.concatenate((capacities.workplace, np.full(spare, -1, dtype=np.int64))),
            capacities.cap,
        )
        degree = np.bincount(edges.place, minlength=self._last_place)
        more = np.where(np.arange(self._last_place) < self.places, spare, degree.max(initial=0) + 8 * spare)
        nobody = np.full(self._last_citizen, -1, dtype=np.int64)
        market = market_of(rows, room, base_for(self._last_citizen), 1, nobody, more)
        if answer is None:
            open_all(market)
        else:
            seated = np.concatenate((answer, np.full(spare, -1)))
            _sit_down(market, seated, prices(rows, room, seated))
        self.choices = _choices(rows, self.citizens, spare)
        self._waits = False
        self._in_small_change(market)
        nodes = len(self.market.distance)
        self._touched, self._seen = np.zeros(nodes, dtype=np.int64), np.zeros(nodes + 1, dtype=np.int64)

    def _in_small_change(self, market: Market) -> None:
        """Prices times the small change, and everybody's own place worth one more than it was."""
        matched = market.chosen >= 0
        for column in (market.profit, market.level, market.fee):
            column *= SMALL_CHANGE
        market.profit[:] += matched
        market.profit[self.citizens :] = GONE
        market.preferred[:] = market.chosen
        self.market = market._replace(base=market.base * SMALL_CHANGE, scale=SMALL_CHANGE)

    @property
    def chosen(self) -> Ints:
        """Each citizen's place, -1 none, for all who are or were here."""
        return self.market.chosen[: self.citizens].copy()

    def withdraw(self, citizen: int) -> Ints:
        """The citizen leaves for good."""
        for j in self.places_of(citizen):
            self._forget(citizen, int(j))
        withdraw(self.market, self._touched, self._seen, citizen)
        self.choices.end[citizen] = self.choices.start[citizen]
        return self._tidied()

    def decline(self, citizen: int, place: int) -> Ints:
        """The pair is not possible any more."""
        had = self.market.chosen[citizen] == place
        self._forget(citizen, place)
        row = slice(self.choices.start[citizen], self.choices.end[citizen])
        at = self.choices.start[citizen] + int(np.flatnonzero(self.choices.place[row] == place)[0])
        self.choices.end[citizen] -= 1
        for column in (self.choices.place, self.choices.points):
            column[at] = column[self.choices.end[citizen]]
        if had:
            withdraw(self.market, self._touched, self._seen, citizen)
            arrive(self.market, self.choices, self._touched, self._seen, citizen)
            self.market.preferred[citizen] = place
        return self._tidied()

    def arrive(self, places: Ints, points: Ints) -> tuple[int, Ints]:
        """A new citizen with these possible places. Returns their row, and who moved."""
        i = self.citizens
        begin = self.choices.start[i] if i < self._last_citizen else 0
        if i == self._last_citizen or begin + len(places) > self.choices.start[i + 1]:
            raise NoRoom
        for j, worth in zip(places.tolist(), points.tolist(), strict=True):
            self._remember(i, j, worth)
        self.choices.place[begin : begin + len(places)] = places
        self.choices.points[begin : begin + len(places)] = points
        self.choices.end[i] = begin + len(places)
        self.citizens += 1
        arrive(self.market, self.choices, self._touched, self._seen, i)
        return i, self._tidied()

    def open(
        self, citizens: Ints, points: Ints, seats: int, workplace: int = -1, regulars: Ints | None = None
    ) -> tuple[int, Ints]:
        """A new posting with these possible citizens; `workplace` is a row of the caps, -1 none.

        `regulars` had it under another row, and come back if they can. Returns its row, and who moved.
        """
        j = self.places
        if j == self._last_place or (self.choices.end[citizens] == self.choices.start[citizens + 1]).any():
            raise NoRoom
        for i, worth in zip(citizens.tolist(), points.tolist(), strict=True):
            self._remember(i, j, worth)
        at = self.choices.end[citizens]
        self.choices.place[at], self.choices.points[at] = j, points
        self.choices.end[citizens] += 1
        self.places += 1
        seats = min(seats, len(citizens))
        own = int(self.market.workplace[j])
        if workplace >= 0:
            self.market.workplace[j] = workplace
            self.market.next_place[j] = self.market.first_place[workplace]
            self.market.first_place[workplace], self.market.first_place[own] = j, -1
        else:
            self.market.cap[own] = seats
        if regulars is not None:
            self.market.preferred[regulars] = j
        open_place(self.market, self.choices, self._touched, self._seen, j, seats)
        return j, self._tidied()

    def close(self, place: int) -> Ints:
        """The posting is withdrawn."""
        for _ in range(int(self.market.room[place])):
            close_seat(self.market, self.choices, self._touched, self._seen, place)
        return self._tidied()

    def renew(self, citizen: int, places: Ints, points: Ints) -> Ints:
        """A citizen's possible places are others now; the one they had is still theirs if nothing speaks against it."""
        begin, had = self.choices.start[citizen], self.market.preferred[citizen]
        if begin + len(places) > self.choices.start[citizen + 1]:
            raise NoRoom
        for j in self.places_of(citizen):
            self._forget(citizen, int(j))
        withdraw(self.market, self._touched, self._seen, citizen)
        for j, worth in zip(places.tolist(), points.tolist(), strict=True):
            self._remember(citizen, j, worth)
        self.choices.place[begin : begin + len(places)] = places
        self.choices.points[begin : begin + len(places)] = points
        self.choices.end[citizen] = begin + len(places)
        self.market.preferred[citizen] = had
        arrive(self.market, self.choices, self._touched, self._seen, citizen)
        return self._tidied()

    def resize(self, place: int, seats: int) -> Ints:
        """A posting that is here takes `seats` people."""
        market, seats = self.market, min(seats, self._last_citizen)
        for _ in range(int(market.room[place]) - seats):
            close_seat(market, self.choices, self._touched, self._seen, place)
        if market.room[place] < seats:
            more = widen if market.room[place] else open_place
            more(market, self.choices, self._touched, self._seen, place, seats)
        workplace = int(market.workplace[place])
        if market.first_place[workplace] == place and market.next_place[place] < 0:
            self._limit(workplace, seats)
        return self._tidied()

    def limit(self, workplace: int, cap: int) -> Ints:
        """A workplace with a cap takes `cap` people over all its postings."""
        self._limit(workplace, min(cap, int(self.market.room[self.market.workplace == workplace].sum())))
        return self._tidied()

    def _limit(self, workplace: int, cap: int) -> None:
        raise_cap(self.market, self._touched, self._seen, workplace, cap)
        lower_cap(self.market, self.choices, self._touched, self._seen, workplace, cap)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes as one: those who move are counted from where they were before the first."""
        self._waits = True
        yield
        self._waits = False
        self._tidied()

    def places_of(self, citizen: int) -> Ints:
        """The places a citizen could have, open or not."""
        return self.choices.place[self.choices.start[citizen] : self.choices.end[citizen]]

    def today(self) -> tuple[Edges, Capacities]:
        """The pairs and capacities as they are now, for a full run or a proof."""
        sizes = (self.choices.end - self.choices.start[:-1])[: self.citizens]
        begin = np.repeat(self.choices.start[: self.citizens], sizes)
        start = np.concatenate(([0], np.cumsum(sizes)))
        at = begin + np.arange(len(begin)) - np.repeat(start[:-1], sizes)
        edges = Edges(start, self.choices.place[at].astype(np.int32), self.choices.points[at].astype(np.int32))
        market = self.market
        return edges, Capacities(market.room[: self.places].copy(), market.workplace[: self.places], market.cap.copy())

    def _remember(self, citizen: int, place: int, worth: int) -> None:
        market, pair = self.market, (POINTS_TOP - worth) << CITIZEN_BITS | citizen
        if not insert_pair(market.start, market.sorted_to, market.end, market.pairs, place, pair):
            raise NoRoom

    def _forget(self, citizen: int, place: int) -> None:
        market = self.market
        remove_citizen(market.start, market.sorted_to, market.end, market.pairs, place, citizen)

    def _tidied(self) -> Ints:
        if self._waits:
            return np.zeros(0, dtype=np.int64)
        return np.sort(tidy(self.market, self._touched, self._seen))


def _sit_down(market: Market, answer: Ints, proof: Prices) -> None:
    """Everybody in their place of a best answer, at the prices that prove it."""
    matched = answer >= 0
    market.chosen[:] = answer
    market.taken[:] = np.bincount(answer[matched], minlength=market.places)
    np.add.at(market.busy, market.workplace[answer[matched]], 1)
    market.profit[:] = proof.citizens
    market.fee[: len(proof.workplaces)] = proof.workplaces
    market.level[:] = proof.places + market.fee[market.workplace]


def _choices(edges: Edges, citizens: int, spare: int) -> Choices:
    """Citizens' rows with room for `spare` more places each, and longer rows for newcomers."""
    sizes = np.diff(edges.start)
    more = np.where(np.arange(len(sizes)) < citizens, spare, sizes.max(initial=0) + 8 * spare)
    start = np.concatenate(([0], np.cumsum(sizes + more)))
    at = np.arange(len(edges.place)) + np.repeat(start[:-1] - edges.start[:-1], sizes)
    place, points = np.zeros(start[-1], dtype=np.int64), np.zeros(start[-1], dtype=np.int64)
    place[at], points[at] = edges.place, edges.points
    return Choices(start, start[:-1] + sizes, place, points)
