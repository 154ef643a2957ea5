"""Early warnings rest on what citizens tell, on both databases: silence, rising strain, and a talk that settles it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from portal.domain.access import Role
from portal.services.check_in import AnswerCheckIn, HandleCheckIns, answer_check_in, handle_check_ins
from portal.services.following import signs_of
from portal.store import placements
from portal.store.placements import Placement
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor, anybody

MUNICIPALITY = frozenset({"185"})


@pytest.fixture
def placement(make: Factory) -> Placement:
    return make.placement(state="active", start_on=date(2026, 11, 2), end_on=date(2027, 1, 29))


def tell(make_work: MakeWork, make: Factory, placement: Placement, weeks_ago: int, question: str, answer: str) -> None:
    citizen = actor(make.user(Role.CITIZEN, person_id=placement.person_id))
    work = replace(make_work(citizen), now=NOW - timedelta(weeks=weeks_ago))
    answer_check_in(work, AnswerCheckIn(placement.id, question, answer))
    make.session.flush()


def signs(make_work: MakeWork, placement: Placement) -> list[str]:
    work = make_work(anybody())
    work.session.flush()
    work.session.expire_all()
    return [sign.kind for sign in signs_of(work, [placements.get(work.session, placement.id)])[placement.id]]


def test_three_weeks_without_a_word_is_a_sign(make: Factory, make_work: MakeWork, placement: Placement) -> None:
    assert signs(make_work, placement) == ["missed_check_ins"]
    tell(make_work, make, placement, 1, "week", "good")
    assert signs(make_work, placement) == []


def test_less_energy_two_weeks_running_is_a_sign_until_somebody_has_talked(
    make: Factory, make_work: MakeWork, placement: Placement
) -> None:
    tell(make_work, make, placement, 1, "energy", "lower")
    assert signs(make_work, placement) == []
    tell(make_work, make, placement, 0, "energy", "lower")
    assert signs(make_work, placement) == ["strain"]
    handle_check_ins(make_work(actor(make.caseworker())), HandleCheckIns(placement.id))
    assert signs(make_work, placement) == []


def test_who_asks_to_be_rung_comes_first(make: Factory, make_work: MakeWork, placement: Placement) -> None:
    for answer in (("week", "hard"), ("call", "this_week")):
        tell(make_work, make, placement, 1, *answer)
        tell(make_work, make, placement, 0, *answer)
    assert signs(make_work, placement) == ["call_today", "strain"]


def test_the_number_of_queries_does_not_grow_with_the_placements(make: Factory, make_work: MakeWork) -> None:
    posting = make.posting()
    for _ in range(4):
        case = make.enrolment(make.other_person(), state="in_placement", ready_at=NOW)
        row = make.placement(
            make.proposal(case, posting, state="agreement"), state="active", start_on=date(2026, 11, 2)
        )
        tell(make_work, make, row, 1, "week", "good")
    work = make_work(anybody())
    found = placements.list_of_municipalities(work.session, MUNICIPALITY)
    asked: list[str] = []
    event.listen(work.session.connection(), "before_cursor_execute", lambda _c, _cur, text, *_: asked.append(text))
    few = len(signs_of(work, found[:1])), len(asked)
    asked.clear()
    assert (len(signs_of(work, found)), len(asked)) == (4, few[1])
