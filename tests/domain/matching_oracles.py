"""Other ways to the best assignment, for the matching's tests: trying everything, and two solvers by other people."""

from functools import cache

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from portal.domain.matching.engine import Computation

Best = tuple[int, int]


def answer(run: Computation) -> Best:
    """How many the run matched outside its kept pairs, and their points."""
    free = (run.chosen >= 0) & ~run.kept
    return int(free.sum()), int(run.points()[free].sum())


def by_trying(run: Computation) -> Best:
    """Every possibility, one citizen after the other."""
    options, room, work_room, workplace = problem(run)

    @cache
    def best(i: int, room: tuple[int, ...], work_room: tuple[int, ...]) -> Best:
        if i == len(options):
            return 0, 0
        found = best(i + 1, room, work_room)
        for j, points in options[i]:
            w = workplace[j]
            if room[j] > 0 and (w < 0 or work_room[w] > 0):
                rest = best(i + 1, _less(room, j), _less(work_room, w) if w >= 0 else work_room)
                found = max(found, (rest[0] + 1, rest[1] + points))
        return found

    return best(0, room, work_room)


def by_milp(run: Computation) -> Best:
    """HiGHS: first the number, then the points with that number; capacities as they are written."""
    options, room, work_room, workplace = problem(run)
    pairs = [(i, j, points) for i, row in enumerate(options) for j, points in row]
    if not pairs:
        return 0, 0
    rows = [[float(i == k) for i, _, _ in pairs] for k in range(len(options))]
    limits = [1.0] * len(rows)
    rows += [[float(j == k) for _, j, _ in pairs] for k in range(len(room))]
    limits += list(map(float, room))
    rows += [[float(workplace[j] == k) for _, j, _ in pairs] for k in range(len(work_room))]
    limits += list(map(float, work_room))
    points = np.array([points for _, _, points in pairs], dtype=float)
    one = np.ones(len(pairs))
    fits = LinearConstraint(np.array(rows), ub=limits)
    number = round(-_solved(-one, [fits]))
    total = round(-_solved(-points, [fits, LinearConstraint(one[None, :], lb=number)]))
    return number, total


def by_dense_assignment(run: Computation) -> Best:
    """SciPy's dense solver on seats, for worlds where no workplace is capped."""
    options, room, _, _ = problem(run)
    seats = [j for j, count in enumerate(room) for _ in range(min(count, len(options)))]
    worth = {(i, j): 10**9 + points for i, row in enumerate(options) for j, points in row}
    table = np.array([[worth.get((i, j), 0) for j in seats] for i in range(len(options))], dtype=float)
    if table.size == 0:
        return 0, 0
    i, seat = linear_sum_assignment(table, maximize=True)
    taken = [worth[pair] - 10**9 for pair in ((a, seats[b]) for a, b in zip(i, seat, strict=True)) if pair in worth]
    return len(taken), sum(taken)


def problem(
    run: Computation,
) -> tuple[list[list[tuple[int, int]]], tuple[int, ...], tuple[int, ...], list[int]]:
    """The run's free citizens' feasible pairs, and what places and workplaces have left for them."""
    columns, edges = run.columns, run.edges
    options = [
        []
        if run.kept[i]
        else list(zip(edges.place[edges.of(i)].tolist(), edges.points[edges.of(i)].tolist(), strict=True))
        for i in range(len(columns.citizens))
    ]
    room, work_room = columns.capacity.tolist(), columns.workplace_capacity.tolist()
    workplace = columns.workplace.tolist()
    for j in run.chosen[run.kept].tolist():
        room[j] -= 1
        if workplace[j] >= 0:
            work_room[workplace[j]] -= 1
    most = len(options)
    return options, tuple(min(r, most) for r in room), tuple(min(r, most) for r in work_room), workplace


def _less(room: tuple[int, ...], at: int) -> tuple[int, ...]:
    return (*room[:at], room[at] - 1, *room[at + 1 :])


def _solved(cost: np.ndarray, constraints: list[LinearConstraint]) -> float:
    solved = milp(cost, constraints=constraints, bounds=Bounds(0, 1), integrality=np.ones(len(cost)))
    assert solved.success
    return float(solved.fun)
