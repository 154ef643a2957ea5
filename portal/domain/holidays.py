"""Danish days off, so that a promise counted in working days is one that people at work can keep."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Skærtorsdag, langfredag, påskedag, 2. påskedag, Kristi himmelfartsdag, pinsedag and 2. pinsedag, in days."""
FIXED = ((1, 1), (12, 25), (12, 26))
OFFICES_CLOSED = ((12, 24), (12, 31))
"""No public holidays, but the municipality is closed and nobody wants a message (service-design.md 5.1 no. 4).

Grundlovsdag (5 June) is no public holiday; people are at work for half of it, so it counts as a working day.
"""
PRAYER_DAY, PRAYER_DAY_ABOLISHED = 26, 2024
"""Store bededag was a public holiday until 2023 (lov nr. 214 af 6. marts 2023)."""


def easter_sunday(year: int) -> date:
    """Påskedag in the Gregorian calendar (the anonymous algorithm, Meeus: Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, and the two days in December when the offices are closed."""
    easter = easter_sunday(year)
    moving = (*FROM_EASTER, PRAYER_DAY) if year < PRAYER_DAY_ABOLISHED else FROM_EASTER
    days = {easter + timedelta(days=one) for one in moving}
    return frozenset(days | {date(year, month, day) for month, day in (*FIXED, *OFFICES_CLOSED)})


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day after this one."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, days: int) -> date:
    """The day that lies so many working days later; 0 is the day itself."""
    for _ in range(days):
        day = next_working_day(day)
    return day
