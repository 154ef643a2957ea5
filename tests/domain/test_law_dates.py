"""Calendar months clamp to the month's end, and birthdays follow the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dates import add_months, add_years, age_on, months_between

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 8, 30), 6, date(2027, 2, 28)),
        (date(2026, 5, 22), 6, date(2026, 11, 22)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(9999, 12, 31), 6, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_are_added_and_clamped(day, months, expected):
    assert add_months(day, months) == expected


def test_a_leap_day_loses_a_day_in_a_common_year():
    assert add_years(date(1976, 2, 29), 50) == date(2026, 2, 28)
    assert add_years(date(1976, 2, 29), 52) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 8, 22), date(2026, 11, 22), 3),
        (date(2026, 8, 23), date(2026, 11, 22), 2),
        (date(2026, 2, 22), date(2026, 11, 22), 9),
        (date(2026, 2, 21), date(2026, 11, 22), 9),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 3, 1), date(2026, 2, 28), -1),
        (date(2026, 3, 1), date(2026, 3, 1), 0),
    ],
)
def test_whole_months_between(start, end, months):
    assert months_between(start, end) == months


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1971, 11, 22), date(2026, 11, 22), 55),
        (date(1971, 11, 23), date(2026, 11, 22), 54),
        (date(1976, 2, 29), date(2026, 2, 28), 49),
        (date(1976, 2, 29), date(2026, 3, 1), 50),
        (date(1976, 2, 29), date(2028, 2, 29), 52),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_age_in_whole_years(birth, day, age):
    assert age_on(birth, day) == age


@given(DAYS, DAYS)
def test_months_between_is_the_greatest_number_that_fits(start, end):
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(DAYS, st.integers(0, 600), st.integers(0, 40))
def test_a_later_start_or_more_months_never_gives_an_earlier_day(day, months, later):
    assert add_months(day, months) <= add_months(day + timedelta(days=later), months)
    assert add_months(day, months) <= add_months(day, months + later)
