"""The demo's time: the day it is loaded stands for 22 November 2026, so that nobody's story ever grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.domain.dates import add_months, months_between
from portal.services.work import COPENHAGEN

TOLD_ON = date(2026, 11, 22)
"""The day the people's stories were written for (domain.md G.6)."""
NEARLY = 3
"""So few days before a whole month is told as "a little before it": the boundary is the point of such a story."""


@dataclass(frozen=True)
class DemoCalendar:
    """Dates seen from the moment the demo is loaded."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(COPENHAGEN).date()

    def same_months(self, told: date) -> date:
        """As many calendar months and days before today as `told` lies before the day of the stories.

        "9 months and a day" is counted by the calendar, so it must be moved by the calendar and not by days.
        """
        months = months_between(told, TOLD_ON)
        days = (TOLD_ON - add_months(told, months)).days
        before = (add_months(told, months + 1) - TOLD_ON).days
        if 0 < before <= NEARLY:
            return self._not_yet(months + 1, before)
        return add_months(self.today - timedelta(days=days), -months)

    def _not_yet(self, months: int, days: int) -> date:
        """The first day from which so many months will have passed in `days` days, and not before."""
        target = self.today + timedelta(days=days)
        since = add_months(target, -months)
        return since if add_months(since, months) >= target else since + timedelta(days=1)

    def same_days(self, told: date) -> date:
        """As many days before today as `told` lies before the day of the stories: weeks stay weeks."""
        return told + (self.today - TOLD_ON)

    def in_weeks(self, weeks: int) -> date:
        """The Monday so many weeks from this one."""
        monday = self.today - timedelta(days=self.today.weekday())
        return monday + timedelta(weeks=weeks)

    def working_days_ago(self, days: int, clock: time = time(10)) -> datetime:
        """A moment in working hours so many working days ago, 0 being today even on a Sunday. It never lies ahead."""
        day = self.today
        while days > 0:
            day -= timedelta(days=1)
            if day.weekday() < 5:
                days -= 1
        return min(datetime.combine(day, clock, COPENHAGEN), self.now)
