"""Cases weighed by phase, shared evenly, and a queue that says why: tables and properties."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.caseload import WEIGHT, Adviser, NewCase, even, load_of
from portal.domain.urgency import urgency_of
from portal.domain.workflow.enrolment import OPEN

TODAY = date(2026, 11, 23)


def test_every_open_state_counts_and_no_other() -> None:
    assert set(WEIGHT) == set(OPEN)


def test_a_load_is_the_weighted_sum() -> None:
    assert load_of({"submitted": 2, "admitted": 1, "waiting_list": 2, "in_placement": 3, "closed": 9}, 5) == 9.2


ADVISERS = st.lists(
    st.builds(
        Adviser,
        id=st.uuids(),
        name=st.sampled_from(["Anne", "Bo", "Carl"]),
        load=st.floats(0, 60).map(lambda load: round(load, 1)),
        limit=st.sampled_from([0.0, 24.0, 48.0]),
        away_from=st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)
CASES = st.lists(
    st.builds(NewCase, id=st.uuids(), state=st.sampled_from(sorted(OPEN))), max_size=30, unique_by=lambda c: c.id
)


@given(CASES, ADVISERS)
def test_nobody_gets_above_her_limit_or_while_she_is_away(cases: list[NewCase], advisers: list[Adviser]) -> None:
    found = even(cases, advisers, TODAY)
    weight = {case.id: case.weight for case in cases}
    for one in advisers:
        mine = sum(weight[case] for case, to in found.items() if to == one.id)
        if mine:
            assert not one.is_away(TODAY)
            assert one.load + mine <= one.limit + 1e-9


@given(CASES, ADVISERS)
def test_a_case_is_left_out_only_when_nobody_has_room(cases: list[NewCase], advisers: list[Adviser]) -> None:
    found = even(cases, advisers, TODAY)
    left = [case for case in cases if case.id not in found]
    load = {one.id: one.load for one in advisers}
    for case, to in found.items():
        load[to] += next(one.weight for one in cases if one.id == case)
    for case in left:
        assert not any(not one.is_away(TODAY) and load[one.id] + case.weight <= one.limit for one in advisers)


@given(CASES)
def test_equals_get_as_good_as_the_same(cases: list[NewCase]) -> None:
    team = [Adviser(UUID(int=n), name) for n, name in enumerate(("Anne", "Bo"), 1)]
    found = even(cases, team, TODAY)
    weight = {case.id: case.weight for case in cases}
    loads = [sum(weight[case] for case, to in found.items() if to == one.id) for one in team]
    assert abs(loads[0] - loads[1]) <= 1.5


@pytest.mark.parametrize(
    ("first", "last", "away"), [(0, 0, True), (1, 5, False), (-5, -1, False), (-1, None, True), (None, None, False)]
)
def test_both_days_of_a_leave_are_off(first: int | None, last: int | None, away: bool) -> None:
    days = [TODAY + timedelta(days=one) if one is not None else None for one in (first, last)]
    assert Adviser(UUID(int=1), "Anne", away_from=days[0], away_to=days[1]).is_away(TODAY) is away


@pytest.mark.parametrize(
    ("days", "known", "rank", "why"),
    [
        (-2, {}, 0, "Vores frist gik for 2 dage siden."),
        (0, {}, 1, "Vi har lovet et svar i dag."),
        (-1, {"waits": True}, 2, "Borgeren har ikke svaret inden dagen. Det er ikke et nej. Ring."),
        (3, {"is_new": True}, 3, "Ingen har sagen. Vi har lovet et svar om 3 dage."),
        (None, {"is_new": True}, 3, "Ingen har sagen."),
        (1, {"is_assigned": True}, 4, "Vi har lovet et svar om 1 dag."),
        (9, {"is_assigned": True}, 5, "Der er 9 dage til fristen."),
        (None, {"is_assigned": True}, 5, "Der er ingen frist på sagen."),
        (4, {"waits": True}, 6, "Vi venter på borgeren."),
    ],
)
def test_the_queue_says_why(days: int | None, known: dict, rank: int, why: str) -> None:
    deadline = TODAY + timedelta(days=days) if days is not None else None
    found = urgency_of(deadline, TODAY, **{"waits": False, "is_assigned": False, "is_new": False} | known)
    assert (found.rank, found.why) == (rank, why)
