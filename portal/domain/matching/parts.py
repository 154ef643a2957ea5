"""One run on several workers: each finds the pairs of its part of the country, and one answer is made of them all.

Nearly all the time of a large run goes into looking at pairs, and a citizen's pairs depend on nobody else's. So the
citizens are dealt out by where they live, every worker reads the same instance and finds its part's pairs, and the
parts joined are, byte for byte, the pairs one worker would have found. The assignment is then one for the whole
country, and so is its proof: no border between parts can cost anybody a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.domain.matching.candidates import Block, Edges, group_edges, groups, joined
from portal.domain.matching.check import checked
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import Computation, compute_on
from portal.domain.matching.model import Instance

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


def compute_in_parts(instance: Instance, parts: int, together: Together) -> Computation:
    """As `compute`. `together` is the workers' `map`, such as that of a ProcessPoolExecutor."""
    columns = Columns(checked(instance))
    jobs = [Part(instance, number, parts) for number in range(parts)]
    blocks = [block for found in together(part_edges, jobs) for block in found]
    edges: Edges = joined(len(columns.citizens), blocks)
    return compute_on(instance, columns, edges, instance.keep)
