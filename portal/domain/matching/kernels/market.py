"""Everything a search reads and writes, as flat arrays, so that compiled code can hold it.

Nodes are numbered in one row: citizens from 0, then places, then workplaces. Every place belongs to a workplace; one
without a cap of its own gets a workplace for itself alone. A place's *level* is what a seat there costs in all, its
workplace's *fee* included; a citizen's *profit* is what they have left of the worth of their pair.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching.assignment import Capacities
from portal.domain.matching.candidates import Edges
from portal.domain.matching.kernels.rows import place_rows

Ints = NDArray[np.int64]


class Market(NamedTuple):
    """n citizens, m places, w workplaces; see the module."""

    citizens: int
    places: int
    base: int
    scale: int
    preferred: Ints  # (n,) the place that is worth one more; -1 none
    start: Ints  # (m + 1,) where each place's row of `pairs` begins; it may end before the next begins
    end: Ints  # (m,)
    sorted_to: Ints  # (m,) how far each row is sorted
    pairs: Ints  # one number per pair, see rows.py
    workplace: Ints  # (m,)
    first_place: Ints  # (w,) a place of the workplace; -1 none
    next_place: Ints  # (m,) the next one of the same workplace; -1 none
    room: Ints  # (m,) how many a place takes
    cap: Ints  # (w,) how many a workplace takes
    chosen: Ints  # (n,) each citizen's place; -1 none
    taken: Ints  # (m,)
    busy: Ints  # (w,)
    profit: Ints  # (n,)
    level: Ints  # (m,)
    fee: Ints  # (w,)
    distance: Ints  # (n + m + w,) of the search under way
    parent: Ints
    seen: Ints  # the number of the search that reached the node last
    near: Ints
    at: Ints
    settled: Ints  # the nodes the last search settled, its end among them
    count: Ints  # searches so far; nodes in `settled`


def market_of(
    edges: Edges, capacities: Capacities, base: int, scale: int, preferred: Ints, spare: Ints | int = 0
) -> Market:
    """A market in which nobody has a place yet and everything is closed, with room for `spare` more pairs a place."""
    citizens, places = len(edges.start) - 1, len(capacities.place)
    more = np.broadcast_to(np.asarray(spare, dtype=np.int64), places).copy()
    start, end, pairs = place_rows(edges.start, edges.place, edges.points, more)
    room = np.minimum(capacities.place, np.where(more > 0, citizens, end - start[:-1]))
    workplace, cap = _everybody_has_a_workplace(capacities, room)
    first_place, next_place = _linked(workplace, len(cap))
    nodes = citizens + places + len(cap)
    ints = {name: np.zeros(nodes, dtype=np.int64) for name in ("distance", "parent", "seen", "near")}
    return Market(
        citizens=citizens,
        places=places,
        base=base,
        scale=scale,
        preferred=preferred,
        start=start,
        end=end,
        sorted_to=start[:-1].copy(),
        pairs=pairs,
        workplace=workplace,
        first_place=first_place,
        next_place=next_place,
        room=room,
        cap=cap,
        chosen=np.full(citizens, -1, dtype=np.int64),
        taken=np.zeros(places, dtype=np.int64),
        busy=np.zeros(len(cap), dtype=np.int64),
        profit=np.zeros(citizens, dtype=np.int64),
        level=np.zeros(places, dtype=np.int64),
        fee=np.zeros(len(cap), dtype=np.int64),
        at=np.full(nodes, -1, dtype=np.int64),
        settled=np.zeros(nodes + 1, dtype=np.int64),
        count=np.zeros(2, dtype=np.int64),
        **ints,
    )


def _everybody_has_a_workplace(capacities: Capacities, room: Ints) -> tuple[Ints, Ints]:
    """Each place's workplace and the workplaces' caps, no greater than their places can fill."""
    alone = np.flatnonzero(capacities.workplace < 0)
    workplace = capacities.workplace.astype(np.int64)
    workplace[alone] = len(capacities.cap) + np.arange(len(alone))
    cap = np.concatenate((capacities.cap, room[alone])).astype(np.int64)
    together = np.bincount(workplace, weights=room, minlength=len(cap)).astype(np.int64)
    return workplace, np.minimum(cap, together)


def _linked(workplace: Ints, count: int) -> tuple[Ints, Ints]:
    """The places of each workplace as a chain, in order: the first of each, and for each place the next."""
    first, following = np.full(count, -1, dtype=np.int64), np.full(len(workplace), -1, dtype=np.int64)
    order = np.argsort(workplace, kind="stable")
    same = workplace[order[1:]] == workplace[order[:-1]]
    following[order[:-1][same]] = order[1:][same]
    heads = np.ones(len(order), dtype=bool)
    heads[1:] = ~same
    first[workplace[order[heads]]] = order[heads]
    return first, following
