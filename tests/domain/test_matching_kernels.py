"""The compiled kernels give what SciPy gives: as many citizens, as many points, the same prices, in every world."""

from dataclasses import replace

import numpy as np
import pytest

from portal.domain.matching import assignment
from portal.domain.matching.assignment import MANY_PAIRS, Capacities, assign, assign_by_seats
from portal.domain.matching.candidates import Edges, feasible_edges
from portal.domain.matching.certificate import prices
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import compute
from portal.domain.matching.kernels.open import assign_compiled
from portal.domain.matching.kernels.rows import look_further, place_rows
from portal.domain.matching.verification import verify
from tests.domain.matching_oracles import by_trying
from tests.domain.matching_worlds import SHAPES, world
from tests.domain.test_matching_verification import document, rejected


def market(seed: int, shape: str | None = None, people: int = 7) -> tuple[Edges, Capacities]:
    columns = Columns(world(seed, shape, people))
    return feasible_edges(columns), Capacities(columns.capacity, columns.workplace, columns.workplace_capacity)


def worth(edges: Edges, chosen: np.ndarray) -> tuple[int, int]:
    mine = chosen[edges.citizen] == edges.place
    return int(mine.sum()), int(edges.points[mine].sum())


@pytest.mark.parametrize("block", range(6))
def test_both_ways_give_the_same_points_and_the_same_prices(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        edges, room = market(seed, people=7 if seed % 3 else 25)
        by_seats, compiled = assign_by_seats(edges, room), assign_compiled(edges, room)
        assert worth(edges, compiled) == worth(edges, by_seats), f"seed {seed}"
        one, other = prices(edges, room, by_seats), prices(edges, room, compiled)
        assert one.bound == other.bound
        assert one.citizens.tolist() == other.citizens.tolist(), f"seed {seed}"
        assert one.places.tolist() == other.places.tolist(), f"seed {seed}"
        assert one.workplaces.tolist() == other.workplaces.tolist(), f"seed {seed}"


def test_trying_everything_finds_nothing_better() -> None:
    for seed in range(1_000, 1_300):
        run = compute(replace(world(seed), keep=()))
        edges = run.edges
        columns = run.columns
        room = Capacities(columns.capacity, columns.workplace, columns.workplace_capacity)
        assert worth(edges, assign_compiled(edges, room)) == by_trying(run), f"seed {seed}"


@pytest.mark.parametrize("shape", SHAPES)
def test_both_ways_keep_as_much_of_an_earlier_answer(shape: str) -> None:
    for seed in range(12):
        edges, room = market(seed, shape, people=15)
        draw = np.random.default_rng(seed)
        earlier = draw.integers(-1, max(1, len(room.place)), len(edges.start) - 1)
        by_seats, compiled = assign_by_seats(edges, room, earlier), assign_compiled(edges, room, earlier)
        assert worth(edges, compiled) == worth(edges, by_seats)
        shared = [int(((chosen >= 0) & (chosen == earlier)).sum()) for chosen in (by_seats, compiled)]
        assert shared[0] == shared[1], f"seed {seed}"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_checker_accepts_what_the_kernels_make(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignment, "MANY_PAIRS", 0)
    for seed in range(8):
        instance = world(seed, shape, people=12)
        made = document(instance)
        verify(instance, made)
        for pair in made["pairs"][:1]:
            pair["score"] += 1
            made["total"] += 1
            assert rejected(instance, made)


def test_many_pairs_go_to_the_kernels_and_few_do_not() -> None:
    """Equal scores everywhere: the two ways break ties differently, so one can see which was taken."""
    citizens = MANY_PAIRS // 100
    start = np.arange(citizens + 1) * 100
    place = np.tile(np.arange(100, dtype=np.int32), citizens)
    many = Edges(start, place, np.zeros(len(place), dtype=np.int32))
    room = Capacities(np.full(100, 2), np.full(100, -1), np.zeros(0, dtype=np.int64))
    assert assign(many, room).tolist() == assign_compiled(many, room).tolist()
    few = Edges(start[:3], place[:200], np.zeros(200, dtype=np.int32))
    assert assign(few, room).tolist() == assign_by_seats(few, room).tolist()


def test_rows_are_sorted_only_as_far_as_one_looks() -> None:
    draw = np.random.default_rng(5)
    start = np.arange(1001)
    points = draw.integers(0, 50, 1000).astype(np.int32)
    begin, _, pairs = place_rows(start, np.zeros(1000, dtype=np.int32), points, np.zeros(1, dtype=np.int64))
    best = np.sort(pairs)
    upto = 0
    while upto < 1000:
        upto = look_further(pairs, begin[0], upto, begin[1])
        assert pairs[:upto].tolist() == best[:upto].tolist()
    assert upto == 1000
