"""The assignment is the best there is: against trying everything, two other solvers, and its own proof."""

from dataclasses import replace

import numpy as np
import pytest

from portal.domain.matching import Keep, solve
from portal.domain.matching.assignment import Capacities
from portal.domain.matching.candidates import Edges, feasible_edges
from portal.domain.matching.certificate import NotBest, prices
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import compute, compute_on
from portal.domain.matching.limits import feasible
from portal.domain.matching.score import score
from tests.domain.matching_oracles import answer, by_dense_assignment, by_milp, by_trying
from tests.domain.matching_worlds import SHAPES, world

BLOCKS = range(12)


@pytest.mark.parametrize("block", BLOCKS)
def test_no_assignment_is_better_in_small_worlds(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        run = compute(world(seed))
        assert answer(run) == by_trying(run), f"world({seed})"


@pytest.mark.parametrize("shape", SHAPES)
def test_other_solvers_find_nothing_better_in_larger_worlds(shape: str) -> None:
    for seed in range(6):
        run = compute(world(seed, shape, people=25))
        assert answer(run) == by_milp(run), f"world({seed}, {shape!r}, 25)"
        if not run.columns.workplaces:
            assert answer(run) == by_dense_assignment(run), f"world({seed}, {shape!r}, 25)"


@pytest.mark.slow
def test_thousands_of_worlds_agree_with_every_other_way() -> None:
    for seed in range(10_000, 15_000):
        run = compute(world(seed))
        assert answer(run) == by_trying(run), f"world({seed})"
        if seed % 5 == 0:
            assert answer(run) == by_milp(run), f"world({seed})"


@pytest.mark.parametrize("shape", SHAPES)
def test_candidates_are_exactly_the_pairs_where_no_limit_fails(shape: str) -> None:
    for seed in range(10):
        columns = Columns(world(seed, shape, people=15))
        edges = feasible_edges(columns)
        i, j = np.arange(len(columns.citizens)), np.arange(len(columns.places))
        if not i.size or not j.size:
            assert not len(edges.place)
            continue
        who, where = np.nonzero(feasible(columns, i[:, None], j[None, :]))
        assert edges.citizen.tolist() == who.tolist()
        assert edges.place.tolist() == where.tolist()
        assert edges.points.tolist() == score(columns, who, where).tolist()


def test_prices_are_refused_for_an_assignment_that_can_be_improved() -> None:
    edges = Edges(np.array([0, 2, 4]), np.array([0, 1, 0, 1]), np.array([10, 5, 10, 9], dtype=np.int32))
    nowhere = np.full(2, -1)
    room = Capacities(np.array([1, 1]), nowhere, np.zeros(0, dtype=np.int64))
    assert prices(edges, room, np.array([0, 1])).bound == 2 * 2_000_002 + 19
    for worse in ([1, 0], [0, -1], [-1, -1], [0, 0]):
        with pytest.raises(NotBest):
            prices(edges, room, np.array(worse))


def test_prices_are_refused_for_a_pair_that_is_not_feasible() -> None:
    edges = Edges(np.array([0, 1]), np.array([0]), np.array([10], dtype=np.int32))
    room = Capacities(np.array([1, 1]), np.full(2, -1), np.zeros(0, dtype=np.int64))
    with pytest.raises(NotBest):
        prices(edges, room, np.array([1]))


def test_every_damaged_assignment_is_noticed() -> None:
    noticed = 0
    for seed in range(300):
        run = compute(world(seed))
        room = Capacities(run.columns.capacity, run.columns.workplace, run.columns.workplace_capacity)
        if run.kept.any() or not (run.chosen >= 0).any():
            continue
        damaged = run.chosen.copy()
        damaged[np.flatnonzero(damaged >= 0)[0]] = -1
        with pytest.raises(NotBest):
            prices(run.edges, room, damaged)
        noticed += 1
    assert noticed > 100


def test_thousands_of_citizens_keep_whole_numbers_whole() -> None:
    """The base passes 32 bits at 2,148 citizens."""
    few = world(3, "workplaces", people=40)
    many = tuple(replace(c, id=f"{c.id}-{k}") for k in range(80) for c in few.citizens)
    run = compute(replace(few, citizens=many, keep=()))
    assert len(many) > 2_148
    assert run.proof.bound == 1_000_001 * len(many) * answer(run)[0] + answer(run)[1]


def test_an_earlier_answer_is_kept_as_far_as_the_best_allows() -> None:
    """Of all best answers, none shares more pairs with the earlier one."""
    compared = 0
    for seed in range(160):
        instance = replace(world(seed, ("ties", "balanced", "chain", "workplaces")[seed % 4]), keep=())
        first = solve(instance)
        if len(first.pairs) < 2:
            continue
        gone = first.pairs[0].citizen_id
        left = replace(instance, citizens=tuple(c for c in instance.citizens if c.id != gone))
        earlier = {pair.citizen_id: pair.place_id for pair in first.pairs}
        again = solve(left, previous=earlier)
        assert (again.matched, again.total) == (solve(left).matched, solve(left).total)
        assert _shared(again, earlier) == _most_shared(left, earlier), f"world({seed})"
        compared += 1
    assert compared > 25


def test_keeping_every_pair_of_an_answer_gives_the_answer() -> None:
    for seed in range(100):
        instance = replace(world(seed), keep=())
        result = solve(instance)
        kept = tuple(Keep(pair.citizen_id, pair.place_id) for pair in result.pairs)
        again = solve(replace(instance, keep=kept))
        assert [(p.citizen_id, p.place_id, p.points) for p in again.pairs] == [
            (p.citizen_id, p.place_id, p.points) for p in result.pairs
        ]
        assert all(pair.kept for pair in again.pairs)
        assert not again.keep_dropped


def _shared(result, earlier) -> int:
    return sum(earlier.get(pair.citizen_id) == pair.place_id for pair in result.pairs)


def _most_shared(instance, earlier) -> int:
    """By trying: the points of a pair that was there before are one more, after everything else."""
    columns = Columns(instance)
    run = compute_on(instance, columns, feasible_edges(columns), ())
    scale = len(columns.citizens) + 1
    edges = run.edges
    before = [
        earlier.get(columns.citizens[i].id) == columns.places[j].id
        for i, j in zip(edges.citizen, edges.place, strict=True)
    ]
    finer = replace(edges, points=edges.points.astype(np.int64) * scale + np.array(before, dtype=np.int64))
    return by_trying(replace(run, edges=finer))[1] % scale
