"""Needs one by one: the citizen's yes for this company, until a day, and taken back in the same moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.domain.errors import NotFound, Refused
from portal.services import disclosure as service
from portal.services.work import Work
from portal.store import disclosures, matches
from portal.store.outbox import OutboxMessage
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

NEEDS = [{"code": "extra_breaks"}, {"code": "max_lift", "limit": 5}]


class Met:
    """Birgit and Kastrup Kontorservice have both said yes."""

    def __init__(self, make: Factory, make_work: MakeWork, state: str = "company_yes") -> None:
        person = make.person()
        case = make.enrolment(person, state="ready_for_match", ready_at=NOW)
        self.plan = make.plan(case, needs=NEEDS)
        self.proposal = make.proposal(case, state=state)
        self.person_id = person.id
        self.citizen: Work = make_work(actor(make.citizen(person)))
        self.firm: Work = make_work(actor(make.company_user(self.proposal.company)))

    def permit(self, *codes: str) -> None:
        service.permit(self.citizen, service.PermitNeeds(self.proposal.id, frozenset(codes)))

    def seen(self, days: int = 0) -> list[str]:
        self.firm.now = NOW + timedelta(days=days)
        record = matches.get(self.firm.session, self.proposal.id)
        return [one.need["code"] for one in service.shown_to_company(self.firm, record)]

    def letters(self) -> int:
        return self.firm.session.scalar(select(func.count()).where(OutboxMessage.template == "N40")) or 0


@pytest.fixture
def met(make: Factory, make_work: MakeWork) -> Met:
    return Met(make, make_work)


def test_the_company_sees_what_she_has_said_yes_to_and_nothing_else(met: Met) -> None:
    assert met.seen() == []
    met.permit("max_lift")
    assert met.seen() == ["max_lift"]
    met.permit("max_lift", "extra_breaks")
    assert set(met.seen()) == {"max_lift", "extra_breaks"}
    assert met.letters() == 0


def test_it_is_taken_back_at_once_and_the_company_is_asked_to_forget(met: Met) -> None:
    met.permit("max_lift", "extra_breaks")
    one = next(
        c
        for c in disclosures.list_of_person(met.citizen.session, met.person_id, met.citizen.today)
        if c.need["code"] == "max_lift"
    )
    service.withdraw(met.citizen, service.WithdrawNeed(one.id))
    assert met.seen() == ["extra_breaks"]
    service.withdraw(met.citizen, service.WithdrawNeed(one.id))
    assert met.letters() == 1
    met.permit()
    assert met.seen() == []
    assert met.letters() == 2


def test_a_yes_ends_with_the_placement(met: Met) -> None:
    met.permit("max_lift")
    last = date(2027, 2, 28)
    assert met.seen((last - NOW.date()).days) == ["max_lift"]
    assert met.seen((last - NOW.date()).days + 1) == []


def test_the_company_sees_the_words_she_said_yes_to(met: Met) -> None:
    met.permit("max_lift")
    met.plan.needs = [{"code": "max_lift", "limit": 2}]
    met.firm.session.flush()
    (one,) = disclosures.list_of_person(met.citizen.session, met.person_id, met.citizen.today)
    assert one.need["limit"] == 5
    met.permit("max_lift")
    (one,) = disclosures.list_of_person(met.citizen.session, met.person_id, met.citizen.today)
    assert one.need["limit"] == 2


def test_saying_the_same_twice_leaves_one_line(met: Met) -> None:
    met.permit("max_lift")
    before = len(met.citizen.trail)
    met.permit("max_lift")
    assert len(met.citizen.trail) == before


@pytest.mark.parametrize("state", ["sent_to_citizen", "citizen_yes", "sent_to_company", "company_no", "cancelled"])
def test_nothing_is_told_before_or_after_both_yes(make: Factory, make_work: MakeWork, state: str) -> None:
    met = Met(make, make_work)
    met.permit("max_lift")
    met.proposal.state = state
    met.firm.session.flush()
    assert met.seen() == []
    with pytest.raises(Refused):
        met.permit("max_lift")


def test_only_she_decides_and_only_about_needs_she_has(met: Met, make: Factory, make_work: MakeWork) -> None:
    met.permit("max_lift")
    (one,) = disclosures.list_of_person(met.citizen.session, met.person_id, met.citizen.today)
    stranger = make_work(actor(make.citizen(make.other_person())))
    for verb, command in (
        (service.permit, service.PermitNeeds(met.proposal.id, frozenset())),
        (service.withdraw, service.WithdrawNeed(one.id)),
    ):
        for who in (stranger, met.firm):
            with pytest.raises(NotFound):
                verb(who, command)
    with pytest.raises(Refused):
        met.permit("own_room_or_quiet")
    assert met.seen() == ["max_lift"]
