"""The time machine's rule: it agrees with judging twice, and tells what the rules do from what time does."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.eligibility import Hardness, Outcome, Result, facts_from_dict, judge
from portal.domain.eligibility.comparison import Cause, Comparison
from portal.programmes import load_programmes
from tests.domain.people import ON, raw_facts

PROGRAMMES = load_programmes()
SENIOR = PROGRAMMES[0]
days = st.dates(ON, date(2028, 12, 31))
BIRGIT = {
    "home_municipality": "155",
    "birth_date": "1967-03-14",
    "benefit": "unemployment_benefit",
    "unemployed_since": "2026-05-04",
    "danish": "yes",
    "basic_it": "yes",
}


def changed(criterion_id, programme=SENIOR, **to):
    """The programme with one criterion otherwise."""
    criteria = tuple(replace(one, **to) if one.id == criterion_id else one for one in programme.criteria)
    assert criteria != programme.criteria
    return replace(programme, version=programme.version + 1, criteria=criteria)


def with_limit(criterion_id, limit):
    test = next(one.test for one in SENIOR.criteria if one.id == criterion_id)
    return changed(criterion_id, test=replace(test, limit=limit))


FUTURES = [
    with_limit("unemployed_3_months", 4),
    with_limit("age", 58),
    changed("unemployed_9_months", hardness=Hardness.HARD),
    changed("basic_it", hardness=Hardness.HARD),
    replace(SENIOR, criteria=SENIOR.criteria[:-1]),
    replace(SENIOR, criteria=(*SENIOR.criteria[:3], SENIOR.criteria[-1])),
]


def difference(facts=None, then=SENIOR, day=ON, **changes):
    return Comparison(SENIOR, then, ON, day).difference(facts_from_dict(facts or BIRGIT | changes))


@settings(max_examples=300, deadline=None)
@given(raw=raw_facts(), future=st.sampled_from(FUTURES), day=days)
def test_it_agrees_with_judging_everybody_twice(raw, future, day):
    facts = facts_from_dict(raw, ON)
    before, after = judge(SENIOR, facts, ON), judge(future, facts, day)
    found = Comparison(SENIOR, future, ON, day).difference(facts)
    assert (found is None) == (before.result is after.result)
    if found is not None:
        assert (found.before, found.after) == (before.result, after.result)
        assert (found.cause is Cause.TIME) == (judge(SENIOR, facts, day).result is after.result)


@settings(max_examples=200, deadline=None)
@given(raw=raw_facts(), future=st.sampled_from(FUTURES), day=days)
def test_every_difference_has_a_reason_with_its_sentence_and_source(raw, future, day):
    found = Comparison(SENIOR, future, ON, day).difference(facts_from_dict(raw, ON))
    if found is not None:
        assert found.reasons
        assert all(reason.text and reason.source for reason in found.reasons)
        assert found.cause in {reason.cause for reason in found.reasons}


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.code)
@settings(max_examples=60, deadline=None)
@given(raw=raw_facts(), day=days)
def test_the_same_rules_change_nobody_on_the_same_day_and_only_by_time_on_another(programme, raw, day):
    facts = facts_from_dict(raw, ON)
    assert Comparison(programme, programme, ON, ON).difference(facts) is None
    later = Comparison(programme, programme, ON, day).difference(facts)
    if later is not None:
        assert later.cause is Cause.TIME
        assert {reason.cause for reason in later.reasons} == {Cause.TIME}


def test_a_stricter_rule_is_named_as_the_reason():
    found = difference(then=with_limit("age", 60), birth_date="1969-01-01")
    assert (found.before, found.after, found.cause) == (Result.LIKELY, Result.UNLIKELY, Cause.RULES)
    (reason,) = found.reasons
    assert (reason.criterion, reason.before, reason.after, reason.cause) == (
        "age",
        Outcome.MET,
        Outcome.UNMET,
        Cause.RULES,
    )


def test_more_than_nine_months_by_then_is_the_doing_of_time():
    found = difference(then=with_limit("age", 50), day=date(2027, 3, 1))
    assert (found.before, found.after, found.cause) == (Result.LIKELY, Result.MAYBE, Cause.TIME)
    assert [reason.criterion for reason in found.reasons] == ["unemployed_9_months"]


def test_a_harder_criterion_counts_although_its_outcome_is_the_same():
    found = difference(then=changed("basic_it", hardness=Hardness.HARD), basic_it="no")
    assert (found.before, found.after, found.cause) == (Result.MAYBE, Result.UNLIKELY, Cause.RULES)
    assert [(reason.before, reason.after) for reason in found.reasons] == [(Outcome.UNMET, Outcome.UNMET)]


def test_a_criterion_that_is_gone_is_a_reason_too():
    without = replace(SENIOR, criteria=tuple(one for one in SENIOR.criteria if one.id != "basic_it"))
    found = difference(then=without, basic_it="no")
    assert (found.before, found.after) == (Result.MAYBE, Result.LIKELY)
    assert [(reason.criterion, reason.after) for reason in found.reasons] == [("basic_it", None)]


def test_rules_and_time_are_told_apart_person_by_person():
    """On the later day she has been unemployed for four months; he would have to wait, though three are over."""
    four = with_limit("unemployed_3_months", 4)
    waits = difference(then=four, day=date(2026, 12, 20), unemployed_since="2026-09-10")
    assert waits is None
    fits = difference(then=four, day=date(2027, 1, 20), unemployed_since="2026-09-10")
    assert (fits.before, fits.after, fits.cause) == (Result.UNLIKELY, Result.LIKELY, Cause.TIME)
    barred = difference(then=four, unemployed_since="2026-08-10")
    assert (barred.before, barred.after, barred.cause) == (Result.LIKELY, Result.UNLIKELY, Cause.RULES)
