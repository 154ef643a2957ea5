"""A municipality's yes or no to companies and postings, decided on numbers that nobody can go round."""

from __future__ import annotations

import pytest

from portal.domain.access import Actor
from portal.domain.errors import NotFound, Refused
from portal.services import approval
from portal.store.companies import Company
from portal.store.postings import Posting
from tests.conftest import MakeWork
from tests.factories import Factory, actor


@pytest.fixture
def jonas(make: Factory) -> Actor:
    return actor(make.caseworker(name="Jonas Lei"))


def company(make: Factory, **given: object) -> Company:
    values = {"state": "submitted", "safety_read_at": make.now}
    return make.company(**values | given)  # type: ignore[arg-type]


def approve(make_work: MakeWork, who: Actor, posting: Posting) -> None:
    approval.approve_posting(make_work(who), approval.ApprovePosting(posting.id, posting.version))


def test_a_company_in_order_is_approved_and_gets_a_contact(make: Factory, make_work: MakeWork, jonas: Actor) -> None:
    row = company(make)
    command = approval.ApproveCompany(row.id, row.version)
    approval.approve_company(make_work(jonas), command)
    approval.approve_company(make_work(jonas), command)
    assert (row.state, row.contact_user_id) == ("approved", jonas.user_id)


@pytest.mark.parametrize(
    ("given", "word"), [({"register_status": "bankrupt"}, "konkurs"), ({"safety_read_at": None}, "tryghed")]
)
def test_what_stands_in_the_way_is_said(
    make: Factory, make_work: MakeWork, jonas: Actor, given: dict[str, object], word: str
) -> None:
    row = company(make, **given)
    with pytest.raises(Refused) as refused:
        approval.approve_company(make_work(jonas), approval.ApproveCompany(row.id, row.version))
    assert word in refused.value.text


def test_questions_and_a_no_need_words(make: Factory, make_work: MakeWork, jonas: Actor) -> None:
    row = company(make)
    with pytest.raises(Refused):
        approval.ask_company(make_work(jonas), approval.AskCompany(row.id, 1, " "))
    with pytest.raises(Refused):
        approval.reject_company(make_work(jonas), approval.RejectCompany(row.id, 1, ""))
    approval.reject_company(make_work(jonas), approval.RejectCompany(row.id, 1, "Lukket."))
    assert (row.state, row.decision_reason) == ("rejected", "Lukket.")


def test_another_municipality_finds_nothing(make: Factory, make_work: MakeWork) -> None:
    row = company(make)
    with pytest.raises(NotFound):
        approval.approve_company(make_work(actor(make.caseworker("550"))), approval.ApproveCompany(row.id, 1))


@pytest.mark.parametrize(("kind", "weeks"), [("work_trial", 4), ("paid_hours", None)])
def test_praktik_and_paid_hours_open_where_a_subsidy_may_not(
    make: Factory, make_work: MakeWork, jonas: Actor, kind: str, weeks: int | None
) -> None:
    firm = make.company(monthly_fte=[8.0] * 10 + [8.2, 8.0])
    posting = make.posting(firm, state="submitted", kind=kind, weeks=weeks)
    approve(make_work, jonas, posting)
    assert posting.state == "open"


def test_a_subsidy_fails_net_expansion_by_a_hair(make: Factory, make_work: MakeWork, jonas: Actor) -> None:
    firm = make.company(monthly_fte=[8.0] * 10 + [8.2, 8.0])
    posting = make.posting(firm, state="submitted", kind="wage_subsidy_job", weeks=26)
    with pytest.raises(Refused) as refused:
        approve(make_work, jonas, posting)
    assert "Praktik eller løntimer er en mulighed nu." in refused.value.text
    assert posting.state == "submitted"


def test_words_about_age_stop_a_posting(make: Factory, make_work: MakeWork, jonas: Actor) -> None:
    posting = make.posting(state="submitted", tasks="Ung, frisk lagermand, max 40 år")
    with pytest.raises(Refused) as refused:
        approve(make_work, jonas, posting)
    assert "forskelsbehandlingsloven" in refused.value.text


def test_a_length_beyond_every_rule_stops_a_posting(make: Factory, make_work: MakeWork, jonas: Actor) -> None:
    firm = make.company(monthly_fte=[8.0] * 12)
    posting = make.posting(firm, state="submitted", kind="wage_subsidy_job", weeks=60)
    with pytest.raises(Refused) as refused:
        approve(make_work, jonas, posting)
    assert "Reglen siger højst" in refused.value.text
