"""What happens to a proposal while somebody else does something: named cases of bad timing, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services import posting as postings
from portal.services import proposal as service
from portal.services.enrolment import Withdraw, withdraw
from portal.services.review import AskCitizen, Take, ask_citizen, take
from portal.services.work import Work
from portal.store.matches import Proposal
from portal.store.outbox import OutboxMessage
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

MESSAGE = "Jeg tror, at det her kan være noget for dig."


class Case:
    """A praktik for somebody on sick leave, in the state the test begins with."""

    def __init__(self, make: Factory, make_work: MakeWork, state: str = "computed") -> None:
        self.make, self.make_work = make, make_work
        person = make.person(
            known_facts={"benefit": "job_clarification", "sick_since": "2026-02-01", "has_employer": "no"}
        )
        self.enrolment = make.enrolment(person, state="ready_for_match", ready_at=NOW - timedelta(days=9))
        make.plan(self.enrolment)
        self.company = make.company()
        self.posting = make.posting(self.company, kind="work_trial")
        deadline = date(2026, 11, 30)
        self.row: Proposal = make.proposal(
            self.enrolment, self.posting, state=state, citizen_deadline=deadline, company_deadline=deadline
        )
        self.mette, self.citizen = make.caseworker(), make.citizen(person)
        self.host = make.company_user(self.company)

    def work(self, who: object) -> Work:
        return self.make_work(actor(who))  # type: ignore[arg-type]

    def fill_the_ratio(self) -> None:
        """Two others from another posting of the same workplace: 8,05 employees give room for two."""
        other = self.make.posting(self.company, kind="work_trial", title="Lager")
        for _ in range(2):
            somebody = self.make.enrolment(self.make.other_person(), state="in_placement", ready_at=NOW)
            agreed = self.make.proposal(somebody, other, state="agreement")
            row = self.make.placement(agreed, state="active", start_on=date(2026, 11, 2), end_on=None)
            self.make.session.refresh(row, ["parts"])
            row.parts[0].hours_ladder = [{"from": "2026-11-02", "hours": 37}]
        self.make.session.flush()
        self.make.session.expire_all()


def close(case: Case) -> None:
    postings.close(case.work(case.host), postings.SteerPosting(case.posting.id, case.posting.version))
    case.make.session.flush()
    case.make.session.refresh(case.row)


def test_two_staff_on_one_case_the_second_is_told_and_nothing_is_lost(make: Factory, make_work: MakeWork) -> None:
    case = make.enrolment(make.person(), state="submitted")
    anne, bo = make.caseworker(name="Anne"), make.caseworker(name="Bo")
    take(make_work(actor(anne)), Take(case.id, 1))
    with pytest.raises(Stale):
        ask_citizen(make_work(actor(bo)), AskCitizen(case.id, 1, "Hvornår kan du?", date(2026, 12, 1)))
    assert (case.state, case.assigned_to, case.question) == ("in_review", anne.id, None)


@pytest.mark.parametrize("state", ["sent_to_citizen", "citizen_wants_talk", "citizen_yes", "sent_to_company"])
def test_a_company_closes_its_posting_while_a_proposal_is_out(make: Factory, make_work: MakeWork, state: str) -> None:
    """Nobody waits for a place that is not there: she is told kindly, and why stands where she looks."""
    case = Case(make, make_work, state)
    case.enrolment.answers = {"kontakt": {"notify": ["sms"], "phone": "20 30 40 50"}}
    close(case)
    assert (case.row.state, case.row.reason) == ("cancelled", "place_closed")
    told = make.session.scalars(select(OutboxMessage).order_by(OutboxMessage.template)).all()
    assert [one.template for one in told] == (["N17", "N41"] if state == "sent_to_company" else ["N17"])
    assert "Vi arbejder videre for dig" in told[0].body
    with pytest.raises(Stale):
        service.answer_as_citizen(
            case.work(case.citizen), service.AnswerAsCitizen(case.row.id, case.row.version - 1, "yes")
        )
    assert case.enrolment.state == "ready_for_match", "the next run looks for another place"


@pytest.mark.parametrize("state", ["company_yes", "meeting_agreed"])
def test_a_company_closes_its_posting_after_both_have_said_yes(make: Factory, make_work: MakeWork, state: str) -> None:
    case = Case(make, make_work, state)
    close(case)
    assert case.row.state == state, "they know each other: it is for people to end"
    assert make.session.scalar(select(OutboxMessage)) is None


def test_a_posting_that_closes_by_itself_lets_go_of_those_who_were_asked(make: Factory, make_work: MakeWork) -> None:
    case = Case(make, make_work, "sent_to_citizen")
    case.posting.start_to = date(2026, 10, 1)
    make.session.flush()
    assert postings.close_outdated(make_work()) == 1
    assert (case.row.state, case.row.reason) == ("cancelled", "place_closed")


def test_a_company_closes_its_posting_before_the_proposal_is_approved(make: Factory, make_work: MakeWork) -> None:
    case = Case(make, make_work)
    close(case)
    with pytest.raises((IllegalMove, Refused, Stale)):
        service.approve(case.work(case.mette), service.Approve(case.row.id, case.row.version, MESSAGE))
    assert case.row.state not in ("approved", "sent_to_citizen")


def test_a_citizen_withdraws_between_the_companys_opening_and_its_yes(make: Factory, make_work: MakeWork) -> None:
    case = Case(make, make_work, "sent_to_company")
    service.mark_opened_by_company(case.work(case.host), case.row.id)
    seen = case.row.version
    withdraw(case.work(case.citizen), Withdraw(case.enrolment.id, case.enrolment.version))
    make.session.flush()
    with pytest.raises(NotFound):
        service.answer_as_company(case.work(case.host), service.AnswerAsCompany(case.row.id, seen, "yes"))
    make.session.refresh(case.row)
    assert case.row.state == "cancelled"


def test_the_ratio_is_filled_by_another_posting_before_the_approval(make: Factory, make_work: MakeWork) -> None:
    case = Case(make, make_work)
    case.fill_the_ratio()
    with pytest.raises(Refused, match="Det står i"):
        service.approve(case.work(case.mette), service.Approve(case.row.id, case.row.version, MESSAGE))
    assert case.row.state == "computed"


def test_the_ratio_is_filled_by_another_posting_between_the_yes_and_the_agreement(
    make: Factory, make_work: MakeWork
) -> None:
    case = Case(make, make_work, "meeting_agreed")
    case.fill_the_ratio()
    with pytest.raises(Refused, match="Det står i"):
        service.agree(case.work(case.mette), service.Agree(case.row.id, case.row.version))
    assert case.row.state == "meeting_agreed"
