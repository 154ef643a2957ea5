"""One change to a market that is best: each leaves it best again, with as few people moved as the best allows.

While a change is worked on, every price is counted in small change: `scale` of it make one point, and staying where
one was before is worth one. So the search that finds the most points finds, among equals, the fewest moves. When the
change is done, prices are rounded back to whole points and today's places become what is worth one (`tidy`).

The order inside each change keeps every step a market of its own that is best before the next begins: whoever leaves
takes the seat along, looks for another, and then the seat comes back and looks for somebody.
"""

from __future__ import annotations

import numpy as np

from portal.domain.matching.kernels.compiled import compiled
from portal.domain.matching.kernels.kick import find_seat
from portal.domain.matching.kernels.open import keenest
from portal.domain.matching.kernels.search import fill_one_seat

GONE = np.int64(1) << 61  # the profit of a row that is nobody: no seat is worth it


@compiled
def note(market, touched, seen):
    """Remembers what the last search touched. `seen[-1]` is how many nodes are remembered."""
    for k in range(market.count[1]):
        node = market.settled[k]
        if not seen[node]:
            seen[node] = 1
            touched[seen[-1]] = node
            seen[-1] += 1


@compiled
def tidy(market, touched, seen):
    """Rounds the touched prices to whole points. Returns the citizens who sit elsewhere than before."""
    moved = np.empty(seen[-1], dtype=np.int64)
    count, half = 0, market.scale // 2
    first_workplace = market.citizens + market.places
    for k in range(seen[-1]):
        node = touched[k]
        seen[node] = 0
        if node >= first_workplace:
            fee = market.fee[node - first_workplace] + half
            market.fee[node - first_workplace] = fee - fee % market.scale
        elif node >= market.citizens:
            level = market.level[node - market.citizens] + half
            market.level[node - market.citizens] = level - level % market.scale
        else:
            if market.chosen[node] != market.preferred[node]:
                moved[count] = node
                count += 1
            market.preferred[node] = market.chosen[node]
            if market.profit[node] < GONE:
                profit = market.profit[node] + half
                market.profit[node] = profit - profit % market.scale + (market.chosen[node] >= 0)
    seen[-1] = 0
    return moved[:count]


@compiled
def withdraw(market, touched, seen, i):
    """Citizen i leaves; the seat, if any, looks for somebody."""
    j = market.chosen[i]
    market.chosen[i], market.preferred[i] = -1, -1
    market.profit[i] = GONE
    if j >= 0:
        fill_one_seat(market, market.citizens + j)
        note(market, touched, seen)


@compiled
def arrive(market, choices, touched, seen, i):
    """Citizen i, whose pairs are in place, looks for a seat."""
    profit = np.int64(0)
    for k in range(choices.start[i], choices.end[i]):
        j = choices.place[k]
        if market.room[j] > 0:
            worth = market.base + choices.points[k] * market.scale
            if market.preferred[i] == j:
                worth += 1
            profit = max(profit, worth - market.level[j])
    market.profit[i] = profit
    if profit > 0:
        find_seat(market, choices, i)
        note(market, touched, seen)
    if not seen[i]:
        seen[i] = 1
        touched[seen[-1]] = i
        seen[-1] += 1


@compiled
def close_seat(market, choices, touched, seen, j):
    """Place j has one seat fewer. A holder takes seat and workplace along, looks elsewhere, and the workplace opens."""
    if market.taken[j] < market.room[j]:
        market.room[j] -= 1
        return
    w, i = market.workplace[j], last_holder(market, j)
    market.chosen[i] = -1
    market.taken[j] -= 1
    market.room[j] -= 1
    market.busy[w] -= 1
    market.cap[w] -= 1
    arrive(market, choices, touched, seen, i)
    market.cap[w] += 1
    if market.fee[w] > 0:
        fill_one_seat(market, market.citizens + market.places + w)
        note(market, touched, seen)


@compiled
def last_holder(market, j):
    """The citizen at place j with the highest number."""
    found = -1
    for i in range(market.citizens):
        if market.chosen[i] == j:
            found = i
    return found


@compiled
def open_place(market, choices, touched, seen, j, seats):
    """Place j, whose pairs are in place, gets `seats` seats within its workplace's cap."""
    w = market.workplace[j]
    market.level[j] = max(market.fee[w], keenest(market, j))
    node = market.citizens + j
    if not seen[node]:
        seen[node] = 1
        touched[seen[-1]] = node
        seen[-1] += 1
    widen(market, choices, touched, seen, j, seats)


@compiled
def widen(market, choices, touched, seen, j, seats):
    """Place j, which is priced already, gets seats until it has `seats`, within its workplace's cap."""
    w, node = market.workplace[j], market.citizens + j
    while market.room[j] < seats:
        if market.level[j] == market.fee[w]:
            market.room[j] = seats
            return
        full = market.busy[w] >= market.cap[w]
        market.cap[w] += full
        market.room[j] += 1
        market.taken[j] += 1
        market.busy[w] += 1
        fill_one_seat(market, node)
        note(market, touched, seen)
        market.cap[w] -= full
        if market.busy[w] > market.cap[w]:
            find_seat(market, choices, market.citizens + market.places + w)
            note(market, touched, seen)


@compiled
def raise_cap(market, touched, seen, w, cap):
    """Workplace w may take `cap` people. Each one more looks for somebody, until one more is worth nothing."""
    while market.cap[w] < cap:
        if market.fee[w] == 0:
            market.cap[w] = cap
            return
        market.cap[w] += 1
        fill_one_seat(market, market.citizens + market.places + w)
        note(market, touched, seen)


@compiled
def lower_cap(market, choices, touched, seen, w, cap):
    """Workplace w may take `cap` people only. Each one too many is whoever it costs least to move."""
    while market.cap[w] > cap:
        market.cap[w] -= 1
        if market.busy[w] > market.cap[w]:
            find_seat(market, choices, market.citizens + market.places + w)
            note(market, touched, seen)
