"""The work: moves leave a trail in the same transaction, and the day is Denmark's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal.domain.access import Actor, Role
from portal.domain.errors import IllegalMove, Stale
from portal.domain.workflow import ENROLMENT, Party
from portal.services.work import add_working_days
from portal.store import audit
from tests.conftest import MakeWork
from tests.factories import Factory, actor


def test_a_move_changes_state_version_and_trail_together(make_work: MakeWork, make: Factory) -> None:
    caseworker = make.caseworker()
    enrolment = make.enrolment(state="submitted")
    work = make_work(actor(caseworker))
    work.move(ENROLMENT, enrolment, "take", subject=enrolment.person_id)
    work.session.flush()
    assert (enrolment.state, enrolment.version) == ("in_review", 2)
    entry = audit.list_about(work.session, "enrolment", enrolment.id)[-1]
    assert (entry.action, entry.state_from, entry.state_to) == ("enrolment.take", "submitted", "in_review")
    assert entry.actor_id == caseworker.id
    assert entry.subject_id == enrolment.person_id


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COMPANY_USER, Role.OCCUPATIONAL_THERAPIST])
def test_a_party_that_is_not_in_the_table_cannot_move(make_work: MakeWork, make: Factory, role: Role) -> None:
    enrolment = make.enrolment(state="submitted")
    work = make_work(Actor(enrolment.person_id, "X", role))
    with pytest.raises(IllegalMove):
        work.move(ENROLMENT, enrolment, "take")
    assert enrolment.state == "submitted"


def test_a_team_leader_may_do_what_a_caseworker_may(make_work: MakeWork, make: Factory) -> None:
    enrolment = make.enrolment(state="submitted")
    make_work(Actor(enrolment.person_id, "X", Role.TEAM_LEADER)).move(ENROLMENT, enrolment, "take")
    assert enrolment.state == "in_review"


def test_the_system_moves_only_what_is_the_systems(make_work: MakeWork, make: Factory) -> None:
    enrolment = make.enrolment(state="ready_for_match")
    work = make_work(actor(make.caseworker()))
    work.move(ENROLMENT, enrolment, "start_placement", party=Party.SYSTEM)
    assert enrolment.state == "in_placement"


def test_a_stale_version_is_refused(make: Factory) -> None:
    with pytest.raises(Stale):
        make.enrolment(state="submitted").expect(7)


def test_the_day_is_denmarks(make_work: MakeWork) -> None:
    work = make_work()
    work.now = datetime(2026, 11, 21, 23, 5, tzinfo=UTC)
    assert work.today == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_working_days_skip_the_weekend(day: date, days: int, expected: date) -> None:
    assert add_working_days(day, days) == expected
