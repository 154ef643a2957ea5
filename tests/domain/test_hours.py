"""How a placement's hours rise: the plan's steps on the days, and within the hours, of one place."""

from __future__ import annotations

from datetime import date

from portal.domain.hours import HoursStep, Place, hours_steps

START = date(2026, 12, 7)
PLAN = [{"week": 5, "hours": 23}, {"week": 1, "hours": 16}, {"week": 9, "hours": 30}]


def test_each_step_has_its_day_its_week_and_its_hours() -> None:
    assert hours_steps(PLAN, Place(START, None, 5, 37)) == (
        HoursStep(START, 1, 16),
        HoursStep(date(2027, 1, 4), 5, 23),
        HoursStep(date(2027, 2, 1), 9, 30),
    )


def test_the_place_sets_the_limits_and_equal_steps_are_one() -> None:
    steps = hours_steps(PLAN, Place(START, None, 18, 23))
    assert [(step.week, step.hours) for step in steps] == [(1, 18), (5, 23)]


def test_no_step_begins_after_the_last_day_and_the_first_holds_from_the_first_day() -> None:
    assert [step.week for step in hours_steps(PLAN, Place(START, date(2027, 1, 3), 5, 37))] == [1]
    assert hours_steps([{"week": 3, "hours": 10}], Place(START, None, 5, 37)) == (HoursStep(START, 1, 10),)
    assert hours_steps([], Place(START, None, 5, 37)) == ()
