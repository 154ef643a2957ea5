"""A posting once more: copied, its dates moved with one tap, asked about and closed; and its places counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.domain.errors import NotFound, Refused, Stale
from portal.services import approval
from portal.services import posting as service
from portal.services.work import Work
from portal.store import postings
from portal.store.outbox import OutboxMessage
from portal.store.postings import Posting
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

TODAY = NOW.date()


class Shop:
    """Kastrup Kontorservice with one open posting that runs out in five days."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.make, self.make_work = make, make_work
        self.company = make.company()
        self.row: Posting = make.posting(
            self.company,
            start_from=date(2026, 11, 2),
            start_to=TODAY + timedelta(days=5),
            steps_done=list(service.STEPS),
        )
        self.work: Work = make_work(actor(make.company_user(self.company)))
        self.system: Work = make_work()

    def keep(self, version: int | None = None) -> None:
        service.keep_open(
            self.work, service.SteerPosting(self.row.id, self.row.version if version is None else version)
        )

    def later(self, days: int) -> Work:
        work = self.make_work()
        work.now = NOW + timedelta(days=days)
        return work

    def letters(self) -> int:
        return self.work.session.scalar(select(func.count()).where(OutboxMessage.template == "N39")) or 0


@pytest.fixture
def shop(make: Factory, make_work: MakeWork) -> Shop:
    return Shop(make, make_work)


def test_a_copy_is_a_draft_that_only_wants_dates(shop: Shop) -> None:
    shop.row.question, shop.row.decision_reason = "Hvor tungt?", "Nej"
    again = shop.work.session.get_one(Posting, service.copy(shop.work, service.CopyPosting(shop.row.id)))
    assert (again.state, again.title, again.tasks, again.places) == ("draft", "Bogholder", shop.row.tasks, 1)
    assert (again.question, again.decision_reason, again.submitted_at, again.start_to) == (None, None, None, None)
    assert service.missing_step(again, TODAY) == "tid"


def test_a_copy_is_received_by_somebody_who_still_does(shop: Shop) -> None:
    gone = shop.company.specialists[0]
    gone.active = False
    shop.work.session.flush()
    again = shop.work.session.get_one(Posting, service.copy(shop.work, service.CopyPosting(shop.row.id)))
    assert again.specialist_id is None


def test_one_draft_at_a_time_and_only_ones_own(shop: Shop) -> None:
    service.copy(shop.work, service.CopyPosting(shop.row.id))
    with pytest.raises(Refused, match="kladde"):
        service.copy(shop.work, service.CopyPosting(shop.row.id))
    stranger = shop.make_work(actor(shop.make.company_user(shop.make.company(cvr="99001380"))))
    for verb, command in (
        (service.copy, service.CopyPosting(shop.row.id)),
        (service.keep_open, service.SteerPosting(shop.row.id, shop.row.version)),
    ):
        with pytest.raises(NotFound):
            verb(stranger, command)


def test_one_tap_keeps_it_open_and_a_second_changes_nothing(shop: Shop) -> None:
    assert service.is_running_out(shop.row, TODAY)
    shop.keep()
    assert shop.row.start_to == TODAY + timedelta(days=5, weeks=8)
    assert shop.row.start_from == TODAY
    assert shop.row.state == "open"
    shop.keep(version=1)
    assert shop.row.start_to == TODAY + timedelta(days=5, weeks=8)


def test_a_tap_on_an_old_page_is_stale_and_on_a_closed_one_too_late(shop: Shop) -> None:
    with pytest.raises(Stale):
        shop.keep(version=shop.row.version + 1)
    service.close(shop.work, service.SteerPosting(shop.row.id, shop.row.version))
    with pytest.raises(Refused):
        shop.keep()


def test_the_company_is_asked_once_for_each_last_day(shop: Shop) -> None:
    assert (service.ask_if_still_open(shop.system), service.ask_if_still_open(shop.system)) == (1, 0)
    shop.keep()
    assert service.ask_if_still_open(shop.system) == 0
    assert service.ask_if_still_open(shop.later(57)) == 1
    assert shop.letters() == 2


def test_nobody_answered_so_it_is_closed_and_says_when(shop: Shop) -> None:
    service.ask_if_still_open(shop.system)
    body = shop.work.session.scalar(select(OutboxMessage.body).where(OutboxMessage.template == "N39"))
    assert "12. december" in body
    assert service.close_outdated(shop.later(19)) == 0
    assert service.close_outdated(shop.later(20)) == 1
    assert shop.row.state == "closed"


def test_places_are_kept_from_the_citizens_yes_and_used_from_the_agreement(shop: Shop) -> None:
    shop.row.places = 3

    def count() -> tuple[int, int, int]:
        found = service.count_places(shop.work, shop.company.id).get(shop.row.id, service.PlaceCount())
        return found.used, found.reserved, found.free(3)

    make = shop.make
    case = make.enrolment(make.person(), state="ready_for_match", ready_at=NOW)
    proposal = make.proposal(case, shop.row, state="sent_to_citizen")
    assert count() == (0, 0, 3)  # the company does not know of anybody yet
    proposal.state = "sent_to_company"
    shop.work.session.flush()
    assert count() == (0, 1, 2)
    proposal.state = "agreement"
    placement = make.placement(proposal)
    assert count() == (1, 0, 2)
    placement.state = "stopped"
    shop.work.session.flush()
    assert count() == (0, 0, 3)


def test_the_same_posting_once_more_is_noticed_by_who_sends_it_and_who_approves_it(shop: Shop) -> None:
    same = shop.make.posting(shop.company, state="submitted", title="bogholder!", tasks="Noget andet")
    other = shop.make.posting(shop.company, state="submitted", title="Kok", tasks="Lave mad")
    session = shop.work.session
    all_of_them = postings.list_of_company(session, shop.company.id)
    found = service.find_alike(postings.get(session, same.id), all_of_them)
    assert found is not None
    assert found.id == shop.row.id
    assert service.find_alike(postings.get(session, other.id), all_of_them) is None
    staff = shop.make_work(actor(shop.make.caseworker()))
    (check,) = (one for one in approval.checks_of(staff, same.id) if one.code == "alike")
    assert (check.outcome, "Bogholder" in check.text) == ("unknown", True)
    assert not [one for one in approval.checks_of(staff, other.id) if one.code == "alike"]
    shop.row.state = "closed"
    session.flush()
    assert not [one for one in approval.checks_of(staff, same.id) if one.code == "alike"]
