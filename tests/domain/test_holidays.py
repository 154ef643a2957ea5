"""Danish days off, against calendars that are known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.holidays import add_working_days, easter_sunday, holidays, is_working_day, next_working_day


@pytest.mark.parametrize(
    "day",
    [
        *(date(1818, 3, 22), date(1943, 4, 25), date(1981, 4, 19), date(1954, 4, 18), date(2000, 4, 23)),
        *(date(2008, 3, 23), date(2023, 4, 9), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5)),
        *(date(2027, 3, 28), date(2028, 4, 16), date(2038, 4, 25), date(2049, 4, 18), date(2076, 4, 19)),
    ],
)
def test_easter_lies_where_it_lies(day: date) -> None:
    assert easter_sunday(day.year) == day


def test_easter_is_a_sunday_in_spring_in_every_year() -> None:
    for year in range(1900, 2300):
        assert easter_sunday(year).weekday() == 6
        assert date(year, 3, 22) <= easter_sunday(year) <= date(year, 4, 25)


def test_the_days_off_of_2026() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 31),
    ]


def test_store_bededag_was_abolished_from_2024() -> None:
    assert not is_working_day(date(2023, 5, 5))
    assert is_working_day(date(2024, 4, 26))


def test_grundlovsdag_is_a_working_day() -> None:
    assert is_working_day(date(2026, 6, 5))


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 12, 22), 5, date(2027, 1, 4)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 12, 25), 0, date(2026, 12, 25)),
    ],
)
def test_working_days_pass_over_days_off(day: date, days: int, expected: date) -> None:
    assert add_working_days(day, days) == expected


def test_the_next_working_day_is_one_and_soon() -> None:
    for offset in range(3000):
        day = date(2023, 1, 1) + timedelta(days=offset)
        found = next_working_day(day)
        assert is_working_day(found)
        assert day < found <= day + timedelta(days=6)
