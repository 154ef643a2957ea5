"""One change, at once: the standing answer is followed to a full run's optimum, and untouched proposals stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.domain.matching import solve
from portal.domain.matching.progress import RunCause
from portal.services import approval, matching
from portal.services import posting as postings_service
from portal.services.enrolment import Pause, Withdraw, pause, withdraw
from portal.services.matching.gather import gather
from portal.services.proposal import AnswerAsCitizen, Approve, Discard, answer_as_citizen, approve, discard
from portal.store.engine import writing_session
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal
from portal.store.postings import Posting
from tests.conftest import MakeWork
from tests.factories import BIRGIT_FACTS, Factory, actor
from tests.services.night import Night

Together = tuple[list[Enrolment], list[Posting]]


@pytest.fixture
def town(make: Factory) -> Together:
    """Three citizens who are ready, and two places with one seat each."""
    make.session.expire_on_commit = False
    people = []
    for _ in range(3):
        row = make.enrolment(make.other_person(known_facts=BIRGIT_FACTS), state="ready_for_match", ready_at=make.now)
        make.plan(row)
        make.session.refresh(row, ["plan"])
        people.append(row)
    company = make.company()
    places = [make.posting(company), make.posting(company)]
    make.session.commit()
    return people, places


def run_once(make: Factory, make_work: MakeWork, night: Night) -> None:
    work = make_work(actor(make.caseworker()))
    matching.request_run(work, matching.RunMatching("185"))
    work.session.commit()
    carry_out(night)


def carry_out(night: Night) -> int:
    return matching.carry_out_runs(night.db.engine, night.house, night.ports)


def live(night: Night) -> dict[UUID, tuple[UUID, UUID, int]]:
    """Whom the computed proposals are for: enrolment → (posting, proposal, version)."""
    with writing_session(night.db.engine) as session:
        found = session.scalars(select(Proposal).where(Proposal.state == "computed"))
        return {one.enrolment_id: (one.posting_id, one.id, one.version) for one in found}


def runs(night: Night) -> list[MatchRun]:
    with writing_session(night.db.engine) as session:
        found = list(session.scalars(select(MatchRun).order_by(MatchRun.id)))
        session.expunge_all()
        return found


def is_best(make_work: MakeWork, night: Night) -> bool:
    """What stands is what a full run would find, and can be repeated byte for byte."""
    work, last = make_work(), runs(night)[-1]
    full = solve(gather(work, "185", last.id).instance)
    assert matching.repeat(work, last.id).differences == ()
    work.session.rollback()
    return full.matched == last.matched == len(live(night))


def as_staff(make: Factory, make_work: MakeWork, verb: Callable, command: object) -> None:
    work = make_work(actor(make.caseworker()))
    verb(work, command)
    work.session.commit()


def test_a_withdrawal_gives_the_place_to_the_next(make: Factory, make_work: MakeWork, night: Night, town) -> None:
    run_once(make, make_work, night)
    before = live(night)
    assert len(before) == 2
    leaving = next(one for one in town[0] if one.id in before)
    staying = next(one for one in town[0] if one.id in before and one is not leaving)
    work = make_work(actor(make.citizen(leaving.person)))
    withdraw(work, Withdraw(leaving.id, leaving.version))
    work.session.commit()
    assert carry_out(night) == 1
    after = live(night)
    assert after[staying.id] == before[staying.id]
    assert leaving.id not in after
    assert len(after) == 2
    assert [one.cause for one in runs(night)] == [RunCause.WHOLE, RunCause.CHANGE]
    assert night.actions(runs(night)[-1].id) == ["match_run.follow"]
    assert is_best(make_work, night)
    assert carry_out(night) == 0


def test_a_discarded_pair_is_replaced_at_once(make: Factory, make_work: MakeWork, night: Night, town) -> None:
    run_once(make, make_work, night)
    enrolment_id, (posting_id, proposal_id, version) = next(iter(live(night).items()))
    as_staff(make, make_work, discard, Discard(proposal_id, version, "wishes"))
    carry_out(night)
    after = live(night)
    assert len(after) == 2
    assert after.get(enrolment_id, (None,))[0] != posting_id
    assert is_best(make_work, night)


def test_a_no_from_the_citizen_frees_the_place(make: Factory, make_work: MakeWork, night: Night, town) -> None:
    run_once(make, make_work, night)
    enrolment_id, (posting_id, proposal_id, version) = next(iter(live(night).items()))
    as_staff(make, make_work, approve, Approve(proposal_id, version, "Jeg tror, det er noget for dig."))
    carry_out(night)
    assert posting_id not in {place for place, _, _ in live(night).values()}
    night.clock.moment += timedelta(minutes=11)
    night.round()
    version = night.row(Proposal, proposal_id).version
    as_staff(make, make_work, answer_as_citizen, AnswerAsCitizen(proposal_id, version, "no", "tasks"))
    carry_out(night)
    after = live(night)
    assert posting_id in {place for place, _, _ in after.values()}
    assert after.get(enrolment_id, (None,))[0] != posting_id
    assert is_best(make_work, night)


def test_a_new_posting_finds_its_citizen(make: Factory, make_work: MakeWork, night: Night, town) -> None:
    run_once(make, make_work, night)
    before = live(night)
    new = make.posting(town[1][0].company, state="submitted")
    make.session.commit()
    as_staff(make, make_work, approval.approve_posting, approval.ApprovePosting(new.id, new.version))
    carry_out(night)
    after = live(night)
    assert {key: after[key] for key in before} == before
    assert {place for place, _, _ in after.values()} == {one.id for one in town[1]} | {new.id}
    assert is_best(make_work, night)


def test_a_paused_citizen_and_a_paused_posting(make: Factory, make_work: MakeWork, night: Night, town) -> None:
    run_once(make, make_work, night)
    first = next(one for one in town[0] if one.id in live(night))
    work = make_work(actor(make.citizen(first.person)))
    pause(work, Pause(first.id, first.version, 4))
    work.session.commit()
    closing = town[1][0]
    work = make_work(actor(make.company_user(closing.company)))
    postings_service.pause(work, postings_service.SteerPosting(closing.id, closing.version))
    work.session.commit()
    assert carry_out(night) == 1, "two changes are one wish"
    assert [place for place, _, _ in live(night).values()] == [town[1][1].id]
    assert is_best(make_work, night)


def test_what_changes_nothing_leaves_no_trace(make: Factory, make_work: MakeWork, night: Night, town) -> None:
    run_once(make, make_work, night)
    before = live(night)
    work = make_work()
    work.session.add(MatchRun(operating_municipality="185", cause="change", step="waiting", started_at=work.now))
    work.session.commit()
    assert carry_out(night) == 1
    assert (live(night), len(runs(night))) == (before, 1)


def test_without_an_answer_of_today_there_is_nothing_to_follow(
    make: Factory, make_work: MakeWork, night: Night, town
) -> None:
    work = make_work(actor(make.citizen(town[0][0].person)))
    withdraw(work, Withdraw(town[0][0].id, town[0][0].version))
    work.session.commit()
    assert runs(night) == []
    work = make_work()
    work.session.add(MatchRun(operating_municipality="185", cause="change", step="waiting", started_at=work.now))
    work.session.commit()
    carry_out(night)
    assert runs(night) == []


def test_what_is_undone_wishes_for_nothing(make: Factory, make_work: MakeWork, night: Night, town) -> None:
    run_once(make, make_work, night)
    work = make_work(actor(make.citizen(town[0][0].person)))
    withdraw(work, Withdraw(town[0][0].id, town[0][0].version))
    work.session.rollback()
    assert carry_out(night) == 0
