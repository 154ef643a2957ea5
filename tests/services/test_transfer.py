"""A case goes to another municipality, on both databases: asked, kept until there is an answer, and then gone at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.domain.access import Permission, Role, permits
from portal.domain.errors import NotFound, Refused, Stale
from portal.domain.workflow import EnrolmentState, ProposalState
from portal.services import transfer as service
from portal.services.transfer import AnswerTransfer, OfferTransfer
from portal.services.work import Work
from portal.store import enrolments, matches, transfers
from portal.store.case_rows import ENROLMENT, STAYS
from portal.store.health import HealthSupport
from portal.store.matches import Proposal
from portal.store.outbox import OutboxMessage
from portal.store.subject_rows import key_of, rows_below
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

REASON = "Henrik flytter til Lolland den 1. december"


class Two:
    """Henrik lives in Dragør, whose cases Tårnby runs, and moves to Lolland."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.make, self.make_work = make, make_work
        self.mette, self.john = make.caseworker(), make.caseworker("360", "John Stald")
        self.case = make.enrolment(make.other_person(home="155"), state="ready_for_match", assigned_to=self.mette.id)
        self.make.plan(self.case)

    def work(self, who: object) -> Work:
        return self.make_work(actor(who))  # type: ignore[arg-type]

    def offer(self, who: object = None, home: str = "360", **given: object) -> object:
        values = {"moved": True, "reason": REASON, "version": self.case.version} | given
        return service.offer_transfer(
            self.work(who or self.mette),
            OfferTransfer(self.case.id, home=home, **values),  # type: ignore[arg-type]
        )

    def answer(self, key: object, who: object = None, why: str = "", version: int = 1) -> AnswerTransfer:
        return AnswerTransfer(key, version, why)  # type: ignore[arg-type]

    def may_read(self, who: object) -> bool:
        work = self.work(who)
        return permits(work.actor, Permission.CASE_READ, enrolments.get(work.session, self.case.id))

    def letters(self) -> list[str]:
        found = self.work(self.mette).session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [one.body for one in found if one.template.startswith("flyt.")]


@pytest.fixture
def two(make: Factory, make_work: MakeWork) -> Two:
    return Two(make, make_work)


def test_h14_two_municipalities_the_case_is_kept_until_the_other_one_accepts(two: Two) -> None:
    key = two.offer()
    assert (two.may_read(two.mette), two.may_read(two.john)) == (True, False)
    service.accept_transfer(two.work(two.john), two.answer(key))
    assert (two.may_read(two.mette), two.may_read(two.john)) == (False, True)
    case = enrolments.get(two.work(two.john).session, two.case.id)
    assert (case.operating_municipality, case.home_municipality, case.adviser_name) == ("360", "360", "John Stald")
    asked, told = two.letters()
    assert "Grunden er: Henrik flytter til Lolland den 1. december. Du skal" in asked
    assert "John Stald er din rådgiver fra i dag" in told
    assert "Tårnby Kommune kan ikke længere læse" in told


def test_h14_a_running_placement_goes_on_and_every_row_of_the_case_comes_along(two: Two) -> None:
    firm = two.make.company()
    agreed = two.make.proposal(two.case, two.make.posting(firm), state="agreement")
    running = two.make.placement(agreed, state="active")
    waiting = two.make.proposal(two.case, two.make.posting(firm), state="sent_to_citizen")
    service.accept_transfer(two.work(two.john), two.answer(two.offer()))
    session = two.work(two.john).session
    session.expire_all()
    assert (running.state, running.operating_municipality) == ("active", "360")
    assert waiting.state == ProposalState.CANCELLED
    for table, keys in rows_below(session, {ENROLMENT: {two.case.id}}, soft=False).items():
        if "operating_municipality" in table.c and table.name not in STAYS:
            query = select(table.c.operating_municipality).where(key_of(table).in_(sorted(keys, key=str)))
            assert set(session.scalars(query)) == {"360"}, table.name
    assert matches.list_of_run(session, waiting.run_id, (), 0, 50) == []  # the giver's run tells of her no more


def test_the_same_twice_is_once_and_another_at_the_same_time_is_refused(two: Two) -> None:
    key = two.offer()
    assert two.offer() == key
    two.make.caseworker("607", "Per")
    with pytest.raises(Refused, match="har ikke svaret endnu"):
        two.offer(home="607")
    service.accept_transfer(two.work(two.john), two.answer(key))
    service.accept_transfer(two.work(two.john), two.answer(key))
    with pytest.raises(Stale):
        service.send_back(two.work(two.john), two.answer(key, why="Forkert"))
    with pytest.raises(NotFound):
        service.take_back(two.work(two.mette), two.answer(key))
    assert len(two.letters()) == 2


def test_it_is_sent_back_with_a_reason_and_stays_where_it_was(two: Two) -> None:
    key = two.offer()
    with pytest.raises(Refused, match="hvorfor"):
        service.send_back(two.work(two.john), two.answer(key, why=" "))
    service.send_back(two.work(two.john), two.answer(key, why="Hun flytter først til marts."))
    record = transfers.find_newest(two.work(two.mette).session, two.case.id)
    assert record
    assert (record.state, record.answer) == ("sent_back", "Hun flytter først til marts.")
    assert two.may_read(two.mette)
    assert "bliver hos Tårnby Kommune" in two.letters()[-1]
    assert two.offer() != key


def test_it_can_be_taken_back_until_somebody_answers(two: Two) -> None:
    key = two.offer()
    service.take_back(two.work(two.mette), two.answer(key))
    service.take_back(two.work(two.mette), two.answer(key))
    with pytest.raises(Stale):
        service.accept_transfer(two.work(two.john), two.answer(key, version=2))
    assert two.may_read(two.mette)


def test_only_her_adviser_or_a_leader_gives_and_only_who_was_asked_takes(two: Two) -> None:
    with pytest.raises(NotFound):
        two.offer(two.make.caseworker(name="Kollega"))
    key = two.offer(two.make.user(Role.TEAM_LEADER, "Hanne", municipalities=["185"]))
    with pytest.raises(NotFound):
        service.accept_transfer(two.work(two.mette), two.answer(key))
    two.john.related = [str(two.case.person_id)]
    with pytest.raises(NotFound):
        service.accept_transfer(two.work(two.john), two.answer(key))


def test_what_is_missing_is_said_and_a_page_that_is_old_is_stale(two: Two) -> None:
    with pytest.raises(Refused, match="hvorfor"):
        two.offer(reason=" ")
    with pytest.raises(Refused, match="fra listen"):
        two.offer(home="101")  # nobody there has a log-in
    with pytest.raises(Stale):
        two.offer(version=7)


@pytest.mark.parametrize("state", [ProposalState.COMPANY_YES, ProposalState.MEETING_AGREED])
def test_where_both_have_said_yes_a_person_ends_it_first(two: Two, state: ProposalState) -> None:
    two.make.proposal(two.case, two.make.posting(two.make.company()), state=state)
    with pytest.raises(Refused, match="sagt ja til hinanden"):
        two.offer()


def test_a_case_that_has_ended_meanwhile_is_not_taken(two: Two) -> None:
    key = two.offer()
    two.case.state = EnrolmentState.WITHDRAWN
    two.work(two.mette).session.flush()
    with pytest.raises(Refused, match="ikke længere med"):
        service.accept_transfer(two.work(two.john), two.answer(key))


def test_support_waits_for_somebody_of_the_new_place(two: Two) -> None:
    nurse = two.make.user(Role.SOCIAL_NURSE, "Trine", municipalities=["185"])
    support = HealthSupport(
        operating_municipality="185",
        enrolment_id=two.case.id,
        asked_at=NOW,
        worker_id=nurse.id,
        worker_name="Trine",
        taken_at=NOW,
    )
    session = two.work(two.mette).session
    session.add(support)
    session.flush()
    service.accept_transfer(two.work(two.john), two.answer(two.offer()))
    assert (support.operating_municipality, support.worker_id, support.worker_name) == ("360", None, "")


def test_a_proposal_nobody_decided_on_is_recalled_and_counts_nowhere(two: Two) -> None:
    two.make.proposal(two.case, two.make.posting(two.make.company()), state="computed")
    service.accept_transfer(two.work(two.john), two.answer(two.offer()))
    states = two.work(two.john).session.scalars(select(Proposal.state)).all()
    assert states == [ProposalState.CANCELLED]
