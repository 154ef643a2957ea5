"""The days on which a rule turns: birthdays, and whole weeks from a date."""

from __future__ import annotations

from datetime import date, timedelta

from portal.domain.dates import add_months, age_on

__all__ = ["add_months", "add_weeks", "age_on", "birthday"]


def birthday(born: date, years: int) -> date:
    """The first day on which `age_on` reaches that many years: 1 March for 29 February in a common year."""
    year = born.year + years
    if year > date.max.year:
        return date.max
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def add_weeks(start: date, weeks: int) -> date:
    """That many times seven days later, or the last day the calendar knows."""
    try:
        return start + timedelta(weeks=weeks)
    except OverflowError:
        return date.max
