"""The weights a run uses: the set that was approved last, or the one the portal comes with."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.matching import DEFAULT_WEIGHTS, Weights
from portal.domain.matching.weights import SHIPPED, weights_of
from portal.services.work import Work
from portal.store import match_weights


def weights_in_use(work: Work) -> Weights:
    """The approved set, or the one the portal comes with."""
    row = match_weights.find_active(work.session)
    return weights_of(row.parts, row.number) if row else replace(DEFAULT_WEIGHTS, version=str(SHIPPED))
