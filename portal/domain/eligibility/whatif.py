"""What would make a verdict likely: the fewest facts that would have to be otherwise, or known, or later.

A remedy is minimal: no part of it is enough. It may be shown to the person only when every step has a
sentence that helps; nobody is told to move, to grow older or to take another benefit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain, product
from typing import Any

from portal.domain.eligibility.criteria import Atom, Elapsed, NumberAtMost, OneOf, ways
from portal.domain.eligibility.facts import EXACT_FACT, Facts, Range
from portal.domain.eligibility.kleene import MET, UNKNOWN, UNMET
from portal.domain.eligibility.programme import Criterion, EnrolmentKind, Programme


class StepKind(StrEnum):
    """How a fact comes to fit: time passes, somebody finds it out, or it changes."""

    WAIT = "wait"
    FIND_OUT = "find_out"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Step:
    """One fact of a remedy and the tests it has to meet. `text` may hold `{dato}`, the day waited for."""

    kind: StepKind
    fact: str
    tests: tuple[Atom, ...]
    text: str
    day: date | None = None

    def sentence(self, write_day: Callable[[date], str]) -> str:
        """The step in plain words, empty where saying it would not help."""
        return self.text.replace("{dato}", write_day(self.day)) if self.day else self.text


@dataclass(frozen=True, slots=True)
class Remedy:
    """One smallest set of steps that together make the verdict likely."""

    steps: tuple[Step, ...]
    last_day: date | None = None
    """The last day the programme takes people in."""

    @property
    def day(self) -> date | None:
        """The day the last wait is over; None when nothing has to be waited for."""
        return max((step.day for step in self.steps if step.day), default=None)

    @property
    def may_be_shown(self) -> bool:
        """Every step has a helpful sentence, and the programme is still open when the waiting is over."""
        in_time = self.day is None or self.last_day is None or self.day <= self.last_day
        return in_time and all(step.text for step in self.steps)


Pair = tuple[Criterion, Atom]


def remedies(programme: Programme, facts: Facts, on: date, demo: bool = False) -> tuple[Remedy, ...]:
    """Every minimal remedy, the shortest first. None for a verdict that is likely, or that never can be."""
    if programme.enrolment is EnrolmentKind.REFERRAL_ONLY:
        return ()
    term = programme.demo_period if demo else programme.term
    found: dict[frozenset[str], Remedy] = {}
    for pairs in _combinations(programme):
        if (steps := _steps(pairs, facts, on)) is not None:
            found.setdefault(frozenset(step.fact for step in steps), Remedy(steps, term.last))
    smallest = [key for key in found if key and not any(other < key for other in found)]
    return tuple(found[key] for key in sorted(smallest, key=lambda key: (len(key), sorted(key))))


def _combinations(programme: Programme) -> Iterator[tuple[Pair, ...]]:
    """Every way to meet all counted criteria at once."""
    options = [
        [[(criterion, atom) for atom in way] for way in ways(criterion.test)]
        for criterion in programme.criteria
        if criterion.test is not None
    ]
    for choice in product(*options):
        yield tuple(chain.from_iterable(choice))


def _steps(pairs: Sequence[Pair], facts: Facts, on: date) -> tuple[Step, ...] | None:
    """The steps to meet all these tests, or None where two of them can never hold together."""
    by_fact: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_fact.setdefault(pair[1].fact, []).append(pair)
    if not all(_can_hold([atom for _, atom in group]) for group in by_fact.values()):
        return None
    steps = {fact: _step(fact, group, facts, on) for fact, group in by_fact.items() if not _holds(group, facts, on)}
    day = max((step.day for step in steps.values() if step.day), default=on)
    for fact, group in by_fact.items():
        is_left_to_time = fact not in steps or steps[fact].kind is StepKind.WAIT
        if is_left_to_time and not _holds(group, facts, day):
            steps[fact] = _changed(fact, group, facts, on)
    return tuple(steps.values())


def _holds(group: Sequence[Pair], facts: Facts, on: date) -> bool:
    return all(atom.outcome(facts, on) is MET for _, atom in group)


def _step(fact: str, group: Sequence[Pair], facts: Facts, on: date) -> Step:
    """Waiting where time alone does it, finding out where nobody knows, otherwise a change."""
    days = [day for _, atom in group for day in atom.turning_days(facts) if day > on]
    if days and _holds(group, facts, max(days)):
        day = max(days)
        criterion = next(item for item, atom in group if day in atom.turning_days(facts))
        return Step(StepKind.WAIT, fact, tuple(atom for _, atom in group), criterion.wait, day)
    return _changed(fact, group, facts, on)


def _changed(fact: str, group: Sequence[Pair], facts: Facts, on: date) -> Step:
    tests = tuple(atom for _, atom in group)
    unmet = [criterion for criterion, atom in group if atom.outcome(facts, on) is UNMET]
    if unmet:
        return Step(StepKind.CHANGE, fact, tests, unmet[0].change)
    unknown = [criterion for criterion, atom in group if atom.outcome(facts, on) is UNKNOWN]
    return Step(StepKind.FIND_OUT, fact, tests, unknown[0].text(UNKNOWN)) if unknown else _expired(fact, tests)


def _expired(fact: str, tests: tuple[Atom, ...]) -> Step:
    """Met today, but no longer on the day that has to be waited for."""
    return Step(StepKind.CHANGE, fact, tests, "")


def _can_hold(atoms: Sequence[Atom]) -> bool:
    """Whether one value can meet all these tests of one fact."""
    codes = [atom.codes for atom in atoms if isinstance(atom, OneOf)]
    if codes:
        return bool(frozenset.intersection(*codes))
    low, high = _span(atoms)
    return low is None or high is None or low <= high


def _span(atoms: Sequence[Atom]) -> tuple[float | None, float | None]:
    floors = [atom.limit for atom in atoms if isinstance(atom, Elapsed) and atom.is_floor]
    ceilings = [
        atom.limit
        for atom in atoms
        if isinstance(atom, NumberAtMost) or (isinstance(atom, Elapsed) and not atom.is_floor)
    ]
    return max(floors, default=None), min(ceilings, default=None)


def apply(remedy: Remedy, facts: Facts, on: date) -> tuple[Facts, date]:
    """The facts and the day as they would be with a remedy carried out: the proof that it is one."""
    changes: dict[str, Any] = {}
    for step in remedy.steps:
        if step.kind is StepKind.WAIT:
            continue
        codes = [atom.codes for atom in step.tests if isinstance(atom, OneOf)]
        changes[step.fact] = min(frozenset.intersection(*codes)) if codes else Range(*_span(step.tests))
        if step.fact in EXACT_FACT:
            changes[EXACT_FACT[step.fact]] = None
    return replace(facts, **changes), remedy.day or on
