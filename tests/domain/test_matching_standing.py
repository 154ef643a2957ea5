"""After any one change the standing answer is what a full run would find, and nobody moves who need not."""

import random

import numpy as np
import pytest

from portal.domain.matching.assignment import Capacities, Ints, assign_by_seats
from portal.domain.matching.candidates import Edges, feasible_edges
from portal.domain.matching.certificate import prices
from portal.domain.matching.columns import Columns
from portal.domain.matching.standing import NoRoom, Standing
from tests.domain.matching_worlds import world


def market(seed: int, people: int = 14) -> tuple[Edges, Capacities]:
    columns = Columns(world(seed, people=people))
    return feasible_edges(columns), Capacities(columns.capacity, columns.workplace, columns.workplace_capacity)


def worth(edges: Edges, chosen: Ints) -> tuple[int, int]:
    mine = chosen[edges.citizen] == edges.place
    return int(mine.sum()), int(edges.points[mine].sum())


def change(draw: random.Random, standing: Standing, gone: set[int], caps: int) -> tuple[str, Ints]:
    """Some change that is possible now, and who moved."""
    here = [i for i in range(standing.citizens) if i not in gone]
    kinds = ["withdraw", "decline", "close", "arrive", "open"]
    kind = draw.choice(kinds)
    possible = [(i, int(j)) for i in here for j in standing.places_of(i)]
    if kind == "withdraw" and here:
        i = draw.choice(here)
        gone.add(i)
        return kind, standing.withdraw(i)
    if kind == "decline" and possible:
        sitting = [(i, j) for i, j in possible if standing.chosen[i] == j]
        return kind, standing.decline(*draw.choice(sitting or possible))
    if kind == "close" and standing.places:
        return kind, standing.close(draw.randrange(standing.places))
    if kind == "arrive" and standing.places:
        places = sorted(draw.sample(range(standing.places), draw.randint(0, min(4, standing.places))))
        return kind, standing.arrive(np.array(places, dtype=np.int64), points(draw, len(places)))[1]
    some = np.array(sorted(draw.sample(here, min(len(here), draw.randint(0, 5)))), dtype=np.int64)
    workplace = draw.randrange(caps) if caps > 0 and draw.random() < 0.6 else -1
    return "open", standing.open(some, points(draw, len(some)), draw.randint(0, 3), workplace)[1]


def points(draw: random.Random, count: int) -> Ints:
    return np.array([draw.choice([0, 500_000, 700_000, draw.randint(0, 1_000_000)]) for _ in range(count)], dtype=int)


@pytest.mark.parametrize("block", range(8))
def test_every_change_gives_the_full_runs_optimum_with_the_fewest_moves(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        draw = random.Random(seed)
        edges, room = market(seed)
        standing, gone, caps = Standing(edges, room), set(), len(room.cap)
        for step in range(8):
            before = standing.chosen
            kind, moved = change(draw, standing, gone, caps)
            where = f"seed {seed}, step {step}, {kind}"
            edges, room = standing.today()
            now = standing.chosen
            earlier = np.concatenate((before, np.full(len(now) - len(before), -1)))
            full = assign_by_seats(edges, room, earlier)
            prices(edges, room, now)
            assert worth(edges, now) == worth(edges, full), where
            stayed = [int(((chosen == earlier) & (chosen >= 0)).sum()) for chosen in (now, full)]
            assert stayed[0] == stayed[1], where
            assert set(moved.tolist()) == set(np.flatnonzero(now != earlier).tolist()) - gone, where


def test_a_newcomer_needs_a_free_row() -> None:
    standing = Standing(*market(3), spare=1)
    standing.arrive(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    with pytest.raises(NoRoom):
        standing.arrive(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
