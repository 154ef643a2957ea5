"""The best assignment from nothing: every workplace opens its seats one by one, and each seat finds its citizen."""

from __future__ import annotations

import numpy as np

from portal.domain.matching.assignment import Capacities, Ints, base_for
from portal.domain.matching.candidates import Edges
from portal.domain.matching.kernels.compiled import compiled, inlined
from portal.domain.matching.kernels.market import market_of
from portal.domain.matching.kernels.rows import CITIZEN_BITS, CITIZEN_MASK, POINTS_TOP, look_further
from portal.domain.matching.kernels.search import fill_seat


def assign_compiled(edges: Edges, capacities: Capacities, preferred: Ints | None = None) -> Ints:
    """As `assign`: each citizen's place (-1 none) in a best assignment, closest to `preferred` among the best."""
    citizens = len(edges.start) - 1
    scale = 1 if preferred is None else citizens + 1
    nobody = np.full(citizens, -1, dtype=np.int64)
    market = market_of(edges, capacities, base_for(citizens) * scale, scale, nobody if preferred is None else preferred)
    open_all(market)
    return market.chosen


@compiled
def open_all(market):
    """Opens everything. Afterwards the market's answer and prices are best."""
    for w in range(len(market.cap)):
        open_workplace(market, w)


@inlined
def open_workplace(market, w):
    """Opens a workplace at the price of its keenest citizen, and lets the price fall as its seats are filled."""
    fee = 0
    j = market.first_place[w]
    while j >= 0:
        if market.room[j] > 0:
            fee = max(fee, keenest(market, j))
        j = market.next_place[j]
    market.fee[w] = fee
    j = market.first_place[w]
    while j >= 0:
        market.level[j] = fee
        j = market.next_place[j]
    for _ in range(market.cap[w]):
        if market.fee[w] == 0:
            break
        fill_seat(market, market.citizens + market.places + w)


@inlined
def keenest(market, j):
    """The most that anybody would give for a seat at the place, at least 0."""
    most = 0
    at = market.start[j]
    while at < market.end[j]:
        if at == market.sorted_to[j]:
            market.sorted_to[j] = look_further(market.pairs, market.start[j], at, market.end[j])
        pair = market.pairs[at]
        worth = market.base + (POINTS_TOP - (pair >> CITIZEN_BITS)) * market.scale
        if worth + 1 <= most:
            break
        i = pair & CITIZEN_MASK
        if market.preferred[i] == j:
            worth += 1
        most = max(most, worth - market.profit[i])
        at += 1
    return most
