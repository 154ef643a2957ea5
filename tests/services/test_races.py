"""Two at once, on both databases: the last place is given once, and whoever comes second is told so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from portal.adapters.clock import FixedClock
from portal.domain.access import Actor
from portal.domain.errors import PortalError
from portal.services import enrolment, matching, places, proposal, review
from portal.services.ports import Ports
from portal.services.work import House, Work
from portal.store import numbers
from portal.store.base import Base
from portal.store.engine import writing_session
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from portal.store.people import Person
from portal.store.placements import Placement
from portal.store.postings import Posting
from tests.conftest import NOW, Database
from tests.factories import Factory, actor, anybody

ROUNDS = 4
Verb = Callable[[Work], Any]


class Together:
    """Runs use cases at the same time, each in a transaction of its own, as two requests do."""

    def __init__(self, db: Database, house: House, ports: Ports) -> None:
        self.db, self.house, self.ports = db, house, ports

    def work(self, session: Any, who: Actor) -> Work:
        return Work(session, who, self.ports.clock.now(), self.house, self.ports)

    def run(self, *deeds: tuple[Actor, Verb]) -> list[Any]:
        """What each of them came to: its value, or the fault in the portal's own terms. Anything else fails here."""
        start = threading.Barrier(len(deeds))
        results: list[Any] = [None] * len(deeds)

        def one(number: int, who: Actor, verb: Verb) -> None:
            with writing_session(self.db.engine) as session:
                start.wait(10)
                try:
                    results[number] = verb(self.work(session, who))
                    session.commit()
                except Exception as fault:
                    results[number] = fault

        threads = [threading.Thread(target=one, args=(n, *deed)) for n, deed in enumerate(deeds)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        broken = [r for r in results if isinstance(r, Exception) and not isinstance(r, PortalError)]
        assert not broken, broken
        return results

    def prepare(self, build: Callable[[Factory], Any]) -> Any:
        with writing_session(self.db.engine) as session:
            found = build(Factory(session, NOW))
            session.commit()
            return found

    def count(self, table: type[Base], *where: Any) -> int:
        with writing_session(self.db.engine) as session:
            return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


@pytest.fixture
def together(db: Database, house: House, ports: Ports, clock: FixedClock) -> Together:
    return Together(db, house, ports)


def said_no(results: list[Any]) -> list[PortalError]:
    return [one for one in results if isinstance(one, PortalError)]


def test_check_34_the_last_place_of_a_posting_is_given_once(together: Together) -> None:
    def build(make: Factory) -> tuple[list[UUID], Actor]:
        company = make.company()
        found = []
        for _round in range(ROUNDS):
            posting = make.posting(company)
            for _one in range(2):
                case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW)
                found.append(make.proposal(case, posting, state="meeting_agreed").id)
        return found, actor(make.caseworker())

    ids, mette = together.prepare(build)
    for first, second in zip(ids[::2], ids[1::2], strict=True):
        deeds = [(mette, lambda work, i=i: proposal.agree(work, proposal.Agree(i, 1))) for i in (first, second)]
        assert len(said_no(together.run(*deeds))) == 1
    assert together.count(Placement) == ROUNDS
    assert together.count(Posting, Posting.state == "full") == ROUNDS


def test_check_34_the_last_place_of_a_programme_is_given_once(together: Together) -> None:
    house = together.house
    small = tuple(
        replace(p, capacity=replace(p.capacity, total=1)) if p.code == "senior_advisory_board" else p
        for p in house.programmes
    )
    together.house = replace(house, programmes=small)

    def build(make: Factory) -> tuple[list[UUID], Actor, Actor]:
        cases = [make.enrolment(make.other_person(), state="in_review").id for _ in range(2)]
        return cases, actor(make.caseworker()), actor(make.caseworker(name="Ib Holm"))

    (one, other), mette, ib = together.prepare(build)
    results = together.run(
        (mette, lambda work: review.admit(work, review.Admit(one, 1))),
        (ib, lambda work: review.admit(work, review.Admit(other, 1))),
    )
    assert len(said_no(results)) == 1
    assert together.count(Enrolment, Enrolment.state == "admitted") == 1


def test_two_on_the_waiting_list_get_two_numbers(together: Together) -> None:
    ids, mette = together.prepare(
        lambda make: (
            [make.enrolment(make.other_person(), state="in_review").id for _ in range(2)],
            actor(make.caseworker()),
        )
    )
    together.run(
        *((mette, lambda work, i=i: review.put_on_waiting_list(work, review.PutOnWaitingList(i, 1))) for i in ids)
    )

    def number(work: Work, enrolment_id: UUID) -> int:
        programme = work.house.programme("senior_advisory_board")
        return places.line_place(work, programme, "155", enrolment_id).number

    assert [together.run((mette, lambda work, i=i: number(work, i))) for i in ids] == [[1], [2]]


def test_nobody_has_two_proposals_to_think_about(together: Together) -> None:
    def build(make: Factory) -> tuple[list[UUID], Actor]:
        company, found = make.company(), []
        for _round in range(ROUNDS):
            case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW)
            found += [make.proposal(case, make.posting(company)).id for _ in range(2)]
        return found, actor(make.caseworker())

    ids, mette = together.prepare(build)
    for pair in zip(ids[::2], ids[1::2], strict=True):
        results = together.run(
            *((mette, lambda work, i=i: proposal.approve(work, proposal.Approve(i, 1, "Se her."))) for i in pair)
        )
        assert len(said_no(results)) == 1
    assert together.count(Proposal, Proposal.state == "computed") == ROUNDS


def test_two_caseworkers_who_approve_the_same_proposal_send_it_once(together: Together) -> None:
    def build(make: Factory) -> tuple[UUID, Actor, Actor]:
        return make.proposal().id, actor(make.caseworker()), actor(make.caseworker(name="Ib Holm"))

    one, mette, ib = together.prepare(build)
    command = proposal.Approve(one, 1, "Se her.")
    results = together.run(*((who, lambda work: proposal.approve(work, command)) for who in (mette, ib)))
    assert len(said_no(results)) == 1


def test_two_runs_of_the_matching_leave_one_proposal_for_each(together: Together) -> None:
    def build(make: Factory) -> Actor:
        company = make.company()
        for _ in range(2):
            case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW)
            make.plan(case, staff_agreed_at=NOW, citizen_agreed_at=NOW, sent_at=NOW)
            make.posting(company)
        return actor(make.caseworker())

    mette = together.prepare(build)
    run = lambda work: matching.run(work, matching.RunMatching("185"))  # noqa: E731
    together.run((mette, run), (mette, run))
    assert together.count(Proposal, Proposal.state == "computed") == 2


def test_an_approved_proposal_is_not_outdated_by_a_run_that_began_before(together: Together) -> None:
    def build(make: Factory) -> tuple[UUID, Actor]:
        case = make.enrolment(make.person(), state="ready_for_match", ready_at=NOW)
        make.plan(case, staff_agreed_at=NOW, citizen_agreed_at=NOW, sent_at=NOW)
        return make.proposal(case).id, actor(make.caseworker())

    one, mette = together.prepare(build)
    results = together.run(
        (mette, lambda work: matching.run(work, matching.RunMatching("185"))),
        (mette, lambda work: proposal.approve(work, proposal.Approve(one, 1, "Se her."))),
    )
    approved = not isinstance(results[1], PortalError)
    assert together.count(Proposal, Proposal.id == one, Proposal.state == "approved") == int(approved)


def test_coming_back_while_beginning_anew_leaves_one_case(together: Together) -> None:
    def build(make: Factory) -> tuple[UUID, Actor]:
        birgit = make.citizen()
        case = make.enrolment(
            make.session.get_one(Person, birgit.person_id),
            state="withdrawn",
            state_before="submitted",
            deadline=(NOW + timedelta(days=3)).date(),
        )
        return case.id, actor(birgit)

    case, birgit = together.prepare(build)
    step = enrolment.SaveStep("senior_advisory_board", "erfaring", {"interests": ["office"]})
    together.run(
        (birgit, lambda work: enrolment.undo_withdrawal(work, enrolment.UndoWithdrawal(case, 1))),
        (birgit, lambda work: enrolment.save_step(work, step)),
    )
    assert together.count(Enrolment, Enrolment.state.in_(["draft", "submitted"])) == 1


def test_a_new_series_of_numbers_is_begun_by_two_at_once(together: Together) -> None:
    nobody = anybody()
    for name in ("A", "B", "C"):
        results = together.run(*((nobody, lambda work, n=name: numbers.next_number(work.session, n)) for _ in range(3)))
        assert sorted(results) == [1, 2, 3]
