"""A proposal's way from a caseworker's yes to a planned placement, and everything that may happen on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.access import ANONYMOUS, Actor, Role
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services import proposal as service
from portal.services.work import Work
from portal.store.audit import AuditEntry
from portal.store.matches import Proposal
from portal.store.outbox import OutboxMessage
from portal.store.placements import Placement, PlacementPart
from tests.conftest import MakeWork
from tests.factories import Factory, actor

MESSAGE = "Jeg tror, at det her kan være noget for dig, fordi du kan lide tal."


class Case:
    """One citizen, one company, one caseworker and a computed proposal."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.make, self.make_work = make, make_work
        person = make.person()
        self.caseworker = actor(make.caseworker())
        self.citizen = actor(make.citizen(person))
        self.enrolment = make.enrolment(person, state="ready_for_match", ready_at=make.now)
        make.plan(self.enrolment, hours_ladder=[{"week": 1, "hours": 4}, {"week": 5, "hours": 18}])
        self.company = make.company()
        self.employer = actor(make.company_user(self.company))
        self.posting = make.posting(self.company)
        self.row: Proposal = make.proposal(self.enrolment, self.posting)

    def work(self, who: Actor, **house: object) -> Work:
        work = self.make_work(who)
        return replace(work, house=replace(work.house, **house)) if house else work

    def approve(self, **house: object) -> None:
        command = service.Approve(self.row.id, self.row.version, MESSAGE)
        service.approve(self.work(self.caseworker, **house), command)

    def citizen_says(self, answer: str, reason: str | None = None) -> None:
        command = service.AnswerAsCitizen(self.row.id, self.row.version, answer, reason)
        service.answer_as_citizen(self.work(self.citizen), command)

    def company_says(self, answer: str, reason: str | None = None) -> None:
        command = service.AnswerAsCompany(self.row.id, self.row.version, answer, reason)
        service.answer_as_company(self.work(self.employer), command)

    def meet(self) -> None:
        at = self.make.now + timedelta(days=3)
        service.agree_meeting(self.work(self.caseworker), service.AgreeMeeting(self.row.id, self.row.version, at))

    def templates(self) -> list[str]:
        self.make.session.flush()
        messages = self.make.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [f"{one.template}:{one.channel}" for one in messages]


@pytest.fixture
def case(make: Factory, make_work: MakeWork) -> Case:
    return Case(make, make_work)


def test_an_approval_waits_for_regrets_before_the_citizen_hears_of_it(case: Case) -> None:
    case.approve()
    assert case.row.state == "approved"
    assert case.row.send_at == case.make.now + timedelta(minutes=10)
    assert (case.row.decided_by, case.row.message) == (case.caseworker.user_id, MESSAGE)
    assert case.templates() == []
    service.send_due(case.work(ANONYMOUS))
    assert case.row.state == "approved"


def test_what_is_due_is_sent_with_an_sms_and_five_working_days(case: Case) -> None:
    case.approve()
    later = replace(case.work(ANONYMOUS), now=case.make.now + timedelta(minutes=10))
    assert service.send_due(later) == 1
    assert service.send_due(later) == 0
    assert case.row.state == "sent_to_citizen"
    assert case.row.citizen_deadline == date(2026, 11, 30)
    assert case.templates() == ["N13:sms"]


def test_without_time_for_regrets_it_is_sent_at_once(case: Case) -> None:
    case.approve(undo_minutes=0)
    assert case.row.state == "sent_to_citizen"


def test_approving_twice_changes_nothing(case: Case) -> None:
    command = service.Approve(case.row.id, case.row.version, MESSAGE)
    service.approve(case.work(case.caseworker), command)
    service.approve(case.work(case.caseworker), command)
    assert case.row.version == 2


def test_an_approval_can_be_undone_until_it_is_sent(case: Case) -> None:
    case.approve()
    service.undo_approval(case.work(case.caseworker), service.UndoApproval(case.row.id, case.row.version))
    assert (case.row.state, case.row.send_at, case.row.decided_by) == ("computed", None, None)
    case.approve(undo_minutes=0)
    with pytest.raises(IllegalMove):
        service.undo_approval(case.work(case.caseworker), service.UndoApproval(case.row.id, case.row.version))


def test_a_stale_page_cannot_approve(case: Case) -> None:
    with pytest.raises(Stale):
        service.approve(case.work(case.caseworker), service.Approve(case.row.id, 0, MESSAGE))


def test_a_caseworker_of_another_municipality_finds_nothing(case: Case) -> None:
    stranger = Actor(case.caseworker.user_id, "Pia", Role.CASEWORKER, municipalities=frozenset({"550"}))
    with pytest.raises(NotFound):
        service.approve(case.work(stranger), service.Approve(case.row.id, 1, MESSAGE))


def test_a_citizen_has_one_proposal_at_a_time(case: Case) -> None:
    other = case.make.proposal(case.enrolment, case.make.posting(case.company, title="Kontor"))
    case.approve()
    with pytest.raises(Refused) as refused:
        service.approve(case.work(case.caseworker), service.Approve(other.id, 1, MESSAGE))
    assert refused.value.field == "message"


def test_a_closed_posting_is_not_sent(case: Case) -> None:
    case.posting.state = "paused"
    with pytest.raises(Refused):
        case.approve()


@pytest.mark.parametrize(("reason", "text", "field"), [("", "", "reason"), ("other", " ", "text")])
def test_a_discard_needs_a_reason(case: Case, reason: str, text: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        service.discard(case.work(case.caseworker), service.Discard(case.row.id, 1, reason, text))
    assert refused.value.field == field


def test_a_discard_keeps_its_reason(case: Case) -> None:
    service.discard(case.work(case.caseworker), service.Discard(case.row.id, 1, "timing"))
    assert (case.row.state, case.row.reason) == ("discarded", "timing")


@pytest.mark.parametrize("days", [0, 15])
def test_a_postponement_is_at_most_fourteen_days(case: Case, days: int) -> None:
    until = date(2026, 11, 23) + timedelta(days=days)
    with pytest.raises(Refused):
        service.postpone(case.work(case.caseworker), service.Postpone(case.row.id, 1, until))


def test_a_postponed_proposal_comes_back_on_its_day(case: Case) -> None:
    service.postpone(case.work(case.caseworker), service.Postpone(case.row.id, 1, date(2026, 11, 30)))
    assert case.row.state == "postponed"
    service.send_due(replace(case.work(ANONYMOUS), now=case.make.now + timedelta(days=7)))
    assert case.row.state == "computed"


def test_a_yes_goes_to_the_company_at_once(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("yes")
    case.citizen_says("yes")
    assert case.row.state == "sent_to_company"
    assert case.row.company_deadline == date(2026, 11, 27)
    assert case.templates() == ["N13:sms", "N32:email"]


def test_a_yes_can_be_taken_back_until_the_company_has_looked(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("yes")
    case.citizen_says("no")
    assert case.row.state == "citizen_no"


def test_a_yes_stands_once_the_company_has_looked(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("yes")
    service.mark_opened_by_company(case.work(case.employer), case.row.id)
    first = case.row.company_opened_at
    service.mark_opened_by_company(
        replace(case.work(case.employer), now=case.make.now + timedelta(hours=1)), case.row.id
    )
    assert case.row.company_opened_at == first
    with pytest.raises(Refused):
        case.citizen_says("no")


def test_a_no_keeps_its_code_and_is_never_an_error_twice(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("no", "opgaver")
    case.citizen_says("no", "opgaver")
    assert (case.row.state, case.row.reason) == ("citizen_no", "opgaver")


def test_a_wish_to_talk_leaves_both_answers_open(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("wants_talk")
    assert case.row.state == "citizen_wants_talk"
    command = service.AnswerAsCitizen(case.row.id, case.row.version, "yes")
    service.answer_as_citizen(case.work(case.caseworker), command)
    assert case.row.state == "sent_to_company"


def test_a_stranger_cannot_answer(case: Case) -> None:
    case.approve(undo_minutes=0)
    stranger = actor(case.make.citizen(case.make.other_person()))
    with pytest.raises(NotFound):
        service.answer_as_citizen(case.work(stranger), service.AnswerAsCitizen(case.row.id, case.row.version, "yes"))


def test_another_company_cannot_answer(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("yes")
    other = actor(case.make.company_user(case.make.company(cvr="99001380", name="Store Magleby Gartneri")))
    with pytest.raises(NotFound):
        service.answer_as_company(case.work(other), service.AnswerAsCompany(case.row.id, case.row.version, "yes"))


def test_the_company_answers_only_after_the_citizen(case: Case) -> None:
    case.approve(undo_minutes=0)
    with pytest.raises(NotFound):
        case.company_says("yes")


def test_own_words_of_a_company_stay_out_of_the_trail(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("yes")
    case.company_says("no", "Vi har fundet en anden, og det har vi skrevet længere om her.")
    assert (case.row.state, case.row.reason) == ("company_no", "other")
    case.make.session.flush()
    entries = case.make.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert all("fundet" not in str(entry.detail) for entry in entries)
    assert "fundet" in (case.row.note or "")
    assert case.templates()[-1] == "N17:sms"


def test_the_whole_way_ends_in_a_planned_placement(case: Case) -> None:
    case.approve(undo_minutes=0)
    case.citizen_says("yes")
    case.company_says("yes")
    case.company_says("yes")
    case.meet()
    command = service.Agree(case.row.id, case.row.version)
    placement_id = service.agree(case.work(case.caseworker), command)
    assert service.agree(case.work(case.caseworker), command) == placement_id
    placement = case.make.session.get_one(Placement, placement_id)
    part = case.make.session.scalars(select(PlacementPart)).one()
    assert (placement.state, placement.start_on) == ("planned", date(2026, 12, 7))
    assert part.hours_ladder == [{"from": "2026-12-07", "hours": 15}, {"from": "2027-01-04", "hours": 18}]
    assert (case.row.state, case.posting.state) == ("agreement", "full")
    assert case.templates() == [
        "N13:sms", "N32:email", "N16:sms", "N16:sms", "N33:email", "N18:digital_post", "N18:email",
    ]  # fmt: skip
    actions = case.make.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    for step in (
        "proposal.approve", "proposal.send_to_citizen", "proposal.citizen_yes", "proposal.send_to_company",
        "proposal.opened_by_company", "proposal.company_yes", "proposal.agree_meeting", "proposal.agree",
        "placement.plan", "posting.fill",
    ):  # fmt: skip
        assert step in actions


def test_the_last_place_calls_the_others_off(case: Case) -> None:
    other = case.make.enrolment(case.make.other_person(), state="ready_for_match", ready_at=case.make.now)
    sent = case.make.proposal(other, case.posting, state="sent_to_citizen")
    third = case.make.enrolment(case.make.other_person(), state="ready_for_match", ready_at=case.make.now)
    computed = case.make.proposal(third, case.posting)
    case.row.state = "meeting_agreed"
    service.agree(case.work(case.caseworker), service.Agree(case.row.id, case.row.version))
    assert (sent.state, computed.state) == ("cancelled", "stale")


def test_a_full_posting_takes_no_more(case: Case) -> None:
    case.row.state = "meeting_agreed"
    taken = case.make.proposal(
        case.make.enrolment(case.make.other_person(), state="ready_for_match"), case.posting, state="agreement"
    )
    case.make.placement(taken)
    with pytest.raises(Refused):
        service.agree(case.work(case.caseworker), service.Agree(case.row.id, case.row.version))


def test_a_meeting_lies_ahead(case: Case) -> None:
    case.row.state = "company_yes"
    for at in (None, case.make.now):
        with pytest.raises(Refused):
            service.agree_meeting(case.work(case.citizen), service.AgreeMeeting(case.row.id, 1, at))


def test_nothing_is_agreed_before_they_have_met(case: Case) -> None:
    case.row.state = "company_yes"
    with pytest.raises(IllegalMove):
        service.agree(case.work(case.caseworker), service.Agree(case.row.id, case.row.version))


def test_a_proposal_can_be_called_off(case: Case) -> None:
    case.approve(undo_minutes=0)
    service.cancel(case.work(case.caseworker), service.Cancel(case.row.id, case.row.version))
    assert case.row.state == "cancelled"
    assert case.templates() == ["N13:sms", "N17:sms"]
