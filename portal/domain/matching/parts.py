"""One run on several workers: each finds the pairs of its part of the country, and one answer is made of them all.

Nearly all the time of a large run goes into looking at pairs, and a citizen's pairs depend on nobody else's. So the
citizens are dealt out by where they live, every worker reads the same instance and finds its part's pairs, and the
parts joined are, byte for byte, the pairs one worker would have found. The assignment is then one for the whole
country, and so is its proof: no border between parts can cost anybody a place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final

from portal.domain.matching.candidates import Block, Edges, group_edges, groups, joined, shelved
from portal.domain.matching.check import checked
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import Computation, compute, compute_on
from portal.domain.matching.model import Instance

LARGE: Final = 400_000_000
"""So many pairs to look at, possible or not, are worth the seconds that other processes take to begin."""
MOST_WORKERS: Final = 64

Together = Callable[[Callable[["Part"], list[Block]], list["Part"]], Iterable[list[Block]]]


@dataclass(frozen=True, slots=True)
class Part:
    """Part `number` (from 0) of `of` of an instance: one worker's job."""

    instance: Instance
    number: int
    of: int


def part_edges(part: Part) -> list[Block]:
    """The job: the feasible pairs of the part's citizens."""
    columns = Columns(part.instance)
    mine = groups(columns)[part.number :: part.of]
    return [block for group in mine for block in group_edges(columns, group)]


def workers_for(instance: Instance) -> int:
    """How many processes a run is worth: one for a town or a region, all there are for the country."""
    pairs = len(instance.citizens) * len(instance.places)
    return min(MOST_WORKERS, os.cpu_count() or 1) if pairs >= LARGE else 1


def compute_on_workers(
    instance: Instance, workers: int | None = None, previous: Mapping[str, str] | None = None
) -> Computation:
    """As `compute`, byte for byte, on so many processes of this machine; as many as it is worth where none is said."""
    workers = workers or workers_for(instance)
    if workers == 1:
        return compute(instance, previous)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return compute_in_parts(instance, workers, pool.map, previous)


def compute_in_parts(
    instance: Instance, parts: int, together: Together, previous: Mapping[str, str] | None = None
) -> Computation:
    """As `compute`. `together` is the workers' `map`, such as that of a ProcessPoolExecutor."""
    columns = Columns(checked(instance))
    jobs = [Part(instance, number, parts) for number in range(parts)]
    blocks = shelved(block for found in together(part_edges, jobs) for block in found)
    edges: Edges = joined(len(columns.citizens), blocks)
    return compute_on(instance, columns, edges, instance.keep, previous)
