"""A date is asked for only where it would tell the day to come back, and never of one's birth."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.eligibility import Result, facts_from_dict, judge, with_municipalities
from portal.domain.eligibility.planning import plan
from portal.domain.eligibility.waiting import agrees, date_wanted
from portal.domain.eligibility.whatif import StepKind, remedies
from portal.programmes import load_programmes, load_questions
from tests.domain.people import ON, raw_facts

PROGRAMMES = load_programmes(demo=True)
BY_CODE = {programme.code: programme for programme in PROGRAMMES}
SENIOR, SICK = BY_CODE["senior_advisory_board"], BY_CODE["sick_leave_social_investment"]
TOO_EARLY = {
    "home_municipality": "155",
    "age": {"min": 55},
    "benefit": "unemployment_benefit",
    "months_unemployed": {"max": 2},
    "danish": "yes",
    "basic_it": "yes",
}


def wanted(programme, on=ON, **raw):
    return date_wanted(programme, facts_from_dict(raw), on)


def test_too_early_wants_the_first_day():
    assert wanted(SENIOR, **TOO_EARLY) == "unemployed_since"
    ill = {"home_municipality": "185", "benefit": "sickness_benefit", "weeks_sick": {"max": 7}, "small_steps": "yes"}
    assert wanted(SICK, **ill) == "sick_since"


@pytest.mark.parametrize(
    "changes",
    [
        {"home_municipality": "101"},
        {"benefit": "cash_benefit_job_ready"},
        {"danish": "no"},
        {"months_unemployed": {"min": 3, "max": 9}},
        {"unemployed_since": "2026-10-01"},
    ],
)
def test_where_time_alone_is_not_enough_no_date_is_wanted(changes):
    assert wanted(SENIOR, **TOO_EARLY | changes) is None


def test_nobody_is_asked_for_a_birthday():
    assert wanted(SENIOR, **TOO_EARLY | {"age": {"max": 54}, "months_unemployed": {"min": 3, "max": 9}}) is None


@settings(max_examples=300, deadline=None)
@given(raw=raw_facts(), ago=st.integers(0, 400))
def test_a_date_that_agrees_gives_a_day_and_never_another_result(raw, ago):
    facts, day = facts_from_dict(raw, ON), ON - timedelta(days=ago)
    for programme in PROGRAMMES:
        fact = date_wanted(programme, facts, ON)
        if fact is None or not agrees(programme, facts, fact, day, ON):
            continue
        told = facts_from_dict({**raw, fact: day.isoformat()}, ON)
        assert judge(programme, told, ON).result is judge(programme, facts, ON).result
        waits = [step for way in remedies(programme, told, ON) for step in way.steps if step.kind is StepKind.WAIT]
        assert not waits or min(step.day for step in waits) > ON


def test_a_date_that_says_otherwise_is_not_taken():
    facts = facts_from_dict(TOO_EARLY)
    assert agrees(SENIOR, facts, "unemployed_since", date(2026, 9, 4), ON)
    assert not agrees(SENIOR, facts, "unemployed_since", date(2026, 5, 4), ON)
    assert not agrees(SENIOR, facts, "unemployed_since", ON + timedelta(days=1), ON)


def test_every_path_that_ends_too_early_can_be_told_its_day():
    """All ways through the check that end in a no for too short a time, and nothing else, want a date."""
    questions = with_municipalities(load_questions(), PROGRAMMES)
    the_plan = plan(PROGRAMMES, questions, ON)
    ends = [path for path in the_plan.paths() if path.get("ledig-laenge") == "u3" and path.get("alder") == "ja"]
    assert ends
    for path in ends:
        facts = the_plan.facts(path)
        verdict = judge(SENIOR, facts, ON)
        too_short = [line.id for line in verdict.criteria if line.outcome == "unmet" and line.hardness == "hard"]
        assert (verdict.result is Result.UNLIKELY and too_short == ["unemployed_3_months"]) == (
            date_wanted(SENIOR, facts, ON) == "unemployed_since"
        )
