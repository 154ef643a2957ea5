"""The best assignment, exactly: first as many citizens as possible, then as many points as possible.

`seating.py` fills seats one to one; three steps turn our problem into that, none of them an approximation:

* a place that can never be full is a private option: the citizen's best one is a seat of their own;
* any other place becomes as many equal seats as it can fill;
* a workplace with c seats and a cap of k gets c − k *fillers* who must sit, so that at most k seats are left.

Whether the answer is best is not taken on trust: the prices of `certificate.py` prove it in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching.candidates import Edges
from portal.domain.matching.kernels import installed
from portal.domain.matching.seating import Seating, best_seating

Ints = NDArray[np.int64]
POINTS_TOP = 1_000_000
MANY_PAIRS = 50_000


@dataclass(frozen=True, slots=True)
class Capacities:
    """How many each place (m,) takes, which capped workplace it belongs to (m,; -1 none), and the caps (w,)."""

    place: Ints
    workplace: Ints
    cap: Ints


@dataclass(frozen=True, slots=True)
class _Seats:
    """The seats of the scarce places, place by place, and the fillers, each named by the workplace they fill.

    `place` gives each seat's place, `capacity` each place's number of seats. `by_workplace` are the seats in order of
    workplace: those of workplace w begin at `workplace_start[w]` and are `workplace_seats[w]`.
    """

    place: Ints
    capacity: Ints
    fillers: Ints
    by_workplace: Ints
    workplace_start: Ints
    workplace_seats: Ints


def base_for(citizens: int) -> int:
    """More than any assignment of so many citizens can gain in points."""
    return (POINTS_TOP + 1) * citizens


def assign(edges: Edges, capacities: Capacities, preferred: Ints | None = None) -> Ints:
    """Each citizen's place (row of places, -1 none) in a best assignment.

    `preferred` (n,; -1 none) is an earlier answer: among the best assignments one is chosen that keeps most of it.
    Equal input gives equal output; the ids' order, which is the rows' order, settles what is left. Many pairs go to
    the compiled kernels where they are installed: as many citizens, as many points, as many pairs of the earlier answer.
    """
    if by_kernels(len(edges.place)):
        from portal.domain.matching.kernels.open import assign_compiled

        return assign_compiled(edges, capacities, preferred)
    return assign_by_seats(edges, capacities, preferred)


def by_kernels(pairs: int) -> bool:
    """Do the compiled kernels assign so many pairs here?"""
    return pairs >= MANY_PAIRS and installed()


def assign_by_seats(edges: Edges, capacities: Capacities, preferred: Ints | None = None) -> Ints:
    """`assign` with SciPy alone."""
    citizens = len(edges.start) - 1
    who, place = edges.citizen, edges.place
    worth = edges.points.astype(np.int64)
    if preferred is not None:
        worth = worth * (citizens + 1) + (preferred[who] == place)
    worth += 1
    capacity, roomy = _effective(place, capacities)
    option, floor = _private_options(citizens, who, place, worth, roomy)
    contested = ~roomy[place] & (capacity[place] > 0) & (worth > floor[who])
    seats = _seats(capacity, roomy, capacities)
    pairs = _pairs(edges, contested, worth, seats, option, floor)
    if not len(pairs.seat):
        return option
    held = best_seating(pairs)[:citizens]
    own = np.flatnonzero(option >= 0)
    return np.concatenate((seats.place, option[own], [-1]))[held]


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
    scarce = np.where(roomy, 0, capacity)
    place = np.repeat(np.arange(len(scarce)), scarce)
    workplace = capacities.workplace[place]
    seats = np.bincount(workplace[workplace >= 0], minlength=len(capacities.cap))
    return _Seats(
        place=place,
        capacity=scarce,
        fillers=np.repeat(np.arange(len(capacities.cap)), np.maximum(0, seats - capacities.cap)),
        by_workplace=np.argsort(workplace, kind="stable")[int((workplace < 0).sum()) :],
        workplace_start=np.cumsum(seats) - seats,
        workplace_seats=seats,
    )


def _pairs(
    edges: Edges, contested: NDArray[np.bool_], worth: Ints, seats: _Seats, option: Ints, floor: Ints
) -> Seating:
    """All pairs of a seat and a guest: guests are the citizens, then the fillers; private seats come last."""
    place = edges.place[contested]
    first = np.searchsorted(seats.place, np.arange(len(seats.capacity)))
    seat, times = _ranges(first[place], seats.capacity[place])
    before = np.concatenate(([0], np.cumsum(contested)))
    ends = np.concatenate(([0], np.cumsum(times)))[before[edges.start]]
    filled, filler_times = _ranges(seats.workplace_start[seats.fillers], seats.workplace_seats[seats.fillers])
    weight = np.repeat(worth[contested], times)
    own = np.flatnonzero(option >= 0)
    if own.size:
        seat = np.insert(seat, ends[own + 1], len(seats.place) + np.arange(len(own)))
        weight = np.insert(weight, ends[own + 1], floor[own])
        ends = ends + np.concatenate(([0], np.cumsum(option >= 0)))
    must = int(weight.max(initial=0)) + 1
    return Seating(
        start=np.concatenate((ends, ends[-1] + np.cumsum(filler_times))),
        seat=np.concatenate((seat, seats.by_workplace[filled])).astype(np.int32),
        weight=np.concatenate((weight, np.full(len(filled), must))),
        seats=len(seats.place) + len(own),
    )


def _ranges(first: Ints, times: Ints) -> tuple[NDArray[np.int32], Ints]:
    """The ranges first[k], first[k] + 1, … of the given lengths, one after the other; and the lengths."""
    begins = np.cumsum(times) - times
    shift = np.repeat((first - begins).astype(np.int32), times)
    return np.arange(len(shift), dtype=np.int32) + shift, times
