"""Kleene's three-valued logic: an unknown fact makes a rule unknown, never broken.

A fourth outcome, `staff`, marks what only a conversation may settle; it never takes part in the logic.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """How one criterion came out for one person on one day."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    STAFF = "staff"


MET, UNMET, UNKNOWN, STAFF = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN, Outcome.STAFF


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Kleene's AND: one unmet part settles it; without one, an unknown part leaves it unknown."""
    seen = set(outcomes)
    if UNMET in seen:
        return UNMET
    return UNKNOWN if UNKNOWN in seen else MET


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Kleene's OR: one met part settles it; without one, an unknown part leaves it unknown."""
    seen = set(outcomes)
    if MET in seen:
        return MET
    return UNKNOWN if UNKNOWN in seen else UNMET


def at_least(low: float | None, high: float | None, limit: float) -> Outcome:
    """Is a number known only to lie between two ends, either of them open, at least the limit?"""
    if low is not None and low >= limit:
        return MET
    return UNMET if high is not None and high < limit else UNKNOWN


def at_most(low: float | None, high: float | None, limit: float) -> Outcome:
    """Is a number known only to lie between two ends, either of them open, at most the limit?"""
    if high is not None and high <= limit:
        return MET
    return UNMET if low is not None and low > limit else UNKNOWN
