"""The kinds of test a criterion can put to a person's facts, as data without a number of their own.

Every test answers on one day with Kleene's three values, names the facts it reads, and knows the days on
which time alone turns it. An exact date wins over the range of the same thing (`design.md` 5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, product
from typing import ClassVar

from portal.domain.eligibility import kleene
from portal.domain.eligibility.dates import add_months, add_weeks, age_on, birthday
from portal.domain.eligibility.facts import EXACT_FACT, FACTS, Choice, Code, Facts, Range
from portal.domain.eligibility.kleene import MET, UNKNOWN, UNMET, Outcome


@dataclass(frozen=True)
class OneOf:
    """The person's code is one of these. A set of possible codes is met when all of it is."""

    fact: str
    codes: frozenset[str]
    turns_by_time: ClassVar[bool] = False

    @property
    def facts(self) -> frozenset[str]:
        """The facts it reads."""
        return frozenset({self.fact})

    @cached_property
    def _answers(self) -> dict[str, Outcome]:
        return {code: UNKNOWN for code in FACTS[self.fact].unknown} | {code: MET for code in self.codes}

    def outcome(self, facts: Facts, on: date) -> Outcome:
        """How it comes out for these facts on that day."""
        value: Code = getattr(facts, self.fact)
        if type(value) is str:
            return self._answers.get(value, UNMET)
        return self._of_choice(value) if isinstance(value, Choice) else UNKNOWN

    def _of_choice(self, choice: Choice) -> Outcome:
        known, unsure = FACTS[self.fact].codes, FACTS[self.fact].unknown
        if choice.excluded:
            rest = known - choice.codes
            if known and not rest - unsure:
                return UNKNOWN
            if self.codes <= choice.codes:
                return UNMET
            return MET if known and rest <= self.codes else UNKNOWN
        if choice.codes & unsure:
            return UNKNOWN
        if choice.codes <= self.codes:
            return MET
        return UNMET if choice.codes.isdisjoint(self.codes) else UNKNOWN

    def turning_days(self, facts: Facts) -> tuple[date, ...]:
        """None: no time changes it."""
        return ()


@dataclass(frozen=True)
class NumberAtMost:
    """A number the person has told us is at most the limit, the limit included."""

    fact: str
    limit: float
    turns_by_time: ClassVar[bool] = False

    @property
    def facts(self) -> frozenset[str]:
        """The facts it reads."""
        return frozenset({self.fact})

    def outcome(self, facts: Facts, on: date) -> Outcome:
        """How it comes out for these facts on that day."""
        value = getattr(facts, self.fact)
        if isinstance(value, int | float):
            return MET if value <= self.limit else UNMET
        return kleene.at_most(value.low, value.high, self.limit) if isinstance(value, Range) else UNKNOWN

    def turning_days(self, facts: Facts) -> tuple[date, ...]:
        """None: no time changes it."""
        return ()


@dataclass(frozen=True)
class Elapsed:
    """So much time has passed since a day in the person's life: at least (a floor) or at most (a ceiling).

    Both ends count: someone unemployed for exactly three calendar months has been so for at least three, and
    exactly nine months is at most nine.
    """

    unit: str
    limit: int
    is_floor: bool = True

    UNITS: ClassVar[dict[str, tuple[str, Callable[[date, int], date]]]] = {
        "years": ("age", birthday),
        "months": ("months_unemployed", add_months),
        "weeks": ("weeks_sick", add_weeks),
    }

    @property
    def fact(self) -> str:
        """The range that says the same thing more roughly than the date."""
        return self.UNITS[self.unit][0]

    @property
    def facts(self) -> frozenset[str]:
        """The facts it reads."""
        return frozenset({self.fact, EXACT_FACT[self.fact]})

    @property
    def turns_by_time(self) -> bool:
        """Only a floor can come to be met by waiting."""
        return self.is_floor

    @cached_property
    def _reads(self) -> tuple[str, str, Callable[[date, int], date]]:
        rough, add = self.UNITS[self.unit]
        return EXACT_FACT[rough], rough, add

    def outcome(self, facts: Facts, on: date) -> Outcome:
        """How it comes out for these facts on that day."""
        exact, rough, add = self._reads
        start = getattr(facts, exact)
        if isinstance(start, date):
            if self.unit == "years" and not self.is_floor:
                return MET if age_on(start, on) <= self.limit else UNMET
            limit = add(start, self.limit)
            return MET if (limit <= on if self.is_floor else on <= limit) else UNMET
        span = getattr(facts, rough)
        if not isinstance(span, Range):
            return UNKNOWN
        compare = kleene.at_least if self.is_floor else kleene.at_most
        return compare(span.low, span.high, self.limit)

    def turning_days(self, facts: Facts) -> tuple[date, ...]:
        """The first day the floor is reached. A range has none: it never becomes met by time."""
        exact, _rough, add = self._reads
        start = getattr(facts, exact)
        return (add(start, self.limit),) if self.is_floor and isinstance(start, date) else ()


@dataclass(frozen=True)
class Combined:
    """Several tests as one criterion: all of them, or any one of them."""

    parts: tuple[Test, ...]
    is_any: bool
    _join: Callable[..., Outcome] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_join", kleene.any_of if self.is_any else kleene.all_of)

    @property
    def facts(self) -> frozenset[str]:
        """The facts it reads."""
        return frozenset(chain.from_iterable(part.facts for part in self.parts))

    @property
    def turns_by_time(self) -> bool:
        """Some part of it can come to be met by waiting."""
        return any(part.turns_by_time for part in self.parts)

    def outcome(self, facts: Facts, on: date) -> Outcome:
        """How it comes out for these facts on that day."""
        return self._join([part.outcome(facts, on) for part in self.parts])

    def turning_days(self, facts: Facts) -> tuple[date, ...]:
        """Every day on which some part turns."""
        return tuple(chain.from_iterable(part.turning_days(facts) for part in self.parts))


Atom = OneOf | NumberAtMost | Elapsed
Test = Atom | Combined


def ways(test: Test) -> tuple[tuple[Atom, ...], ...]:
    """Every way to meet a test, each as the atoms that must hold together."""
    if not isinstance(test, Combined):
        return ((test,),)
    if test.is_any:
        return tuple(chain.from_iterable(ways(part) for part in test.parts))
    return tuple(tuple(chain.from_iterable(combo)) for combo in product(*(ways(part) for part in test.parts)))
