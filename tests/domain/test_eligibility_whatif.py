"""What-if: each remedy works, nothing less does, and nothing hurtful is ever shown."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.eligibility import Facts, Result, facts_from_dict, judge
from portal.domain.eligibility.whatif import Remedy, StepKind, apply, remedies
from portal.programmes import load_programmes
from tests.domain.people import ON, raw_facts

PROGRAMMES = load_programmes(demo=True)
BY_CODE = {programme.code: programme for programme in PROGRAMMES}
SENIOR = BY_CODE["senior_advisory_board"]
SICK = BY_CODE["sick_leave_social_investment"]
FLEX = BY_CODE["flex_job_development"]
OFFERED = [programme for programme in PROGRAMMES if programme.is_shown_in_check]
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
NEVER_SHOWN = {"home_municipality", "benefit", "age", "danish", "basic_it", "disability_pension", "health_obstacle"}


@pytest.mark.parametrize("programme", OFFERED, ids=lambda programme: programme.code)
@settings(max_examples=150, deadline=None)
@given(raw=raw_facts(), on=days)
def test_a_remedy_makes_it_likely_and_no_part_of_it_does(programme, raw, on):
    facts = facts_from_dict(raw, on)
    found = remedies(programme, facts, on)
    assert (found == ()) == (judge(programme, facts, on).result is Result.LIKELY)
    for remedy in found:
        assert judge(programme, *apply(remedy, facts, on)).result is Result.LIKELY
        for size in range(len(remedy.steps)):
            for steps in combinations(remedy.steps, size):
                assert judge(programme, *apply(Remedy(steps), facts, on)).result is not Result.LIKELY


@pytest.mark.parametrize("programme", OFFERED, ids=lambda programme: programme.code)
@settings(max_examples=150, deadline=None)
@given(raw=raw_facts(), on=days)
def test_nobody_is_told_to_be_someone_else(programme, raw, on):
    for remedy in remedies(programme, facts_from_dict(raw, on), on):
        changed = {step.fact for step in remedy.steps if step.kind is StepKind.CHANGE}
        if remedy.may_be_shown:
            assert not changed & NEVER_SHOWN
            assert all(step.text for step in remedy.steps)


def kinds(programme, **raw):
    return [
        [(step.kind.value, step.fact) for step in remedy.steps]
        for remedy in remedies(programme, facts_from_dict(raw), ON)
    ]


COMPLETE = {
    "home_municipality": "155",
    "birth_date": "1967-03-14",
    "benefit": "unemployment_benefit",
    "unemployed_since": "2026-05-04",
    "danish": "yes",
    "basic_it": "yes",
}


def test_time_is_a_change_like_any_other():
    assert kinds(SENIOR, **COMPLETE) == []
    assert kinds(SENIOR, **COMPLETE | {"unemployed_since": "2026-08-24"}) == [[("wait", "months_unemployed")]]
    (remedy,) = remedies(SENIOR, facts_from_dict(COMPLETE | {"unemployed_since": "2026-08-24"}), ON)
    assert remedy.day == date(2026, 11, 24)
    assert remedy.may_be_shown


def test_waiting_beyond_the_programmes_end_is_not_shown():
    (remedy,) = remedies(SENIOR, facts_from_dict(COMPLETE | {"birth_date": "1971-12-22"}), ON)
    assert (remedy.day, remedy.may_be_shown) == (date(2026, 12, 22), False)


def test_waiting_for_one_thing_may_cost_another():
    waits = COMPLETE | {"birth_date": "1973-01-01", "unemployed_since": "2026-08-01"}
    assert kinds(SENIOR, **waits) == [[("wait", "age"), ("change", "months_unemployed")]]


def test_small_steps_are_one_change_for_two_criteria_and_may_be_said():
    ill = {"home_municipality": "185", "benefit": "sickness_benefit", "other_help_first": "no"}
    facts = facts_from_dict({**ill, "sick_since": "2026-10-01", "small_steps": "not_now"})
    (remedy,) = remedies(SICK, facts, ON)
    assert [(step.kind, step.fact) for step in remedy.steps] == [("change", "small_steps"), ("wait", "weeks_sick")]
    assert remedy.may_be_shown
    assert [step.sentence(date.isoformat) for step in remedy.steps] == [
        "Når du får lyst til at begynde i det små, kan du tjekke igen.",
        "Den 2026-11-26 har du været sygemeldt i 8 uger.",
    ]


def test_the_other_way_in_counts_as_one_change():
    many_hours = {"flex_job_eligible": "yes", "benefit": "flex_job_employed", "flex_job_hours": 12}
    assert kinds(FLEX, home_municipality="550", **many_hours) == [
        [("change", "benefit")],
        [("change", "flex_job_hours")],
    ]


def test_what_nobody_knows_is_found_out():
    (remedy,) = remedies(SENIOR, facts_from_dict({k: v for k, v in COMPLETE.items() if k != "benefit"}), ON)
    assert [step.kind for step in remedy.steps] == [StepKind.FIND_OUT]
    assert remedy.may_be_shown


def test_a_programme_by_referral_is_never_likely_so_nothing_would_make_it_so():
    assert remedies(BY_CODE["edge_of_labour_market"], Facts(), ON) == ()
