"""What has changed since a run is followed to exactly a full run's optimum, and nobody moves who need not."""

import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from portal.domain.matching import Instance, Place
from portal.domain.matching import following as module
from portal.domain.matching.engine import Computation, compute
from portal.domain.matching.exchange_result import result_text
from portal.domain.matching.following import follow, touched
from portal.domain.matching.solve import result_of
from tests.domain.matching_worlds import SHAPES, citizen, place, world


def answer_of(run: Computation) -> dict[str, str]:
    return {run.columns.citizens[i].id: run.columns.places[j].id for i, j in enumerate(run.chosen) if j >= 0}


def worth(run: Computation) -> tuple[int, int]:
    return int((run.chosen >= 0).sum()), int(run.points().sum())


def stayed(run: Computation, answer: dict[str, str]) -> int:
    return len(answer.items() & answer_of(run).items())


def changed(draw: random.Random, before: Instance, shape: str) -> Instance:
    """One to three changes of any sort."""
    citizens, places = list(before.citizens), list(before.places)
    for number in range(draw.randint(1, 3)):
        kind = draw.choice(["leave", "come", "decline", "plan", "close", "open", "seats", "posting"])
        if kind == "come":
            citizens.append(citizen(draw, f"n{number}", shape))
        elif kind == "open":
            places.append(place(draw, f"p{number}", shape))
        elif kind in ("leave", "decline", "plan") and citizens:
            k = draw.randrange(len(citizens))
            one = citizens.pop(k)
            if kind == "decline" and places:
                citizens.append(replace(one, declined=one.declined | {draw.choice(places).id}))
            elif kind == "plan":
                citizens.append(replace(one, max_km=draw.choice([0, 8, 40])))
        elif kind in ("close", "seats", "posting") and places:
            k = draw.randrange(len(places))
            one = places.pop(k)
            if kind == "seats":
                places.append(replace(one, places=draw.randint(0, 3)))
            elif kind == "posting":
                places.append(replace(one, occupation=draw.choice(["4311", "9333"])))
    draw.shuffle(citizens)
    return replace(before, citizens=tuple(citizens), places=tuple(places))


@pytest.mark.parametrize("shape", SHAPES)
def test_following_is_a_full_runs_optimum_with_the_fewest_moves(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, solved = module.compute_on, []
    monkeypatch.setattr(module, "compute_on", lambda *given: solved.append(given) or whole(*given))
    for seed in range(25):
        draw = random.Random(seed)
        before = replace(world(seed, shape, people=10), keep=())
        answer = answer_of(compute(before))
        now = changed(draw, before, shape)
        run, full = follow(before, answer, now), compute(now, answer)
        where = f"{shape}, seed {seed}"
        assert worth(run) == worth(full), where
        assert run.proof.bound == full.proof.bound, where
        assert stayed(run, answer) == stayed(full, answer), where
        again = compute(now, answer_of(run))
        assert "".join(result_text(run, result_of(run))) == "".join(result_text(again, result_of(again))), where
    assert len(solved) < 25


def test_several_changes_in_a_row_stay_best() -> None:
    draw, instance = random.Random(5), replace(world(5, "ties", people=12), keep=())
    answer = answer_of(compute(instance))
    for _ in range(12):
        now = changed(draw, instance, "ties")
        run = follow(instance, answer, now)
        assert worth(run) == worth(compute(now))
        instance, answer = now, answer_of(run)


def test_many_newcomers_find_room() -> None:
    draw, before = random.Random(1), replace(world(3, "balanced", people=8), keep=())
    more = tuple(citizen(draw, f"n{k}", "balanced") for k in range(40))
    places = tuple(place(draw, f"p{k}", "balanced") for k in range(30))
    now = replace(before, citizens=before.citizens + more, places=before.places + places)
    assert worth(follow(before, answer_of(compute(before)), now)) == worth(compute(now))


@pytest.mark.parametrize(
    "other",
    [
        lambda one: replace(one, on=one.on + timedelta(days=9)),
        lambda one: replace(one, weights=replace(one.weights, occupation=350, waiting=100)),
        lambda one: replace(one, places=tuple(replace(p, workplace_places=1) for p in one.places)),
    ],
)
def test_other_terms_are_solved_whole(other, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object) -> None:
        raise AssertionError

    before = replace(world(6, "balanced", people=10), keep=())
    before = replace(before, places=tuple(replace(p, workplace_places=None) for p in before.places))
    answer, now = answer_of(compute(before)), other(before)
    monkeypatch.setattr(module, "_Following", never)
    run = follow(before, answer, now)
    assert (worth(run), stayed(run, answer)) == (worth(compute(now)), stayed(compute(now, answer), answer))


def test_an_answer_that_was_not_best_is_solved_whole() -> None:
    before = replace(world(5, "balanced", people=10), keep=())
    assert compute(before).proof.bound > 0
    assert worth(follow(before, {}, before)) == worth(compute(before))


def test_what_a_place_takes_is_not_what_it_is() -> None:
    before = world(4, "workplaces", people=8)
    roomier = tuple(replace(one, places=one.places + 1) for one in before.places)
    assert touched(before, replace(before, places=roomier)) == (set(), set())
    first: Place = before.places[0]
    dearer = replace(before, places=(replace(first, occupation="0110"), *before.places[1:]))
    assert touched(before, dearer) == (set(), {first.id})


def test_nobody_and_nothing_is_followed_too() -> None:
    before = replace(world(2, "ordinary", people=6), keep=())
    nobody = replace(before, citizens=(), places=())
    assert worth(follow(before, answer_of(compute(before)), nobody)) == (0, 0)
    run = follow(nobody, {}, before)
    assert np.array_equal(run.chosen, compute(before).chosen) or worth(run) == worth(compute(before))
