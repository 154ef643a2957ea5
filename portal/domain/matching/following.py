"""From one run's answer to the next: what has changed since is followed change by change (`standing.py`).

The answer is proved best for today's input by prices over today's pairs, found anew; so a slip in telling what has
changed could never become an answer. Whatever a standing answer cannot follow, such as another day or a workplace
whose postings have begun to share their room, is solved whole, as close to the earlier answer as the best allows.

`standing.py` and its kernels are imported by the first change, not with the portal: nobody waits for them at a click.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from portal.domain.matching.assignment import Capacities, Ints
from portal.domain.matching.candidates import Edges, feasible_edges
from portal.domain.matching.certificate import NotBest
from portal.domain.matching.check import checked
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import Computation, compute_on, proved, rows_of
from portal.domain.matching.model import Citizen, Instance, Place

FEWEST_SPARE: Final = 16


def follow(before: Instance, answer: Mapping[str, str], now: Instance) -> Computation:
    """The best answer to `now`, with as few moves from `answer` (citizen id → place id) as the best allows.

    `answer` was best for `before`. Raises Refusal for an input that breaks the contract.
    """
    from portal.domain.matching.standing import NoRoom

    columns = Columns(checked(now))
    edges = feasible_edges(columns)
    if _same_terms(before, now):
        try:
            was = Columns(checked(before))
            if _same_caps(was, columns):
                rows = _Following(was, answer, columns, edges, *touched(before, now))
                return proved(now, columns, edges, rows.chosen())
        except (NoRoom, NotBest):
            pass
    return compute_on(now, columns, edges, now.keep, answer)


def touched(before: Instance, now: Instance) -> tuple[set[str], set[str]]:
    """The citizens and the places that are new or not as they were; how many a place takes is not what it is."""
    people, places = {one.id: one for one in before.citizens}, {one.id: one for one in before.places}
    return (
        {one.id for one in now.citizens if one.id not in people or not _same_person(people[one.id], one, places)},
        {one.id for one in now.places if one.id not in places or not _same_place(places[one.id], one)},
    )


def _same_terms(before: Instance, now: Instance) -> bool:
    """The same pair is worth the same in both: the day, the weights and the law are what they were."""
    terms = (before.on, before.weights, before.law.version), (now.on, now.weights, now.law.version)
    return terms[0] == terms[1] and not before.keep and not now.keep


def _same_caps(was: Columns, columns: Columns) -> bool:
    """Every workplace with a cap had one, and the postings that were here share their room with the same others."""
    here = [(place.id, columns.workplace[j]) for j, place in enumerate(columns.places) if place.id in was.place_row]
    numbers, earlier = (*columns.workplaces, ""), (*was.workplaces, "")
    same = all(numbers[w] == earlier[was.workplace[was.place_row[place_id]]] for place_id, w in here)
    return same and set(columns.workplaces) <= set(was.workplaces)


def _same_person(one: Citizen, other: Citizen, places: Container[str]) -> bool:
    """Specialists are another matter: they are given anew each time."""
    plain = [
        replace(row, wants_specialist=False, declined=frozenset(x for x in row.declined if x in places))
        for row in (one, other)
    ]
    return plain[0] == plain[1]


def _same_place(one: Place, other: Place) -> bool:
    return replace(one, places=0, workplace_places=None) == replace(other, places=0, workplace_places=None)


class _Following:
    """Today's rows on one side, those of the standing answer on the other, and the way between them."""

    def __init__(
        self,
        was: Columns,
        answer: Mapping[str, str],
        columns: Columns,
        edges: Edges,
        new_people: set[str],
        new_places: set[str],
    ) -> None:
        """Stands on the answer and takes every change in."""
        from portal.domain.matching.standing import Standing

        self.columns, self.edges, self.was = columns, edges, was
        self.new_people, self.new_places = new_people, new_places
        spare = max(FEWEST_SPARE, len(self.new_people), len(self.new_places))
        room = Capacities(was.capacity, was.workplace, was.workplace_capacity)
        self.had = rows_of(was, answer)
        self.standing = Standing(feasible_edges(was), room, spare, self.had)
        self.person = np.array([was.citizen_row.get(one.id, -1) for one in columns.citizens], dtype=np.int64)
        same = [-1 if one.id in self.new_places else was.place_row[one.id] for one in columns.places]
        self.place = np.array(same, dtype=np.int64)
        with self.standing.together():
            self._let_go()
            self._resize()
            self._let_in()
            self._open()
            self._limit()

    def chosen(self) -> Ints:
        """Each of today's citizens' place among today's."""
        back = np.full(self.standing.places + 1, -1, dtype=np.int64)
        back[self.place] = np.arange(len(self.place))
        back[-1] = -1
        return back[self.standing.chosen[self.person]]

    def _let_go(self) -> None:
        """Whoever is not here any more; a posting that is another than it was goes too, and opens again."""
        for row in sorted(set(range(len(self.was.citizens))) - set(self.person.tolist())):
            self.standing.withdraw(row)
        for row in sorted(set(range(len(self.was.places))) - set(self.place.tolist())):
            self.standing.close(row)

    def _resize(self) -> None:
        for j in np.flatnonzero(self.place >= 0):
            if self.columns.capacity[j] != self.was.capacity[self.place[j]]:
                self.standing.resize(int(self.place[j]), int(self.columns.capacity[j]))

    def _let_in(self) -> None:
        """New citizens, and those who can have others than they could, at the places that were here."""
        for i, citizen in enumerate(self.columns.citizens):
            if citizen.id in self.new_people:
                pairs = self.edges.of(i)
                places, points = self.place[self.edges.place[pairs]], self.edges.points[pairs]
                known = places >= 0
                if self.person[i] < 0:
                    self.person[i], _ = self.standing.arrive(places[known], points[known])
                else:
                    self.standing.renew(int(self.person[i]), places[known], points[known])

    def _open(self) -> None:
        """New postings, for everybody who is here now."""
        citizens = self.edges.citizen
        for j in np.flatnonzero(self.place < 0):
            pairs = np.flatnonzero(self.edges.place == j)
            number, workplace = self.columns.workplace[j], -1
            if number >= 0:
                workplace = self.was.workplaces.index(self.columns.workplaces[number])
            seats = int(self.columns.capacity[j])
            people, points = self.person[citizens[pairs]], self.edges.points[pairs].astype(np.int64)
            self.place[j], _ = self.standing.open(people, points, seats, workplace, self._regulars(int(j)))

    def _regulars(self, j: int) -> Ints:
        """Those who had this posting when it was another than it is, and are here still."""
        row = self.was.place_row.get(self.columns.places[j].id, -2)
        return np.intersect1d(np.flatnonzero(self.had == row), self.person)

    def _limit(self) -> None:
        for row, number in enumerate(self.was.workplaces):
            if number in self.columns.workplaces:
                cap = self.columns.workplace_capacity[self.columns.workplaces.index(number)]
                self.standing.limit(row, int(cap))
