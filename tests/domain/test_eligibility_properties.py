"""What must hold for every person: agreement with the specification, and the laws of the engine."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.eligibility import (
    TALK,
    Outcome,
    Result,
    Verdict,
    facts_from_dict,
    facts_to_dict,
    judge,
    judge_all,
)
from portal.programmes import load_programmes
from tests.domain import rulebook
from tests.domain.people import ON, exact_facts, raw_facts

PROGRAMMES = load_programmes()
BY_CODE = {programme.code: programme for programme in PROGRAMMES}
SENIOR = BY_CODE["senior_advisory_board"]
RANK = {Result.UNLIKELY: 0, Result.MAYBE: 1, Result.LIKELY: 2}
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@settings(max_examples=600, deadline=None)
@given(raw=raw_facts(), on=days)
def test_every_verdict_agrees_with_the_table_written_by_hand(raw, on):
    for verdict in judge_all(PROGRAMMES, facts_from_dict(raw, on), on):
        hard, soft = rulebook.outcomes(verdict.code, raw, on)
        assert [line.outcome for line in verdict.criteria if line.hardness == "hard"] == hard
        assert [line.outcome for line in verdict.criteria if line.hardness == "soft"] == soft
        assert verdict.result == rulebook.result(verdict.code, raw, on)


@settings(max_examples=300, deadline=None)
@given(raw=raw_facts(), on=days)
def test_a_verdict_frozen_as_json_comes_back_the_same(raw, on):
    for verdict in judge_all(PROGRAMMES, facts_from_dict(raw, on), on):
        thawed = Verdict.from_dict(verdict.to_dict())
        assert thawed == verdict
        assert thawed.to_dict() == verdict.to_dict()
        assert thawed.alternatives == verdict.alternatives


@given(raw=raw_facts())
def test_facts_come_back_the_same_from_json(raw):
    facts = facts_from_dict(raw)
    assert facts_from_dict(facts_to_dict(facts)) == facts
    assert facts_to_dict(facts) == raw


@settings(max_examples=300, deadline=None)
@given(raw=exact_facts(), data=st.data())
def test_forgetting_a_fact_never_settles_anything(raw, data):
    """Unknown never beats known: an outcome without the fact is either the same as with it, or unknown."""
    known = facts_from_dict(raw)
    name = data.draw(st.sampled_from(sorted(raw)))
    forgotten = replace(known, **{name: data.draw(st.sampled_from([None, TALK]))})
    for programme in PROGRAMMES:
        before, after = judge(programme, known, ON), judge(programme, forgotten, ON)
        for full, empty in zip(before.criteria, after.criteria, strict=True):
            assert empty.outcome in (full.outcome, Outcome.UNKNOWN)
        assert after.result in (before.result, Result.MAYBE)


@settings(max_examples=300, deadline=None)
@given(raw=raw_facts(), on=days, later=st.integers(0, 800))
def test_more_time_never_turns_too_early_on(raw, on, later):
    facts, then = facts_from_dict(raw, on), on + timedelta(days=later)
    now_lines, then_lines = judge(SENIOR, facts, on).criteria, judge(SENIOR, facts, then).criteria
    for now, after in zip(now_lines, then_lines, strict=True):
        if now.id in {"age", "unemployed_3_months"} and now.outcome is Outcome.MET:
            assert after.outcome is Outcome.MET


@settings(max_examples=300, deadline=None)
@given(raw=raw_facts(), months=st.integers(0, 30), more=st.integers(0, 30))
def test_more_months_never_turn_too_early_on(raw, months, more):
    def outcome(number):
        span = {"min": number, "max": number}
        facts = facts_from_dict({**raw, "unemployed_since": "talk", "months_unemployed": span})
        return next(line.outcome for line in judge(SENIOR, facts, ON).criteria if line.id == "unemployed_3_months")

    assert outcome(months) is not Outcome.MET or outcome(months + more) is Outcome.MET


@settings(max_examples=400, deadline=None)
@given(raw=raw_facts(), on=days)
def test_eligible_from_is_the_very_first_day_without_a_hard_no(raw, on):
    facts = facts_from_dict(raw, on)
    for programme in PROGRAMMES:
        verdict = judge(programme, facts, on)
        day = verdict.eligible_from or next((a.date for a in verdict.advice if a.kind == "ends_before"), None)
        if day is None:
            continue
        assert verdict.result is Result.UNLIKELY
        assert day > on
        assert judge(programme, facts, day).result is not Result.UNLIKELY
        assert judge(programme, facts, day - timedelta(days=1)).result is Result.UNLIKELY
        assert (verdict.eligible_from is None) == (programme.period.last is not None and day > programme.period.last)


@settings(max_examples=200, deadline=None)
@given(raw=raw_facts(), on=days)
def test_without_a_day_to_wait_for_time_alone_never_ends_the_no(raw, on):
    facts = facts_from_dict(raw, on)
    for programme in PROGRAMMES:
        verdict = judge(programme, facts, on)
        if verdict.result is Result.UNLIKELY and not verdict.eligible_from and not verdict.advice:
            for years in (1, 5, 40, 80):
                assert judge(programme, facts, on.replace(year=on.year + years, day=1)).result is Result.UNLIKELY


@settings(max_examples=200, deadline=None)
@given(raw=raw_facts(), on=days, other=st.dates(date(2016, 1, 1), date(2030, 1, 1)))
def test_the_period_never_changes_the_result(raw, on, other):
    facts = facts_from_dict(raw, on)
    demo = judge_all(load_programmes(demo=True), facts, on)
    real = judge_all(PROGRAMMES, facts, on)
    assert [v.result for v in demo] == [v.result for v in real]
    assert [v.criteria for v in demo] == [v.criteria for v in real]


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.code)
@settings(max_examples=100, deadline=None)
@given(raw=raw_facts())
def test_every_no_has_a_reason_a_source_and_an_alternative(programme, raw):
    verdict = judge(programme, facts_from_dict(raw), ON)
    for line in verdict.criteria:
        assert line.text
        assert line.source
        assert bool(line.alternative) == (line.outcome is Outcome.UNMET)
    assert bool(verdict.alternatives) == bool(verdict.lines(Outcome.UNMET))
