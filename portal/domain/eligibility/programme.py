"""A programme as data: whom it is for, when and where it runs, what it gives, and where each rule is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from portal.domain.eligibility.criteria import Test
from portal.domain.eligibility.kleene import Outcome

if TYPE_CHECKING:
    from portal.domain.eligibility.questions import Question
    from portal.domain.eligibility.trial_people import TrialPerson


class Hardness(StrEnum):
    """What a criterion may do: hard rules out, soft leads to a talk, staff is settled in the talk."""

    HARD = "hard"
    SOFT = "soft"
    STAFF = "staff"


class EnrolmentKind(StrEnum):
    """How people come in: they enrol, they show interest and staff select, or staff refer them."""

    SELF_ENROL = "self_enrol"
    EXPRESSION_OF_INTEREST = "expression_of_interest"
    REFERRAL_ONLY = "referral_only"


class State(StrEnum):
    """Where a day lies in a programme's period. Full and paused are the store's to know."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Term:
    """The days a programme takes people in, both ends open for enrolment; None is no limit."""

    first: date | None = None
    last: date | None = None
    confirmed: bool = True

    def state(self, on: date) -> State:
        """Upcoming before the first day, closed after the last, open on both and between."""
        if self.first is not None and on < self.first:
            return State.UPCOMING
        return State.CLOSED if self.last is not None and on > self.last else State.OPEN


@dataclass(frozen=True)
class Municipality:
    """Where people must live, and the municipality that runs the employment service there."""

    code: str
    name: str
    operated_by: str


@dataclass(frozen=True)
class Capacity:
    """How many places there are; None where nobody has published a number."""

    total: int | None = None
    by_municipality: tuple[tuple[str, int], ...] = ()
    note: str = ""

    @property
    def is_counted(self) -> bool:
        """Can it be full? Where nobody has set a number, it cannot."""
        return self.total is not None or bool(self.by_municipality)


@dataclass(frozen=True)
class Deadlines:
    """The programme's own deadlines; None is the one that holds for all (the legal tables, the municipality's setting)."""

    reply: int | None = None
    """Working days until an enrolment is answered."""
    place_answer: int | None = None
    """Working days to answer an offered place."""
    pause_keeps: int | None = None
    """Days that a pause keeps a place, or a number in line."""

    def own(self, deadline: str) -> int | None:
        """The one with this name in the legal tables, where the programme has its own."""
        return getattr(self, deadline, None)


@dataclass(frozen=True)
class Contact:
    """Whom to ask. `{telefon}` in the text is filled in from the operating municipality's settings."""

    name: str
    phone: str


@dataclass(frozen=True)
class Phase:
    """One step of a course in the programme."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Target:
    """A number the programme is measured by, with the source that promised it."""

    id: str
    value: float
    text: str
    source: str


@dataclass(frozen=True)
class Route:
    """An answer that changes the way into a fitting programme, such as a job to come back to."""

    id: str
    fact: str
    codes: frozenset[str]
    text: str


@dataclass(frozen=True)
class LikelyTexts:
    """What the result page says when the programme seems to fit."""

    heading: str
    paragraphs: tuple[str, ...]
    gets: tuple[str, ...]
    next: str


@dataclass(frozen=True)
class Criterion:
    """One rule with its hardness, its sentences and its source. A staff criterion has no test."""

    id: str
    hardness: Hardness
    label: str
    test: Test | None
    texts: tuple[tuple[Outcome, str], ...]
    alternative: str
    wait: str
    change: str
    source: str

    def text(self, outcome: Outcome) -> str:
        """The sentence for an outcome."""
        return dict(self.texts)[outcome]

    @property
    def facts(self) -> frozenset[str]:
        """The facts it reads; none for a staff criterion."""
        return self.test.facts if self.test else frozenset()


@dataclass(frozen=True, eq=False)
class Programme:
    """One version of one programme. Compared by identity: a changed file is another programme object."""

    code: str
    version: int
    name: str
    title: str
    slug: str
    seed: str
    part_of: str | None
    enrolment: EnrolmentKind
    owner: str
    lead_municipality: str
    municipalities: tuple[Municipality, ...]
    partners: tuple[str, ...]
    period: Term
    demo_period: Term
    capacity: Capacity
    funding: str
    summary: str
    target_group: str
    duration: str
    placement_kinds: tuple[str, ...]
    contact: Contact
    phases: tuple[Phase, ...]
    targets: tuple[Target, ...]
    questions: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    routes: tuple[Route, ...]
    likely: LikelyTexts
    sources: tuple[str, ...]
    own_questions: tuple[Question, ...] = ()
    """Questions that no other programme asks; they come after the common ones."""
    trial_people: tuple[TrialPerson, ...] = ()
    """Made-up people who must not come out differently without somebody saying so."""
    deadlines: Deadlines = Deadlines()
    valid_from: date | None = None
    """The first day this version counts; None where it has counted from the beginning."""
    demo: bool = False

    @cached_property
    def tests(self) -> tuple[Test | None, ...]:
        """The criteria's tests in their order; None for what staff settle."""
        return tuple(criterion.test for criterion in self.criteria)

    @property
    def municipality_codes(self) -> frozenset[str]:
        """Where people may live."""
        return frozenset(place.code for place in self.municipalities)

    @property
    def term(self) -> Term:
        """The period that counts: the real one, or the demo's where the programme is loaded for the demo."""
        return self.demo_period if self.demo else self.period

    @property
    def is_reopened(self) -> bool:
        """The demo runs it in other days than the real ones; the page must say so."""
        return self.demo and self.demo_period != self.period

    @property
    def is_shown_in_check(self) -> bool:
        """Programmes that staff refer people to are never offered in the anonymous check."""
        return self.enrolment is not EnrolmentKind.REFERRAL_ONLY

    @property
    def facts(self) -> frozenset[str]:
        """Every fact its criteria and routes read."""
        read = [criterion.facts for criterion in self.criteria] + [{route.fact} for route in self.routes]
        return frozenset().union(*read)
