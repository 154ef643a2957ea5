"""The score of a feasible pair: whole points, the sum of six named parts (matching.md 1.3).

A part is its weight times its value, the value first rounded half up to whole thousandths, so that a part of 1000
is a perfect one and a score runs from 0 to 1,000,000. Counts are rounded in whole numbers; no average, no model, no
guess about the person. Age, sex, name, nationality, benefit, diagnosis and programme are never read here.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching.columns import Columns, Words
from portal.domain.matching.limits import Rows, kilometres

Thousandths = NDArray[np.int64]

# Thousandths for 0 to 4 common DISCO digits.
OCCUPATION_STEPS: Final = np.array([0, 200, 500, 800, 1000], dtype=np.int64)
NOTHING_ASKED: Final = 500
WEEKS_TO_FULL: Final = 26


def occupation(columns: Columns, i: Rows, j: Rows) -> Thousandths:
    """The best of the citizen's wishes by common DISCO digits: 4 give 1, 3 give 0.8, 2 give 0.5, 1 gives 0.2."""
    wishes, offered, table = columns.occupations
    digits = np.zeros(len(i), dtype=np.uint8)
    for column in range(wishes.shape[1]):
        np.maximum(digits, table[wishes[i, column], offered[j]], out=digits)
    return OCCUPATION_STEPS[digits]


def competence(columns: Columns, i: Rows, j: Rows) -> Thousandths:
    """The share of what the place would like that the citizen has; a place that asks for nothing gives a half."""
    has, likes, count = columns.nice
    met = _in_common(has, i, likes, j)
    return np.where(count[j] == 0, NOTHING_ASKED, _share(met, np.maximum(count[j], 1)))


def travel(columns: Columns, i: Rows, j: Rows) -> Thousandths:
    """1 − km / max_km; a citizen who can only take what is next door has 1 there."""
    limit = columns.max_km[i]
    used = np.divide(kilometres(columns, i, j), limit, out=np.zeros(len(i)), where=limit > 0)
    return _rounded(1000 * (1 - used))


def hours(columns: Columns, i: Rows, j: Rows) -> Thousandths:
    """How much of the citizen's range of hours the place covers; one exact number counts 1 when it is met."""
    top = np.minimum(columns.hours_max[i], columns.place_hours_max[j])
    overlap = top - np.maximum(columns.hours_min[i], columns.place_hours_min[j])
    width = columns.hours_max[i] - columns.hours_min[i]
    covered = np.divide(1000 * overlap, width, out=np.full(len(i), 1000.0), where=width > 0)
    return _rounded(covered)


def support(columns: Columns, i: Rows, j: Rows) -> Thousandths:
    """The share of the citizen's soft needs that the place offers to meet; none needed gives 1."""
    needs, offers, count = columns.soft
    met = _in_common(needs, i, offers, j)
    return np.where(count[i] == 0, 1000, _share(met, np.maximum(count[i], 1)))


def waiting(columns: Columns, i: Rows, j: Rows) -> Thousandths:
    """Whole weeks waited on the run's day, out of 26; the same for every place."""
    weeks = np.minimum(columns.weeks_waited[i], WEEKS_TO_FULL)
    return _share(weeks, np.full(len(i), WEEKS_TO_FULL, dtype=np.int64))


PARTS: Final[MappingProxyType[str, Callable[[Columns, Rows, Rows], Thousandths]]] = MappingProxyType(
    {
        "occupation": occupation,
        "competence": competence,
        "travel": travel,
        "hours": hours,
        "support": support,
        "waiting": waiting,
    }
)


def score_parts(columns: Columns, i: Rows, j: Rows) -> dict[str, NDArray[np.int64]]:
    """The points of each part for the feasible pairs (i, j), one array of the pairs' length per part."""
    return {code: getattr(columns.weights, code) * part(columns, i, j) for code, part in PARTS.items()}


def score(columns: Columns, i: Rows, j: Rows) -> NDArray[np.int64]:
    """The pairs' whole points."""
    total = np.zeros(len(i), dtype=np.int64)
    for points in score_parts(columns, i, j).values():
        total += points
    return total


def _in_common(left: Words, i: Rows, right: Words, j: Rows) -> NDArray[np.int64]:
    """How many bits the rows of each pair share, word by word: a table of both sides' words would be long."""
    shared = np.zeros(len(i), dtype=np.int64)
    for word in range(left.shape[1]):
        shared += np.bitwise_count(left[:, word][i] & right[:, word][j])
    return shared


def _share(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Thousandths:
    """part / whole in thousandths, rounded half up without leaving whole numbers."""
    return (2000 * part + whole) // (2 * whole)


def _rounded(value: NDArray[np.float64]) -> Thousandths:
    """Half up."""
    return np.floor(value + 0.5).astype(np.int64)
