"""What may be known about a person, and how well: exactly, as a range, as a set, or not at all.

Facts are taken as given; none is derived from another. A fact that is absent, or that the person would rather
talk about, is unknown to every rule (`design.md` 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from types import MappingProxyType


class Talk(Enum):
    """The answer "det vil jeg hellere tale om": a full answer to us, an unknown fact to the rules."""

    TALK = "talk"


TALK = Talk.TALK


@dataclass(frozen=True, slots=True)
class Range:
    """A number known only to lie between two ends, both included; None is an open end."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A code known only to be one of some codes or, where `excluded`, none of them."""

    codes: frozenset[str]
    excluded: bool = False


Code = str | Choice | Talk | None
Day = date | Talk | None
Span = Range | Talk | None
Number = float | Range | Talk | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a rule may read about one person. None means that nothing has been said."""

    home_municipality: Code = None
    birth_date: Day = None
    age: Span = None
    benefit: Code = None
    unemployed_since: Day = None
    months_unemployed: Span = None
    sick_since: Day = None
    weeks_sick: Span = None
    has_employer: Code = None
    danish: Code = None
    basic_it: Code = None
    flex_job_eligible: Code = None
    flex_job_hours: Number = None
    disability_pension: Code = None
    wants_workplace: Code = None
    small_steps: Code = None
    other_help_first: Code = None
    health_obstacle: Code = None

    def known(self) -> dict[str, object]:
        """The facts that have been given, by name."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) is not None}


class Kind(Enum):
    """How a fact is written down, and so how it is checked and compared."""

    MUNICIPALITY = "municipality"
    CODE = "code"
    DATE = "date"
    RANGE = "range"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the registry: what a fact may hold, and its Danish name for messages."""

    kind: Kind
    label: str
    codes: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    """Codes that say only that the answer is not known yet."""


BENEFITS = (
    "unemployment_benefit cash_benefit_job_ready cash_benefit_activity_ready cash_benefit_education_ready "
    "sickness_benefit salary_during_sickness job_clarification resource_course unemployment_allowance_flex "
    "flex_job_employed rehabilitation disability_pension self_supporting senior_pension early_pension "
    "early_retirement_pay state_pension integration_programme unknown"
)


def _coded(label: str, codes: str, unknown: str = "") -> Fact:
    return Fact(Kind.CODE, label, frozenset(codes.split()), frozenset(unknown.split()))


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "home_municipality": Fact(Kind.MUNICIPALITY, "bopælskommune"),
        "birth_date": Fact(Kind.DATE, "fødselsdato"),
        "age": Fact(Kind.RANGE, "alder"),
        "benefit": _coded("ydelse", BENEFITS, "unknown"),
        "unemployed_since": Fact(Kind.DATE, "ledig siden"),
        "months_unemployed": Fact(Kind.RANGE, "måneder som ledig"),
        "sick_since": Fact(Kind.DATE, "første sygedag"),
        "weeks_sick": Fact(Kind.RANGE, "uger som sygemeldt"),
        "has_employer": _coded("job at vende tilbage til", "yes no unsure", "unsure"),
        "danish": _coded("dansk", "yes with_help no"),
        "basic_it": _coded("it", "yes with_help no"),
        "flex_job_eligible": _coded("godkendt til fleksjob", "yes no pending", "pending"),
        "flex_job_hours": Fact(Kind.NUMBER, "timer om ugen i fleksjob"),
        "disability_pension": _coded("førtidspension", "yes no"),
        "wants_workplace": _coded("lyst til en arbejdsplads", "yes maybe no"),
        "small_steps": _coded("begynde i det små", "yes maybe not_now"),
        "other_help_first": _coded("anden hjælp først", "yes no"),
        "health_obstacle": _coded("helbred i vejen", "yes no"),
    }
)

EXACT_FACT: Mapping[str, str] = MappingProxyType(
    {"age": "birth_date", "months_unemployed": "unemployed_since", "weeks_sick": "sick_since"}
)
"""The date that a range is a rougher measure of."""

SENSITIVE_FACTS = frozenset({"other_help_first", "health_obstacle", "danish", "basic_it"})
"""What may hurt to be asked: whatever the answer, it leads to a talk and never to a no."""
