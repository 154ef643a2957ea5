"""A demo that starts on any day has every programme open, and says so; the real periods stay what they are."""

from __future__ import annotations

from datetime import date

from portal.domain.eligibility.programme import State
from portal.programmes import load_programmes, reopened

LONG_AFTER = date(2027, 6, 1)


def test_what_has_ended_by_then_runs_again_in_the_demo() -> None:
    programmes = reopened(load_programmes(demo=True), LONG_AFTER)
    assert {p.code: p.term.state(LONG_AFTER) for p in programmes} == {p.code: State.OPEN for p in programmes}
    senior = programmes[0]
    assert senior.is_reopened
    assert senior.period.last == date(2026, 11, 30)


def test_while_it_is_open_a_programme_keeps_its_own_days() -> None:
    senior = reopened(load_programmes(demo=True), date(2026, 11, 30))[0]
    assert not senior.is_reopened


def test_outside_the_demo_nothing_is_reopened() -> None:
    assert reopened(load_programmes(), LONG_AFTER) == load_programmes()
