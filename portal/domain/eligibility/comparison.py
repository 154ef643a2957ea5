"""The same person by two sets of rules: who would be judged differently, by which criteria, and whether rules or time did it.

What differs from today's rules on the later day is the rules' doing; what they too would say that day is the doing of time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from portal.domain.eligibility.facts import Facts
from portal.domain.eligibility.kleene import MET, STAFF, Outcome
from portal.domain.eligibility.programme import Criterion, Hardness, Programme
from portal.domain.eligibility.verdict import Outcomes, Result, outcomes_of, result_of


class Cause(StrEnum):
    """What makes a verdict another one: the new rules, or the days that pass until then."""

    RULES = "rules"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion that weighs otherwise. An outcome is None where the criterion does not exist on that side."""

    criterion: str
    label: str
    before: Outcome | None
    after: Outcome | None
    cause: Cause
    text: str
    """The later rules' sentence, or today's for a criterion that is gone."""
    source: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A verdict that would be another one."""

    before: Result
    after: Result
    cause: Cause
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Today's rules today beside other rules, or the same ones, on another day."""

    now: Programme
    then: Programme
    today: date
    day: date

    def difference(self, facts: Facts) -> Difference | None:
        """What changes for these facts, or None where the result stays as it is."""
        before = outcomes_of(self.now, facts, self.today)
        after = outcomes_of(self.then, facts, self.day)
        results = result_of(self.now, before), result_of(self.then, after)
        if results[0] is results[1]:
            return None
        waited = outcomes_of(self.now, facts, self.day)
        cause = Cause.TIME if result_of(self.now, waited) is results[1] else Cause.RULES
        return Difference(*results, cause, self._reasons(before, waited, after))

    def _reasons(self, before: Outcomes, waited: Outcomes, after: Outcomes) -> tuple[Reason, ...]:
        """The criteria that weigh otherwise, in the order of the later rules, then those that are gone."""
        old = {criterion.id: criterion for criterion in self.now.criteria}
        new = {criterion.id: criterion for criterion in self.then.criteria}
        was = dict(zip(old, before, strict=True))
        would_be = dict(zip(old, waited, strict=True))
        becomes = dict(zip(new, after, strict=True))
        found = []
        for name in dict.fromkeys(chain(new, old)):
            earlier, later = _weight(old.get(name), was.get(name)), _weight(new.get(name), becomes.get(name))
            if earlier != later:
                by_time = later == _weight(old.get(name), would_be.get(name))
                cause = Cause.TIME if by_time else Cause.RULES
                found.append(_reason(new.get(name) or old[name], was.get(name), becomes.get(name), cause))
        return tuple(found)


Weight = tuple[Hardness, Outcome] | None


def _weight(criterion: Criterion | None, outcome: Outcome | None) -> Weight:
    """What a criterion adds to a result. One that is met, one that staff settle and one that is not there add nothing."""
    if criterion is None or outcome is None or outcome in (MET, STAFF):
        return None
    return criterion.hardness, outcome


def _reason(criterion: Criterion, before: Outcome | None, after: Outcome | None, cause: Cause) -> Reason:
    told = after or before
    text = criterion.text(told) if told is not None else ""
    return Reason(criterion.id, criterion.label, before, after, cause, text, criterion.source)
