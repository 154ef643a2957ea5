"""Handing cases over, on both databases: a reason, the version that was shown, and a way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.access import Role
from portal.domain.errors import NotFound, Refused, Stale
from portal.services import caseload as service
from portal.services.work import Work
from portal.store import enrolment_lists
from portal.store.enrolments import Enrolment
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

REASON = "Anne går på barsel."


class Team:
    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.make, self.make_work = make, make_work
        self.anne, self.bo = make.caseworker(name="Anne"), make.caseworker(name="Bo")
        self.leader = make.user(Role.TEAM_LEADER, "Hanne", municipalities=["185"])
        self.new = make.enrolment(make.other_person(), state="submitted")
        self.hers = make.enrolment(make.other_person(), state="admitted", assigned_to=self.anne.id)

    def work(self, who: object) -> Work:
        return self.make_work(actor(who))  # type: ignore[arg-type]

    def move(self, who: object, row: Enrolment, to: object, reason: str = REASON, version: int | None = None) -> object:
        moves = (service.Move(row.id, version or row.version, to.id),)  # type: ignore[attr-defined]
        return service.hand_over(self.work(who), service.HandOverCases(moves, reason))


@pytest.fixture
def team(make: Factory, make_work: MakeWork) -> Team:
    return Team(make, make_work)


def test_a_new_case_gets_an_adviser_and_is_under_way(team: Team) -> None:
    team.move(team.anne, team.new, team.bo)
    assert (team.new.state, team.new.assigned_to) == ("in_review", team.bo.id)
    loads = {one.name: (one.cases, one.load) for one in service.team_of(team.work(team.anne))}
    assert loads == {"Anne": (1, 1.2), "Bo": (1, 1.5), "Hanne": (0, 0)}


def test_what_is_proposed_moves_nothing(team: Team) -> None:
    work = team.work(team.leader)
    cases = enrolment_lists.list_assigned(work.session, work.actor.municipalities, None)
    assert service.proposed(work, cases, service.team_of(work)) == {team.new.id: team.bo.id}
    assert team.new.assigned_to is None


def test_a_hand_over_can_be_taken_back_for_a_day(team: Team) -> None:
    kept = team.move(team.anne, team.hers, team.bo)
    assert team.hers.assigned_to == team.bo.id
    late = replace(team.work(team.anne), now=NOW + timedelta(days=2))
    with pytest.raises(NotFound):
        service.undo_hand_over(late, kept)  # type: ignore[arg-type]
    assert service.undo_hand_over(team.work(team.anne), kept) == 1  # type: ignore[arg-type]
    assert team.hers.assigned_to == team.anne.id
    assert service.undo_hand_over(team.work(team.anne), kept) == 0  # type: ignore[arg-type]


def test_only_her_own_and_those_nobody_has_and_for_a_leader_everybodys(team: Team) -> None:
    with pytest.raises(NotFound):
        team.move(team.bo, team.hers, team.bo)
    team.move(team.leader, team.hers, team.bo)
    assert team.hers.assigned_to == team.bo.id


def test_a_reason_and_somebody_from_the_list_are_needed(team: Team, make: Factory) -> None:
    with pytest.raises(Refused, match="hvorfor"):
        team.move(team.anne, team.hers, team.bo, reason=" ")
    with pytest.raises(Refused, match="fra listen"):
        team.move(team.anne, team.hers, make.caseworker("360", "John"))


def test_two_staff_on_one_case_the_second_is_told(team: Team) -> None:
    team.move(team.anne, team.new, team.anne)
    with pytest.raises(Stale) as stale:
        team.move(team.leader, team.new, team.bo, version=1)
    assert stale.value.changed == {team.new.id}


def test_who_is_away_is_proposed_nothing(team: Team) -> None:
    day = NOW.date()
    leave = service.SetTerms(team.bo.id, 0, 24, day, day + timedelta(days=7))
    service.set_terms(team.work(team.leader), leave)
    team.make.session.flush()
    work = team.work(team.leader)
    bo = next(one for one in service.team_of(work) if one.name == "Bo")
    assert (bo.limit, bo.is_away(work.today)) == (24, True)
    cases = enrolment_lists.list_assigned(work.session, work.actor.municipalities, None)
    assert set(service.proposed(work, cases, service.team_of(work)).values()) == {team.leader.id}


def test_leave_is_ones_own_and_the_limit_the_leaders(team: Team) -> None:
    service.set_terms(team.work(team.anne), service.SetTerms(team.anne.id, 0, 10, date(2026, 12, 1)))
    team.make.session.flush()
    anne = next(one for one in service.team_of(team.work(team.anne)) if one.name == "Anne")
    assert (anne.limit, anne.away_from) == (48, date(2026, 12, 1))
    with pytest.raises(NotFound):
        service.set_terms(team.work(team.bo), service.SetTerms(team.anne.id, 1, 10))
    with pytest.raises(Stale):
        service.set_terms(team.work(team.leader), service.SetTerms(team.anne.id, 7, 10))
    with pytest.raises(Refused, match="før den første"):
        service.set_terms(
            team.work(team.leader), service.SetTerms(team.anne.id, 1, 10, date(2026, 12, 2), date(2026, 12, 1))
        )
