"""When an SMS or an e-mail may ring in somebody's pocket (service-design.md 5.1 nos. 4 and 5).

Letters in Digital Post make no sound and go at any hour. All moments here are Danish local time.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from portal.domain.holidays import is_working_day, next_working_day

LOUD = frozenset({"sms", "email"})
"""The channels that keep quiet hours."""
OPENS, CLOSES, NOON = time(8), time(19), time(12)
MORNING, MORNING_FOR_BAD_NEWS = time(8, 30), time(9)
"""When that is sent which had to wait for the next working day."""
BAD_NEWS = frozenset({"N17"})
"""Templates that tell of a no: never just before days off, when there is nobody to talk to."""


def is_open(local: datetime) -> bool:
    """Is it a working day between 8 and 19?"""
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def next_sending(local: datetime, channel: str, template: str) -> datetime:
    """When a message made at `local` may go: at once, or in the morning of the next working day."""
    if channel not in LOUD:
        return local
    bad = template in BAD_NEWS
    if is_open(local) and not (bad and _days_off_begin(local)):
        return local
    before_work = is_working_day(local.date()) and local.time() < OPENS
    day = local.date() if before_work else next_working_day(local.date())
    return datetime.combine(day, MORNING_FOR_BAD_NEWS if bad else MORNING, local.tzinfo)


def _days_off_begin(local: datetime) -> bool:
    """Is it after noon, with no work tomorrow?"""
    return local.time() >= NOON and not is_working_day(local.date() + timedelta(days=1))
