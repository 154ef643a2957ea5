"""A programme in totals: everybody is counted once, and no total tells of a few; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.domain.access import Role
from portal.domain.small_numbers import Shown
from portal.services.programme_overview import Days, Overview, overview_of
from portal.services.work import Work
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

CODE = "senior_advisory_board"
FEW = Shown(1, 4)


@pytest.fixture
def work(make: Factory, make_work: MakeWork) -> Work:
    return make_work(actor(make.user(Role.PROGRAMME_MANAGER, "Camilla Rask", municipalities=["159"])))


def cases(make: Factory, number: int, state: str, home: str = "185", **given: object) -> None:
    for _one in range(number):
        make.enrolment(make.other_person(home=home), programme_code=CODE, state=state, **given)  # type: ignore[arg-type]


def seen(work: Work) -> Overview:
    work.session.flush()
    return overview_of(work, work.house.programme(CODE))


def exactly(number: int) -> Shown:
    return Shown(number, number)


def test_places_line_and_steps(make: Factory, work: Work) -> None:
    cases(make, 7, "in_placement")
    cases(make, 6, "waiting_list")
    cases(make, 5, "paused", state_before="admitted", paused_on=NOW.date())
    cases(make, 5, "paused", state_before="waiting_list", paused_on=NOW.date())
    cases(make, 5, "paused", state_before="admitted", paused_on=NOW.date() - timedelta(days=90))
    cases(make, 9, "closed")
    cases(make, 9, "draft")
    totals = seen(work).totals
    assert (totals.taken, totals.in_line, totals.open) == (exactly(12), exactly(11), exactly(28))
    assert totals.steps["paused"] == exactly(15)
    assert totals.steps["closed"] == exactly(9)
    assert totals.steps["new"] == exactly(0)


def test_a_few_are_hidden_in_every_total_they_are_part_of(make: Factory, work: Work) -> None:
    cases(make, 10, "in_placement")
    cases(make, 2, "admitted")
    totals = seen(work).totals
    assert totals.steps["admitted"] == FEW
    assert totals.taken == totals.open == Shown(11, 14)


def test_who_has_been_ready_for_a_fortnight_with_nothing_on_its_way(make: Factory, work: Work) -> None:
    cases(make, 5, "ready_for_match", ready_at=NOW - timedelta(days=14))
    cases(make, 5, "ready_for_match", ready_at=NOW - timedelta(days=13))
    posting = make.posting()
    busy = make.enrolment(
        make.other_person(), programme_code=CODE, state="ready_for_match", ready_at=NOW - timedelta(days=40)
    )
    make.proposal(busy, posting, state="sent_to_citizen")
    totals = seen(work).totals
    assert totals.unsolved == exactly(5)
    assert totals.steps["ready"] == exactly(11)


def test_the_load_of_a_municipality_with_a_few_cannot_be_worked_out(make: Factory, work: Work) -> None:
    adviser = make.caseworker()
    cases(make, 20, "in_placement", home="185", assigned_to=adviser.id)
    cases(make, 3, "in_placement", home="159")
    load = {one.municipality: one for one in seen(work).load}
    assert {code: one.cases for code, one in load.items()} == {"159": Shown(1, None), "185": Shown(1, None)}
    assert {one.advisers for one in load.values()} == {None}


def test_the_load_is_told_where_nobody_is_few(make: Factory, work: Work) -> None:
    adviser = make.caseworker()
    cases(make, 8, "in_placement", home="185", assigned_to=adviser.id)
    cases(make, 6, "in_placement", home="159")
    assert [(one.municipality, one.cases, one.advisers) for one in seen(work).load] == [
        ("159", exactly(6), 0),
        ("185", exactly(8), 1),
    ]


def test_days_are_told_from_five_answers_and_the_slowest_from_twenty(make: Factory, work: Work) -> None:
    sent = NOW - timedelta(days=30)
    cases(make, 4, "admitted", submitted_at=sent, admitted_at=sent + timedelta(days=4))
    assert seen(work).days is None
    cases(make, 1, "admitted", submitted_at=sent, admitted_at=sent + timedelta(days=9))
    assert seen(work).days == Days(4, None)
    cases(make, 15, "closed", submitted_at=sent, admitted_at=sent + timedelta(days=10))
    assert seen(work).days == Days(10, 10)


def test_an_answer_of_long_ago_does_not_count(make: Factory, work: Work) -> None:
    sent = NOW - timedelta(days=500)
    cases(make, 9, "closed", submitted_at=sent, admitted_at=sent + timedelta(days=4))
    assert seen(work).days is None
