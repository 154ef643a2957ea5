"""What the enrolment pages have in common: the programme in the URL, and the citizen's own case in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.domain.eligibility import EnrolmentKind, Programme
from portal.domain.errors import NotFound
from portal.domain.workflow import EnrolmentState
from portal.services.enrolment import known_facts, missing_steps, wanted_facts
from portal.services.work import Work
from portal.store import enrolments, people
from portal.store.enrolments import Enrolment
from portal.store.people import Person


@dataclass(frozen=True)
class Case:
    """The citizen, the programme, and the draft or open enrolment in it if there is one."""

    programme: Programme
    person: Person
    enrolment: Enrolment | None

    @property
    def answers(self) -> dict[str, Any]:
        return (self.enrolment.answers if self.enrolment else None) or {}

    @property
    def is_sent(self) -> bool:
        return self.enrolment is not None and self.enrolment.state != EnrolmentState.DRAFT

    def wanted(self, brought: dict[str, Any] | None = None) -> tuple[str, ...]:
        """The exact answers the step rammer asks for; `brought` are facts of the check before they are kept."""
        return wanted_facts(self.programme, {**(brought or {}), **known_facts(self.person, self.answers)})

    def missing(self) -> tuple[str, ...]:
        return missing_steps(self.answers, self.wanted())


def programme_of(work: Work, slug: str) -> Programme:
    """The programme a URL names, by its slug or its code; raises NotFound."""
    for programme in work.house.programmes:
        if slug in (programme.slug, programme.code):
            return programme
    raise NotFound


def case_of(work: Work, slug: str) -> Case:
    """The citizen's own case in the programme: two queries."""
    programme = programme_of(work, slug)
    assert work.actor.person_id is not None
    person = people.get(work.session, work.actor.person_id)
    return Case(programme, person, enrolments.find_current(work.session, person.id, programme.code))


def is_interest(programme: Programme) -> bool:
    """Staff select who comes in: the citizen shows interest rather than enrols."""
    return programme.enrolment is EnrolmentKind.EXPRESSION_OF_INTEREST
