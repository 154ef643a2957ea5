"""A run reads what is ready, leaves people in peace who have something to think about, and explains every pair."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event, select

from portal.domain.access import Actor
from portal.domain.errors import NotFound
from portal.services import matching
from portal.services.matching.places import Places
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal
from tests.conftest import MakeWork
from tests.factories import Factory, actor


@pytest.fixture
def ready(make: Factory) -> Enrolment:
    enrolment = make.enrolment(state="ready_for_match", ready_at=make.now)
    make.plan(enrolment)
    make.session.refresh(enrolment, ["plan"])
    return enrolment


def run(make: Factory, make_work: MakeWork) -> tuple[MatchRun, list[Proposal]]:
    work = make_work(actor(make.caseworker()))
    run_id = matching.run(work, matching.RunMatching("185"))
    found = make.session.scalars(select(Proposal).where(Proposal.run_id == run_id).order_by(Proposal.id))
    return make.session.get_one(MatchRun, run_id), list(found)


def test_a_pair_becomes_a_proposal_with_every_limit_and_part(
    make: Factory, make_work: MakeWork, ready: Enrolment
) -> None:
    posting = make.posting()
    row, proposals = run(make, make_work)
    assert (row.citizens, row.places, row.matched, row.unmatched) == (1, 1, 1, [])
    [proposal] = proposals
    assert (proposal.enrolment_id, proposal.posting_id, proposal.state) == (ready.id, posting.id, "computed")
    assert proposal.points == sum(part["points"] for part in proposal.parts)
    assert {part["code"] for part in proposal.parts} == {
        "occupation", "competence", "travel", "hours", "support", "waiting",
    }  # fmt: skip
    assert len(proposal.limits) == 13
    assert all(limit["sentence"] and limit["source"] for limit in proposal.limits)
    assert (proposal.start_on, proposal.end_on) == (date(2026, 12, 7), date(2027, 2, 28))
    assert len(proposal.candidate_code) == 3
    assert 3 < proposal.distance_km < 6
    assert proposal.hours == 15


def test_the_stored_input_holds_no_name(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    make.posting()
    row, _ = run(make, make_work)
    assert row.instance is not None
    assert "Birgit" not in str(row.instance)
    assert row.instance["citizens"][0]["benefit_since"] == "2026-05-04"


def test_a_wage_subsidy_waits_for_net_expansion_by_a_hair(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    ready.plan.kinds = ["wage_subsidy_job"]
    company = make.company(monthly_fte=[8.0] * 10 + [8.2, 8.0])
    make.posting(company, kind="wage_subsidy_job", weeks=20)
    row, proposals = run(make, make_work)
    assert proposals == []
    assert row.unmatched[0]["limits"] == [{"code": "headroom", "count": 1}]


@pytest.mark.parametrize("state", ["open", "paused", "closed"])
def test_a_promised_place_fills_the_workplace_whatever_has_become_of_its_posting(
    make: Factory, make_work: MakeWork, ready: Enrolment, state: str
) -> None:
    """8,05 employees give room for two: one is told of, one has been promised at another posting of the same place."""
    company = make.company()
    company.workplaces[0].other_supported = [
        {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2027-12-31"}
    ]
    other = make.posting(company, kind="work_trial", title="Lager", weeks=4, state=state)
    somebody = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now)
    make.proposal(somebody, other, state="company_yes", hours=37, end_on=date(2027, 12, 31))
    ready.plan.kinds = ["work_trial"]
    make.posting(company, kind="work_trial", weeks=4)
    row, proposals = run(make, make_work)
    assert proposals == []
    [mine] = [one for one in row.unmatched if one["enrolment_id"] == str(ready.id)]
    assert {one["code"] for one in mine["limits"]} == {"headroom"}


def test_a_new_run_replaces_what_nobody_has_decided_on(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    make.posting()
    _, [first] = run(make, make_work)
    _, [second] = run(make, make_work)
    assert (first.state, second.state) == ("stale", "computed")
    assert first.posting_id == second.posting_id


@pytest.mark.parametrize("state", ["approved", "postponed", "sent_to_citizen", "sent_to_company", "meeting_agreed"])
def test_who_has_a_live_proposal_is_left_in_peace(
    make: Factory, make_work: MakeWork, ready: Enrolment, state: str
) -> None:
    posting = make.posting(places=2)
    make.proposal(ready, posting, state=state)
    row, proposals = run(make, make_work)
    assert (row.citizens, proposals) == (0, [])


def test_who_has_a_placement_is_left_in_peace(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    make.placement(make.proposal(ready, make.posting(places=2), state="agreement"))
    assert run(make, make_work)[1] == []


@pytest.mark.parametrize("state", ["discarded", "citizen_no", "company_no"])
def test_a_no_from_anybody_holds_for_this_pair_only(
    make: Factory, make_work: MakeWork, ready: Enrolment, state: str
) -> None:
    company = make.company()
    refused = make.posting(company)
    make.proposal(ready, refused, state=state)
    other = make.posting(company, title="Kontor", occupation="4110")
    _, [proposal] = run(make, make_work)
    assert proposal.posting_id == other.id
    assert proposal.alternatives["for_citizen"] == []


def test_a_held_place_is_not_given_twice(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    posting = make.posting()
    somebody = make.enrolment(make.other_person(), state="ready_for_match")
    make.proposal(somebody, posting, state="sent_to_citizen")
    assert run(make, make_work)[1] == []


def test_alternatives_stand_on_both_sides(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    company = make.company()
    make.posting(company)
    other = make.posting(company, title="Kontor", occupation="4110")
    rival = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now)
    make.plan(rival, occupations=["4110"])
    _, proposals = run(make, make_work)
    mine = next(one for one in proposals if one.enrolment_id == ready.id)
    assert [one["posting_id"] for one in mine.alternatives["for_citizen"]] == [str(other.id)]
    assert [one["enrolment_id"] for one in mine.alternatives["for_place"]] == [str(rival.id)]


def test_an_unfinished_plan_is_a_reason_and_never_a_crash(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    make.posting()
    ready.plan.needs = [{"code": "max_lift"}]
    row, proposals = run(make, make_work)
    assert proposals == []
    assert "grænse" in row.unmatched[0]["reasons"][0]["sentence"]


def test_the_ratio_counts_those_who_are_there(make: Factory, make_work: MakeWork, ready: Enrolment) -> None:
    ready.plan.kinds = ["work_trial"]
    company = make.company()
    company.workplaces[0].other_supported = [
        {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2026-12-31"}
    ]
    make.posting(company, kind="work_trial", weeks=4)
    _, [proposal] = run(make, make_work)
    assert proposal.start_on == date(2027, 1, 1)
    company.workplaces[0].other_supported = [
        {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2027-06-30"}
    ]
    make.session.flush()
    row, proposals = run(make, make_work)
    assert proposals == []
    assert row.unmatched[0]["limits"][0]["code"] == "headroom"


def test_nothing_ready_is_an_answer_too(make: Factory, make_work: MakeWork) -> None:
    row, proposals = run(make, make_work)
    assert (row.citizens, row.places, row.matched, proposals) == (0, 0, 0, [])


def test_another_municipality_cannot_be_run(make: Factory, make_work: MakeWork) -> None:
    with pytest.raises(NotFound):
        matching.run(make_work(actor(make.caseworker("550"))), matching.RunMatching("185"))


def reads_of_a_run(make: Factory, make_work: MakeWork, who: Actor) -> list[str]:
    """What one run asks the database, besides taking turns at a counter."""
    make.session.flush()
    make.session.expire_all()
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = make.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    matching.run(make_work(who), matching.RunMatching("185"))
    event.remove(engine, "before_cursor_execute", note)
    return [one for one in asked if one.startswith("SELECT") and "FROM counter" not in one]


def test_the_run_reads_in_a_handful_of_queries(make: Factory, make_work: MakeWork) -> None:
    """Own and others' proposals, placements, people, places, lessons, noes, weights, specialists; however many."""
    caseworker = actor(make.caseworker())
    reads = []
    for cvr in ("99001356", "99001380"):
        company = make.company(cvr=cvr)
        for _ in range(5):
            enrolment = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now)
            make.plan(enrolment)
            make.posting(company)
        reads.append(len(reads_of_a_run(make, make_work, caseworker)))
    assert reads[0] == reads[1] <= 9


def test_specialists_cost_a_run_five_queries_more(make: Factory, make_work: MakeWork) -> None:
    caseworker = actor(make.caseworker())
    reads = []
    for cvr, wishing in (("99001356", False), ("99001380", True), ("99001402", True)):
        enrolment = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now)
        make.plan(enrolment).wants_specialist = wishing
        make.posting(make.company(cvr=cvr))
        reads.append(len(reads_of_a_run(make, make_work, caseworker)))
    assert [reads[1] - reads[0], reads[2] - reads[1]] == [5, 0]


def test_places_without_a_workplace_are_passed_over(make: Factory, make_work: MakeWork) -> None:
    posting = make.posting()
    posting.workplace = None
    work = make_work()
    assert Places(work.house.law, work.today, [posting], [], []).all() == ()
