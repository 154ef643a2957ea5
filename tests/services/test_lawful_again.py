"""The law's weeks hold across periods at one workplace, and what excuses from waiting is read from the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import Refused
from portal.services import following, matching
from portal.services import proposal as service
from portal.services.review import WritePlan, write_plan
from portal.store.companies import Company
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal
from portal.store.placements import Placement
from portal.store.postings import Posting
from tests.conftest import MakeWork
from tests.factories import BIRGIT_FACTS, Factory, actor

START = date(2026, 12, 7)
EARLIER = date(2026, 10, 5)
YOUNG = {"birth_date": date(1990, 5, 1), "known_facts": BIRGIT_FACTS | {"unemployed_since": "2026-10-01"}}


@dataclass
class Case:
    """Somebody on unemployment benefit, who may have four weeks of work trial, and one company."""

    make: Factory
    make_work: MakeWork
    company: Company
    enrolment: Enrolment

    def proposed(self, *, weeks: int = 4, company: Company | None = None, **posting: Any) -> Proposal:
        made = self.make.posting(company or self.company, **{"kind": "work_trial", "weeks": weeks} | posting)
        return self.make.proposal(self.enrolment, made, end_on=START + timedelta(weeks=weeks, days=-1))

    def had(self, weeks: int, state: str = "completed", first: date = EARLIER, **posting: Any) -> Placement:
        row = self.proposed(weeks=weeks, **posting)
        row.state = "agreement"
        end = first + timedelta(weeks=weeks, days=-1)
        return self.make.placement(row, state=state, start_on=first, end_on=end)

    def approve(self, row: Proposal) -> str:
        self.make.session.flush()
        command = service.Approve(row.id, row.version, "Jeg tror, det passer til dig.")
        service.approve(self.make_work(actor(self.make.caseworker())), command)
        return row.state


@pytest.fixture
def case(make: Factory, make_work: MakeWork) -> Case:
    enrolment = make.enrolment(state="ready_for_match", ready_at=make.now)
    return Case(make, make_work, make.company(), enrolment)


def test_the_same_work_again_counts_together_and_four_weeks_are_four(case: Case) -> None:
    case.had(4)
    with pytest.raises(Refused, match=r"4 uger med det samme arbejde her før.*Det står i"):
        case.approve(case.proposed(weeks=4))


def test_a_run_proposes_only_what_the_earlier_weeks_leave_room_for(case: Case) -> None:
    case.make.plan(case.enrolment, kinds=["work_trial"])
    case.make.session.refresh(case.enrolment, ["plan"])
    posting = case.make.session.get_one(Posting, case.had(3).posting_id)
    work = case.make_work(actor(case.make.caseworker()))
    run = case.make.session.get_one(MatchRun, matching.run(work, matching.RunMatching("185")))
    assert "3 uger med det samme arbejde her før" in str(run.unmatched)
    assert matching.repeat(work, run.id).differences == ()
    posting.weeks = 1
    run = case.make.session.get_one(MatchRun, matching.run(work, matching.RunMatching("185")))
    proposal = case.make.session.scalars(select(Proposal).where(Proposal.run_id == run.id)).one()
    assert case.approve(proposal) == "approved"


def test_what_is_left_of_the_weeks_can_still_be_had(case: Case) -> None:
    case.had(2)
    assert case.approve(case.proposed(weeks=2)) == "approved"


@pytest.mark.parametrize(
    "before",
    [{"occupation": "4110"}, {"kind": "paid_hours"}, {"state": "cancelled"}],
    ids=["other work", "another kind", "cancelled"],
)
def test_what_is_something_else_does_not_count(case: Case, before: dict[str, Any]) -> None:
    case.had(4, **before)
    assert case.approve(case.proposed(weeks=4)) == "approved"


def test_another_workplace_and_another_person_do_not_count(case: Case) -> None:
    case.had(4, company=case.make.company(cvr="99000020"))
    person = case.make.other_person()
    other = case.make.enrolment(person, state="ready_for_match", ready_at=case.make.now)
    Case(case.make, case.make_work, case.company, other).had(4)
    assert case.approve(case.proposed(weeks=4)) == "approved"


def test_what_ended_early_counts_until_the_day_it_ended(case: Case) -> None:
    case.had(4).ended_on = EARLIER + timedelta(weeks=1, days=-1)
    with pytest.raises(Refused, match="1 uge med det samme arbejde"):
        case.approve(case.proposed(weeks=4))


def test_three_weeks_are_left_after_one_that_was_held(case: Case) -> None:
    case.had(4).ended_on = EARLIER + timedelta(weeks=1, days=-1)
    assert case.approve(case.proposed(weeks=3)) == "approved"


def test_a_longer_time_counts_what_was_before_it(case: Case) -> None:
    case.had(2)
    row = case.had(1, state="active", first=date(2026, 11, 16))
    case.make.session.refresh(row, ["parts"])
    work = case.make_work(actor(case.make.caseworker()))
    until = row.start_on + timedelta(weeks=3, days=-1)
    with pytest.raises(Refused, match="2 uger med det samme arbejde"):
        following.extend(work, following.Extend(row.id, row.version, until, "Det går godt."))
    following.extend(work, following.Extend(row.id, row.version, until - timedelta(weeks=1), "Det går godt."))


@pytest.mark.parametrize("excuse", ["no_education", "single_provider"])
def test_the_plan_says_what_excuses_from_waiting_for_a_wage_subsidy(case: Case, excuse: str) -> None:
    for name, value in YOUNG.items():
        setattr(case.enrolment.person, name, value)
    plan = case.make.plan(case.enrolment, kinds=["wage_subsidy_job"])
    row = case.proposed(kind="wage_subsidy_job", weeks=20)
    with pytest.raises(Refused, match="kræver 6 måneder på ydelse først"):
        case.approve(row)
    plan.excused = [excuse]
    assert case.approve(row) == "approved"


def test_only_the_excuses_of_the_law_are_written_down(case: Case) -> None:
    case.enrolment.state = "admitted"
    values = {
        "goal": "Et arbejde", "kinds": ["wage_subsidy_job"], "occupations": ["4311"], "competences": [],
        "hours_from": 10.0, "hours_to": 20.0, "hours_ladder": [], "max_km": 10.0, "available_from": START,
    }  # fmt: skip
    work = case.make_work(actor(case.make.caseworker()))
    with pytest.raises(Refused, match="kender vi ikke"):
        write_plan(work, WritePlan(case.enrolment.id, 0, **values, excused=["because"]))
    write_plan(work, WritePlan(case.enrolment.id, 0, **values, excused=["single_provider"]))
    case.make.session.refresh(case.enrolment, ["plan"])
    assert case.enrolment.plan is not None
    assert case.enrolment.plan.excused == ["single_provider"]
