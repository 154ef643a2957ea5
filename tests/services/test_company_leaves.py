"""A company stops: what has not begun ends kindly, what people have agreed on waits for people, and nothing gets lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound, Refused, Stale
from portal.services import registration as service
from portal.services.work import Work
from portal.store.companies import Company
from portal.store.outbox import OutboxMessage
from tests.conftest import MakeWork
from tests.factories import Factory, actor


@pytest.fixture
def firm(make: Factory) -> Company:
    return make.company()


@pytest.fixture
def host(make: Factory, make_work: MakeWork, firm: Company) -> Work:
    return make_work(actor(make.company_user(firm)))


@pytest.fixture
def staff(make: Factory, make_work: MakeWork) -> Callable[[], Work]:
    mette = make.caseworker()
    return lambda: make_work(actor(mette))


def leave(host: Work, firm: Company, reason: str = "no_time", words: str = "") -> None:
    service.leave(host, service.Leave(firm.version, reason, words))
    host.session.flush()
    host.session.expire_all()


def test_with_nothing_agreed_it_ends_at_once_and_everybody_is_told(make: Factory, host: Work, firm: Company) -> None:
    posting = make.posting(firm)
    asked = make.proposal(posting=posting, state="sent_to_citizen", citizen_deadline=date(2026, 11, 30))
    asked.enrolment.answers = {"kontakt": {"notify": ["sms"], "phone": "20 30 40 50"}}
    person = make.other_person()
    case = make.enrolment(person, state="ready_for_match", ready_at=make.now)
    sparring = make.specialist_proposal(case, firm.specialists[0], state="approved")
    assert service.affected(host, firm.id) == service.Affected(1, 0, 0)
    leave(host, firm, "other", "Vi flytter til Jylland.")
    assert (firm.state, posting.state, asked.state, asked.reason) == ("ended", "closed", "cancelled", "place_closed")
    assert firm.decision_reason == "Noget andet. Vi flytter til Jylland."
    assert sparring.state == "ended"
    assert make.session.scalars(select(OutboxMessage.template)).all() == ["N17", "N17"], "one for each who is told"


@pytest.mark.parametrize("state", ["company_yes", "meeting_agreed"])
def test_what_both_have_said_yes_to_is_talked_of_first(
    make: Factory, host: Work, staff: Callable[[], Work], firm: Company, state: str
) -> None:
    posting = make.posting(firm)
    agreed = make.proposal(posting=posting, state=state)
    leave(host, firm)
    assert (firm.state, posting.state, agreed.state) == ("suspended", "closed", state)
    with pytest.raises(Refused, match="stadig forløb eller møder"):
        service.end_company(staff(), service.EndCompany(firm.id, firm.version))
    agreed.state = "company_no"
    make.session.flush()
    service.end_company(staff(), service.EndCompany(firm.id, firm.version))
    assert (firm.state, firm.decision_reason) == ("ended", "Vi har ikke tid til at tage imod.")
    assert make.session.scalars(select(OutboxMessage.subject)).all() == ["Samarbejdet er stoppet"]


def test_a_placement_goes_on_and_the_company_may_stay_after_all(
    make: Factory, host: Work, staff: Callable[[], Work], firm: Company
) -> None:
    placement = make.placement(make.proposal(posting=make.posting(firm), state="agreement"), state="active")
    assert service.affected(host, firm.id).agreed == 1
    leave(host, firm)
    assert (firm.state, placement.state) == ("suspended", "active")
    service.keep_company(staff(), service.KeepCompany(firm.id, firm.version))
    assert (firm.state, firm.decision_reason) == ("approved", None)


def test_a_reason_is_asked_for_and_only_those_who_are_in_can_stop(
    make: Factory, make_work: MakeWork, host: Work, staff: Callable[[], Work], firm: Company
) -> None:
    for reason, words in (("", ""), ("weather", ""), ("other", " ")):
        with pytest.raises(Refused):
            leave(host, firm, reason, words)
    with pytest.raises(Refused, match="Skriv grunden"):
        service.end_company(staff(), service.EndCompany(firm.id, firm.version))
    with pytest.raises(NotFound):
        service.end_company(
            make_work(actor(make.caseworker("550"))), service.EndCompany(firm.id, firm.version, "Lukket.")
        )
    assert firm.state == "approved"
    firm.state = "submitted"
    make.session.flush()
    with pytest.raises(Refused, match="ikke godkendt endnu"):
        leave(host, firm)


@pytest.mark.parametrize("state", ["submitted", "awaiting_company"])
def test_what_nobody_has_read_yet_leaves_the_municipalitys_queue(
    make: Factory, host: Work, firm: Company, state: str
) -> None:
    posting, draft = make.posting(firm, state=state), make.posting(firm, title="Lager", state="draft")
    assert service.affected(host, firm.id).postings == 1
    leave(host, firm)
    assert (firm.state, posting.state, draft.state) == ("ended", "closed", "draft")


def test_twice_and_from_an_old_page_nothing_more_happens(make: Factory, host: Work, firm: Company) -> None:
    version = firm.version
    leave(host, firm)
    with pytest.raises(Stale):
        service.leave(host, service.Leave(version, "hard"))
    with pytest.raises(Refused, match="ikke længere med"):
        leave(host, firm, "hard")
    assert firm.decision_reason == "Vi har ikke tid til at tage imod."
