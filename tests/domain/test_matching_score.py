"""Each part of the score by its definition, in whole points (matching.md 1.3), for places and for specialists."""

from dataclasses import fields, replace
from datetime import timedelta

import numpy as np
import pytest

from portal.domain.matching import DEFAULT_WEIGHTS, Hours, Instance, Need, Specialist, Weights, solve
from portal.domain.matching.columns import Columns
from portal.domain.matching.score import score, score_parts
from tests.domain.matching_worlds import ON, SHAPES, world
from tests.domain.test_matching_limits import BIRGIT, KM, OFFICE

HELPER = Specialist("s1", ("43",), 1, frozenset({"155"}), True, 55.59, 12.67)
WANTING = replace(BIRGIT, wants_specialist=True, municipality="155", waiting_since=ON - timedelta(weeks=13))


def points(part: str, citizen: dict, place: dict) -> int:
    """The points of one part for Birgit and the office, with changes."""
    columns = Columns(Instance(ON, (replace(BIRGIT, **citizen),), (replace(OFFICE, **place),)))
    return int(score_parts(columns, np.array([0]), np.array([0]))[part][0])


@pytest.mark.parametrize(
    ("wishes", "offered", "value"),
    [
        (("4311",), "4311", 1000),
        (("4313",), "4311", 800),
        (("4321",), "4311", 500),
        (("4110",), "4311", 200),
        (("9333",), "4311", 0),
        ((), "4311", 0),
        (("9333", "4110", "4313"), "4311", 800),
    ],
)
def test_occupation_is_the_best_wish_by_common_digits(wishes: tuple[str, ...], offered: str, value: int) -> None:
    assert points("occupation", {"occupations": wishes}, {"occupation": offered}) == 400 * value


@pytest.mark.parametrize(
    ("has", "liked", "value"),
    [
        ("", "", 500),
        ("abc", "", 500),
        ("", "abc", 0),
        ("a", "abc", 333),
        ("ab", "abc", 667),
        ("abcd", "abc", 1000),
        ("a", "abcdefghijklmnop", 63),
    ],
)
def test_competence_is_a_share_rounded_half_up(has: str, liked: str, value: int) -> None:
    change = {"competences": frozenset(has)}, {"competences_nice": frozenset(liked)}
    assert points("competence", *change) == 250 * value


def test_more_than_64_competences_are_all_counted() -> None:
    liked = frozenset(f"k{number}" for number in range(200))
    has = frozenset(f"k{number}" for number in range(0, 200, 2))
    assert points("competence", {"competences": has}, {"competences_nice": liked}) == 250 * 500


def test_travel_falls_from_one_to_nothing_at_the_limit() -> None:
    assert points("travel", {}, {}) == 150 * round(1000 * (1 - KM / 25))
    assert points("travel", {"max_km": KM}, {}) == 0
    at_home = {"lat": OFFICE.lat, "lon": OFFICE.lon}
    assert points("travel", at_home, {}) == 150_000
    assert points("travel", {**at_home, "max_km": 0}, {}) == 150_000


@pytest.mark.parametrize(
    ("mine", "theirs", "value"),
    [
        (Hours(15, 30), Hours(20, 37), 667),
        (Hours(15, 30), Hours(0, 37), 1000),
        (Hours(15, 30), Hours(30, 37), 0),
        (Hours(20, 20), Hours(20, 37), 1000),
        (Hours(0, 16), Hours(15, 20), 63),
        (Hours(7.5, 37), Hours(30, 37), 237),
    ],
)
def test_hours_are_the_share_of_the_citizens_range(mine: Hours, theirs: Hours, value: int) -> None:
    assert points("hours", {"hours": mine}, {"hours": theirs}) == 100 * value


@pytest.mark.parametrize(
    ("needs", "offers", "value"),
    [
        ((), (), 1000),
        (("no_driving", "written_instructions"), (), 1000),
        (("extra_breaks",), (), 0),
        (("extra_breaks", "support_person"), ("support_person",), 500),
        (("extra_breaks", "extra_breaks"), ("extra_breaks",), 1000),
    ],
)
def test_support_is_the_share_of_soft_needs_alone(needs: tuple, offers: tuple, value: int) -> None:
    assert points("support", {"needs": tuple(map(Need, needs))}, {"offers": frozenset(offers)}) == 50 * value


@pytest.mark.parametrize(("days", "value"), [(None, 0), (0, 0), (6, 0), (7, 38), (91, 500), (182, 1000), (900, 1000)])
def test_waiting_counts_whole_weeks_to_the_runs_day(days: int | None, value: int) -> None:
    since = None if days is None else ON - timedelta(days=days)
    assert points("waiting", {"waiting_since": since}, {}) == 50 * value
    assert points("waiting", {"waiting_since": ON + timedelta(days=70)}, {}) == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_a_score_is_whole_bounded_and_the_sum_of_its_parts(shape: str) -> None:
    for seed in range(10):
        for pair in solve(world(seed, shape, people=12)).pairs:
            assert 0 <= pair.points <= 1_000_000
            assert pair.points == sum(part.points for part in pair.parts)
            assert all(0 <= part.points <= part.max_points for part in pair.parts)


def test_the_weights_decide() -> None:
    columns = Columns(Instance(ON, (BIRGIT,), (OFFICE,), weights=Weights(1000, 0, 0, 0, 0, 0)))
    assert score(columns, np.array([0]), np.array([0])).tolist() == [1_000_000]
    assert sum(getattr(DEFAULT_WEIGHTS, f.name) for f in fields(Weights) if f.name != "version") == 1000


def met(citizen: dict, specialist: dict) -> dict[str, int] | None:
    """The points Birgit and the helper get together, or None when they do not meet."""
    instance = Instance(ON, (replace(WANTING, **citizen),), (), (replace(HELPER, **specialist),))
    pairs = solve(instance).specialists.pairs
    return {part.code: part.points for part in pairs[0].parts} if pairs else None


@pytest.mark.parametrize(
    ("prefixes", "value"),
    [(("4311",), 1000), (("431",), 800), (("43",), 500), (("4", "9"), 200), (("9",), 0), ((), 0)],
)
def test_a_specialists_prefix_counts_as_far_as_it_goes(prefixes: tuple[str, ...], value: int) -> None:
    assert met({}, {"occupations": prefixes}) == {
        "occupation": 600 * value,
        "travel": 200_000,
        "waiting": 100_000,
    }


def test_a_specialist_who_is_not_online_must_be_near() -> None:
    there = {"online": False, "lat": OFFICE.lat, "lon": OFFICE.lon}
    assert met({}, there)["travel"] == 200 * round(1000 * (1 - KM / 25))
    assert met({"max_km": KM - 1e-9}, there) is None
    assert met({"max_km": 0}, {"online": False})["travel"] == 200_000


@pytest.mark.parametrize(
    ("citizen", "specialist"),
    [
        ({"wants_specialist": False}, {}),
        ({"municipality": "185"}, {}),
        ({"municipality": None}, {}),
        ({"declined": frozenset({"s1"})}, {}),
        ({}, {"declined": frozenset({"b1"})}),
        ({}, {"capacity": 0}),
    ],
)
def test_some_do_not_meet(citizen: dict, specialist: dict) -> None:
    assert met(citizen, specialist) is None


def test_a_citizen_can_have_a_place_and_a_specialist() -> None:
    result = solve(Instance(ON, (WANTING,), (OFFICE,), (HELPER,)))
    assert result.matched == result.specialists.matched == 1
    assert not result.specialists.without
