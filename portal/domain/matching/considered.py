"""What became of the other places for those who got one: in sentences the citizen can read.

The matching places everybody at once, so somebody may get a place that is not her own best; then it says so.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np

from portal.domain.matching.engine import Computation
from portal.domain.matching.left_out import TAKEN_FROM_CITIZEN
from portal.domain.matching.limits import failed_limits
from portal.domain.matching.sentences import count

BLOCK_PAIRS: Final = 2_000_000
MOST_LIMITS: Final = 3


def considered(computation: Computation) -> dict[str, tuple[str, ...]]:
    """For every matched citizen's id: how many other places fitted, and what took the rest away."""
    columns, chosen = computation.columns, computation.chosen
    rows = np.flatnonzero(chosen >= 0)
    places = np.arange(len(columns.places))
    size = max(1, BLOCK_PAIRS // max(1, len(places)))
    found = {}
    for begin in range(0, len(rows), size):
        block = rows[begin : begin + size]
        taken = {code: flags.sum(axis=1) for code, flags in failed_limits(columns, block[:, None], places).items()}
        for position, i in enumerate(block.tolist()):
            counts = Counter({code: int(numbers[position]) for code, numbers in taken.items()})
            found[columns.citizens[i].id] = (*_fitting(computation, i), *_taken_away(counts))
    return found


def _fitting(computation: Computation, i: int) -> list[str]:
    """The places that met every limit: those with more points went to somebody else for everybody's sake."""
    mine = computation.edges.of(i)
    places, points = computation.edges.place[mine], computation.edges.points[mine]
    others = places != computation.chosen[i]
    own = points[~others].max(initial=0)
    better = int((points[others] > own).sum())
    rest = int(others.sum()) - better
    sentences = []
    if better:
        sentences.append(f"{_steder(better)} passede bedre, men en anden fik pladsen.")
    if rest:
        sentences.append(f"{_steder(rest)} passede også, men ikke bedre.")
    return sentences


def _taken_away(counts: Counter[str]) -> list[str]:
    return [TAKEN_FROM_CITIZEN[code].format(n=_steder(n)) for code, n in counts.most_common(MOST_LIMITS) if n]


def _steder(number: int) -> str:
    return count(number, "andet sted", "andre steder")
