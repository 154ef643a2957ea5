"""The cases of the demo: people who enrol, are taken in, agree a plan, and some who leave again.

Told through the same use cases as the pages use, so that rules, audit trail and letters are those of real cases.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from portal.adapters.demo_people.helped import submit_together
from portal.adapters.demo_people.stage import Stage, read
from portal.domain.workflow import ENROLMENT, PLACEMENT, Party, PlacementState
from portal.services.enrolment import (
    STEPS,
    AgreePlan,
    SaveStep,
    SubmitEnrolment,
    Withdraw,
    agree_plan,
    save_step,
    submit,
    withdraw,
)
from portal.services.enrolment.facts import FROM_CHECK
from portal.services.following import make_calendar
from portal.services.refusal import Decide, Propose, WriteLetter, decide, propose, write_letter
from portal.services.review import (
    Admit,
    AskCitizen,
    BookMeeting,
    PutOnWaitingList,
    SendPlan,
    Take,
    WritePlan,
    admit,
    ask_citizen,
    book_meeting,
    put_on_waiting_list,
    send_plan,
    take,
    write_plan,
)
from portal.services.work import COPENHAGEN, Work, add_working_days
from portal.store import enrolments
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from portal.store.placements import Placement, PlacementPart

TOLD: dict[str, Any] = {
    "contact_way": "call",
    "contact_time": "any",
    "notify": ["sms"],
    "companion": "no",
    "time_of_day": "forenoon",
    "needs": ["none"],
    "other": "",
    "support": ["no"],
    "profile": "yes",
    "health_notes": "yes",
    "follow_up": "yes",
}
"""What a case says that tells nothing else."""
FIELDS = {
    "kontakt": ("phone", "email", "contact_way", "contact_time", "notify", "companion"),
    "erfaring": ("interests", "good_at"),
    "rammer": (
        "hours",
        "time_of_day",
        "travel",
        "transport",
        "unemployed_since",
        "sick_since",
        "flex_job_hours",
        "contact_workplace",
    ),
    "hensyn": ("needs", "other"),
    "stoette": ("support",),
    "deling": ("profile", "health_notes", "follow_up"),
}
CHECKED: dict[str, dict[str, str]] = {
    "senior_advisory_board": {"danish": "yes", "basic_it": "yes"},
    "sick_leave_social_investment": {"small_steps": "yes", "other_help_first": "no"},
    "flex_job_development": {},
    "recruitment_from_the_edge": {},
    "health_support": {"health_obstacle": "yes"},
    "early_sick_leave_effort": {},
}
"""What people brought along from the check, where a case says nothing else."""
QUESTION_DAYS = 5
"""Working days a citizen is given to answer a question."""


def load_enrolments(stage: Stage) -> None:
    """Everybody sends, in the order they came, so that the numbers on the receipts tell it too."""
    for row in sorted(read("cases.toml")["case"], key=lambda row: (-row["story"][0][0], CLOCKS[row["story"][0][2]])):
        _tell(stage, row, row["story"][:1])


def load_cases(stage: Stage, before_run: str | None) -> None:
    """What came of the cases that were ready for a run, or with None of those that came after all runs."""
    for row in read("cases.toml")["case"]:
        if row.get("before_run") == before_run:
            _tell(stage, row, row["story"][1:])
            if "own_job" in row:
                _continue_own_job(stage, stage.cases[row["person"]], row)


def _tell(stage: Stage, row: dict[str, Any], story: list[list[Any]]) -> None:
    for days_ago, who, event in story:
        key = row["person"] if who == "self" else who
        EVENTS[event](stage, stage.work(days_ago, key, CLOCKS[event]), row)
    stage.session.flush()


def _submit(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    """Six steps and off they go, as on the pages."""
    answers = _answers(stage.session.get_one(Person, work.actor.person_id), row["answers"])
    saved = None
    for step in STEPS:
        saved = save_step(work, SaveStep(row["programme"], step, answers[step]))
    assert saved is not None
    case = enrolments.for_update(stage.session, saved.enrolment_id)
    case.answers = {**(case.answers or {}), FROM_CHECK: row.get("check", CHECKED[row["programme"]])}
    submit(work, SubmitEnrolment(case.id, case.version))
    stage.cases[row["person"]] = case


def _submit_together(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    person = stage.session.get_one(Person, stage.users[row["person"]].person_id)
    submit_together(stage, work, row, _answers(person, row["answers"]))


def _answers(person: Person, told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    dates = {key: value for key, value in (person.known_facts or {}).items() if key.endswith("_since")}
    whole = {**TOLD, "phone": person.phone, "email": person.email, **dates, **told}
    return {step: {name: whole[name] for name in names if name in whole} for step, names in FIELDS.items()}


def _take(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    take(work, Take(case.id, case.version))


def _ask(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    deadline = add_working_days(work.today, QUESTION_DAYS)
    ask_citizen(work, AskCitizen(case.id, case.version, row["question"], deadline))


def _meet(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    """A talk on the working day after next, in the morning: nobody opens the demo to a talk that is over."""
    case = stage.cases[row["person"]]
    day = add_working_days(stage.calendar.today, 2)
    at = datetime.combine(day, time(10), COPENHAGEN)
    book_meeting(work, BookMeeting(case.id, case.version, at, "office"))


def _admit(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    admit(work, Admit(case.id, case.version))


def _wait(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    put_on_waiting_list(work, PutOnWaitingList(case.id, case.version))


def _send_plan(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    """The plan as written together; the caseworker stands by it, the citizen is asked."""
    case, told = stage.cases[row["person"]], row["plan"]
    hours_from, hours_to = told["hours"]
    plan = WritePlan(
        case.id,
        version=0,
        goal=told["goal"],
        kinds=told["kinds"],
        occupations=told["occupations"],
        competences=told["competences"],
        hours_from=hours_from,
        hours_to=hours_to,
        hours_ladder=[{"week": week, "hours": hours} for week, hours in told["ladder"]],
        max_km=told["max_km"],
        available_from=work.today + timedelta(days=7),
        needs=told.get("needs", []),
        support=told.get("support", ""),
        wants_specialist=told.get("specialist", False),
    )
    write_plan(work, plan)
    send_plan(work, SendPlan(case.id, version=1))


def _agree_plan(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    plan = enrolments.plan_for_update(stage.session, case.id)
    assert plan is not None
    agree_plan(work, AgreePlan(case.id, plan.version))


def _withdraw(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    withdraw(work, Withdraw(case.id, case.version))


def _suggest_refusal(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    write_letter(work, WriteLetter(case.id, case.version, **row["letter"], hearing="known"))
    stage.session.flush()
    propose(work, Propose(case.id, case.version))


def _refuse(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    decide(work, Decide(case.id, case.version))


def _close(stage: Stage, work: Work, row: dict[str, Any]) -> None:
    case = stage.cases[row["person"]]
    work.move(ENROLMENT, case, "close", subject=case.person_id, outcome=row["outcome"])


EVENTS: dict[str, Callable[[Stage, Work, dict[str, Any]], None]] = {
    "submit": _submit,
    "submit_together": _submit_together,
    "take": _take,
    "ask": _ask,
    "meet": _meet,
    "admit": _admit,
    "wait": _wait,
    "send_plan": _send_plan,
    "agree_plan": _agree_plan,
    "suggest_refusal": _suggest_refusal,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "close": _close,
}
CLOCKS = {
    "submit": time(9, 10),
    "submit_together": time(14, 25),
    "take": time(9, 45),
    "ask": time(10, 15),
    "meet": time(10, 40),
    "admit": time(11, 30),
    "wait": time(11, 45),
    "send_plan": time(13, 40),
    "agree_plan": time(16, 5),
    "suggest_refusal": time(13, 10),
    "refuse": time(15, 20),
    "withdraw": time(12, 20),
    "close": time(14, 10),
}


def _continue_own_job(stage: Stage, case: Enrolment, row: dict[str, Any]) -> None:
    """Somebody who develops in the job she has: a placement without a proposal, which is running."""
    told, person = row["own_job"], row["person"]
    company, caseworker = stage.companies[told["company"]], row["story"][-2][1]
    work = stage.work(told["agreed"], caseworker, time(10, 30))
    start = stage.calendar.working_days_ago(told["started"]).date()
    placement = Placement(
        operating_municipality=case.operating_municipality,
        enrolment_id=case.id,
        person_id=case.person_id,
        company_id=company.id,
        workplace_id=company.workplaces[0].id,
        state=PlacementState.PLANNED,
        version=1,
        start_on=start,
        created_at=work.now,
        updated_at=work.now,
    )
    placement.parts = [_part(told, row["plan"]["ladder"], start)]
    stage.session.add(placement)
    stage.session.flush()
    make_calendar(work, placement, placement.parts)
    work.audit(
        "placement",
        "plan",
        placement.id,
        subject=case.person_id,
        municipality=case.operating_municipality,
        state_to=str(PlacementState.PLANNED),
        kind=told["kind"],
    )
    begin_placement(stage, placement, case, stage.work(told["started"], caseworker, time(9)))
    stage.cases[person] = case


def _part(told: dict[str, Any], ladder: list[list[float]], start: date) -> PlacementPart:
    steps = [{"from": (start + timedelta(weeks=int(week) - 1)).isoformat(), "hours": hours} for week, hours in ladder]
    return PlacementPart(kind=told["kind"], tasks=told["tasks"], hours_ladder=steps, start_on=start)


def begin_placement(stage: Stage, placement: Placement, case: Enrolment, work: Work) -> None:
    """All have accepted, the first day has come, and the case follows."""
    work.move(PLACEMENT, placement, "accept_all", subject=case.person_id, party=Party.SYSTEM)
    work.move(PLACEMENT, placement, "start", subject=case.person_id)
    work.move(ENROLMENT, case, "start_placement", subject=case.person_id, party=Party.SYSTEM)
