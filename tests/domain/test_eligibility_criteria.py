"""Each kind of test at its boundaries: the day before, the day, the day after."""

from datetime import date, timedelta

import pytest

from portal.domain.eligibility.criteria import Combined, Elapsed, NumberAtMost, OneOf, ways
from portal.domain.eligibility.dates import birthday
from portal.domain.eligibility.facts import TALK, Choice, Facts, Range
from portal.domain.eligibility.kleene import MET, UNKNOWN, UNMET

ON = date(2026, 11, 22)
AGE_55 = Elapsed("years", 55)
MONTHS_3 = Elapsed("months", 3)
MONTHS_9 = Elapsed("months", 9, is_floor=False)
WEEKS_8 = Elapsed("weeks", 8)
HOURS_10 = NumberAtMost("flex_job_hours", 10)
DAGPENGE = OneOf("benefit", frozenset({"unemployment_benefit"}))
SICK = OneOf("benefit", frozenset({"sickness_benefit", "salary_during_sickness", "job_clarification"}))
FLEX = OneOf("flex_job_eligible", frozenset({"yes"}))
SAB = OneOf("home_municipality", frozenset({"155", "159", "185"}))


@pytest.mark.parametrize(
    ("born", "outcome"),
    [("1971-11-21", MET), ("1971-11-22", MET), ("1971-11-23", UNMET), ("1971-12-22", UNMET), ("2026-11-22", UNMET)],
)
def test_the_55th_birthday_counts(born, outcome):
    assert AGE_55.outcome(Facts(birth_date=date.fromisoformat(born)), ON) is outcome


@pytest.mark.parametrize(
    ("on", "outcome"),
    [("2027-02-28", UNMET), ("2027-03-01", MET), ("2027-03-02", MET)],
)
def test_a_leap_day_child_turns_55_on_1_march_in_a_common_year(on, outcome):
    assert AGE_55.outcome(Facts(birth_date=date(1972, 2, 29)), date.fromisoformat(on)) is outcome


def test_a_leap_day_child_turns_56_on_the_leap_day_itself():
    assert birthday(date(1972, 2, 29), 56) == date(2028, 2, 29)
    test = Elapsed("years", 56)
    assert test.outcome(Facts(birth_date=date(1972, 2, 29)), date(2028, 2, 28)) is UNMET
    assert test.outcome(Facts(birth_date=date(1972, 2, 29)), date(2028, 2, 29)) is MET


@pytest.mark.parametrize("years", [17, 18, 54, 55, 67])
@pytest.mark.parametrize("born", [date(1972, 2, 28), date(1972, 2, 29), date(1972, 3, 1), date(1971, 12, 31)])
def test_an_age_ceiling_ends_the_day_before_the_next_birthday(born, years):
    ceiling = Elapsed("years", years, is_floor=False)
    next_birthday = birthday(born, years + 1)
    assert ceiling.outcome(Facts(birth_date=born), next_birthday - timedelta(days=1)) is MET
    assert ceiling.outcome(Facts(birth_date=born), next_birthday) is UNMET


@pytest.mark.parametrize(
    ("since", "three", "nine"),
    [
        ("2026-08-21", MET, MET),
        ("2026-08-22", MET, MET),  # 3 months 0 days
        ("2026-08-23", UNMET, MET),  # 2 months 30 days
        ("2026-02-22", MET, MET),  # 9 months 0 days
        ("2026-02-21", MET, UNMET),  # 9 months 1 day
        ("2026-11-22", UNMET, MET),
        ("2026-11-23", UNMET, MET),  # not unemployed until tomorrow
        ("2027-05-01", UNMET, MET),
    ],
)
def test_three_to_nine_calendar_months_both_ends_included(since, three, nine):
    facts = Facts(unemployed_since=date.fromisoformat(since))
    assert MONTHS_3.outcome(facts, ON) is three
    assert MONTHS_9.outcome(facts, ON) is nine


@pytest.mark.parametrize(
    ("since", "first"),
    [
        ("2026-08-31", "2026-11-30"),
        ("2026-11-30", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2026-12-31", "2027-03-31"),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(since, first):
    facts, day = Facts(unemployed_since=date.fromisoformat(since)), date.fromisoformat(first)
    assert MONTHS_3.turning_days(facts) == (day,)
    assert MONTHS_3.outcome(facts, day) is MET
    assert MONTHS_3.outcome(facts, day - timedelta(days=1)) is UNMET


@pytest.mark.parametrize(
    ("since", "outcome"), [("2026-09-26", MET), ("2026-09-27", MET), ("2026-09-28", UNMET), ("2026-12-01", UNMET)]
)
def test_eight_weeks_are_56_days(since, outcome):
    assert WEEKS_8.outcome(Facts(sick_since=date.fromisoformat(since)), ON) is outcome


@pytest.mark.parametrize(
    ("span", "three", "nine"),
    [
        (Range(None, 2), UNMET, MET),
        (Range(3, 9), MET, MET),
        (Range(10, None), MET, UNMET),
        (Range(2, 4), UNKNOWN, MET),
        (Range(8, 10), MET, UNKNOWN),
        (Range(0, 24), UNKNOWN, UNKNOWN),
        (Range(), UNKNOWN, UNKNOWN),
        (Range(3, 3), MET, MET),
        (Range(9, 9), MET, MET),
        (Range(None, 2.99), UNMET, MET),
    ],
)
def test_a_range_straddling_a_limit_is_unknown(span, three, nine):
    assert MONTHS_3.outcome(Facts(months_unemployed=span), ON) is three
    assert MONTHS_9.outcome(Facts(months_unemployed=span), ON) is nine


def test_a_date_wins_over_the_range_and_talk_leaves_the_range():
    span = Range(3, 9)
    assert MONTHS_3.outcome(Facts(unemployed_since=date(2026, 11, 1), months_unemployed=span), ON) is UNMET
    assert MONTHS_3.outcome(Facts(unemployed_since=TALK, months_unemployed=span), ON) is MET
    assert MONTHS_3.outcome(Facts(unemployed_since=date(2026, 1, 1), months_unemployed=TALK), ON) is MET
    assert MONTHS_3.outcome(Facts(unemployed_since=TALK, months_unemployed=TALK), ON) is UNKNOWN


def test_a_range_never_turns_by_time():
    assert AGE_55.turning_days(Facts(age=Range(None, 54))) == ()
    assert MONTHS_9.turning_days(Facts(unemployed_since=ON)) == ()


@pytest.mark.parametrize(
    ("hours", "outcome"),
    [
        (0, MET),
        (10, MET),
        (10.0, MET),
        (10.5, UNMET),
        (12, UNMET),
        (Range(None, 10), MET),
        (Range(10.5, None), UNMET),
        (Range(8, 12), UNKNOWN),
        (TALK, UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_ten_hours_count(hours, outcome):
    assert HOURS_10.outcome(Facts(flex_job_hours=hours), ON) is outcome


def some(*codes):
    return Choice(frozenset(codes))


def none_of(*codes):
    return Choice(frozenset(codes), excluded=True)


@pytest.mark.parametrize(
    ("test", "value", "outcome"),
    [
        (DAGPENGE, "unemployment_benefit", MET),
        (DAGPENGE, "sickness_benefit", UNMET),
        (DAGPENGE, "unknown", UNKNOWN),
        (DAGPENGE, TALK, UNKNOWN),
        (DAGPENGE, None, UNKNOWN),
        (DAGPENGE, some("unemployment_benefit"), MET),
        (DAGPENGE, some("unemployment_benefit", "self_supporting"), UNKNOWN),
        (DAGPENGE, some("self_supporting", "rehabilitation"), UNMET),
        (DAGPENGE, some("self_supporting", "unknown"), UNKNOWN),
        (DAGPENGE, none_of("unemployment_benefit"), UNMET),
        (DAGPENGE, none_of("self_supporting"), UNKNOWN),
        (DAGPENGE, none_of(), UNKNOWN),
        (SICK, some("sickness_benefit", "job_clarification"), MET),
        (SICK, none_of("sickness_benefit", "salary_during_sickness", "job_clarification"), UNMET),
        (SICK, none_of("sickness_benefit"), UNKNOWN),
        (FLEX, "pending", UNKNOWN),
        (FLEX, "no", UNMET),
        (FLEX, some("yes", "pending"), UNKNOWN),
        (FLEX, some("no", "pending"), UNKNOWN),
        (FLEX, none_of("no"), UNKNOWN),
        (FLEX, none_of("no", "pending"), MET),
        (FLEX, none_of("yes"), UNMET),
        (FLEX, none_of("yes", "no"), UNKNOWN),
        (SAB, "155", MET),
        (SAB, "230", UNMET),
        (SAB, some("155", "185"), MET),
        (SAB, some("155", "230"), UNKNOWN),
        (SAB, some("101", "230"), UNMET),
        (SAB, none_of("155", "159", "185"), UNMET),
        (SAB, none_of("155", "159", "185", "550"), UNMET),
        (SAB, none_of("155"), UNKNOWN),
    ],
)
def test_a_set_is_met_wholly_inside_unmet_when_disjoint_and_otherwise_unknown(test, value, outcome):
    assert test.outcome(Facts(**{test.fact: value}), ON) is outcome


EMPLOYED = OneOf("benefit", frozenset({"flex_job_employed"}))
LOOKING = OneOf("benefit", frozenset({"unemployment_allowance_flex"}))
EITHER = Combined((LOOKING, Combined((EMPLOYED, HOURS_10), is_any=False)), is_any=True)


@pytest.mark.parametrize(
    ("benefit", "hours", "outcome"),
    [
        ("unemployment_allowance_flex", None, MET),
        ("unemployment_allowance_flex", 37, MET),
        ("flex_job_employed", 10, MET),
        ("flex_job_employed", 12, UNMET),
        ("flex_job_employed", None, UNKNOWN),
        ("unemployment_benefit", 4, UNMET),
        (None, 4, UNKNOWN),
        (None, 12, UNKNOWN),
        (some("flex_job_employed", "unemployment_allowance_flex"), 4, UNKNOWN),
        (none_of("flex_job_employed", "unemployment_allowance_flex"), 4, UNMET),
    ],
)
def test_one_of_two_ways_in_is_enough(benefit, hours, outcome):
    assert EITHER.outcome(Facts(benefit=benefit, flex_job_hours=hours), ON) is outcome


def test_a_combined_test_knows_its_facts_its_days_and_its_ways():
    assert EITHER.facts == {"benefit", "flex_job_hours"}
    assert ways(EITHER) == ((LOOKING,), (EMPLOYED, HOURS_10))
    waits = Combined((AGE_55, MONTHS_3), is_any=False)
    assert waits.turns_by_time
    assert not EITHER.turns_by_time
    facts = Facts(birth_date=date(1971, 12, 1), unemployed_since=ON)
    assert waits.turning_days(facts) == (date(2026, 12, 1), date(2027, 2, 22))
    assert EITHER.turning_days(facts) == ()


def test_the_calendars_end_is_no_crash():
    facts = Facts(birth_date=date(9990, 2, 28), unemployed_since=date(9999, 11, 30), sick_since=date(9999, 12, 1))
    assert AGE_55.turning_days(facts) == (date.max,)
    assert WEEKS_8.turning_days(facts) == (date.max,)
    assert MONTHS_3.outcome(facts, date(9999, 12, 1)) is UNMET
