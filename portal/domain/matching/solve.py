"""The whole run: an instance in, a result with reasons and proof out; the same input always gives the same output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from portal.domain.matching.assignment import base_for, by_kernels
from portal.domain.matching.digest import input_digest
from portal.domain.matching.engine import Computation, compute
from portal.domain.matching.explanation import explained_pairs
from portal.domain.matching.left_out import dropped, left_out, unfilled
from portal.domain.matching.model import Instance
from portal.domain.matching.result import Certificate, Result
from portal.domain.matching.specialists import assign_specialists

ENGINE_VERSION: Final = "1.1"
"""Goes up whenever the same input can give other bytes, if only in a sentence."""
WITH_KERNELS: Final = "+scale"


def solve(instance: Instance, previous: Mapping[str, str] | None = None) -> Result:
    """First the most citizens matched, then the most points, explained and proved.

    `previous` (citizen id → place id) is an earlier answer: of several equally good answers the one that moves
    fewest people is taken. Raises Refusal for an instance that breaks the contract.
    """
    return result_of(compute(instance, previous))


def result_of(computation: Computation) -> Result:
    """A finished run as records with words."""
    instance = computation.instance
    pairs = explained_pairs(computation)
    return Result(
        matched=len(pairs),
        total=sum(pair.points for pair in pairs),
        pairs=pairs,
        unmatched=left_out(computation),
        unfilled=unfilled(computation),
        keep_dropped=dropped(computation),
        certificate=certificate_of(computation),
        specialists=assign_specialists(instance),
        engine_version=engine_of(computation),
        weights_version=instance.weights.version,
        input_digest=input_digest(instance),
    )


def engine_of(computation: Computation) -> str:
    """The engine's version, and whether the compiled kernels solved: among equals they may choose other pairs."""
    pairs = int(np.diff(computation.edges.start)[~computation.kept].sum())
    return f"{ENGINE_VERSION}{WITH_KERNELS}" if by_kernels(pairs) else ENGINE_VERSION


def certificate_of(computation: Computation) -> Certificate:
    """The prices by id. Kept citizens are outside the optimum and have the price 0."""
    columns, proof = computation.columns, computation.proof
    return Certificate(
        base_for(len(columns.citizens)),
        tuple((c.id, int(p)) for c, p in zip(columns.citizens, proof.citizens, strict=True)),
        tuple((p.id, int(price)) for p, price in zip(columns.places, proof.places, strict=True)),
        tuple((number, int(price)) for number, price in zip(columns.workplaces, proof.workplaces, strict=True)),
        proof.bound,
    )
