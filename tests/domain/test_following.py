"""When somebody looks at a placement, and the signs that it needs somebody sooner: tables and properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.following import (
    CheckIn,
    CheckpointKind,
    Followed,
    WarningKind,
    checkpoints_after,
    checkpoints_for,
    warnings_for,
)
from portal.domain.holidays import is_working_day

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def kinds(start: date, end: date | None, *steps: date) -> list[tuple[str, str]]:
    return [(one.kind.value, one.due_on.isoformat()) for one in checkpoints_for(start, end, steps)]


def test_a_thirteen_week_placement_has_its_days() -> None:
    assert kinds(date(2026, 12, 7), date(2027, 3, 7), date(2027, 1, 4)) == [
        ("first_day", "2026-12-07"),
        ("first_week", "2026-12-14"),
        ("step", "2027-01-04"),
        ("midway", "2027-01-21"),
        ("ending", "2027-02-26"),
    ]


def test_a_short_placement_has_no_middle_and_ends_on_its_last_working_day() -> None:
    found = kinds(date(2026, 12, 7), date(2026, 12, 20))
    assert found == [("first_day", "2026-12-07"), ("first_week", "2026-12-14"), ("ending", "2026-12-18")]


def test_without_an_end_somebody_looks_after_six_and_thirteen_weeks() -> None:
    assert [kind for kind, _ in kinds(date(2026, 12, 7), None)] == ["first_day", "first_week", "midway", "midway"]


def test_no_talk_is_promised_on_a_holiday() -> None:
    assert ("first_week", "2026-12-23") in kinds(date(2026, 12, 17), date(2027, 2, 1))


@given(DAYS, st.integers(0, 400), st.lists(st.integers(1, 500), max_size=4))
def test_every_day_lies_in_the_placement_and_on_a_working_day(start: date, length: int, steps: list[int]) -> None:
    end = start + timedelta(days=length)
    found = checkpoints_for(start, end, [start + timedelta(days=day) for day in steps])
    assert list(found) == sorted(set(found))
    for one in found:
        assert start <= one.due_on <= end
        if one.kind not in (CheckpointKind.FIRST_DAY, CheckpointKind.STEP):
            assert is_working_day(one.due_on) or one.due_on == start


def test_follow_up_is_three_and_six_months_after() -> None:
    assert [one.due_on for one in checkpoints_after(date(2026, 11, 30))] == [date(2027, 2, 26), date(2027, 5, 28)]


def signs(**known: object) -> list[WarningKind]:
    values: dict = {"state": "active", "start_on": date(2026, 11, 2)} | known
    return [sign.kind for sign in warnings_for(Followed(**values), TODAY)]


def ago(days: int, **told: str) -> CheckIn:
    return CheckIn(TODAY - timedelta(days=days), **told)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, []),
        ({"check_ins": []}, [WarningKind.MISSED_CHECK_INS]),
        ({"check_ins": [ago(9)]}, []),
        ({"check_ins": [ago(10)]}, [WarningKind.MISSED_CHECK_INS]),
        ({"check_ins": [ago(30)], "last_contact": TODAY - timedelta(days=3)}, []),
        ({"check_ins": [ago(8, energy="lower"), ago(1, energy="lower")]}, [WarningKind.STRAIN]),
        ({"check_ins": [ago(8, energy="lower"), ago(1, energy="same")]}, []),
        ({"check_ins": [ago(8, week="hard"), ago(1, week="hard")]}, [WarningKind.STRAIN]),
        ({"check_ins": [ago(8, energy="lower"), ago(1, energy="lower")], "last_contact": TODAY}, []),
        ({"check_ins": [ago(1, energy="lower")]}, []),
        ({"check_ins": [ago(0, call="this_week")]}, [WarningKind.CALL_TODAY]),
        ({"check_ins": [ago(0, call="today")]}, [WarningKind.CALL_TODAY]),
        ({"check_ins": [ago(2, call="today")], "last_contact": TODAY}, []),
        ({"feedback_due": [TODAY - timedelta(days=4)]}, []),
        ({"feedback_due": [TODAY - timedelta(days=5)]}, [WarningKind.SILENT_COMPANY]),
        ({"feedback_due": [TODAY - timedelta(days=5)], "state": "completed", "has_outcome": True}, []),
        ({"concerns": 1}, [WarningKind.CONCERN]),
        ({"late": [TODAY]}, []),
        ({"late": [TODAY - timedelta(days=1)]}, [WarningKind.LATE_CHECKPOINT]),
        ({"state": "absent", "absent_since": TODAY - timedelta(days=14)}, [WarningKind.LONG_ABSENCE]),
        ({"state": "absent", "absent_since": TODAY - timedelta(days=13)}, []),
        ({"state": "completed"}, [WarningKind.NO_OUTCOME]),
        ({"state": "follow_up", "has_outcome": True}, []),
        ({"state": "ready", "check_ins": []}, []),
    ],
)
def test_the_signs_are_fixed_rules(known: dict, expected: list[WarningKind]) -> None:
    assert signs(**known) == expected


def test_the_most_pressing_comes_first_and_says_why() -> None:
    one = Followed("active", date(2026, 11, 2), concerns=1, late=[date(2026, 11, 9)], check_ins=[ago(0, call="today")])
    found = warnings_for(one, TODAY)
    assert [sign.kind for sign in found] == ["call_today", "concern", "late_checkpoint"]
    assert all(sign.why.endswith(".") and sign.todo.endswith(".") for sign in found)
