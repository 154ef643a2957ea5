"""The matching: who gets which place, exactly, with reasons and a proof.

Read in this order: `model` (what goes in), `limits` (what is impossible), `score` (what is good), `candidates` (all
feasible pairs), `assignment` (the best of them), `certificate` (why it is the best), `explanation`, `left_out` and
`by_hand` (in words). `exchange` and `verification` are for municipalities that run it beside their own systems.
"""

from portal.domain.matching.by_hand import ByHand, Move, if_changed_by_hand
from portal.domain.matching.check import check_weights, checked
from portal.domain.matching.digest import input_digest
from portal.domain.matching.explanation import alternatives, alternatives_for_place
from portal.domain.matching.law import ALLOW_EVERYTHING, Law, Ruling
from portal.domain.matching.model import (
    DEFAULT_SPECIALIST_WEIGHTS,
    DEFAULT_WEIGHTS,
    Citizen,
    Company,
    Demands,
    Earlier,
    Employer,
    Hours,
    Instance,
    Keep,
    Need,
    Place,
    Refusal,
    Specialist,
    SpecialistWeights,
    Weights,
)
from portal.domain.matching.placement import PlacementLaw
from portal.domain.matching.result import (
    Alternative,
    Certificate,
    Dropped,
    NearMiss,
    Pair,
    Part,
    Passed,
    Result,
    SpecialistPair,
    SpecialistResult,
    Unfilled,
    Unmatched,
)
from portal.domain.matching.solve import ENGINE_VERSION, solve

__all__ = [
    "ALLOW_EVERYTHING",
    "DEFAULT_SPECIALIST_WEIGHTS",
    "DEFAULT_WEIGHTS",
    "ENGINE_VERSION",
    "Alternative",
    "ByHand",
    "Certificate",
    "Citizen",
    "Company",
    "Demands",
    "Dropped",
    "Earlier",
    "Employer",
    "Hours",
    "Instance",
    "Keep",
    "Law",
    "Move",
    "NearMiss",
    "Need",
    "Pair",
    "Part",
    "Passed",
    "Place",
    "PlacementLaw",
    "Refusal",
    "Result",
    "Ruling",
    "Specialist",
    "SpecialistPair",
    "SpecialistResult",
    "SpecialistWeights",
    "Unfilled",
    "Unmatched",
    "Weights",
    "alternatives",
    "alternatives_for_place",
    "check_weights",
    "checked",
    "if_changed_by_hand",
    "input_digest",
    "solve",
]
