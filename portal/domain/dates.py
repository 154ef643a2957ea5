"""Calendar arithmetic as the law counts: whole calendar months, clamped to the month's end, and age in whole years."""

import calendar
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on; where the month is too short, its last day.

    31 August + 6 months is 28 February. Beyond the calendar's own ends the answer is the first or last day it knows.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    last = day.day if day.day <= 28 else calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """The same date so many years on; 29 February becomes 28 February in a common year."""
    return add_months(day, 12 * years)


def months_between(start: date, end: date) -> int:
    """The greatest number of whole calendar months that can be added to `start` without passing `end`.

    It is negative when `end` lies before `start`.
    """
    months = 12 * (end.year - start.year) + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def age_on(birth: date, day: date) -> int:
    """Age in whole years; who is born on 29 February turns a year older on 1 March in a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def last_day(start: date, weeks: int | None) -> date | None:
    """The last day of so many whole weeks; no weeks, no end."""
    return start + timedelta(weeks=weeks) - timedelta(days=1) if weeks else None
