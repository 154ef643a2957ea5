"""Each hard limit at its edge, one at a time, in a world where everything else fits."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from portal.domain.matching import (
    Citizen,
    Company,
    Demands,
    Earlier,
    Employer,
    Hours,
    Instance,
    Need,
    Place,
    codes,
    solve,
)
from portal.domain.matching.columns import Columns
from portal.domain.matching.distance import great_circle_km
from portal.domain.matching.law import ASSESS, NO, YES
from portal.domain.matching.limits import LIMITS, failed_limits
from tests.domain.matching_worlds import LAW, ON

BIRGIT = Citizen(
    id="b1",
    kinds=frozenset(codes.KINDS),
    hours=Hours(15, 30),
    available_from=date(2026, 12, 1),
    lat=55.59,
    lon=12.67,
    max_km=25,
    occupations=("4311",),
    languages=frozenset({"da"}),
    licences=frozenset({"B"}),
    competences=frozenset({"excel"}),
    benefit="unemployment_benefit",
    benefit_since=date(2026, 5, 4),
    has_employer="no",
    birth_date=date(1967, 3, 14),
)
OFFICE = Place(
    id="o1",
    kind="paid_hours",
    company=Company("99001011", "9900000011", "private"),
    places=1,
    occupation="4311",
    hours=Hours(20, 37),
    start_from=date(2026, 12, 1),
    start_to=date(2027, 2, 1),
    lat=55.63,
    lon=12.65,
    weeks=4,
)
KM = float(great_circle_km(BIRGIT.lat, BIRGIT.lon, OFFICE.lat, OFFICE.lon))


def failing(citizen: Citizen, place: Place) -> list[str]:
    """The limits that fail for the pair, in order."""
    columns = Columns(Instance(ON, (citizen,), (place,), law=LAW))
    return [code for code, flags in failed_limits(columns, np.array([0]), np.array([0])).items() if flags[0]]


def test_the_two_fit() -> None:
    assert failing(BIRGIT, OFFICE) == []


@pytest.mark.parametrize(
    ("limit", "citizen", "place"),
    [
        ("kind", {"kinds": frozenset({"work_trial"})}, {}),
        ("hours", {"hours": Hours(5, 19.5)}, {}),
        ("hours", {"hours": Hours(37.5, 40)}, {}),
        ("start", {"available_from": date(2027, 2, 2)}, {}),
        ("travel", {"max_km": KM - 1e-9}, {}),
        ("language", {"languages": frozenset({"en"})}, {"languages": frozenset({"da"})}),
        ("licence", {}, {"licences": frozenset({"B", "C"})}),
        ("competence", {}, {"competences_must": frozenset({"excel", "navision"})}),
        ("declined", {"declined": frozenset({"o1"})}, {}),
        ("declined", {}, {"declined": frozenset({"b1"})}),
        ("open", {}, {"open": False}),
        ("headroom", {}, {"headroom": False}),
        ("needs", {"needs": (Need("max_lift", 5),)}, {"demands": Demands(lift_kg=5.1)}),
        ("needs", {"needs": (Need("short_days", 4),)}, {"demands": Demands(hours_per_day=4.5)}),
        ("needs", {"needs": (Need("reduced_hours", 19),)}, {}),
    ],
)
def test_a_limit_fails_alone(limit: str, citizen: dict, place: dict) -> None:
    assert failing(replace(BIRGIT, **citizen), replace(OFFICE, **place)) == [limit]


@pytest.mark.parametrize(
    ("citizen", "place"),
    [
        ({"hours": Hours(5, 20)}, {}),
        ({"hours": Hours(37, 40)}, {}),
        ({"available_from": date(2027, 2, 1)}, {}),
        ({"max_km": KM}, {}),
        ({"max_km": 0, "lat": 55.63, "lon": 12.65}, {}),
        ({"languages": frozenset({"en", "da"})}, {"languages": frozenset({"da"})}),
        ({"declined": frozenset({"o2"})}, {"declined": frozenset({"b2"})}),
        ({"needs": (Need("max_lift", 5),)}, {"demands": Demands(lift_kg=5)}),
        ({"needs": (Need("reduced_hours", 20),)}, {}),
        ({}, {"places": 0}),
        ({}, {"start_from": date(2020, 1, 1)}),
    ],
)
def test_at_its_edge_a_limit_holds(citizen: dict, place: dict) -> None:
    assert failing(replace(BIRGIT, **citizen), replace(OFFICE, **place)) == []


@pytest.mark.parametrize("need", codes.NEEDS_BY_DEMAND)
def test_a_need_blocks_its_demand_unless_the_place_offers_to_meet_it(need: str) -> None:
    demand, value = codes.NEEDS_BY_DEMAND[need]
    hard = replace(OFFICE, demands=Demands(**{demand: value}))
    person = replace(BIRGIT, needs=(Need(need),))
    assert failing(person, hard) == ["needs"]
    assert failing(person, OFFICE) == []
    assert failing(BIRGIT, hard) == []
    assert failing(person, replace(hard, offers=frozenset({need}))) == []


def test_an_offer_does_not_lift_a_need_that_is_a_number() -> None:
    place = replace(OFFICE, demands=Demands(lift_kg=10), offers=frozenset({"max_lift"}))
    assert failing(replace(BIRGIT, needs=(Need("max_lift", 5),)), place) == ["needs"]


def test_the_tightest_of_two_limits_holds() -> None:
    place = replace(OFFICE, demands=Demands(lift_kg=7))
    assert failing(replace(BIRGIT, needs=(Need("max_lift", 10), Need("max_lift", 5))), place) == ["needs"]


@pytest.mark.parametrize("need", [*codes.SOFT_NEEDS, *codes.PLAIN_NEEDS])
def test_soft_needs_never_block(need: str) -> None:
    assert failing(replace(BIRGIT, needs=(Need(need),)), OFFICE) == []


@pytest.mark.parametrize(
    ("citizen", "place", "limits"),
    [
        ({}, {"kind": "work_trial", "weeks": 5}, ["duration"]),
        ({}, {"kind": "work_trial", "weeks": 4}, []),
        ({}, {"kind": "work_trial", "weeks": None}, ["duration"]),
        ({"last_employer": Employer("99001011", "9900000011")}, {"kind": "work_trial"}, ["previous_company"]),
        ({"last_employer": Employer("99001011", "9900000011")}, {}, []),
        ({"last_employer": Employer("99001011", "1")}, {"kind": "wage_subsidy_job"}, ["previous_company"]),
        (
            {"birth_date": date(1990, 1, 1), "benefit_since": date(2026, 7, 1)},
            {"kind": "wage_subsidy_job"},
            ["kind"],
        ),
        (
            {"birth_date": date(1990, 1, 1), "benefit_since": date(2026, 6, 1)},
            {"kind": "wage_subsidy_job"},
            [],
        ),
        (
            {"birth_date": date(1990, 1, 1), "benefit_since": date(2026, 7, 1), "single_provider": True},
            {"kind": "wage_subsidy_job"},
            [],
        ),
        ({"birth_date": None, "benefit_since": None, "no_education": True}, {"kind": "wage_subsidy_job"}, []),
        ({"birth_date": date(1976, 12, 1), "benefit_since": None}, {"kind": "wage_subsidy_job"}, []),
        ({"birth_date": date(1976, 12, 2), "benefit_since": None}, {"kind": "wage_subsidy_job"}, ["kind"]),
        ({}, {"kind": "flex_job"}, ["kind"]),
        ({"benefit": "state_pension"}, {"kind": "work_trial", "weeks": 90}, ["kind"]),
    ],
)
def test_the_law_is_asked_with_the_start_day(citizen: dict, place: dict, limits: list[str]) -> None:
    assert failing(replace(BIRGIT, **citizen), replace(OFFICE, **place)) == limits


def test_what_a_person_must_judge_passes_and_is_shown_as_unclear() -> None:
    person = replace(BIRGIT, benefit="sickness_benefit")
    result = solve(Instance(ON, (person,), (replace(OFFICE, kind="work_trial", weeks=20),), law=LAW))
    assert result.pairs[0].judge == ("duration",)
    shown = {limit.code: limit for limit in result.pairs[0].limits}
    assert shown["duration"].outcome == "assess"
    assert shown["duration"].sentence.startswith("Uklart: ")
    assert [limit.code for limit in result.pairs[0].limits] == list(LIMITS)


def test_the_law_is_remembered_by_facts_and_not_by_people() -> None:
    """Groups of alike people and places get one answer; it must be the one each would get alone."""
    people = [
        replace(
            BIRGIT,
            id=f"b{k}",
            benefit=benefit,
            benefit_since=since,
            birth_date=born,
            available_from=start,
            single_provider=alone,
        )
        for k, (benefit, since, born, start, alone) in enumerate(
            (benefit, since, born, start, alone)
            for benefit in ("unemployment_benefit", "sickness_benefit", "resource_course", "unknown")
            for since in (None, date(2026, 6, 2), date(2026, 2, 1))
            for born in (None, date(1976, 12, 20), date(1990, 1, 1))
            for start in (date(2026, 12, 1), date(2026, 12, 20), date(2027, 1, 20))
            for alone in (False, True)
        )
    ]
    places = [
        replace(OFFICE, id=f"o{k}", kind=kind, company=Company("1", "1", sector), weeks=weeks)
        for k, (kind, sector, weeks) in enumerate(
            (kind, sector, weeks)
            for kind in ("work_trial", "wage_subsidy_job")
            for sector in ("private", "public")
            for weeks in (None, 4, 20, 40)
        )
    ]
    columns = Columns(Instance(ON, tuple(people), tuple(places), law=LAW))
    rows, cols = np.arange(len(people))[:, None], np.arange(len(places))[None, :]
    kind, duration, previous = columns.law.outcomes(rows, cols, columns.start_days(rows, cols))
    for i, person in enumerate(columns.citizens):
        for j, place in enumerate(columns.places):
            ruling = LAW.ruling(person, place, max(person.available_from, place.start_from))
            assert (ruling.kind, ruling.duration, ruling.previous_company) == (
                kind[i, j],
                duration[i, j],
                previous[i, j],
            )


HAD = Earlier("9900000011", "work_trial", "4311", date(2026, 6, 1), date(2026, 6, 14))
"""Two weeks of the four that a work trial may last on unemployment benefit."""


@pytest.mark.parametrize(
    ("had", "weeks", "outcome"),
    [
        (HAD, 2, YES),
        (HAD, 3, NO),
        (replace(HAD, last=None), 1, NO),
        (replace(HAD, p_number="9900000012"), 3, YES),
        (replace(HAD, kind="paid_hours"), 3, YES),
        (replace(HAD, work_code="9333"), 3, ASSESS),
        (replace(HAD, first=date(2026, 12, 1), last=None), 3, YES),
    ],
    ids=["room is left", "too long", "goes on", "elsewhere", "another kind", "other work", "not begun yet"],
)
def test_weeks_had_at_the_workplace_count_whoever_is_asked_for_first(had: Earlier, weeks: int, outcome: int) -> None:
    trial = replace(OFFICE, kind="work_trial", weeks=weeks)
    new, back = replace(BIRGIT, id="b2"), replace(BIRGIT, earlier=(had,))
    for people in ((back, new), (replace(back, id="b3"), new)):
        columns = Columns(Instance(ON, people, (trial,), law=LAW))
        rows = np.arange(2)
        _, duration, _ = columns.law.outcomes(rows, 0 * rows, columns.start_days(rows, 0 * rows))
        own = columns.citizen_row[people[0].id]
        assert (duration[own], duration[1 - own]) == (outcome, YES)


def test_what_is_too_long_because_of_earlier_weeks_says_so_and_by_how_much() -> None:
    trial = replace(OFFICE, kind="work_trial", weeks=3)
    (left,) = solve(Instance(ON, (replace(BIRGIT, earlier=(HAD,)),), (trial,), law=LAW)).unmatched
    (miss,) = left.nearest
    assert (miss.limit, miss.short_by) == ("duration", 1.0)
    assert "Der har været 2 uger med det samme arbejde her før." in miss.sentence


def test_where_the_law_says_no_it_does_not_say_maybe_as_well() -> None:
    trial = replace(OFFICE, kind="work_trial", weeks=3)
    both = replace(BIRGIT, earlier=(HAD, replace(HAD, work_code="9333")))
    (left,) = solve(Instance(ON, (both,), (trial,), law=LAW)).unmatched
    assert "medarbejder" not in left.nearest[0].sentence


def test_distance_is_the_great_circle() -> None:
    assert float(great_circle_km(0, 0, 0, 180)) == pytest.approx(np.pi * 6371.0088)
    assert float(great_circle_km(55.0, 12.0, 56.0, 12.0)) == pytest.approx(np.pi / 180 * 6371.0088)
    assert float(great_circle_km(55.6, 12.5, 55.6, 12.5)) == 0.0
