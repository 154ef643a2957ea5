"""The best way to fill seats one to one: first as many as possible, then the greatest weight.

Seats and guests form a graph. One largest matching (Hopcroft and Karp) tells which guests can be left over and which
seats can be left empty, and the graph falls into three parts (Dulmage and Mendelsohn): where seats are short, where
guests are short, and where they come out even. No largest matching uses a pair across two parts, so each part is
solved alone, from its scarce side, with nothing but weights. "First the number" then needs no large constant, and
nobody searches the whole country for a seat that cannot be filled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import (
    breadth_first_order,
    maximum_bipartite_matching,
    min_weight_full_bipartite_matching,
)

Ints = NDArray[np.int64]
SEATS_SHORT, GUESTS_SHORT, EVEN = range(3)


@dataclass(frozen=True, slots=True)
class Seating:
    """The possible pairs, guest by guest: guest g may have the seats `seat[start[g]:start[g + 1]]`, each once.

    A pair's `weight` is whole and at least 1: SciPy takes an explicit zero for no pair.
    """

    start: Ints
    seat: NDArray[np.int32]
    weight: Ints
    seats: int

    @property
    def guests(self) -> int:
        """How many guests there are, with or without a pair."""
        return len(self.start) - 1


def best_seating(pairs: Seating) -> Ints:
    """Each guest's seat (-1 none) in a matching that is largest, and of those heaviest.

    Weights stay whole in floats below 2**53; equal input gives equal output.
    """
    held = np.full(pairs.guests, -1, dtype=np.int64)
    seat_part, guest_part = _parts(pairs)
    sizes = np.diff(pairs.start)
    fits = seat_part[pairs.seat] == np.repeat(guest_part, sizes)
    for part in (SEATS_SHORT, GUESTS_SHORT, EVEN):
        inside = fits & np.repeat(guest_part == part, sizes)
        if inside.any():
            _fill(pairs, inside, np.flatnonzero(guest_part == part), np.flatnonzero(seat_part == part), held)
    return held


def _parts(pairs: Seating) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The part of each seat and each guest.

    From a guest left over one reaches, seat by seat, all who could be left over instead; from an empty seat, guest by
    guest, all seats that could be empty instead.
    """
    shape = (pairs.guests, pairs.seats)
    graph = csr_array((np.ones(len(pairs.seat), dtype=np.int8), pairs.seat, pairs.start), shape=shape)
    turned = graph.T.tocsr()
    if pairs.guests < pairs.seats:
        seat_of = np.asarray(maximum_bipartite_matching(graph, perm_type="column"), dtype=np.int64)
        guest_of = _turned(seat_of, pairs.seats)
    else:
        guest_of = np.asarray(maximum_bipartite_matching(turned, perm_type="column"), dtype=np.int64)
        seat_of = _turned(guest_of, pairs.guests)
    seat_part = np.full(pairs.seats, EVEN, dtype=np.int8)
    guest_part = np.full(pairs.guests, EVEN, dtype=np.int8)
    guests, seats = _reached(graph, guest_of, np.flatnonzero(seat_of < 0))
    guest_part[guests], seat_part[seats] = SEATS_SHORT, SEATS_SHORT
    seats, guests = _reached(turned, seat_of, np.flatnonzero(guest_of < 0))
    guest_part[guests], seat_part[seats] = GUESTS_SHORT, GUESTS_SHORT
    return seat_part, guest_part


def _turned(partner: Ints, count: int) -> Ints:
    """The other side's partners."""
    other = np.full(count, -1, dtype=np.int64)
    other[partner[partner >= 0]] = np.flatnonzero(partner >= 0)
    return other


def _reached(graph: csr_array, partner: Ints, left_over: Ints) -> tuple[Ints, Ints]:
    """Rows and columns on a path from the rows `left_over`: to any column of a row, and back to a column's partner."""
    rows, columns = graph.shape
    back = partner >= 0
    heads = np.concatenate((graph.indices + rows, partner[back], left_over)).astype(np.int32)
    ends = np.concatenate((graph.indptr, graph.indptr[-1] + np.cumsum(back), [len(heads)]))
    steps = csr_array((np.ones(len(heads), dtype=np.int8), heads, ends), shape=(rows + columns + 1,) * 2)
    order = breadth_first_order(steps, rows + columns, return_predecessors=False)
    return order[order < rows], order[(order >= rows) & (order < rows + columns)] - rows


def _fill(pairs: Seating, inside: NDArray[np.bool_], guests: Ints, seats: Ints, held: Ints) -> None:
    """Solves one part, where everybody on the scarce side finds somebody, and writes who sits where."""
    column = np.zeros(pairs.seats, dtype=np.int32)
    column[seats] = np.arange(len(seats), dtype=np.int32)
    before = np.concatenate(([0], np.cumsum(inside)))
    ends = np.concatenate(([0], before[pairs.start[guests + 1]]))
    weight = pairs.weight[inside].astype(np.float64)
    matrix = csr_array((weight, column[pairs.seat[inside]], ends), shape=(len(guests), len(seats)))
    guest, seat = min_weight_full_bipartite_matching(matrix, maximize=True)
    held[guests[guest]] = seats[seat]
