"""What must not change the answer: the order of the input, and everything the matching must never see."""

import json
import random
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from portal.domain.matching import Citizen, Instance, Weights, input_digest, solve
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import compute
from portal.domain.matching.exchange import read_instance
from portal.domain.matching.exchange_result import pairs_text, result_text
from portal.domain.matching.score import score_parts
from portal.domain.matching.solve import result_of
from tests.domain.matching_worlds import SHAPES, world

NEVER_SCORED = {
    "benefit",
    "benefit_since",
    "has_employer",
    "birth_date",
    "last_employer",
    "no_education",
    "single_provider",
    "earlier",
}


def files(instance: Instance) -> tuple[str, str]:
    """RESULT and PAIRS as they are written."""
    run = compute(instance)
    return "".join(result_text(run, result_of(run))), "".join(pairs_text(run))


def shuffled(instance: Instance, seed: int) -> Instance:
    """The same instance in another order, down to the lists inside the rows."""
    draw = random.Random(seed)

    def mixed(rows: tuple) -> tuple:
        return tuple(draw.sample(rows, len(rows)))

    citizens = tuple(replace(c, needs=mixed(c.needs), occupations=mixed(c.occupations)) for c in instance.citizens)
    return replace(
        instance,
        citizens=mixed(citizens),
        places=mixed(instance.places),
        specialists=mixed(instance.specialists),
        keep=mixed(instance.keep),
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_the_order_of_the_input_changes_nothing(shape: str) -> None:
    for seed in range(8):
        instance = world(seed, shape, people=12)
        assert files(instance) == files(rows_shuffled(instance, seed))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_order_inside_rows_changes_no_pair(shape: str) -> None:
    for seed in range(8):
        instance = world(seed, shape, people=12)
        assert solve(instance).pairs == solve(shuffled(instance, seed)).pairs


def rows_shuffled(instance: Instance, seed: int) -> Instance:
    """Only the rows in another order: the digest, too, must be the same."""
    mixed = shuffled(instance, seed)
    own = {c.id: c for c in instance.citizens}
    again = replace(mixed, citizens=tuple(own[c.id] for c in mixed.citizens))
    assert input_digest(again) == input_digest(instance)
    return again


def test_the_same_input_gives_the_same_bytes() -> None:
    assert files(world(7, "picky", people=12)) == files(world(7, "picky", people=12))


def test_any_change_of_content_changes_the_digest() -> None:
    instance = world(8, "workplaces")
    changed = [
        replace(instance, on=instance.on + timedelta(days=1)),
        replace(instance, citizens=instance.citizens[1:]),
        replace(instance, places=(replace(instance.places[0], places=7), *instance.places[1:])),
        replace(instance, weights=Weights(occupation=500, competence=150)),
        replace(instance, specialists=()),
    ]
    assert len({input_digest(each) for each in (instance, *changed)}) == len(changed) + 1


def test_the_score_never_reads_what_is_for_the_law_alone() -> None:
    """A spy in place of every citizen: the columns and the score may be made without one look at these fields."""
    seen: set[str] = set()

    class Spy:
        def __init__(self, citizen: Citizen) -> None:
            self._citizen = citizen

        def __getattr__(self, name: str) -> object:
            seen.add(name)
            return getattr(self._citizen, name)

    instance = world(5, "many_places", people=10)
    columns = Columns(instance)
    columns.citizens = tuple(Spy(c) for c in columns.citizens)
    run = compute(instance)
    where = run.edges.place.astype(int)
    score_parts(columns, run.edges.citizen.astype(int), where)
    assert seen
    assert not seen & NEVER_SCORED


def test_a_citizen_has_no_field_for_what_must_never_be_seen() -> None:
    names = {field.name for field in fields(Citizen)}
    assert not names & {"name", "sex", "age", "nationality", "diagnosis", "programme", "cpr"}
    assert names > NEVER_SCORED


@pytest.mark.parametrize("shape", ["many_places", "workplaces", "picky"])
def test_another_birth_date_within_the_laws_ranges_changes_nothing(shape: str) -> None:
    """50 on the start day is the law's only age; on the same side of it a birth date is never read."""
    for seed in range(12):
        instance = world(seed, shape, people=12)

        def older(citizen: Citizen) -> Citizen:
            born = citizen.birth_date
            if born is None:
                return citizen
            return replace(citizen, birth_date=date(1990, 1, 1) if born.year > 1980 else date(1950, 6, 1))

        plain = tuple(
            c if c.birth_date != date(1976, 12, 20) else replace(c, birth_date=date(1967, 1, 1))
            for c in instance.citizens
        )
        before = solve(replace(instance, citizens=plain))
        after = solve(replace(instance, citizens=tuple(older(c) for c in plain)))
        assert before.pairs == after.pairs
        assert before.unmatched == after.unmatched


def test_benefit_alone_moves_no_points() -> None:
    """Two people who differ in benefit only have the same score wherever the law lets both in."""
    instance = world(11, "many_places", people=8)
    other = tuple(replace(c, benefit="sickness_benefit", has_employer="no") for c in instance.citizens)
    one, two = compute(instance), compute(replace(instance, citizens=other))
    points = [
        {(int(i), int(j)): int(p) for i, j, p in zip(r.edges.citizen, r.edges.place, r.edges.points, strict=True)}
        for r in (one, two)
    ]
    shared = points[0].keys() & points[1].keys()
    assert shared
    assert all(points[0][pair] == points[1][pair] for pair in shared)


def test_name_sex_and_programme_in_a_file_are_dropped_at_the_door() -> None:
    citizen = {
        "id": "b1",
        "kinds": ["paid_hours"],
        "hours": {"min": 5, "max": 20},
        "available_from": "2026-12-01",
        "lat": 55.6,
        "lon": 12.5,
        "max_km": 10,
    }
    named = citizen | {
        "name": "Ida",
        "sex": "k",
        "age": 61,
        "nationality": "SE",
        "programme": "x",
        "diagnosis": "y",
    }
    plain, full = (
        read_instance([json.dumps({"on": "2026-11-22", "citizens": [row], "postings": []})]) for row in (citizen, named)
    )
    assert plain == full
    assert input_digest(plain) == input_digest(full)
