"""Every feasible pair with its score, found without looking closely at the pairs that are plainly impossible.

Citizens who live near each other are taken together: places out of reach of them all fall away at once, then the
cheap limits sieve the block, and the named limits of `limits.py` decide what is left. A sieve may let a pair through,
never hold one back. Nothing is pruned: exactness needs every feasible pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
SHELF: Final = 8_000_000
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


@dataclass(frozen=True, slots=True)
class Block:
    """The feasible pairs of some citizens (rows, ascending), as Edges have them; each citizen's number is in `sizes`."""

    citizens: Rows
    sizes: NDArray[np.int64]
    place: NDArray[np.int32]
    points: NDArray[np.int32]


def feasible_edges(columns: Columns) -> Edges:
    """All feasible pairs of the instance with their points."""
    blocks = shelved(block for group in groups(columns) for block in group_edges(columns, group))
    return joined(len(columns.citizens), blocks)


def groups(columns: Columns) -> list[Rows]:
    """All citizens in groups of neighbours, each small enough to look at together. Any worker can take any group."""
    return list(_neighbours(columns, max(1, int((columns.open & columns.headroom).sum()))))


def group_edges(columns: Columns, group: Rows) -> list[Block]:
    """The feasible pairs of one group with their points; no block where there are none."""
    i, j = _feasible_pairs(columns, group)
    if not i.size:
        return []
    sizes = np.bincount(np.searchsorted(group, i), minlength=len(group))
    return [Block(group, sizes, j.astype(np.int32), score(columns, i, j).astype(np.int32))]


def shelved(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks, side by side on long shelves.

    What is freed goes back to the machine at once when it is long; thousands of short arrays between others do not,
    and a country's pairs would be held twice.
    """
    shelf, used, found = np.empty((2, 0), dtype=np.int32), 0, []
    for block in blocks:
        size = len(block.place)
        if used + size > shelf.shape[1]:
            shelf, used = np.empty((2, max(size, SHELF) if found else size), dtype=np.int32), 0
        shelf[0, used : used + size], shelf[1, used : used + size] = block.place, block.points
        place, points = shelf[:, used : used + size]
        found.append(Block(block.citizens, block.sizes, place, points))
        used += size
    return found


def joined(citizens: int, blocks: list[Block]) -> Edges:
    """The blocks, in whatever order they came, as the Edges of that many citizens. The list is emptied on the way."""
    sizes = np.zeros(citizens, dtype=np.int64)
    for block in blocks:
        sizes[block.citizens] = block.sizes
    start = np.concatenate(([0], np.cumsum(sizes)))
    place, points = np.empty(start[-1], dtype=np.int32), np.empty(start[-1], dtype=np.int32)
    while blocks:
        block = blocks.pop()
        before = np.cumsum(block.sizes) - block.sizes
        at = np.arange(len(block.place)) + np.repeat(start[block.citizens] - before, block.sizes)
        place[at], points[at] = block.place, block.points
    return Edges(start, place, points)


def _feasible_pairs(columns: Columns, citizens: Rows) -> tuple[Rows, Rows]:
    """The feasible pairs of some neighbours, in order of citizen, then place."""
    admitting, points = columns.admitting
    homes = unit_vectors(columns.lat[citizens], columns.lon[citizens])
    reach = _within_reach(homes, columns.max_km[citizens].max(), points)
    near = admitting[reach]
    through = _sieve(columns, citizens[:, None], near[None, :])
    through &= _about_near(homes, points[reach], columns.max_km[citizens])
    row, column = np.divmod(np.flatnonzero(through), max(1, len(near)))
    i, j = citizens[row], near[column]
    for code in IN_TURN:
        holds = ~LIMITS[code](columns, i, j)
        i, j = i[holds], j[holds]
    lawful = ~forbidden(columns, i, j)
    return i[lawful], j[lawful]


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
