"""What the body can do reaches the next plan: with the citizen's yes, by a named professional, and never as an illness."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.adapters.clock import FixedClock
from portal.domain.access import Actor, Permission, Role, permits
from portal.domain.errors import NotFound, Refused
from portal.services import health
from portal.services.enrolment.choices import Choose, choose
from portal.services.related import SayRelated, say_related
from portal.services.work import Work
from portal.store import health as supports
from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.users import User
from tests.conftest import NOW, MakeWork
from tests.factories import ANSWERS, Factory, actor

YES = ANSWERS | {"deling": ANSWERS["deling"] | {"health_notes": "yes"}}
TOLD: dict[str, Any] = {
    "change": "better",
    "went_well": "Tre dage à tre timer.",
    "was_hard": "Den sidste time.",
    "adapt": "En kort pause hver time.",
    "next_place": "Et sted, hvor man kan sidde og stå.",
    "needs": ("vary_posture", "max_lift"),
    "hours": 9.0,
    "private_notes": "Vi øver løft på tirsdag.",
}


class Team:
    """An adviser, two health professionals and a citizen who has said yes."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.make_work = make_work
        self.citizen = actor(make.citizen())
        person = make.session.get_one(supports.Enrolment.person.property.mapper.class_, self.citizen.person_id)
        self.case: Enrolment = make.enrolment(person, state="admitted", answers=YES)
        self.mette = actor(make.caseworker())
        self.ergo = self._health(make, Role.OCCUPATIONAL_THERAPIST, "Kirstine Holm")
        self.nurse = self._health(make, Role.SOCIAL_NURSE, "Trine Bang")
        self.far = self._health(make, Role.SOCIAL_NURSE, "Bo Langt", "360")

    def _health(self, make: Factory, role: Role, name: str, municipality: str = "185") -> Actor:
        return actor(make.user(role, name, municipalities=[municipality]))

    def work(self, who: Actor) -> Work:
        return self.make_work(who)

    def begun(self) -> Any:
        support_id = health.ask_for_support(self.work(self.mette), health.AskForSupport(self.case.id))
        health.take_support(self.work(self.ergo), health.TakeSupport(support_id))
        return support_id

    def may(self, who: Actor, support_id: Any, now: Any = NOW) -> bool:
        return permits(who, Permission.HEALTH_CASE, supports.get(self.work(who).session, support_id, now))


@pytest.fixture
def team(make: Factory, make_work: MakeWork) -> Team:
    return Team(make, make_work)


def test_from_asking_to_the_next_plan(team: Team) -> None:
    support_id = team.begun()
    assert health.ask_for_support(team.work(team.mette), health.AskForSupport(team.case.id)) == support_id
    health.give_feedback(team.work(team.ergo), health.GiveFeedback(support_id, **TOLD))
    found = health.suggestion_of(team.work(team.mette), team.case.id)
    assert found is not None
    assert (found.needs, found.hours) == (("vary_posture", "max_lift"), 9.0)
    given = supports.list_feedback(team.work(team.mette).session, support_id)
    assert not hasattr(given[0], "private_notes")
    assert "øver løft" not in str(given)


def test_without_the_citizens_yes_nobody_is_asked_and_nothing_is_read(team: Team) -> None:
    support_id = team.begun()
    health.give_feedback(team.work(team.ergo), health.GiveFeedback(support_id, **TOLD))
    assert team.may(team.ergo, support_id)
    choose(team.work(team.citizen), Choose(team.case.id, "health_notes", "no"))
    assert not team.may(team.ergo, support_id)
    assert health.suggestion_of(team.work(team.mette), team.case.id) is None
    with pytest.raises(NotFound):
        health.give_feedback(team.work(team.ergo), health.GiveFeedback(support_id, **TOLD))
    other = team.case
    other.answers = ANSWERS
    with pytest.raises(Refused, match="sagt ja"):
        health.ask_for_support(team.work(team.mette), health.AskForSupport(other.id))


def test_who_does_not_support_does_not_see_and_one_takes_it(team: Team) -> None:
    support_id = team.begun()
    for who in (team.nurse, team.far, team.mette, team.citizen):
        assert not team.may(who, support_id), who.name
    with pytest.raises(Refused, match="kollega"):
        health.take_support(team.work(team.nurse), health.TakeSupport(support_id))
    for who in (team.far, team.mette):
        with pytest.raises(NotFound):
            health.take_support(team.work(who), health.TakeSupport(support_id))
    health.end_support(team.work(team.ergo), health.TakeSupport(support_id))
    assert not team.may(team.ergo, support_id)


def test_an_emergency_opens_for_an_hour_with_a_reason_that_the_citizen_reads(team: Team, clock: FixedClock) -> None:
    support_id, number = team.begun(), team.case.number or ""
    for reason in ("", "Akut"):
        with pytest.raises(Refused):
            health.open_in_emergency(team.work(team.nurse), health.OpenInEmergency(number, reason))
    reason = "Borgeren er faldet på arbejdet og kan ikke selv fortælle, hvad vi har aftalt."
    with pytest.raises(Refused, match="finde"):
        health.open_in_emergency(team.work(team.far), health.OpenInEmergency(number, reason))
    health.open_in_emergency(team.work(team.nurse), health.OpenInEmergency(number, reason))
    assert team.may(team.nurse, support_id)
    assert not team.may(team.nurse, support_id, NOW + timedelta(hours=1))
    told = supports.list_emergencies(team.work(team.citizen).session, support_id)
    assert [(one.user_role, one.reason) for one in told] == [("social_nurse", reason)]
    session = team.work(team.nurse).session
    assert session.query(AuditEntry).filter_by(action="health.emergency", subject_id=team.case.person_id).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"went_well": " "}, "went_well"),
        ({"was_hard": "Hun har fibromyalgi."}, "was_hard"),
        ({"adapt": "Ring på 740367-0202"}, "adapt"),
        ({"change": "worse"}, "change"),
        ({"hours": 38.0}, "hours"),
        ({"needs": ("ukendt",)}, "needs"),
    ],
)
def test_illness_numbers_and_nonsense_are_not_written(team: Team, change: dict[str, Any], field: str) -> None:
    support_id = team.begun()
    with pytest.raises(Refused) as refusal:
        health.give_feedback(team.work(team.ergo), health.GiveFeedback(support_id, **TOLD | change))
    assert refusal.value.field == field


def test_who_knows_a_citizen_privately_loses_the_case_at_once(team: Team) -> None:
    support_id = team.begun()
    work = team.work(team.mette)
    team.case.assigned_to = team.mette.user_id
    say_related(work, SayRelated(team.case.id))
    work.session.flush()
    mette = actor(work.session.get_one(User, team.mette.user_id))
    assert team.case.assigned_to is None
    for permission in (Permission.CASE_READ, Permission.ENROLMENT_REVIEW, Permission.PLAN_WRITE, Permission.CASE_TALK):
        assert permits(team.mette, permission, team.case)
        assert not permits(mette, permission, team.case)
    user = work.session.get_one(User, team.ergo.user_id)
    user.related = [str(team.case.person_id)]
    assert not team.may(actor(user), support_id)


def test_a_firm_of_ones_own_is_not_ones_to_approve(make: Factory, make_work: MakeWork) -> None:
    company = make.company(state="submitted")
    posting = make.posting(company)
    both = actor(make.caseworker(related=[str(company.id)]))
    for permission, record in ((Permission.COMPANY_REVIEW, company), (Permission.POSTING_REVIEW, posting)):
        assert permits(actor(make.caseworker(name="Ib Holm")), permission, record)
        assert not permits(both, permission, record)
