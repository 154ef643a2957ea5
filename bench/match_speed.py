"""How fast the matching is, as ratios within one run: `python -m bench.match_speed [--sizes 500x200,20000x5000]`.

Seconds differ between machines and minutes, ratios much less. Every run is proved: `prices` raises unless no pair
beats its prices and the prices' sum is exactly what the assignment is worth, and OR-tools must find the same points.
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Final

import numpy as np

from bench.gauges import pair_test, peak_bytes, timed
from bench.one_change import changes
from bench.rivals import by_ortools, greedy, worth
from bench.synthetic import denmark
from portal.cli.match import shipped_law
from portal.domain.matching.assignment import Capacities, Ints, assign
from portal.domain.matching.candidates import Edges, feasible_edges
from portal.domain.matching.certificate import prices
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import compute

SIZES: Final = "500x200,5000x2000,20000x5000,5000x2000=1"
AREAS: Final = ((1_000, 0.04), (10_000, 0.2), (50_000, 0.5))
SCARCE: Final = 2.2
CHANGES: Final = 60
MOST_FOR_ORTOOLS: Final = 5_000_000
TOWN: Final = 1_000
NOTES: Final = """\
A bar says from how many citizens it is meant; without a number it is meant for all.
From columns: from what is numbers already to the proof. As the portal runs it: from records, which are checked first.
A town's assignment does not meet the bar against OR-tools. Of OR-tools' 2.5 ms SciPy's solver alone takes a third, before the
matchings and the sparse matrices around it; the compiled kernels take two fifths: a call has its cost, and there is little
else to do. From 5000 citizens the kernels assign, and the bar stands."""


@dataclass
class Run:
    """The measured seconds of one size; `crowd` is citizens to places."""

    citizens: int
    postings: int
    crowd: float
    pairs: int = 0
    matched: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    bytes_per_pair: float = 0.0

    @property
    def whole(self) -> float:
        """From columns to a proved assignment."""
        return self.seconds["enumerate"] + self.seconds["assign"] + self.seconds["prove"]

    @property
    def size(self) -> str:
        """As the table names it."""
        return f"{self.citizens}x{self.postings}" + ("" if self.crowd == SCARCE else " even")


def main(sizes: str = SIZES, times: int = 3) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=sizes, help="500x200: places are scarce; 500x200=1: one citizen to a place")
    parser.add_argument("--times", type=int, default=times)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    runs = []
    for size in chosen.sizes.split(","):
        numbers, _, crowd = size.partition("=")
        citizens, postings = map(int, numbers.split("x"))
        runs.append(measured(Run(citizens, postings, float(crowd or SCARCE)), chosen.seed, chosen.times))
        show(runs[-1])
    table(runs)


def measured(run: Run, seed: int, times: int) -> Run:
    """One size, warm, medians of `times`."""
    area = next((area for most, area in AREAS if run.citizens < most), 1.0)
    instance = denmark(run.citizens, run.postings, seed, area=area, law=shipped_law(), citizens_per_place=run.crowd)
    columns = Columns(instance)
    capacities = Capacities(columns.capacity, columns.workplace, columns.workplace_capacity)
    peak, (edges, chosen) = peak_bytes(lambda: _whole(columns, capacities))
    run.pairs, run.matched = len(edges.place), int((chosen >= 0).sum())
    run.bytes_per_pair = peak / max(1, run.pairs)
    if run.citizens < TOWN:
        run.seconds["records"], _ = timed(lambda: compute(instance), times)
    run.seconds["enumerate"], _ = timed(lambda: feasible_edges(columns), times)
    run.seconds["assign"], chosen = timed(lambda: assign(edges, capacities), times)
    run.seconds["prove"], _ = timed(lambda: prices(edges, capacities, chosen), times)
    greedy(edges, capacities)
    run.seconds["greedy"], _ = timed(lambda: greedy(edges, capacities), times)
    run.seconds["copy"], run.seconds["test"] = pair_test(columns, times)
    _against_ortools(run, edges, capacities, times)
    run.seconds["change"] = float(np.percentile(changes(edges, capacities, CHANGES), 99))
    return run


def _whole(columns: Columns, capacities: Capacities) -> tuple[Edges, Ints]:
    edges = feasible_edges(columns)
    chosen = assign(edges, capacities)
    prices(edges, capacities, chosen)
    return edges, chosen


def _against_ortools(run: Run, edges: Edges, capacities: Capacities, times: int) -> None:
    """The same pairs without workplaces; both must find the same number and the same points."""
    if not find_spec("ortools") or run.pairs > MOST_FOR_ORTOOLS:
        return
    uncapped = Capacities(capacities.place, np.full(run.postings, -1), np.zeros(0, dtype=np.int64))
    run.seconds["uncapped"], best = timed(lambda: assign(edges, uncapped), times)
    run.seconds["ortools"], found = timed(lambda: by_ortools(edges, capacities), times)
    points = worth(edges, best)
    if found != points:
        raise AssertionError(f"OR-tools found {found}, the engine {points}")


def show(run: Run) -> None:
    """The seconds, for whoever wants them."""
    seconds = "  ".join(f"{name} {value:.4f}" for name, value in run.seconds.items())
    print(f"{run.size}: {run.pairs} pairs, {run.matched} matched, proved\n  {seconds}", flush=True)


def table(runs: list[Run]) -> None:
    """The ratios, with the bar of each."""
    print(f"\n{'what':<52}{'size':>16}{'ratio':>10}   bar")
    for run in runs:
        rows(run)
    big = [run for run in runs if run.citizens >= 20_000]
    if len(big) > 1:
        first, last = big[0], big[-1]
        exponent = math.log(last.whole / first.whole) / math.log(last.pairs / first.pairs)
        line("exponent of time over feasible pairs", f"{first.citizens}-{last.citizens}", exponent, "<= 1.10")
    print("violated pairs 0, primal = dual, in every run")
    print(NOTES)


def rows(run: Run) -> None:
    """One size's part of the table."""
    s = run.seconds
    line("whole run / enumerating and scoring once", run.size, run.whole / s["enumerate"], "<= 3 from 20000")
    line("exact assignment / greedy sort", run.size, s["assign"] / s["greedy"], "<= 0.7 from 5000, scarce")
    if "ortools" in s:
        bar = "<= 0.2" if run.crowd == SCARCE else "<= 2"
        line("exact assignment / OR-tools, uncapped", run.size, s["uncapped"] / s["ortools"], bar)
    line("NumPy copy / pair test, same bytes", run.size, s["copy"] / s["test"], ">= 0.6")
    line("one change / whole run, 99th percentile", run.size, s["change"] / run.whole, "<= 0.001 at 300000")
    line("bytes per feasible pair, peak of a whole run", run.size, run.bytes_per_pair, "<= 20 from 300000")
    if run.citizens < TOWN:
        solver = s["assign"] + s["prove"]
        line("municipality from columns / assignment and proof", run.size, run.whole / solver, "<= 3")
        line("municipality as the portal runs it / the same", run.size, s["records"] / solver, "<= 3")


def line(what: str, size: str, ratio: float, bar: str) -> None:
    """One row."""
    print(f"{what:<52}{size:>16}{ratio:>10.4f}   {bar}")


if __name__ == "__main__":
    sys.exit(main())
