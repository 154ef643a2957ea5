"""Permissions that are given and taken back: at once, without a reason, and with what follows from it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound, Refused
from portal.services.background import ask_afterwards
from portal.services.conversation import WriteMessage, write_message
from portal.services.enrolment.choices import CHOICES, Choose, answer_of, choose
from portal.store.outbox import OutboxMessage
from tests.factories import actor


@pytest.fixture
def case(make):
    row = make.enrolment(state="ready_for_match")
    row.answers = row.answers | {"rammer": row.answers.get("rammer", {}) | {"contact_workplace": "wait"}}
    return row


@pytest.fixture
def citizen(make, case):
    return actor(make.citizen(case.person))


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_goes_both_ways_and_leaves_the_others_alone(make_work, case, citizen, choice):
    before = {one: answer_of(case.answers, one) for one in CHOICES}
    for answer in ("no", "yes", "no"):
        choose(make_work(citizen), Choose(case.id, choice, answer))
        assert {one: answer_of(case.answers, one) for one in CHOICES} == before | {choice: answer}


def test_the_same_choice_again_changes_nothing(make_work, case, citizen):
    choose(make_work(citizen), Choose(case.id, "profile", "no"))
    work, version = make_work(citizen), case.version
    choose(work, Choose(case.id, "profile", "no"))
    assert (work.trail, case.version) == ([], version)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        ("sent_to_citizen", "sent_to_citizen"),
        ("citizen_yes", "cancelled"),
        ("sent_to_company", "cancelled"),
        ("meeting_agreed", "meeting_agreed"),
    ],
)
def test_h10_withdrawn_consent_takes_the_profile_from_companies_without_a_name(
    make_work, make, case, citizen, state, after
):
    proposal = make.proposal(case, state=state)
    choose(make_work(citizen), Choose(case.id, "profile", "no"))
    assert proposal.state == after


def test_no_sms_means_none_from_now_on(make_work, make, case, citizen):
    choose(make_work(citizen), Choose(case.id, "sms", "no"))
    write_message(make_work(actor(make.caseworker())), WriteMessage(case.id, "Hej"))
    assert make_work().session.scalars(select(OutboxMessage)).all() == []


def test_who_does_not_want_to_be_asked_afterwards_is_not_asked(make_work, make):
    placement = make.placement(state="completed", start_on=date(2026, 5, 4), end_on=date(2026, 8, 20))
    citizen = actor(make.user("citizen", "Birgit Holm", person_id=placement.person_id))
    choose(make_work(citizen), Choose(placement.enrolment_id, "follow_up", "no"))
    assert ask_afterwards(make_work()) == 0


def test_her_own_workplace_is_only_asked_about_where_there_is_one(make_work, make):
    case = make.enrolment(state="ready_for_match")
    citizen = actor(make.citizen(case.person))
    with pytest.raises(Refused):
        choose(make_work(citizen), Choose(case.id, "workplace", "yes"))


@pytest.mark.parametrize(("choice", "answer"), [("age", "yes"), ("profile", "maybe"), ("", "")])
def test_only_what_is_asked_can_be_chosen(make_work, case, citizen, choice, answer):
    with pytest.raises(Refused):
        choose(make_work(citizen), Choose(case.id, choice, answer))


def test_nobody_chooses_for_another(make_work, make, case):
    for stranger in (make.citizen(make.other_person()), make.caseworker()):
        with pytest.raises(NotFound):
            choose(make_work(actor(stranger)), Choose(case.id, "profile", "no"))
