"""The verdict: every criterion with its outcome, reason and source, and what they come to together.

Any hard criterion unmet gives unlikely; otherwise any soft one unmet or unknown, or a hard one unknown,
gives maybe; otherwise likely. Staff criteria are never counted. A programme that staff refer people to is
never better than maybe. The period is reported beside the result and never changes it (`design.md` 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from portal.domain.eligibility.criteria import OneOf, Test
from portal.domain.eligibility.facts import Facts
from portal.domain.eligibility.kleene import MET, STAFF, UNMET, Outcome
from portal.domain.eligibility.programme import EnrolmentKind, Hardness, Programme, State


class Result(StrEnum):
    """The three answers the check can give. None of them is a decision."""

    LIKELY = "likely"
    MAYBE = "maybe"
    UNLIKELY = "unlikely"


Outcomes = tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as it came out: what a page shows and what a letter can quote."""

    id: str
    hardness: Hardness
    outcome: Outcome
    label: str
    text: str
    alternative: str
    source: str

    def to_dict(self) -> dict[str, str]:
        """The line as JSON."""
        return {name: str(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_dict(cls, data: dict[str, str]) -> Line:
        """A line as it was kept."""
        kinds = {"hardness": Hardness(data["hardness"]), "outcome": Outcome(data["outcome"])}
        return cls(**{**data, **kinds})


@dataclass(frozen=True, slots=True)
class Advice:
    """Something the verdict adds to the result: a day that comes too late, or another way in."""

    kind: str
    date: date | None = None
    text: str = ""

    def to_dict(self) -> dict[str, str]:
        """The advice as JSON, without what it does not have."""
        day = {"date": self.date.isoformat()} if self.date else {}
        return {"kind": self.kind, **day, **({"text": self.text} if self.text else {})}

    @classmethod
    def from_dict(cls, data: dict[str, str]) -> Advice:
        """Advice as it was kept."""
        day = data.get("date")
        return cls(data["kind"], date.fromisoformat(day) if day else None, data.get("text", ""))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a programme's rules say of a person's facts on a day. Kept as JSON it is never recomputed."""

    code: str
    name: str
    version: int
    on: date
    result: Result
    state: State
    criteria: tuple[Line, ...]
    eligible_from: date | None = None
    advice: tuple[Advice, ...] = ()
    programme: Programme | None = field(default=None, compare=False, repr=False)
    """The rules it was judged by; None when the verdict has been read back from JSON."""

    @property
    def alternatives(self) -> tuple[str, ...]:
        """What to do instead, one sentence for each criterion that was not met, hard ones first."""
        unmet = [line for line in self.criteria if line.outcome is UNMET and line.alternative]
        unmet.sort(key=lambda line: line.hardness is not Hardness.HARD)
        return tuple(dict.fromkeys(line.alternative for line in unmet))

    def lines(self, *outcomes: Outcome) -> tuple[Line, ...]:
        """The criteria that came out one of these ways."""
        return tuple(line for line in self.criteria if line.outcome in outcomes)

    def to_dict(self) -> dict[str, Any]:
        """The whole verdict as JSON, to be kept with the facts at submission."""
        return {
            "code": self.code,
            "name": self.name,
            "version": self.version,
            "on": self.on.isoformat(),
            "result": self.result.value,
            "state": self.state.value,
            "criteria": [line.to_dict() for line in self.criteria],
            "eligible_from": self.eligible_from.isoformat() if self.eligible_from else None,
            "advice": [advice.to_dict() for advice in self.advice],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Verdict:
        """A verdict as it was when it was kept, whatever the rules say today."""
        day = data["eligible_from"]
        return cls(
            code=data["code"],
            name=data["name"],
            version=data["version"],
            on=date.fromisoformat(data["on"]),
            result=Result(data["result"]),
            state=State(data["state"]),
            criteria=tuple(Line.from_dict(line) for line in data["criteria"]),
            eligible_from=date.fromisoformat(day) if day else None,
            advice=tuple(Advice.from_dict(advice) for advice in data["advice"]),
        )


def outcomes_of(programme: Programme, facts: Facts, on: date) -> Outcomes:
    """Every criterion is always judged, so that a no gives all its reasons at once.

    A staff criterion is never asked and never decided here.
    """
    return tuple([STAFF if test is None else test.outcome(facts, on) for test in programme.tests])


@lru_cache(maxsize=16384)
def result_of(programme: Programme, outcomes: Outcomes) -> Result:
    """The rule in this module's first paragraph."""
    counted = [
        (criterion.hardness, outcome)
        for criterion, outcome in zip(programme.criteria, outcomes, strict=True)
        if criterion.hardness is not Hardness.STAFF
    ]
    if (Hardness.HARD, UNMET) in counted:
        return Result.UNLIKELY
    if programme.enrolment is EnrolmentKind.REFERRAL_ONLY or any(outcome is not MET for _, outcome in counted):
        return Result.MAYBE
    return Result.LIKELY


@lru_cache(maxsize=16384)
def lines_of(programme: Programme, outcomes: Outcomes) -> tuple[Line, ...]:
    """The criteria with their sentences. Two people with the same outcomes share them."""
    return tuple(
        Line(
            id=criterion.id,
            hardness=criterion.hardness,
            outcome=outcome,
            label=criterion.label,
            text=criterion.text(outcome),
            alternative=criterion.alternative if outcome is UNMET else "",
            source=criterion.source,
        )
        for criterion, outcome in zip(programme.criteria, outcomes, strict=True)
    )


@lru_cache(maxsize=16384)
def waiting_for(programme: Programme, outcomes: Outcomes) -> tuple[Test, ...]:
    """The unmet hard tests, where each of them can turn by time; otherwise none."""
    unmet = [
        criterion.test
        for criterion, outcome in zip(programme.criteria, outcomes, strict=True)
        if criterion.hardness is Hardness.HARD and outcome is UNMET and criterion.test is not None
    ]
    return tuple(unmet) if all(test.turns_by_time for test in unmet) else ()


def first_day(programme: Programme, outcomes: Outcomes, facts: Facts, on: date) -> date | None:
    """The first day on which time alone has met every hard criterion that is unmet today.

    Unknown hard criteria do not stop it. None where some unmet criterion never turns by time, or nothing is
    unmet.
    """
    unmet = waiting_for(programme, outcomes)
    days = {day for test in unmet for day in test.turning_days(facts) if day > on}
    for day in sorted(days):
        if all(test.outcome(facts, day) is MET for test in unmet):
            return day if result_of(programme, outcomes_of(programme, facts, day)) is not Result.UNLIKELY else None
    return None


def routes_of(programme: Programme, facts: Facts, on: date) -> tuple[Advice, ...]:
    """The other ways in that the person's answers point to, for a programme that fits."""
    return tuple(
        Advice(route.id, text=route.text)
        for route in programme.routes
        if OneOf(route.fact, route.codes).outcome(facts, on) is MET
    )


def timing(
    programme: Programme, outcomes: Outcomes, facts: Facts, on: date, last: date | None
) -> tuple[date | None, tuple[Advice, ...]]:
    """The day to come back, or the advice that the programme ends before that day."""
    day = first_day(programme, outcomes, facts, on)
    if day is not None and last is not None and day > last:
        return None, (Advice("ends_before", day),)
    return day, ()


def judge(programme: Programme, facts: Facts, on: date, demo: bool = False) -> Verdict:
    """Judge one person's facts by one programme's rules on one day, in the demo's period where asked."""
    term = programme.demo_period if demo else programme.term
    outcomes = outcomes_of(programme, facts, on)
    result = result_of(programme, outcomes)
    eligible_from, advice = None, ()
    if result is Result.UNLIKELY:
        eligible_from, advice = timing(programme, outcomes, facts, on, term.last)
    elif result is Result.LIKELY and programme.routes:
        advice = routes_of(programme, facts, on)
    return Verdict(
        code=programme.code,
        name=programme.name,
        version=programme.version,
        on=on,
        result=result,
        state=term.state(on),
        criteria=lines_of(programme, outcomes),
        eligible_from=eligible_from,
        advice=advice,
        programme=programme,
    )


def judge_all(programmes: Iterable[Programme], facts: Facts, on: date, demo: bool = False) -> tuple[Verdict, ...]:
    """The verdict of every programme, in their order."""
    return tuple(judge(programme, facts, on, demo) for programme in programmes)
