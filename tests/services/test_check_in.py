"""The weekly check-in in the store: one row a week, what is hard reaches a person, and words around a placement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound, Refused
from portal.services.background import ask_afterwards, ask_how_it_goes, remind_of_first_day
from portal.services.check_in import (
    AnswerCheckIn,
    HandleCheckIns,
    TellMore,
    answer_check_in,
    handle_check_ins,
    tell_more,
)
from portal.store import check_ins
from portal.store.check_ins import CheckIn
from portal.store.outbox import OutboxMessage
from tests.factories import actor


@pytest.fixture
def placement(make):
    return make.placement(state="active", start_on=date(2026, 11, 2), end_on=date(2027, 1, 29))


@pytest.fixture
def citizen(make, placement):
    return actor(make.user("citizen", "Birgit Holm", person_id=placement.person_id))


def told(work):
    return work.session.scalars(select(CheckIn).order_by(CheckIn.week)).all()


def test_three_taps_are_one_row_and_the_last_answer_counts(make_work, placement, citizen):
    for question, answer in (("week", "hard"), ("energy", "lower"), ("call", "no"), ("week", "mixed")):
        answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, question, answer))
    (row,) = told(make_work())
    assert row.answers == {"week": "mixed", "energy": "lower", "call": "no"}
    assert row.week == date(2026, 11, 23)
    assert row.calls_for == ""


def test_the_same_tap_twice_changes_nothing(make_work, placement, citizen):
    answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, "week", "good"))
    work = make_work(citizen)
    answer_check_in(work, AnswerCheckIn(placement.id, "week", "good"))
    assert work.trail == []


def test_a_hard_week_waits_for_a_person_until_somebody_has_talked(make_work, make, placement, citizen):
    answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, "week", "hard"))
    mette = actor(make.caseworker())
    work = make_work(mette)
    waiting = check_ins.list_waiting(work.session, mette.municipalities)
    assert [(one.short_name, one.calls_for) for one in waiting] == [("Birgit H.", "hard_week")]
    assert check_ins.list_waiting(work.session, frozenset({"360"})) == []
    assert handle_check_ins(work, HandleCheckIns(placement.id)) == 1
    assert handle_check_ins(work, HandleCheckIns(placement.id)) == 0
    assert check_ins.list_waiting(work.session, mette.municipalities) == []
    tell_more(make_work(citizen), TellMore(placement.id, "Der er for mange løft."))
    assert len(check_ins.list_waiting(work.session, mette.municipalities)) == 1, "nye ord venter igen"


@pytest.mark.parametrize(("question", "answer"), [("week", "fine"), ("sleep", "good"), ("", "")])
def test_what_is_not_asked_is_not_kept(make_work, placement, citizen, question, answer):
    with pytest.raises(Refused):
        answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, question, answer))


def test_before_it_begins_and_for_strangers_there_is_nothing_to_answer(make_work, make, placement, citizen):
    with pytest.raises(NotFound):
        answer_check_in(
            make_work(actor(make.citizen(make.other_person()))), AnswerCheckIn(placement.id, "week", "good")
        )
    with pytest.raises(NotFound):
        handle_check_ins(make_work(actor(make.caseworker("360"))), HandleCheckIns(placement.id))
    with pytest.raises(NotFound):
        handle_check_ins(make_work(citizen), HandleCheckIns(placement.id))
    placement.state = "planned"
    make.session.flush()
    with pytest.raises(Refused):
        answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, "week", "good"))


def test_three_months_after_there_are_four_questions_and_one_row(make_work, make, placement, citizen):
    placement.state, placement.end_on = "completed", date(2026, 8, 20)
    make.session.flush()
    for question, answer in (("work", "yes"), ("hours", "fits"), ("energy", "better"), ("call", "no")):
        answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, question, answer))
    (row,) = told(make_work())
    assert (row.kind, len(row.answers)) == ("months_3", 4)
    with pytest.raises(Refused):
        answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, "week", "good"))


def test_answers_are_encrypted(make_work, placement, citizen):
    work = make_work(citizen)
    tell_more(work, TellMore(placement.id, "Det er hemmeligt"))
    raw = work.session.connection().exec_driver_sql("select words, answers from check_in").one()
    assert all(b"hemmeligt" not in bytes(value) for value in raw if value is not None)


def sent(work):
    return [one.template for one in work.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]


def test_the_week_is_asked_about_on_thursday_and_once(make_work, clock, placement, citizen):
    assert ask_how_it_goes(make_work()) == 0, "det er mandag"
    clock.moment += timedelta(days=3)
    assert ask_how_it_goes(make_work()) == 1
    assert ask_how_it_goes(make_work()) == 0
    assert sent(make_work()) == ["N20"]


def test_who_has_answered_is_not_asked(make_work, clock, placement, citizen):
    clock.moment += timedelta(days=3)
    answer_check_in(make_work(citizen), AnswerCheckIn(placement.id, "week", "good"))
    assert ask_how_it_goes(make_work()) == 0


def test_the_day_before_and_three_months_after_are_told_once(make_work, make, placement):
    placement.state, placement.start_on = "ready", date(2026, 11, 24)
    make.session.flush()
    assert remind_of_first_day(make_work()) == 1
    assert remind_of_first_day(make_work()) == 0
    placement.state, placement.end_on = "completed", date(2026, 8, 20)
    make.session.flush()
    assert ask_afterwards(make_work()) == 1
    assert ask_afterwards(make_work()) == 0
    assert sent(make_work()) == ["N19", "N22"]
