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


@dataclass(frozen=True, slots=True)
class Seating:
    """The possible pairs of a seat and a guest, each pair once, with a whole weight of at least 1."""

    seat: Ints
    guest: Ints
    weight: Ints
    seats: int
    guests: int


def best_seating(pairs: Seating) -> Ints:
    """Each guest's seat (-1 none) in a matching that is largest, and of those heaviest.

    Weights stay whole in floats below 2**53; equal input gives equal output.
    """
    held = np.full(pairs.guests, -1, dtype=np.int64)
    seat_part, guest_part = _parts(pairs)
    for part in range(3):
        inside = (seat_part[pairs.seat] == part) & (guest_part[pairs.guest] == part)
        if inside.any():
            _fill(pairs, np.flatnonzero(inside), held)
    return held


def _parts(pairs: Seating) -> tuple[Ints, Ints]:
    """The part of each seat and guest: 0 seats are short, 1 guests are short, 2 they come out even.

    From a guest left over one reaches, seat by seat, all who could be left over instead; from an empty seat, guest by
    guest, all seats that could be empty instead.
    """
    ones = np.ones(len(pairs.seat), dtype=np.int8)
    graph = csr_array((ones, (pairs.seat, pairs.guest)), shape=(pairs.seats, pairs.guests))
    guest_of = np.asarray(maximum_bipartite_matching(graph, perm_type="column"), dtype=np.int64)
    seated = np.flatnonzero(guest_of >= 0)
    seat_of = np.full(pairs.guests, -1, dtype=np.int64)
    seat_of[guest_of[seated]] = seated
    seat_part, guest_part = np.full(pairs.seats, 2), np.full(pairs.guests, 2)
    towards_seats = (pairs.seats + pairs.guest, pairs.seat, seated, pairs.seats + guest_of[seated])
    towards_guests = (pairs.seat, pairs.seats + pairs.guest, pairs.seats + guest_of[seated], seated)
    for part, steps, starts in (
        (0, towards_seats, pairs.seats + np.flatnonzero(seat_of < 0)),
        (1, towards_guests, np.flatnonzero(guest_of < 0)),
    ):
        reached = _reached(*steps, starts, pairs.seats + pairs.guests)
        seat_part[reached[reached < pairs.seats]] = part
        guest_part[reached[reached >= pairs.seats] - pairs.seats] = part
    return seat_part, guest_part


def _reached(tail: Ints, head: Ints, back_tail: Ints, back_head: Ints, starts: Ints, nodes: int) -> Ints:
    """Every node on a path from `starts`, forth along any pair and back along the matching."""
    tails = np.concatenate((tail, back_tail, np.full(len(starts), nodes)))
    heads = np.concatenate((head, back_head, starts))
    steps = csr_array((np.ones(len(tails), dtype=np.int8), (tails, heads)), shape=(nodes + 1, nodes + 1))
    order = breadth_first_order(steps, nodes, return_predecessors=False)
    return np.asarray(order[order < nodes], dtype=np.int64)


def _fill(pairs: Seating, inside: Ints, held: Ints) -> None:
    """Solves one part, where everybody on the scarce side finds somebody, and writes who sits where."""
    seats, row = np.unique(pairs.seat[inside], return_inverse=True)
    guests, column = np.unique(pairs.guest[inside], return_inverse=True)
    weight = pairs.weight[inside].astype(np.float64)
    matrix = csr_array((weight, (row, column)), shape=(len(seats), len(guests)))
    seat, guest = min_weight_full_bipartite_matching(matrix, maximize=True)
    held[guests[guest]] = seats[seat]
