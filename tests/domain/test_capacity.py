"""Places and lines as pure rules: who competes with whom, what a programme is called, and how long a wait is said to be."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.capacity import Places, Pool, Standing, Turnover, Wait, forecast, pool_of, pools_of, standing
from portal.domain.capacity.forecast import interval
from portal.domain.eligibility.programme import Capacity, Programme, Term
from portal.programmes import load_programmes

TODAY = date(2026, 11, 23)
ROLIG_START = next(one for one in load_programmes() if one.code == "sick_leave_social_investment")
"""Dragør (155) and Tårnby (185)."""


def programme(total: int | None, last: date | None = None, **own: int) -> Programme:
    """Rolig start with these places; `m155=2` keeps two for Dragør."""
    places = tuple((name.removeprefix("m"), number) for name, number in own.items())
    return replace(ROLIG_START, capacity=Capacity(total, places), period=Term(date(2026, 1, 1), last))


def pool(limit: int | None = 20) -> Pool:
    return Pool("x", None, frozenset(), limit)


@pytest.mark.parametrize(
    ("total", "own", "expected"),
    [
        (120, {}, [(None, 120)]),
        (None, {}, [(None, None)]),
        (120, {"m155": 20}, [("155", 20), (None, 100)]),
        (120, {"m155": 20, "m185": 100}, [("155", 20), ("185", 100)]),
        (10, {"m155": 20}, [("155", 20), (None, 0)]),
        (None, {"m155": 20}, [("155", 20), (None, None)]),
    ],
)
def test_a_programme_has_one_pool_or_one_for_each_municipality(total, own, expected):
    assert [(one.municipality, one.limit) for one in pools_of(programme(total, **own))] == expected


@pytest.mark.parametrize(("home", "limit"), [("155", 20), ("185", 100), ("230", 100)])
def test_people_compete_with_their_own(home, limit):
    """Who has moved out of the programme's area keeps what she has: she counts among all others."""
    assert pool_of(programme(120, m155=20), home).limit == limit


@pytest.mark.parametrize("home", ["155", "185", "230"])
def test_everybody_is_in_exactly_one_pool(home):
    for one in (programme(120), programme(120, m155=20), programme(None, m155=2)):
        assert sum(found.holds(home) for found in pools_of(one)) == 1


@pytest.mark.parametrize(
    ("limit", "taken", "offered", "in_turn", "free", "full"),
    [
        (None, 500, 0, 3, None, False),
        (20, 19, 0, 0, 1, False),
        (20, 20, 0, 0, 0, True),
        (20, 19, 1, 0, 0, True),  # the last one is held for somebody
        (20, 19, 0, 1, 1, True),  # the last one goes to who stands in line
        (20, 18, 0, 1, 2, False),
        (20, 21, 0, 0, 0, True),  # somebody has come back from a long pause
        (0, 0, 0, 0, 0, True),
    ],
)
def test_room_for_somebody_new(limit, taken, offered, in_turn, free, full):
    places = Places(pool(limit), taken, offered, in_turn)
    assert (places.free, places.is_full) == (free, full)


@pytest.mark.parametrize(
    ("last", "taken", "expected"),
    [
        (None, 0, Standing.OPEN),
        (date(2027, 1, 23), 0, Standing.OPEN),
        (date(2027, 1, 22), 0, Standing.CLOSING_SOON),
        (TODAY, 0, Standing.CLOSING_SOON),
        (date(2027, 1, 22), 20, Standing.FULL),
        (date(2026, 11, 22), 20, Standing.CLOSED),
    ],
)
def test_what_a_programme_is_called_today(last, taken, expected):
    one = programme(20, last)
    assert standing(one, [Places(pools_of(one)[0], taken)], TODAY) is expected
    before = replace(one, period=Term(TODAY + timedelta(days=1), last))
    assert standing(before, [], TODAY) in (Standing.UPCOMING, Standing.CLOSED)


def test_a_programme_is_full_when_every_pool_is():
    one = programme(None, m155=1, m185=1)
    first, second = pools_of(one)
    assert standing(one, [Places(first, 1), Places(second, 0)], TODAY) is Standing.OPEN
    assert standing(one, [Places(first, 1), Places(second, 1)], TODAY) is Standing.FULL


@pytest.mark.parametrize(
    ("taken", "offered", "ahead", "needed"), [(20, 0, 0, 1), (20, 0, 4, 5), (19, 1, 0, 1), (19, 0, 0, 0), (18, 0, 4, 3)]
)
def test_how_many_places_must_become_free(taken, offered, ahead, needed):
    assert Places(pool(20), taken, offered).needed(ahead) == needed


SEEN = st.builds(Turnover, freed=st.integers(4, 400), person_days=st.floats(1000, 50_000))


@given(SEEN, st.integers(1, 40), st.integers(1, 200))
def test_who_stands_further_back_is_never_told_a_shorter_wait(seen, needed, places):
    nearer, farther = interval(needed, seen, places), interval(needed + 1, seen, places)
    assert 0 < nearer[0] < nearer[1]
    assert nearer[0] < farther[0]
    assert nearer[1] < farther[1]


@given(SEEN, st.integers(1, 40), st.integers(1, 200))
def test_more_places_that_become_free_never_make_a_wait_longer(seen, needed, places):
    more = replace(seen, freed=seen.freed + 1)
    assert interval(needed, more, places) < interval(needed, seen, places)


@given(SEEN, st.integers(0, 40), st.integers(1, 200))
def test_what_is_shown_is_a_range_of_whole_weeks(seen, needed, places):
    wait = forecast(needed, seen, places)
    assert wait is None or 0 <= wait.low < wait.high


@pytest.mark.parametrize("seen", [Turnover(0, 7300.0), Turnover(3, 7300.0), Turnover(9, 0.0)])
def test_where_next_to_nothing_is_known_nothing_is_said(seen):
    assert forecast(1, seen, 20) is None


def test_a_range_beyond_two_years_is_not_said():
    assert forecast(2, Turnover(10, 3650.0), 10) == Wait(3, 22)
    assert forecast(40, Turnover(10, 3650.0), 10) is None


def test_a_wait_may_outlast_the_programme():
    wait = Wait(3, 9)
    assert wait.may_outlast(TODAY + timedelta(weeks=9, days=-1), TODAY)
    assert not wait.may_outlast(TODAY + timedelta(weeks=9), TODAY)
    assert not wait.may_outlast(None, TODAY)


# --- The back-test: worlds in which people come, stay and leave, and what the rule would have told them ---

Stay = Callable[[random.Random], float]
WORLDS: dict[str, tuple[int, Stay, float, float]] = {
    "twenty places, half a year": (20, lambda r: r.expovariate(1 / 182), 0, 0),
    "ten places, four months": (10, lambda r: r.expovariate(1 / 120), 0, 0),
    "a hundred and twenty places": (120, lambda r: r.gammavariate(2, 120), 0, 0),
    "many stop early, the others stay long": (
        20,
        lambda r: r.expovariate(1 / 55) if r.random() < 0.3 else r.gammavariate(4, 59),
        0,
        0,
    ),
    "people leave the line, and one in ten says no": (20, lambda r: r.gammavariate(2, 91), 1 / 400, 0.1),
}
"""Places, how many days somebody stays, how often somebody in line gives up a day, and how often a place is declined."""
LIVES = 1200
YEAR, LONG_AGO = 365.0, 1500.0


def one_life(chance: random.Random, places: int, stay: Stay, gives_up: float, declines: float) -> tuple[bool, bool]:
    """Fill a programme, watch it for a year, join its line somewhere, and wait: was the range right, and the weeks?"""
    ends = [stay(chance) for _ in range(places)]
    heapq.heapify(ends)

    def next_end() -> float:
        end = ends[0]
        heapq.heapreplace(ends, end + stay(chance))
        return end

    freed = 0
    while ends[0] <= LONG_AGO:
        freed += next_end() > LONG_AGO - YEAR
    ahead = [chance.expovariate(gives_up) if gives_up else math.inf for _ in range(chance.randrange(8))]
    seen = Turnover(freed, places * YEAR)
    low, high = interval(len(ahead) + 1, seen, places)
    shown = forecast(len(ahead) + 1, seen, places)
    assert shown is not None
    while True:
        waited = next_end() - LONG_AGO
        ahead = [left for left in ahead if left > waited]
        while ahead and chance.random() < declines:
            ahead.pop(0)
        if not ahead:
            return low <= waited <= high, shown.low <= round(waited / 7) <= shown.high
        ahead.pop(0)


@pytest.mark.parametrize("world", WORLDS)
def test_the_range_holds_in_four_cases_of_five(world):
    """Between 75 and 85 per cent of the waits end within the range; the whole weeks shown are never less honest."""
    places, stay, gives_up, declines = WORLDS[world]
    chance = random.Random(2026)
    held = [one_life(chance, places, stay, gives_up, declines) for _ in range(LIVES)]
    assert 0.75 <= sum(exact for exact, _weeks in held) / LIVES <= 0.85
    assert sum(weeks for _exact, weeks in held) / LIVES >= 0.75
