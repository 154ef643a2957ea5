"""One run from input to proved assignment: columns, feasible pairs, kept pairs, assignment, prices.

Everything here is rows and numbers; `solve.py` turns it into records with words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching.assignment import Capacities, Ints, assign
from portal.domain.matching.candidates import Edges, feasible_edges
from portal.domain.matching.certificate import Prices, prices
from portal.domain.matching.check import checked
from portal.domain.matching.columns import Columns
from portal.domain.matching.limits import failed_limits
from portal.domain.matching.model import Instance, Keep, Refusal


@dataclass(frozen=True, slots=True)
class Computation:
    """A finished run: every feasible pair, each citizen's place (row, -1 none), who was fixed, and the prices."""

    instance: Instance
    columns: Columns
    edges: Edges
    chosen: Ints
    kept: NDArray[np.bool_]
    dropped: tuple[tuple[Keep, tuple[str, ...]], ...]
    proof: Prices

    def answer(self) -> dict[str, str]:
        """Citizen id → place id."""
        columns, matched = self.columns, np.flatnonzero(self.chosen >= 0)
        return {columns.citizens[i].id: columns.places[self.chosen[i]].id for i in matched}

    def points(self) -> Ints:
        """The points of every citizen's place, 0 without one."""
        found = np.zeros(len(self.chosen), dtype=np.int64)
        mine = np.flatnonzero(self.chosen[self.edges.citizen] == self.edges.place)
        found[self.edges.citizen[mine]] = self.edges.points[mine]
        return found


def compute(instance: Instance, previous: Mapping[str, str] | None = None) -> Computation:
    """Checks the input and finds the best assignment with its proof.

    `previous` (citizen id → place id) is an earlier answer: among equally good ones the run stays close to it.
    """
    columns = Columns(checked(instance))
    return compute_on(instance, columns, feasible_edges(columns), instance.keep, previous)


def compute_on(
    instance: Instance,
    columns: Columns,
    edges: Edges,
    keep: tuple[Keep, ...],
    previous: Mapping[str, str] | None = None,
) -> Computation:
    """The best assignment with these pairs kept, where the feasible pairs are known already."""
    fixed, dropped = _fixed(columns, keep)
    kept = fixed >= 0
    capacities = _left_over(columns, fixed)
    rest = _without(edges, kept)
    preferred = None if previous is None else rows_of(columns, previous)
    chosen = assign(rest, capacities, preferred)
    proof = prices(rest, capacities, chosen)
    return Computation(instance, columns, edges, np.where(kept, fixed, chosen), kept, dropped, proof)


def proved(instance: Instance, columns: Columns, edges: Edges, chosen: Ints) -> Computation:
    """An answer that was found elsewhere (row of places, -1 none), with its proof. Raises NotBest where there is none."""
    capacities = Capacities(columns.capacity, columns.workplace, columns.workplace_capacity)
    nobody = np.zeros(len(chosen), dtype=bool)
    return Computation(instance, columns, edges, chosen, nobody, (), prices(edges, capacities, chosen))


def _fixed(columns: Columns, keep: tuple[Keep, ...]) -> tuple[Ints, tuple[tuple[Keep, tuple[str, ...]], ...]]:
    """Each citizen's kept place (row, -1 none), and the kept pairs that must go with the limits that fail."""
    fixed = np.full(len(columns.citizens), -1, dtype=np.int64)
    dropped = []
    for pair in sorted(keep, key=lambda pair: (pair.citizen_id, pair.place_id)):
        i, j = columns.citizen_row[pair.citizen_id], columns.place_row[pair.place_id]
        tried = failed_limits(columns, np.array([i]), np.array([j]))
        failed = tuple(code for code, failed in tried.items() if failed[0])
        if failed:
            dropped.append((pair, failed))
        else:
            fixed[i] = j
    return fixed, tuple(dropped)


def _left_over(columns: Columns, fixed: Ints) -> Capacities:
    """What places and workplaces have left when the kept pairs have sat down; too little is refused."""
    used = np.bincount(fixed[fixed >= 0], minlength=len(columns.places))
    place = columns.capacity - used
    for j in np.flatnonzero(place < 0):
        raise Refusal("keep", f"Opslaget {columns.places[j].id} har {columns.capacity[j]} pladser, men {used[j]} par.")
    capped = columns.workplace >= 0
    held = np.zeros(len(columns.workplaces), dtype=np.int64)
    np.add.at(held, columns.workplace[capped], used[capped])
    cap = columns.workplace_capacity - held
    for w in np.flatnonzero(cap < 0):
        number, room = columns.workplaces[w], columns.workplace_capacity[w]
        raise Refusal("keep", f"Arbejdsstedet {number} har plads til {room}, men der er {held[w]} par.")
    return Capacities(place, columns.workplace, cap)


def _without(edges: Edges, gone: NDArray[np.bool_]) -> Edges:
    """The pairs of the citizens who are not gone; the rows stay."""
    if not gone.any():
        return edges
    left = ~np.repeat(gone, np.diff(edges.start))
    sizes = np.where(gone, 0, np.diff(edges.start))
    return Edges(np.concatenate(([0], np.cumsum(sizes))), edges.place[left], edges.points[left])


def rows_of(columns: Columns, pairs: Mapping[str, str]) -> Ints:
    """An earlier answer as rows; people and places that are gone are left out."""
    rows = np.full(len(columns.citizens), -1, dtype=np.int64)
    for citizen_id, place_id in pairs.items():
        if citizen_id in columns.citizen_row and place_id in columns.place_row:
            rows[columns.citizen_row[citizen_id]] = columns.place_row[place_id]
    return rows
