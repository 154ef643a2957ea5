"""How fast the matching is, as ratios within one run: `python -m bench.match_speed [--sizes 500x200,20000x5000]`.

Seconds differ between machines and minutes, ratios much less. Every run is proved: `prices` raises unless no pair
beats its prices and the prices' sum is exactly what the assignment is worth. Solvers that are not installed are left
out of the table.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from bench.synthetic import denmark
from portal.cli.match import shipped_law
from portal.domain.matching.assignment import Capacities, assign
from portal.domain.matching.candidates import Edges, feasible_edges
from portal.domain.matching.certificate import prices
from portal.domain.matching.columns import Columns

SIZES: Final = "500x200,5000x2000,20000x5000"
AREAS: Final = ((1_000, 0.04), (10_000, 0.2), (50_000, 0.5))
TEST_BYTES: Final = 1 << 28


@dataclass
class Run:
    """The measured seconds of one size."""

    citizens: int
    postings: int
    pairs: int = 0
    matched: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    bytes_per_pair: float = 0.0

    @property
    def whole(self) -> float:
        """From columns to a proved assignment."""
        return self.seconds["enumerate"] + self.seconds["assign"] + self.seconds["prove"]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in chosen.sizes.split(",")]
    runs = [measured(*size, seed=chosen.seed, times=chosen.times) for size in sizes]
    for run in runs:
        show(run)
    table(runs)


def measured(citizens: int, postings: int, seed: int, times: int) -> Run:
    """One size, warm, medians of `times`."""
    area = next((area for most, area in AREAS if citizens < most), 1.0)
    instance = denmark(citizens, postings, seed, area=area, law=shipped_law())
    run = Run(citizens, postings)
    columns = Columns(instance)
    run.seconds["columns"] = timed(lambda: Columns(instance), 1)[0]
    feasible_edges(columns)
    run.seconds["enumerate"], edges = timed(lambda: feasible_edges(columns), times)
    capacities = Capacities(columns.capacity, columns.workplace, columns.workplace_capacity)
    run.seconds["assign"], chosen = timed(lambda: assign(edges, capacities), times)
    run.seconds["prove"], _ = timed(lambda: prices(edges, capacities, chosen), times)
    run.pairs, run.matched = len(edges.place), int((chosen >= 0).sum())
    run.bytes_per_pair = sum(a.nbytes for a in (edges.start, edges.place, edges.points)) / max(1, run.pairs)
    run.seconds["greedy"], _ = timed(lambda: greedy(edges, capacities), times)
    run.seconds["copy"], run.seconds["test"] = pair_test(columns, times)
    if find_spec("ortools"):
        uncapped = Capacities(columns.capacity, np.full(postings, -1), np.zeros(0, dtype=np.int64))
        run.seconds["uncapped"], best = timed(lambda: assign(edges, uncapped), times)
        run.seconds["ortools"], found = timed(lambda: by_ortools(edges, capacities), times)
        points = worth(edges, best)
        if found != points:
            raise AssertionError(f"OR-tools found {found}, the engine {points}")
    return run


def timed(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The median of the seconds, and the last answer."""
    seconds, answer = [], None
    gc.collect()
    for _ in range(times):
        begin = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds), answer


def greedy(edges: Edges, capacities: Capacities) -> int:
    """The best pair first, as long as there is room: what one would do without an optimiser."""
    order = np.argsort(-edges.points, kind="stable")
    who, where = edges.citizen[order].tolist(), edges.place[order].tolist()
    room, work = capacities.place.tolist(), capacities.workplace.tolist()
    cap, free, matched = capacities.cap.tolist(), bytearray(b"\x01") * (len(edges.start) - 1), 0
    for i, j in zip(who, where, strict=True):
        if free[i] and room[j] > 0 and (work[j] < 0 or cap[work[j]] > 0):
            free[i], room[j], matched = 0, room[j] - 1, matched + 1
            if work[j] >= 0:
                cap[work[j]] -= 1
    return matched


def pair_test(columns: Columns, times: int) -> tuple[float, float]:
    """Seconds to copy so many bytes, and to test as many bytes' worth of pairs: one word of each side for a pair."""
    pairs = TEST_BYTES // 16
    lacks, asks = columns.lacks[:, 0], columns.asks[:, 0]
    block = max(1, min(len(lacks), (1 << 18) // len(asks)))
    rounds = max(1, pairs // (block * len(asks)))
    out = np.empty((block, len(asks)), dtype=np.uint64)
    source, target = np.ones(TEST_BYTES // 16, dtype=np.uint64), np.empty(TEST_BYTES // 16, dtype=np.uint64)

    def test() -> None:
        for _ in range(rounds):
            np.bitwise_and(lacks[:block, None], asks[None, :], out=out)
            np.equal(out, 0)

    return timed(lambda: np.copyto(target, source), times)[0], timed(test, times)[0]


def by_ortools(edges: Edges, capacities: Capacities) -> tuple[int, int]:
    """OR-tools on the same pairs, without the workplaces, which it has no name for here."""
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


def show(run: Run) -> None:
    """The seconds, for whoever wants them."""
    seconds = "  ".join(f"{name} {value:.3f}" for name, value in run.seconds.items())
    print(f"{run.citizens} x {run.postings}: {run.pairs} pairs, {run.matched} matched, proved\n  {seconds}")


def table(runs: list[Run]) -> None:
    """The ratios, with the bar of each."""
    print(f"\n{'what':<52}{'size':>16}{'ratio':>9}   bar")
    for run in runs:
        size, s = f"{run.citizens}x{run.postings}", run.seconds
        line("whole run / enumerating and scoring once", size, run.whole / s["enumerate"], "<= 3")
        line("exact assignment / greedy sort", size, s["assign"] / s["greedy"], "<= 0.7 from 5000")
        if "ortools" in s:
            line("exact assignment / OR-tools, uncapped", size, s["uncapped"] / s["ortools"], "<= 0.2 (extra)")
        line("NumPy copy / pair test, same bytes", size, s["copy"] / s["test"], ">= 0.6 (extra)")
        line("bytes per feasible pair, as stored", size, run.bytes_per_pair, "<= 20")
        if run.citizens < 1_000:
            whole = s["columns"] + run.whole
            line("municipality: whole run / assignment and proof", size, whole / (s["assign"] + s["prove"]), "<= 3")
    big = [run for run in runs if run.citizens >= 5_000]
    if len(big) > 1:
        first, last = big[0], big[-1]
        exponent = math.log(last.whole / first.whole) / math.log(last.pairs / first.pairs)
        line("exponent of time over feasible pairs", f"{first.citizens}-{last.citizens}", exponent, "<= 1.10")
    print("violated pairs 0, primal = dual, in every run")


def line(what: str, size: str, ratio: float, bar: str) -> None:
    """One row."""
    print(f"{what:<52}{size:>16}{ratio:>9.2f}   {bar}")


if __name__ == "__main__":
    sys.exit(main())
