"""Drafts that are left: a reminder after a week, a word five days before the end, and gone after thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from portal.services.enrolment import SaveStep, save_step
from portal.services.work import COPENHAGEN
from portal.store.engine import writing_session
from portal.store.enrolments import Enrolment
from tests.conftest import MakeWork
from tests.factories import ANSWERS, Factory, actor
from tests.services.night import Night

TOUCHED = datetime(2026, 11, 2, 20, 15, tzinfo=COPENHAGEN)
"""Reminded on 9 November, warned on 27 November, kept to the end of 2 December."""


def draft(make: Factory, **given: object) -> UUID:
    row = make.enrolment(created_at=TOUCHED, updated_at=TOUCHED, **given)
    key = row.id
    make.session.commit()
    return key


def test_a_draft_is_mentioned_once_after_a_week(make: Factory, night: Night) -> None:
    key = draft(make)
    night.at(2026, 11, 8, 23).round()
    assert night.messages() == []
    night.at(2026, 11, 9).round()
    night.round()
    night.at(2026, 11, 12).round()
    assert night.messages() == ["N01:sms"]
    assert night.bodies()[0].startswith("Du er godt i gang hos Skridtvis. Vi har gemt dine svar.")
    assert night.actions(key) == ["enrolment.remind_draft"]
    row = night.row(Enrolment, key)
    assert (row.version, row.updated_at) == (1, TOUCHED)


def test_five_days_before_the_end_there_is_a_word_and_after_it_the_answers_are_gone(
    make: Factory, night: Night
) -> None:
    key = draft(make)
    night.at(2026, 11, 9).round()
    night.at(2026, 11, 26, 23).round()
    assert night.messages() == ["N01:sms"]
    night.at(2026, 11, 27).round()
    night.at(2026, 11, 30).round()
    assert night.messages() == ["N01:sms", "N02:sms"]
    assert "til og med den 2. december." in night.bodies()[1]
    night.at(2026, 12, 2, 23, 59).round()
    assert night.row(Enrolment, key).answers == ANSWERS
    night.at(2026, 12, 3, 0, 0).round()
    night.round()
    night.at(2026, 12, 20).round()
    row = night.row(Enrolment, key)
    assert (row.state, row.version, row.answers, row.verdict) == ("deleted", 2, None, None)
    assert night.actions(key) == ["enrolment.remind_draft", "enrolment.warn_draft", "enrolment.delete"]
    assert night.messages() == ["N01:sms", "N02:sms"]


def test_who_goes_on_writing_keeps_the_draft_and_is_warned_anew(
    make: Factory, make_work: MakeWork, night: Night
) -> None:
    person = make.person()
    citizen = actor(make.citizen(person))
    key = draft(make, person=person)
    night.at(2026, 11, 27).round()
    night.at(2026, 11, 29)
    work = make_work(citizen)
    save_step(work, SaveStep("senior_advisory_board", "erfaring", ANSWERS["erfaring"]))
    work.session.commit()
    night.at(2026, 12, 3).round()
    row = night.row(Enrolment, key)
    assert (row.state, row.answers) == ("draft", ANSWERS)
    night.at(2026, 12, 28).round()
    assert night.messages() == ["N02:sms", "N02:sms"]
    night.at(2027, 1, 1).round()
    assert night.row(Enrolment, key).state == "deleted"


def test_a_portal_that_stood_still_deletes_without_catching_up_on_reminders(make: Factory, night: Night) -> None:
    key = draft(make)
    night.at(2027, 2, 1).round()
    assert night.row(Enrolment, key).state == "deleted"
    assert night.messages() == []


def test_who_has_told_nothing_yet_gets_nothing(make: Factory, night: Night) -> None:
    key = draft(make, answers={})
    night.at(2026, 11, 9).round()
    night.at(2026, 11, 27).round()
    night.at(2026, 12, 3).round()
    assert night.messages() == []
    assert night.row(Enrolment, key).state == "deleted"


def test_nobody_is_asked_to_go_on_where_nobody_is_taken_in_any_more(make: Factory, night: Night) -> None:
    """The programme takes people in until 30 November."""
    key = draft(make)
    with writing_session(night.db.engine) as session, session.begin():
        session.get_one(Enrolment, key).updated_at = TOUCHED + timedelta(days=22)
    night.at(2026, 12, 1).round()
    assert night.messages() == []


def test_what_has_been_sent_is_no_draft(make: Factory, night: Night) -> None:
    key = draft(make, state="submitted")
    night.at(2027, 2, 1).round()
    assert night.row(Enrolment, key).answers == ANSWERS
    assert night.messages() == []


def test_several_workers_at_once_do_each_thing_once(make: Factory, night: Night) -> None:
    key = draft(make)
    for day in (9, 27):
        night.at(2026, 11, day).at_once(4)
    night.at(2026, 12, 3).at_once(4)
    assert night.messages() == ["N01:sms", "N02:sms"]
    assert night.actions(key) == ["enrolment.remind_draft", "enrolment.warn_draft", "enrolment.delete"]


def test_many_are_dealt_with_in_rounds(make: Factory, night: Night) -> None:
    for _ in range(3):
        make.enrolment(make.other_person(), created_at=TOUCHED, updated_at=TOUCHED - timedelta(days=40))
    make.session.commit()
    night.at(2026, 11, 9).round()
    with writing_session(night.db.engine) as session:
        assert {row.state for row in session.query(Enrolment)} == {"deleted"}
