"""What the assignment is measured against, on the same pairs: a greedy sort, and OR-tools' min-cost flow."""

from __future__ import annotations

from typing import Any

import numpy as np

from portal.domain.matching.assignment import Capacities
from portal.domain.matching.candidates import Edges
from portal.domain.matching.kernels.compiled import compiled


def greedy(edges: Edges, capacities: Capacities) -> int:
    """The best pair first, as long as there is room: what one would do without an optimiser. Compiled as ours is."""
    order = np.argsort(-edges.points, kind="stable")
    free = np.ones(len(edges.start) - 1, dtype=np.bool_)
    room, cap = capacities.place.copy(), capacities.cap.copy()
    return int(_in_turn(edges.citizen[order], edges.place[order], free, room, capacities.workplace, cap))


@compiled
def _in_turn(who, where, free, room, workplace, cap):
    matched = 0
    for k in range(len(who)):
        i, j = who[k], where[k]
        w = workplace[j]
        if free[i] and room[j] > 0 and (w < 0 or cap[w] > 0):
            free[i] = False
            room[j] -= 1
            matched += 1
            if w >= 0:
                cap[w] -= 1
    return matched


def by_ortools(edges: Edges, capacities: Capacities) -> tuple[int, int]:
    """OR-tools on the same pairs, without the workplaces, which it has no name for here: number and points."""
    from ortools.graph.python import min_cost_flow

    citizens, places = len(edges.start) - 1, len(capacities.place)
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink = citizens + places, citizens + places + 1
    who, where = edges.citizen.astype(np.int32), edges.place + np.int32(citizens)
    people, postings = np.arange(citizens, dtype=np.int32), np.arange(citizens, citizens + places, dtype=np.int32)
    tails = np.concatenate((np.full(citizens, source, np.int32), who, postings))
    heads = np.concatenate((people, where, np.full(places, sink, np.int32)))
    ones = np.ones(citizens + len(who), dtype=np.int64)
    costs = np.concatenate((np.zeros(citizens), -edges.points.astype(np.int64), np.zeros(places))).astype(np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.concatenate((ones, capacities.place)), costs)
    flow.set_node_supply(source, citizens)
    flow.set_node_supply(sink, -citizens)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise AssertionError("OR-tools gave up.")
    return int(flow.maximum_flow()), -int(flow.optimal_cost())


def worth(edges: Edges, chosen: Any) -> tuple[int, int]:
    """How many are matched, and their points."""
    mine = chosen[edges.citizen] == edges.place
    return int(mine.sum()), int(edges.points[mine].sum(dtype=np.int64))
