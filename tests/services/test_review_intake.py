"""From a new enrolment to a plan: who does what, what is asked for, and what the trail keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.access import Actor
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services import review
from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment, Plan
from portal.store.outbox import OutboxMessage
from tests.conftest import MakeWork
from tests.factories import ANSWERS, Factory, actor, anybody


@pytest.fixture
def mette(make: Factory) -> Actor:
    return actor(make.caseworker())


@pytest.fixture
def case(make: Factory) -> Enrolment:
    verdict = {"criteria": [{"id": "age", "outcome": "met"}]}
    return make.enrolment(state="submitted", verdict=verdict)


def take(make_work: MakeWork, who: Actor, case: Enrolment) -> None:
    review.take(make_work(who), review.Take(case.id, case.version))


def sent(make: Factory) -> list[str]:
    make.session.flush()
    messages = make.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [f"{one.template}:{one.channel}" for one in messages]


def test_taking_a_case_twice_is_once(make_work: MakeWork, mette: Actor, case: Enrolment) -> None:
    command = review.Take(case.id, case.version)
    review.take(make_work(mette), command)
    review.take(make_work(mette), command)
    assert (case.state, case.assigned_to, case.version) == ("in_review", mette.user_id, 2)


def test_somebody_else_comes_too_late(make: Factory, make_work: MakeWork, mette: Actor, case: Enrolment) -> None:
    command = review.Take(case.id, case.version)
    review.take(make_work(mette), command)
    with pytest.raises(Stale):
        review.take(make_work(actor(make.caseworker(name="Søren"))), command)


def test_another_municipality_finds_nothing(make: Factory, make_work: MakeWork, case: Enrolment) -> None:
    with pytest.raises(NotFound):
        take(make_work, actor(make.caseworker("550")), case)


def test_an_admission_keeps_the_criteria_that_were_seen(
    make: Factory, make_work: MakeWork, mette: Actor, case: Enrolment
) -> None:
    take(make_work, mette, case)
    review.admit(make_work(mette), review.Admit(case.id, case.version))
    entry = make.session.scalars(select(AuditEntry).where(AuditEntry.action == "enrolment.admit")).one()
    assert entry.detail == {"criteria": {"age": "met"}}
    assert sent(make) == ["N08:digital_post", "N08:sms"]


def test_a_full_programme_leads_to_the_waiting_list(
    make: Factory, make_work: MakeWork, mette: Actor, case: Enrolment
) -> None:
    take(make_work, mette, case)
    work = make_work(mette)
    full = replace(work.house.programme(case.programme_code).capacity, total=0)
    programmes = tuple(replace(p, capacity=full) for p in work.house.programmes)
    crowded = replace(work, house=replace(work.house, programmes=programmes))
    with pytest.raises(Refused):
        review.admit(crowded, review.Admit(case.id, case.version))
    assert review.put_on_waiting_list(work, review.PutOnWaitingList(case.id, case.version)) == 1
    assert sent(make) == ["N09:digital_post"]


@pytest.mark.parametrize("deadline", [None, date(2026, 11, 23)])
def test_a_question_has_a_day_ahead(make_work: MakeWork, mette: Actor, case: Enrolment, deadline: date | None) -> None:
    take(make_work, mette, case)
    with pytest.raises(Refused) as refused:
        review.ask_citizen(make_work(mette), review.AskCitizen(case.id, case.version, "Hvornår?", deadline))
    assert refused.value.field == "deadline"


def test_a_meeting_is_told_in_a_letter(make: Factory, make_work: MakeWork, mette: Actor, case: Enrolment) -> None:
    take(make_work, mette, case)
    at = make.now + timedelta(days=2)
    review.book_meeting(make_work(mette), review.BookMeeting(case.id, case.version, at, "office"))
    assert (case.state, case.deadline) == ("meeting_booked", date(2026, 11, 25))
    assert sent(make) == ["N06:digital_post"]


def plan_of(case: Enrolment, version: int = 0, **given: object) -> review.WritePlan:
    values = review.prefilled(ANSWERS, ["paid_hours"], date(2026, 11, 23))
    return review.WritePlan(case.id, version, **values | given)  # type: ignore[arg-type]


def test_the_draft_comes_from_the_citizens_own_answers() -> None:
    draft = review.prefilled(ANSWERS, ["work_trial"], date(2026, 11, 23))
    assert (draft["hours_from"], draft["hours_to"], draft["max_km"]) == (16, 30, 19)
    assert draft["needs"] == [{"code": "extra_breaks"}]
    assert len(draft["occupations"]) == 3
    assert [step["hours"] for step in draft["hours_ladder"]] == [16, 23, 30]


def test_an_empty_enrolment_still_gives_a_draft() -> None:
    draft = review.prefilled({}, [], date(2026, 11, 23))
    assert (draft["hours_from"], draft["hours_to"], draft["needs"], draft["goal"]) == (5, 37, [], "")


def test_a_plan_is_sent_once_and_agreed_anew_after_a_change(
    make: Factory, make_work: MakeWork, mette: Actor, case: Enrolment
) -> None:
    case.state = "admitted"
    review.write_plan(make_work(mette), plan_of(case))
    review.send_plan(make_work(mette), review.SendPlan(case.id, 1))
    review.send_plan(make_work(mette), review.SendPlan(case.id, 1))
    plan = make.session.scalars(select(Plan)).one()
    assert plan.staff_agreed_at is not None
    assert sent(make) == ["N12:sms"]
    case.state = "ready_for_match"
    review.write_plan(make_work(mette), plan_of(case, 1, hours_to=20.0, hours_ladder=[]))
    assert (case.state, plan.sent_at, plan.version) == ("admitted", None, 2)
    with pytest.raises(Stale):
        review.write_plan(make_work(mette), plan_of(case, 1))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"occupations": []}, "occupation_1"),
        ({"hours_from": 20.0, "hours_to": 10.0}, "hours_to"),
        ({"hours_to": 38.0}, "hours_to"),
        ({"hours_ladder": [{"week": 5, "hours": 4}, {"week": 1, "hours": 8}]}, "step_week_1"),
        ({"hours_ladder": [{"week": 1, "hours": 40}]}, "step_hours_1"),
        ({"needs": [{"code": "max_lift"}]}, "needs"),
        ({"max_km": -1.0}, "max_km"),
    ],
)
def test_a_plan_holds_together(
    make_work: MakeWork, mette: Actor, case: Enrolment, given: dict[str, object], field: str
) -> None:
    case.state = "admitted"
    with pytest.raises(Refused) as refused:
        review.write_plan(make_work(mette), plan_of(case, **given))
    assert refused.value.field == field


def test_a_plan_belongs_to_somebody_admitted(make_work: MakeWork, mette: Actor, case: Enrolment) -> None:
    with pytest.raises(IllegalMove):
        review.write_plan(make_work(mette), plan_of(case))


def test_staff_write_a_pause_down_that_was_talked_about(make: Factory, make_work: MakeWork) -> None:
    """The same pause as the citizen's own: the proposals are recalled and the place is kept."""
    case = make.enrolment(state="ready_for_match", ready_at=make.now)
    proposal = make.proposal(case)
    work = make_work(actor(make.caseworker()))
    for weeks, talked, why in ((4, False, "Tal med borgeren"), (3, True, "Vælg, hvor længe")):
        with pytest.raises(Refused, match=why):
            review.pause_case(work, review.PauseCase(case.id, case.version, weeks, talked))
    with pytest.raises(NotFound):
        review.pause_case(make_work(anybody(municipality="360")), review.PauseCase(case.id, case.version, 4, True))
    command = review.PauseCase(case.id, case.version, 4, True)
    review.pause_case(work, command)
    review.pause_case(work, command)
    assert (case.state, case.state_before, case.deadline) == ("paused", "ready_for_match", date(2026, 12, 21))
    assert proposal.state in ("stale", "cancelled")
