"""Quiet hours: SMS and e-mail ring between 8 and 19 on working days, and no bad news just before days off."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.sending_hours import is_open, next_sending

HERE = ZoneInfo("Europe/Copenhagen")


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("made", "goes"),
    [
        (at(23, 8), at(23, 8)),
        (at(23, 18, 59), at(23, 18, 59)),
        (at(23, 19), at(24, 8, 30)),
        (at(23, 7, 59), at(23, 8, 30)),
        (at(23, 0), at(23, 8, 30)),
        (at(27, 19, 30), at(30, 8, 30)),
        (at(28, 12), at(30, 8, 30)),
        (at(23, 20, month=12), at(28, 8, 30, month=12)),
        (at(24, 10, month=12), at(28, 8, 30, month=12)),
        (at(31, 10, month=12), datetime(2027, 1, 4, 8, 30, tzinfo=HERE)),
    ],
)
def test_what_is_made_outside_waits_for_the_next_working_morning(made: datetime, goes: datetime) -> None:
    for channel in ("sms", "email"):
        assert next_sending(made, channel, "N13") == goes


def test_letters_go_at_any_hour() -> None:
    assert next_sending(at(28, 3), "digital_post", "N03") == at(28, 3)


@pytest.mark.parametrize(
    ("made", "goes"),
    [
        (at(27, 11, 59), at(27, 11, 59)),
        (at(27, 12), at(30, 9)),
        (at(26, 15), at(26, 15)),
        (at(26, 20), at(27, 9)),
        (at(23, 14, month=12), at(28, 9, month=12)),
    ],
)
def test_a_no_never_comes_just_before_days_off(made: datetime, goes: datetime) -> None:
    assert next_sending(made, "sms", "N17") == goes


def test_summer_time_keeps_the_clock_on_the_wall() -> None:
    friday = datetime(2026, 3, 27, 20, 0, tzinfo=HERE)
    monday = next_sending(friday, "sms", "N13")
    assert monday.isoformat() == "2026-03-30T08:30:00+02:00"
    assert not is_open(friday)
    assert is_open(monday)
