"""One free seat looks for somebody: the cheapest chain of moves that fills it, in exact whole numbers.

The seat asks who would rather have it; whoever comes leaves a seat of their own, which asks in turn, until the chain
ends with a citizen who had nothing, or with a seat that is worth least empty. This is Dijkstra's search over
`profit + level − worth`, which is never negative; afterwards all prices on the way fall and profits rise by what is
left to the end, and the answer is the best one again (matching.md, study 6).
"""

from __future__ import annotations

import numpy as np

from portal.domain.matching.kernels.compiled import compiled, inlined
from portal.domain.matching.kernels.heap import clear, put, take
from portal.domain.matching.kernels.rows import CITIZEN_BITS, CITIZEN_MASK, POINTS_TOP, look_further

FAR = np.int64(1) << 62


@inlined
def fill_seat(market, source):
    """Finds a taker for a seat that has come free: at a place that somebody left, or at a workplace that opens one."""
    market.count[0] += 1
    market.distance[source] = 0
    market.parent[source] = -1
    market.seen[source] = market.count[0]
    size = put(market.near, market.at, market.distance, 0, source)
    settled, best, end = 0, FAR, -1
    first_workplace = market.citizens + market.places
    while size > 0 and market.distance[market.near[0]] < best:
        size = take(market.near, market.at, market.distance, size)
        node = market.near[size]
        market.settled[settled] = node
        settled += 1
        if node < market.citizens:
            size = reach(market, size, market.citizens + market.chosen[node], node, market.distance[node], best)
        elif node < first_workplace:
            size, best, end = _ask_citizens(market, size, node, best, end)
        else:
            size, best, end = _ask_places(market, size, node, best, end)
    clear(market.near, market.at, size)
    for k in range(settled):
        _settle(market, market.settled[k], best)
    _move(market, end, source)
    market.settled[settled] = end
    market.count[1] = settled + 1


@compiled
def fill_one_seat(market, source):
    """`fill_seat` for callers who do it once: compiled apart."""
    fill_seat(market, source)


@inlined
def reach(market, size, node, parent, distance, best):
    """A way of that length to a node; kept when it is the shortest so far and not too long to matter."""
    if distance >= best:
        return size
    if market.seen[node] == market.count[0] and market.distance[node] <= distance:
        return size
    market.seen[node] = market.count[0]
    market.distance[node] = distance
    market.parent[node] = parent
    return put(market.near, market.at, market.distance, size, node)


@inlined
def _ask_citizens(market, size, node, best, end):
    """A seat at a place: to each citizen who could come, best first, and up to its workplace."""
    j = node - market.citizens
    here = market.distance[node] + market.level[j]
    w = market.workplace[j]
    size = reach(market, size, market.citizens + market.places + w, node, here - market.fee[w], best)
    row_end = market.end[j]
    k = market.start[j]
    while k < row_end:
        if k == market.sorted_to[j]:
            market.sorted_to[j] = look_further(market.pairs, market.start[j], k, row_end)
        pair = market.pairs[k]
        i = pair & CITIZEN_MASK
        worth = market.base + (POINTS_TOP - (pair >> CITIZEN_BITS)) * market.scale
        if here - worth - 1 >= best:
            break
        distance = here - worth + market.profit[i]
        if market.preferred[i] == j:
            distance -= 1
        if distance < best:
            if market.chosen[i] < 0:
                best, end = distance, i
                market.parent[i] = node
            else:
                size = reach(market, size, i, node, distance, best)
        k += 1
    return size, best, end


@inlined
def _ask_places(market, size, node, best, end):
    """A seat at a workplace: it can stay empty, or go to any place there that has room."""
    w = node - market.citizens - market.places
    distance = market.distance[node]
    if distance + market.fee[w] < best:
        best, end = distance + market.fee[w], node
    j = market.first_place[w]
    while j >= 0:
        if market.taken[j] < market.room[j]:
            size = reach(market, size, market.citizens + j, node, distance, best)
        j = market.next_place[j]
    return size, best, end


@inlined
def _settle(market, node, best):
    """Seats nearer than the end become cheaper, citizens nearer than the end better off, by the difference."""
    change = best - market.distance[node]
    if node < market.citizens:
        market.profit[node] += change
    elif node < market.citizens + market.places:
        market.level[node - market.citizens] -= change
    else:
        market.fee[node - market.citizens - market.places] -= change


@inlined
def _move(market, end, source):
    """Everybody on the chain moves up by one."""
    first_workplace = market.citizens + market.places
    node = end
    if source >= first_workplace:
        market.busy[source - first_workplace] += 1
    if end >= first_workplace:
        market.busy[end - first_workplace] -= 1
    while node != source:
        parent = market.parent[node]
        if node < market.citizens:
            market.chosen[node] = parent - market.citizens
        elif parent >= first_workplace:
            market.taken[node - market.citizens] += 1
        elif node >= first_workplace:
            market.taken[parent - market.citizens] -= 1
        node = parent
