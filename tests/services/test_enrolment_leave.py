"""A pause, leaving and coming back, and the citizen's half of the plan."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services.enrolment import (
    AgreePlan,
    AnswerQuestion,
    ChangePlan,
    DeclineReason,
    Pause,
    Resume,
    UndoWithdrawal,
    Withdraw,
    agree_plan,
    answer_question,
    ask_plan_change,
    give_decline_reason,
    pause,
    resume,
    undo_withdrawal,
    withdraw,
)
from portal.store.outbox import OutboxMessage
from tests.factories import actor


def case(make, state, **given):
    person = make.person()
    return make.enrolment(person, state=state, **given), actor(make.citizen(person))


def test_a_pause_recalls_proposals_and_leads_back_to_where_it_began(make, make_work):
    row, citizen = case(make, "ready_for_match")
    proposal = make.proposal(row, state="sent_to_company")
    work = make_work(citizen)
    pause(work, Pause(row.id, row.version, 4))
    pause(work, Pause(row.id, 1, 4))
    assert (row.state, row.deadline, proposal.state) == ("paused", date(2026, 12, 21), "cancelled")
    resume(work, Resume(row.id, row.version))
    resume(work, Resume(row.id, row.version))
    assert (row.state, row.deadline) == ("ready_for_match", None)


def test_nobody_pauses_before_they_are_in(make, make_work):
    row, citizen = case(make, "in_review")
    with pytest.raises(IllegalMove):
        pause(make_work(citizen), Pause(row.id, row.version, 2))


def test_leaving_can_be_undone_for_fourteen_days(make, make_work):
    row, citizen = case(make, "in_review")
    work = make_work(citizen)
    withdraw(work, Withdraw(row.id, row.version))
    withdraw(work, Withdraw(row.id, 1))
    assert (row.state, row.deadline) == ("withdrawn", date(2026, 12, 7))
    letters = list(work.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "N23")))
    assert len(letters) == 1
    assert "7. december 2026" in letters[0].body
    work.now = datetime(2026, 12, 7, 22, 0, tzinfo=UTC)
    undo_withdrawal(work, UndoWithdrawal(row.id, row.version))
    assert row.state == "in_review"
    withdraw(work, Withdraw(row.id, row.version))
    work.now = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="14 dage"):
        undo_withdrawal(work, UndoWithdrawal(row.id, row.version))


def test_leaving_from_a_pause_and_coming_back_ends_the_pause(make, make_work):
    row, citizen = case(make, "ready_for_match")
    work = make_work(citizen)
    pause(work, Pause(row.id, row.version, 2))
    withdraw(work, Withdraw(row.id, row.version))
    undo_withdrawal(work, UndoWithdrawal(row.id, row.version))
    assert row.state == "ready_for_match"


def test_nobody_comes_back_to_two_enrolments_in_one_programme(make, make_work):
    row, citizen = case(make, "submitted")
    work = make_work(citizen)
    withdraw(work, Withdraw(row.id, row.version))
    make.enrolment(row.person, state="draft")
    with pytest.raises(Refused, match="allerede tilmeldt"):
        undo_withdrawal(work, UndoWithdrawal(row.id, row.version))


def test_an_agreement_is_not_undone_by_leaving(make, make_work):
    row, citizen = case(make, "in_placement")
    proposal = make.proposal(row, state="agreement")
    withdraw(make_work(citizen), Withdraw(row.id, row.version))
    assert proposal.state == "agreement"


def test_an_answer_gives_the_case_back_to_staff(make, make_work):
    row, citizen = case(make, "awaiting_citizen", question="Hvornår kan du begynde?")
    work = make_work(citizen)
    answer_question(work, AnswerQuestion(row.id, row.version, "I januar."))
    answer_question(work, AnswerQuestion(row.id, 1, "I januar."))
    assert (row.state, row.reply, row.deadline) == ("in_review", "I januar.", date(2026, 11, 26))
    with pytest.raises((Stale, IllegalMove)):
        answer_question(work, AnswerQuestion(row.id, row.version, "Noget andet."))


def test_only_when_both_agree_may_the_matching_begin(make, make_work):
    row, citizen = case(make, "admitted")
    plan = make.plan(row, sent_at=make.now)
    work = make_work(citizen)
    agree_plan(work, AgreePlan(row.id, plan.version))
    assert (row.state, plan.citizen_agreed_at) == ("admitted", work.now)
    plan.staff_agreed_at = work.now
    agree_plan(work, AgreePlan(row.id, 1))
    assert (row.state, row.ready_at) == ("ready_for_match", work.now)


def test_nobody_agrees_to_another_plan_than_the_one_they_read(make, make_work):
    row, citizen = case(make, "admitted")
    plan = make.plan(row, sent_at=make.now, version=3)
    with pytest.raises(Stale):
        agree_plan(make_work(citizen), AgreePlan(row.id, 2))
    assert plan.citizen_agreed_at is None


def test_a_plan_that_was_not_sent_is_not_there_yet(make, make_work):
    row, citizen = case(make, "admitted")
    make.plan(row)
    with pytest.raises(NotFound):
        agree_plan(make_work(citizen), AgreePlan(row.id, 1))


def test_a_wish_for_change_opens_the_plan_again(make, make_work):
    row, citizen = case(make, "ready_for_match", ready_at=None)
    plan = make.plan(row, sent_at=make.now, staff_agreed_at=make.now, citizen_agreed_at=make.now)
    work = make_work(citizen)
    ask_plan_change(work, ChangePlan(row.id, plan.version, "Jeg vil helst være tæt på."))
    assert row.state == "admitted"
    assert (plan.citizen_comment, plan.staff_agreed_at, plan.citizen_agreed_at) == (
        "Jeg vil helst være tæt på.",
        None,
        None,
    )


def test_a_reason_is_kept_only_after_a_no(make, make_work):
    row, citizen = case(make, "ready_for_match")
    proposal = make.proposal(row, state="citizen_no")
    work = make_work(citizen)
    give_decline_reason(work, DeclineReason(proposal.id, "hours"))
    assert proposal.reason == "hours"
    proposal.state = "sent_to_citizen"
    give_decline_reason(work, DeclineReason(proposal.id, "place"))
    assert proposal.reason == "hours"
