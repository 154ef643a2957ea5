"""Does everybody get the same chance? Shares with intervals, and which groups stand out by more than chance.

Pure counting. Each group is held against the rest of its kind with Fisher's exact test, and all comparisons of a page
together are kept to a false alarm in at most one of twenty (Holm 1979). Intervals are Wilson's, 95 %. A group of
fewer than five people is never shown; where it could be worked out from the others, the next smallest is hidden too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import gammaln

FEWEST: Final = 5
FALSE_ALARMS: Final = 0.05
Z: Final = 1.959963984540054
ALMOST: Final = 1 + 1e-9


@dataclass(frozen=True)
class Count:
    """So many people of a group, and so many of them with the outcome."""

    group: str
    people: int
    having: int


@dataclass(frozen=True)
class Share:
    """A group's share with its 95 % interval; `p` is the chance of so great a difference if all were treated alike.

    `flagged` is true where it is too small for chance over all comparisons. Hidden shares have no numbers.
    """

    group: str
    people: int
    share: float
    low: float
    high: float
    p: float = 1.0
    flagged: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Comparison:
    """One kind of group (age, sex, programme) and one outcome, with all its groups."""

    kind: str
    outcome: str
    counts: tuple[Count, ...]


def wilson(having: int, people: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); for nobody it is everything."""
    if people == 0:
        return 0.0, 1.0
    share, z2 = having / people, Z * Z
    middle = (share + z2 / (2 * people)) / (1 + z2 / people)
    half = Z / (1 + z2 / people) * math.sqrt(share * (1 - share) / people + z2 / (4 * people * people))
    return max(0.0, middle - half), min(1.0, middle + half)


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Fisher's exact test, two-sided: the tables with the same margins that are no likelier than this one."""
    low, high = max(0, a - d), min(a + b, a + c)
    x = np.arange(low, high + 1)
    logs = _log_choose(a + b, x) + _log_choose(c + d, a + c - x)
    chances = np.exp(logs - logs.max())
    return float(min(1.0, chances[chances <= chances[a - low] * ALMOST].sum() / chances.sum()))


def _log_choose(n: int, k: np.ndarray) -> np.ndarray:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def judged(comparisons: Iterable[Comparison]) -> list[tuple[Comparison, tuple[Share, ...]]]:
    """Every comparison with its shares; what is flagged is flagged with all of them in mind."""
    comparisons = list(comparisons)
    tests = [(n, m, p) for n, one in enumerate(comparisons) for m, p in _tests(one.counts)]
    flagged = _holm([p for _, _, p in tests])
    marks = {(n, m): (p, flag) for (n, m, p), flag in zip(tests, flagged, strict=True)}
    return [
        (
            one,
            tuple(
                _share(count, m in _hidden(one.counts), *marks.get((n, m), (1.0, False)))
                for m, count in enumerate(one.counts)
            ),
        )
        for n, one in enumerate(comparisons)
    ]


def _tests(counts: Sequence[Count]) -> list[tuple[int, float]]:
    """Each group that is shown against all the others of its kind; two groups make one test, marked on the first."""
    people, having = sum(c.people for c in counts), sum(c.having for c in counts)
    shown = [m for m in range(len(counts)) if m not in _hidden(counts)]
    if len(counts) == 2:
        shown = shown[:1]
    found = []
    for m in shown:
        one = counts[m]
        rest, rest_having = people - one.people, having - one.having
        if rest:
            found.append((m, fisher(one.having, one.people - one.having, rest_having, rest - rest_having)))
    return found


def _hidden(counts: Sequence[Count]) -> frozenset[int]:
    """Groups that are too small, and one more where a single one could be worked out from the sum."""
    small = {m for m, one in enumerate(counts) if 0 < one.people < FEWEST}
    others = [m for m, one in enumerate(counts) if m not in small and one.people]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda m: (counts[m].people, m)))
    return frozenset(small)


def _holm(values: Sequence[float]) -> list[bool]:
    """Which of the tests are too unlikely for chance, with at most 5 % false alarms over all of them together."""
    flags, order = [False] * len(values), sorted(range(len(values)), key=values.__getitem__)
    for place, index in enumerate(order):
        if values[index] > FALSE_ALARMS / (len(values) - place):
            break
        flags[index] = True
    return flags


def _share(count: Count, hidden: bool, p: float, flagged: bool) -> Share:
    if hidden or not count.people:
        return Share(count.group, 0, 0.0, 0.0, 0.0, hidden=True)
    low, high = wilson(count.having, count.people)
    return Share(count.group, count.people, count.having / count.people, low, high, p, flagged)
