"""The best assignment, exactly: first as many citizens as possible, then as many points as possible.

A pair weighs base + points, with a base so large that one more match beats any number of points (matching.md 1.4).
SciPy's sparse solver pairs rows with columns one to one; three steps turn our problem into that, none of them an
approximation:

* a place that can never be full is a private option: the citizen's best one is a floor under all other choices;
* any other place becomes as many equal seats as it can fill;
* a workplace with c seats and a cap of k gets c − k *fillers* that must sit, so that at most k seats are left.

The smaller side becomes the rows, each with a private way to stay out. Floats carry the weights; they stay far below
2**53, and the prices of `certificate.py` prove the answer in whole numbers afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from portal.domain.matching.candidates import Edges

Ints = NDArray[np.int64]
POINTS_TOP = 1_000_000


@dataclass(frozen=True, slots=True)
class Capacities:
    """How many each place (m,) takes, which capped workplace it belongs to (m,; -1 none), and the caps (w,)."""

    place: Ints
    workplace: Ints
    cap: Ints


@dataclass(frozen=True, slots=True)
class _Seats:
    """The seats of the scarce places: each seat's place, and for every filler the workplace whose seats it may take."""

    place: Ints
    workplace: Ints
    fillers: Ints


def base_for(citizens: int) -> int:
    """More than any assignment of so many citizens can gain in points."""
    return (POINTS_TOP + 1) * citizens


def assign(edges: Edges, capacities: Capacities, preferred: Ints | None = None) -> Ints:
    """Each citizen's place (row of places, -1 none) in a best assignment.

    `preferred` (n,; -1 none) is an earlier answer: among the best assignments one is chosen that keeps most of it.
    Equal input gives equal output; the ids' order, which is the rows' order, settles what is left.
    """
    citizens = len(edges.start) - 1
    chosen = np.full(citizens, -1, dtype=np.int64)
    if not len(edges.place):
        return chosen
    who, place = edges.citizen.astype(np.int64), edges.place.astype(np.int64)
    worth = (base_for(citizens) + edges.points.astype(np.int64)) * (1 if preferred is None else citizens + 1)
    if preferred is not None:
        worth += preferred[who] == place
    capacity, roomy = _effective(place, capacities)
    option, floor = _private_options(citizens, who, place, worth, roomy)
    contested = ~roomy[place] & (capacity[place] > 0) & (worth > floor[who])
    chosen[:] = option
    seats = _seats(capacity, roomy, capacities)
    if contested.any() and len(seats.place):
        gain = worth[contested] - floor[who[contested]]
        taken, sitting = _seat(citizens, who[contested], place[contested], gain, seats)
        chosen[taken] = sitting
    return chosen


def _effective(place: Ints, capacities: Capacities) -> tuple[Ints, NDArray[np.bool_]]:
    """What each place can really take, and whether it is *roomy*: no assignment could ever fill it or its workplace."""
    degree = np.bincount(place, minlength=len(capacities.place))
    capped = capacities.workplace >= 0
    capacity = np.minimum(capacities.place, degree)
    total = np.bincount(capacities.workplace[capped], weights=capacity[capped], minlength=len(capacities.cap))
    tight = np.zeros(len(capacity), dtype=bool)
    tight[capped] = (total > capacities.cap)[capacities.workplace[capped]]
    roomy = (capacity >= degree) & ~tight & (degree > 0)
    capacity[tight] = np.minimum(capacity[tight], capacities.cap[capacities.workplace[tight]])
    return capacity, roomy


def _private_options(citizens: int, who: Ints, place: Ints, worth: Ints, roomy: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Each citizen's best roomy place (-1 none) and what it is worth (0 none); the first in order wins a tie."""
    option, floor = np.full(citizens, -1, dtype=np.int64), np.zeros(citizens, dtype=np.int64)
    free = np.flatnonzero(roomy[place])
    np.maximum.at(floor, who[free], worth[free])
    best = free[worth[free] == floor[who[free]]][::-1]
    option[who[best]] = place[best]
    return option, floor


def _seats(capacity: Ints, roomy: NDArray[np.bool_], capacities: Capacities) -> _Seats:
    """Seats of all places that are not roomy, and the fillers that keep each workplace within its cap."""
    scarce = np.flatnonzero(~roomy)
    place = np.repeat(scarce, capacity[scarce])
    workplace = capacities.workplace[place]
    total = np.bincount(workplace[workplace >= 0], minlength=len(capacities.cap))
    fillers = np.repeat(np.arange(len(capacities.cap)), np.maximum(0, total - capacities.cap))
    return _Seats(place, workplace, fillers)


def _seat(citizens: int, who: Ints, place: Ints, gain: Ints, seats: _Seats) -> tuple[Ints, Ints]:
    """Who sits at which place so that the gains are greatest. Returns the citizens seated and their places."""
    pair, seat = _pairs_of(place, seats.place)
    filler, filled = _pairs_of(seats.fillers, seats.workplace)
    wanting, person = np.unique(who[pair], return_inverse=True)
    people, rows = len(wanting), len(wanting) + len(seats.fillers)
    partner = np.concatenate((person, people + filler))
    position = np.concatenate((seat, filled))
    top = int(gain.max())
    if rows <= len(seats.place):
        weight = np.concatenate((gain[pair] + 1, np.ones(len(filler), dtype=np.int64)))
        sitting = _full_matching(partner, position, weight, rows, len(seats.place), may_stay_out=people)
        at = sitting[:people]
        return wanting[at >= 0], seats.place[at[at >= 0]]
    weight = np.concatenate((gain[pair] + 1, np.full(len(filler), top + 2, dtype=np.int64)))
    holder = _full_matching(position, partner, weight, len(seats.place), rows, may_stay_out=len(seats.place))
    held = (holder >= 0) & (holder < people)
    return wanting[holder[held]], seats.place[held]


def _pairs_of(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs of positions (a, b) with left[a] == right[b], in order of a, then b."""
    order = np.argsort(right, kind="stable")
    low = np.searchsorted(right, left, side="left", sorter=order)
    count = np.searchsorted(right, left, side="right", sorter=order) - low
    a = np.repeat(np.arange(len(left)), count)
    offset = np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)
    return a, order[low[a] + offset]


def _full_matching(row: Ints, column: Ints, weight: Ints, rows: int, columns: int, may_stay_out: int) -> Ints:
    """Each row's column (-1: stays out) of greatest weight, where every row from `may_stay_out` on must have one.

    A row that may stay out has a column of its own with weight 1, and every real pair weighs at least that: SciPy drops
    explicit zeros, and one more on all pairs of a row changes nothing.
    """
    alone = np.arange(may_stay_out)
    matrix = csr_array(
        (
            np.concatenate((weight, np.ones(may_stay_out, dtype=np.int64))).astype(np.float64),
            (np.concatenate((row, alone)), np.concatenate((column, columns + alone))),
        ),
        shape=(rows, columns + may_stay_out),
    )
    matched_rows, matched_columns = min_weight_full_bipartite_matching(matrix, maximize=True)
    answer = np.full(rows, -1, dtype=np.int64)
    answer[matched_rows] = matched_columns
    answer[answer >= columns] = -1
    return answer
