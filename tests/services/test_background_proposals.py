"""Proposals nobody answers: one reminder, then a person rings. Never a no, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from portal.services import proposal as service
from portal.services.matching import RunMatching, run
from portal.store.engine import writing_session
from portal.store.matches import Proposal
from tests.conftest import NOW, MakeWork
from tests.factories import ANSWERS, Factory, actor
from tests.services.night import Night

BOTH = {**ANSWERS, "kontakt": {**ANSWERS["kontakt"], "notify": ["sms", "email"]}}


@pytest.fixture
def session(make_work: MakeWork) -> Session:
    return make_work().session


def sent_to_citizen(make: Factory, **given: object) -> UUID:
    """Sent on Monday 23 November, to be answered by Monday 30 November."""
    enrolment = make.enrolment(state="ready_for_match", ready_at=NOW, **given)
    make.plan(enrolment)
    row = make.proposal(enrolment, state="sent_to_citizen", citizen_deadline=date(2026, 11, 30))
    return _committed(make, row)


def sent_to_company(make: Factory) -> UUID:
    """The citizen said yes on Monday; the company is to answer by Friday 27 November."""
    enrolment = make.enrolment(state="ready_for_match", ready_at=NOW)
    make.plan(enrolment)
    row = make.proposal(enrolment, state="sent_to_company", company_deadline=date(2026, 11, 27))
    return _committed(make, row)


def _committed(make: Factory, row: Proposal) -> UUID:
    key = row.id
    make.session.commit()
    return key


def test_the_citizen_is_reminded_once_two_working_days_before(make: Factory, night: Night) -> None:
    key = sent_to_citizen(make)
    night.at(2026, 11, 25, 23).round()
    assert night.messages() == []
    night.at(2026, 11, 26).round()
    night.round()
    night.at(2026, 11, 27).round()
    night.at(2026, 11, 30).round()
    assert night.messages() == ["N14:sms"]
    assert night.bodies() == [
        "Du har ikke svaret os endnu, og det er helt i orden. Vil du tale om det? "
        f"Ring på {night.house.support_phone}. Hilsen Skridtvis"
    ]
    assert night.actions(key) == ["proposal.remind_citizen"]
    row = night.row(Proposal, key)
    assert (row.state, row.version) == ("sent_to_citizen", 1)


def test_reminders_go_where_people_asked_for_them(make: Factory, night: Night) -> None:
    sent_to_citizen(make, answers=BOTH)
    night.at(2026, 11, 26).round()
    assert sorted(night.messages()) == ["N14:email", "N14:sms"]


def test_who_asked_for_no_messages_gets_none_and_is_not_asked_about_again(make: Factory, night: Night) -> None:
    key = sent_to_citizen(make, answers={**ANSWERS, "kontakt": {**ANSWERS["kontakt"], "notify": []}})
    night.at(2026, 11, 26).round()
    night.at(2026, 11, 27).round()
    assert night.messages() == []
    assert night.actions(key) == ["proposal.remind_citizen"]


def test_the_last_day_counts_and_the_day_after_it_expires(make: Factory, night: Night) -> None:
    key = sent_to_citizen(make)
    night.at(2026, 11, 30, 23, 59).round()
    assert night.row(Proposal, key).state == "sent_to_citizen"
    night.at(2026, 12, 1, 0, 0).round()
    night.round()
    night.at(2026, 12, 2).round()
    row = night.row(Proposal, key)
    assert (row.state, row.version) == ("citizen_expired", 2)
    assert night.actions(key) == ["proposal.remind_citizen", "proposal.citizen_expires"]
    assert night.messages() == ["N14:sms"]


@pytest.mark.parametrize("state", ["citizen_wants_talk", "citizen_no", "company_yes", "cancelled"])
def test_who_has_answered_is_left_in_peace(make: Factory, night: Night, state: str) -> None:
    row = make.proposal(state=state, citizen_deadline=date(2026, 11, 25), company_deadline=date(2026, 11, 25))
    key = _committed(make, row)
    night.at(2026, 11, 24).round()
    night.at(2026, 12, 9).round()
    assert night.row(Proposal, key).state == state
    assert night.messages() == []


def test_the_company_is_reminded_once_by_mail(make: Factory, night: Night) -> None:
    key = sent_to_company(make)
    night.at(2026, 11, 24).round()
    assert night.messages() == []
    for day in (25, 26, 27):
        night.at(2026, 11, day).round()
    assert night.messages() == ["N32:email"]
    assert "Svar gerne senest 27. november." in night.bodies()[0]
    assert night.actions(key) == ["proposal.remind_company"]


def test_when_the_company_does_not_answer_the_citizen_hears_that_we_look_on(make: Factory, night: Night) -> None:
    key = sent_to_company(make)
    night.at(2026, 11, 27, 23).round()
    assert night.row(Proposal, key).state == "sent_to_company"
    night.at(2026, 11, 28).round()
    night.at(2026, 11, 30).round()
    assert night.row(Proposal, key).state == "company_expired"
    assert night.messages() == ["N32:email", "N17:sms"]
    assert night.actions(key) == ["proposal.remind_company", "proposal.company_expires"]


def test_several_workers_at_once_do_each_thing_once(make: Factory, night: Night) -> None:
    one = sent_to_citizen(make)
    enrolment = make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW)
    posting = make.posting(make.company(cvr="99001038"))
    other = _committed(
        make, make.proposal(enrolment, posting, state="sent_to_company", company_deadline=date(2026, 11, 30))
    )
    night.at(2026, 11, 26).at_once()
    assert sorted(night.messages()) == ["N14:sms", "N32:email"]
    night.at(2026, 12, 1).at_once()
    assert sorted(night.messages()) == ["N14:sms", "N17:sms", "N32:email"]
    assert night.actions(one) == ["proposal.remind_citizen", "proposal.citizen_expires"]
    assert night.actions(other) == ["proposal.remind_company", "proposal.company_expires"]
    assert [night.row(Proposal, key).version for key in (one, other)] == [2, 2]


def test_a_worker_does_not_wait_for_the_row_of_another(make: Factory, night: Night) -> None:
    """On PostgreSQL the row is passed over; on SQLite there is one writer at a time anyway."""
    key = sent_to_citizen(make)
    if night.db.engine.dialect.name == "sqlite":
        return
    with writing_session(night.db.engine) as holding:
        holding.get_one(Proposal, key, with_for_update=True)
        night.at(2026, 12, 1).round()
    assert night.actions(key) == []
    night.at(2026, 12, 1, 11).round()
    assert night.actions(key) == ["proposal.citizen_expires"]


def test_reminders_wait_for_the_morning_but_deadlines_do_not(make: Factory, night: Night) -> None:
    """What is reminded of at night might be answered before the SMS goes."""
    reminded = sent_to_citizen(make)
    posting = make.posting(make.company(cvr="99001038"))
    enrolment = make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW)
    expired = _committed(
        make, make.proposal(enrolment, posting, state="sent_to_citizen", citizen_deadline=date(2026, 11, 25))
    )
    night.in_production().at(2026, 11, 26, 0, 5).round()
    assert night.messages() == []
    assert night.row(Proposal, expired).state == "citizen_expired"
    night.at(2026, 11, 26, 8, 10).round()
    assert night.messages() == ["N14:sms"]
    assert night.actions(reminded) == ["proposal.remind_citizen"]


def test_after_an_expiry_it_is_called_off_without_a_word_and_there_can_be_another(
    make: Factory, make_work: MakeWork, night: Night
) -> None:
    key = sent_to_citizen(make)
    night.at(2026, 12, 1).round()
    caseworker = actor(make.caseworker())
    work = make_work(caseworker)
    first = run(work, RunMatching("185"))
    assert work.session.query(Proposal).filter_by(run_id=first).count() == 0
    service.cancel(work, service.Cancel(key, 2))
    again = run(make_work(caseworker), RunMatching("185"))
    work.session.flush()
    assert work.session.query(Proposal).filter_by(run_id=again).count() == 1
    work.session.commit()
    assert "N17:sms" not in night.messages()


def test_a_company_that_lets_its_time_go_by_holds_nobody_up(make: Factory, make_work: MakeWork, night: Night) -> None:
    key = sent_to_company(make)
    night.at(2026, 11, 30).round()
    work = make_work(actor(make.caseworker()))
    again = run(work, RunMatching("185"))
    work.session.flush()
    new = work.session.query(Proposal).filter_by(run_id=again).one()
    work = replace(work, house=replace(work.house, undo_minutes=0))
    service.approve(work, service.Approve(new.id, new.version, "Her er et til."))
    assert new.state == "sent_to_citizen"
    assert work.session.get_one(Proposal, key).state == "company_expired"
