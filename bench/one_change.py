"""One change at a time against a standing answer: somebody leaves, comes, says no; a posting opens or is withdrawn."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from portal.domain.matching.assignment import Capacities
from portal.domain.matching.candidates import Edges
from portal.domain.matching.certificate import prices
from portal.domain.matching.standing import Standing


def changes(edges: Edges, capacities: Capacities, rounds: int, seed: int = 1) -> list[float]:
    """The seconds of each of 5 × `rounds` changes; the answer after them all is proved."""
    standing = Standing(edges, capacities, spare=2 * rounds + 2)
    draw = np.random.default_rng(seed)
    for _ in _changes(standing, edges, draw, 1):
        pass  # the first of each kind loads what is compiled
    seconds, begin = [], time.process_time()
    for _ in _changes(standing, edges, draw, rounds):
        seconds.append(time.process_time() - begin)
        begin = time.process_time()
    pairs, room = standing.today()
    prices(pairs, room, standing.chosen)
    return seconds


def _changes(standing: Standing, edges: Edges, draw: np.random.Generator, rounds: int) -> Iterator[None]:
    """Newcomers are made in the image of somebody who is there."""
    for _ in range(rounds):
        i = int(draw.integers(len(edges.start) - 1))
        places, points = edges.place[edges.of(i)].astype(np.int64), edges.points[edges.of(i)].astype(np.int64)
        standing.arrive(places, points)
        yield
        matched = np.flatnonzero(standing.chosen >= 0)
        i = int(draw.choice(matched))
        standing.decline(i, int(standing.chosen[i]))
        yield
        standing.withdraw(int(draw.choice(np.flatnonzero(standing.chosen >= 0))))
        yield
        some = np.unique(draw.integers(len(edges.start) - 1, size=100))
        j, _ = standing.open(some, draw.integers(300_000, 900_000, len(some)), 2)
        yield
        standing.close(j)
        yield
