"""A set of weights as people set them: six whole numbers that sum to 1000, drafted by one and approved by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Final

from portal.domain.matching.model import Weights

PARTS: Final = tuple(field.name for field in fields(Weights) if field.name != "version")
WHOLE: Final = 1000
SHIPPED: Final = 1
"""The version the portal comes with."""


class WeightsState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
    DISCARDED = "discarded"


def weights_of(parts: Mapping[str, int], number: int) -> Weights:
    return Weights(**{name: parts[name] for name in PARTS}, version=str(number))


def parts_of(weights: Weights) -> dict[str, int]:
    return {name: getattr(weights, name) for name in PARTS}


def fault_of(parts: Mapping[str, int | None]) -> tuple[str, str] | None:
    """The field and the sentence for the first thing that is wrong; nothing where all is well."""
    for name in PARTS:
        value = parts.get(name)
        if value is None or not 0 <= value <= WHOLE:
            return name, "Skriv et helt tal mellem 0 og 1000."
    total = sum(parts[name] or 0 for name in PARTS)
    if total != WHOLE:
        return PARTS[0], f"Vægtene skal give 1000 tilsammen. De giver {total}."
    return None
