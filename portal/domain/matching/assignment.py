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
from portal.domain.matching.seating import Seating, best_seating

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
    who, place = edges.citizen.astype(np.int64), edges.place.astype(np.int64)
    worth = edges.points.astype(np.int64)
    if preferred is not None:
        worth = worth * (citizens + 1) + (preferred[who] == place)
    worth += 1
    capacity, roomy = _effective(place, capacities)
    option, floor = _private_options(citizens, who, place, worth, roomy)
    contested = ~roomy[place] & (capacity[place] > 0) & (worth > floor[who])
    seats = _seats(capacity, roomy, capacities)
    pairs = _pairs(citizens, who[contested], place[contested], worth[contested], seats, option, floor)
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
    scarce = np.flatnonzero(~roomy)
    place = np.repeat(scarce, capacity[scarce])
    workplace = capacities.workplace[place]
    total = np.bincount(workplace[workplace >= 0], minlength=len(capacities.cap))
    fillers = np.repeat(np.arange(len(capacities.cap)), np.maximum(0, total - capacities.cap))
    return _Seats(place, workplace, fillers)


def _pairs(citizens: int, who: Ints, place: Ints, worth: Ints, seats: _Seats, option: Ints, floor: Ints) -> Seating:
    """All pairs of a seat and a guest: guests are the citizens, then the fillers; private seats come last."""
    pair, seat = _same(place, seats.place)
    filler, filled = _same(seats.fillers, seats.workplace)
    own = np.flatnonzero(option >= 0)
    must = int(max(worth.max(initial=0), floor.max(initial=0))) + 1
    return Seating(
        seat=np.concatenate((seat, filled, len(seats.place) + np.arange(len(own)))),
        guest=np.concatenate((who[pair], citizens + filler, own)),
        weight=np.concatenate((worth[pair], np.full(len(filler), must), floor[own])),
        seats=len(seats.place) + len(own),
        guests=citizens + len(seats.fillers),
    )


def _same(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs of positions (a, b) with left[a] == right[b], in order of a, then b."""
    order = np.argsort(right, kind="stable")
    low = np.searchsorted(right, left, side="left", sorter=order)
    count = np.searchsorted(right, left, side="right", sorter=order) - low
    a = np.repeat(np.arange(len(left)), count)
    offset = np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)
    return a, order[low[a] + offset]
