"""One citizen looks for a seat, or one workplace has one too many: the cheapest chain of moves in the other direction.

Whoever takes a full seat sends its holder on to look in turn, until the chain ends at a free seat or with somebody
for whom it costs least to be without. Prices on the way rise, profits fall. The mirror of `search.py`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from portal.domain.matching.kernels.compiled import compiled, inlined
from portal.domain.matching.kernels.heap import clear, put, take
from portal.domain.matching.kernels.market import Ints
from portal.domain.matching.kernels.rows import CITIZEN_MASK
from portal.domain.matching.kernels.search import FAR, reach


class Choices(NamedTuple):
    """The pairs once more, citizen by citizen: citizen i may have `place[start[i]:end[i]]` with those points."""

    start: Ints  # (n + 1,); a row may end before the next begins
    end: Ints  # (n,)
    place: Ints
    points: Ints


@compiled
def find_seat(market, choices, source):
    """Moves on from a citizen who wants a seat, or from a workplace that must give one up, until all is best again."""
    market.count[0] += 1
    market.distance[source] = 0
    market.parent[source] = -1
    market.seen[source] = market.count[0]
    size = put(market.near, market.at, market.distance, 0, source)
    settled, best, end = 0, np.int64(FAR), -1
    first_workplace = market.citizens + market.places
    while size > 0 and market.distance[market.near[0]] < best:
        size = take(market.near, market.at, market.distance, size)
        node = market.near[size]
        market.settled[settled] = node
        settled += 1
        if node < market.citizens:
            if market.distance[node] + market.profit[node] < best:
                best, end = market.distance[node] + market.profit[node], node
            size = _try_places(market, choices, size, node, best)
        elif node < first_workplace:
            size = _ask_holders(market, size, node, best)
        elif market.busy[node - first_workplace] < market.cap[node - first_workplace]:
            best, end = market.distance[node], node
        else:
            size = _look_round(market, size, node, best)
    clear(market.near, market.at, size)
    for k in range(settled):
        _settle(market, market.settled[k], best)
    _follow(market, end, source)
    market.settled[settled] = end
    market.count[1] = settled + 1


@inlined
def _try_places(market, choices, size, node, best):
    """A citizen without a seat: to each open place they could have."""
    left = market.distance[node] + market.profit[node]
    for k in range(choices.start[node], choices.end[node]):
        j = choices.place[k]
        if market.room[j] > 0:
            worth = market.base + choices.points[k] * market.scale
            if market.preferred[node] == j:
                worth += 1
            size = reach(market, size, market.citizens + j, node, left - worth + market.level[j], best)
    return size


@inlined
def _ask_holders(market, size, node, best):
    """A place with one more: each holder could move on; where there is room it is the workplace that has one more."""
    j = node - market.citizens
    distance = market.distance[node]
    if market.taken[j] < market.room[j]:
        w = market.workplace[j]
        size = reach(market, size, market.citizens + market.places + w, node, distance, best)
    left = market.taken[j]
    k = market.start[j]
    while left > 0 and k < market.end[j]:
        i = market.pairs[k] & CITIZEN_MASK
        if market.chosen[i] == j:
            size = reach(market, size, i, node, distance, best)
            left -= 1
        k += 1
    return size


@inlined
def _look_round(market, size, node, best):
    """A full workplace with one more: any of its places could give up a seat."""
    w = node - market.citizens - market.places
    here = market.distance[node] - market.fee[w]
    j = market.first_place[w]
    while j >= 0:
        if market.room[j] > 0:
            size = reach(market, size, market.citizens + j, node, here + market.level[j], best)
        j = market.next_place[j]
    return size


@inlined
def _settle(market, node, best):
    """Citizens nearer than the end are worse off, seats nearer than the end dearer, by the difference."""
    change = best - market.distance[node]
    if node < market.citizens:
        market.profit[node] -= change
    elif node < market.citizens + market.places:
        market.level[node - market.citizens] += change
    else:
        market.fee[node - market.citizens - market.places] += change


@inlined
def _follow(market, end, source):
    """Everybody on the chain takes the seat they looked at."""
    first_workplace = market.citizens + market.places
    if end >= first_workplace:
        market.busy[end - first_workplace] += 1
    else:
        market.chosen[end] = -1
    if source >= first_workplace:
        market.busy[source - first_workplace] -= 1
    node = end
    while node != source:
        parent = market.parent[node]
        if node >= first_workplace:
            market.taken[parent - market.citizens] += 1
        elif node >= market.citizens and parent < market.citizens:
            market.chosen[parent] = node - market.citizens
        elif node >= market.citizens:
            market.taken[node - market.citizens] -= 1
        node = parent
