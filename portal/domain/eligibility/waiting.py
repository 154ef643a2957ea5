"""Which date would tell the day to come back, where a check knows only "under tre måneder"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from portal.domain.eligibility.criteria import Elapsed
from portal.domain.eligibility.facts import EXACT_FACT, Facts
from portal.domain.eligibility.kleene import UNMET
from portal.domain.eligibility.programme import Criterion, Hardness, Programme

NEVER_ASKED = frozenset({"birth_date"})
"""The check promises not to ask for it (`service-design.md` 2.3)."""


def date_wanted(programme: Programme, facts: Facts, on: date) -> str | None:
    """The fact whose exact date would tell when waiting is over, or None where no date helps.

    None, too, where something else than time stands in the way: then a day would promise what it cannot keep.
    """
    unmet = [one for one in programme.criteria if one.test is not None and one.test.outcome(facts, on) is UNMET]
    waits = list(_waits(unmet))
    if any(one.hardness is Hardness.HARD and one not in dict(waits) for one in unmet):
        return None
    wanted = (EXACT_FACT[test.fact] for _, test in waits)
    return next((fact for fact in wanted if fact not in NEVER_ASKED and getattr(facts, fact) is None), None)


def agrees(programme: Programme, facts: Facts, fact: str, day: date, on: date) -> bool:
    """Whether the date says what the answers said: that the time is not over yet, in every criterion that reads it."""
    told = replace(facts, **{fact: day})
    before = [one for one, test in _waits(programme.criteria) if EXACT_FACT[test.fact] == fact]
    unmet = [one for one in before if one.test is not None and one.test.outcome(facts, on) is UNMET]
    return day <= on and all(one.test is not None and one.test.outcome(told, on) is UNMET for one in unmet)


def _waits(criteria: list[Criterion] | tuple[Criterion, ...]) -> Iterator[tuple[Criterion, Elapsed]]:
    """Those that time alone comes to meet, and that have a sentence for it."""
    for one in criteria:
        if isinstance(one.test, Elapsed) and one.test.is_floor and one.wait:
            yield one, one.test
