"""Every feasible pair with its score, found without looking closely at the pairs that are plainly impossible.

Citizens who live near each other are taken together: places out of reach of them all fall away at once, then the
cheap limits sieve the block, and the named limits of `limits.py` decide what is left. A sieve may let a pair through,
never hold one back. Nothing is pruned: exactness needs every feasible pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching.columns import Columns
from portal.domain.matching.distance import EARTH_KM, unit_vectors
from portal.domain.matching.limits import LIMITS, Flags, Rows, forbidden
from portal.domain.matching.score import score

BLOCK_CITIZENS: Final = 512
BLOCK_PAIRS: Final = 4_000_000
CELL_DEGREES: Final = 0.1
MARGIN_KM: Final = 0.01
ROUNDING: Final = 1e-14

# What the sieves do not settle, the cheap and the strict first. Sets and closed places fall in the sieves, the law last.
IN_TURN: Final = ("start", "hours", "needs", "travel", "declined")


@dataclass(frozen=True, slots=True)
class Edges:
    """The feasible pairs in order of citizen, then place: 12 bytes each.

    The pairs of citizen i are `start[i]` to `start[i + 1]` of `place` (rows of places) and `points` (0 to 1,000,000).
    """

    start: NDArray[np.int64]
    place: NDArray[np.int32]
    points: NDArray[np.int32]

    @property
    def citizen(self) -> NDArray[np.int32]:
        """The citizen's row of every pair."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))

    def of(self, i: int) -> slice:
        """Where one citizen's pairs stand."""
        return slice(int(self.start[i]), int(self.start[i + 1]))


def feasible_edges(columns: Columns) -> Edges:
    """All feasible pairs of the instance with their points."""
    rows, places, points = [], [], []
    for i, j in _feasible_blocks(columns):
        rows.append(i.astype(np.int32))
        places.append(j.astype(np.int32))
        points.append(score(columns, i, j).astype(np.int32))
    return in_citizen_order(len(columns.citizens), _joined(rows), _joined(places), _joined(points))


def in_citizen_order(
    count: int, citizen: NDArray[np.int32], place: NDArray[np.int32], points: NDArray[np.int32]
) -> Edges:
    """Pairs of `count` citizens, each citizen's already together and in order of place, as Edges."""
    sizes = np.bincount(citizen, minlength=count)
    start = np.concatenate(([0], np.cumsum(sizes)))
    heads = np.flatnonzero(np.diff(citizen, prepend=-1))
    first = np.zeros(count, dtype=np.int64)
    first[citizen[heads]] = heads
    order = np.arange(len(citizen)) + np.repeat(first - start[:-1], sizes)
    return Edges(start, place[order], points[order])


def _feasible_blocks(columns: Columns) -> Iterator[tuple[Rows, Rows]]:
    """Feasible pairs in blocks, each citizen in one block, pairs in order of citizen and place within it."""
    admitting = np.flatnonzero(columns.open & columns.headroom)
    points = unit_vectors(columns.place_lat[admitting], columns.place_lon[admitting])
    homes = unit_vectors(columns.lat, columns.lon)
    for citizens in _neighbours(columns, max(1, len(admitting))):
        reach = _within_reach(homes[citizens], columns.max_km[citizens].max(), points)
        near = admitting[reach]
        if not near.size:
            continue
        through = _sieve(columns, citizens[:, None], near[None, :])
        through &= _about_near(homes[citizens], points[reach], columns.max_km[citizens])
        row, column = np.nonzero(through)
        i, j = citizens[row], near[column]
        for code in IN_TURN:
            holds = ~LIMITS[code](columns, i, j)
            i, j = i[holds], j[holds]
        lawful = ~forbidden(columns, i, j)
        yield i[lawful], j[lawful]


def _neighbours(columns: Columns, width: int) -> Iterator[Rows]:
    """Citizens in groups by where they live, small enough for one block of pairs."""
    size = max(1, min(BLOCK_CITIZENS, BLOCK_PAIRS // width))
    cells = np.lexsort((np.floor(columns.lon / CELL_DEGREES), np.floor(columns.lat / CELL_DEGREES)))
    for begin in range(0, len(cells), size):
        yield np.sort(cells[begin : begin + size])


def _within_reach(homes: NDArray[np.float64], max_km: float, points: NDArray[np.float64]) -> Flags:
    """Places that some citizen of the group might reach: within the group's radius and the longest travel."""
    middle = homes.mean(axis=0)
    middle /= np.linalg.norm(middle) or 1.0
    radius = _angle(homes, middle).max()
    return np.asarray(_angle(points, middle) <= radius + (max_km + MARGIN_KM) / EARTH_KM)


def _about_near(homes: NDArray[np.float64], points: NDArray[np.float64], max_km: NDArray[np.float64]) -> Flags:
    """Pairs within reach by the cosine of their angle, some metres too generous; the exact formula comes later."""
    farthest = np.minimum(np.pi, (max_km + MARGIN_KM) / EARTH_KM)
    return np.asarray(homes @ points.T >= np.cos(farthest)[:, None] - ROUNDING)


def _angle(points: NDArray[np.float64], middle: NDArray[np.float64]) -> NDArray[np.float64]:
    """The angle to the middle, by the chord: exact enough for near points, which an arc cosine is not."""
    chord = np.linalg.norm(points - middle, axis=1)
    return np.asarray(2 * np.arcsin(np.minimum(1.0, chord / 2)))


def _sieve(columns: Columns, i: Rows, j: Rows) -> Flags:
    """Pairs that share no bit of lack and ask; i is a column, j a row."""
    through = np.ones(np.broadcast_shapes(i.shape, j.shape), dtype=bool)
    for word in range(columns.asks.shape[1]):
        through &= (columns.lacks[:, word][i] & columns.asks[:, word][j]) == 0
    return through


def _joined(parts: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
