"""Why this place: a pair's parts for and against, the limits it passed, and the next best pairs on both sides.

Every sentence comes from the numbers that decided, never from a second reckoning.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from portal.domain.matching.candidates import Edges
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import Computation
from portal.domain.matching.law import ASSESS, Ruling
from portal.domain.matching.limits import LIMITS, Rows, feasible, kilometres
from portal.domain.matching.model import Instance
from portal.domain.matching.result import Alternative, Pair, Part, Passed, Result
from portal.domain.matching.score import score, score_parts
from portal.domain.matching.sentences import judged_words, part_words, passed_words

ALTERNATIVES = 5


def explained_pairs(computation: Computation) -> tuple[Pair, ...]:
    """Every matched pair with its parts and limits, in order of citizen."""
    columns = computation.columns
    i = np.flatnonzero(computation.chosen >= 0)
    j = computation.chosen[i]
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    rulings = [ruling_of(computation.instance, columns, a, b)[0] for a, b in pairs]
    parts = parts_of(columns, i, j)
    km = kilometres(columns, i, j)
    return tuple(
        Pair(
            citizen_id=columns.citizens[a].id,
            place_id=columns.places[b].id,
            points=sum(part.points for part in parts[row]),
            parts=parts[row],
            limits=passed_limits(columns, a, b, rulings[row], float(km[row])),
            kept=bool(computation.kept[a]),
        )
        for row, (a, b) in enumerate(pairs)
    )


def parts_of(columns: Columns, i: Rows, j: Rows) -> list[tuple[Part, ...]]:
    """The parts of each pair, with their sentences."""
    points = score_parts(columns, i, j)
    km = kilometres(columns, i, j)
    return [
        tuple(_part(columns, code, int(points[code][row]), a, b, float(km[row])) for code in points)
        for row, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True))
    ]


def _part(columns: Columns, code: str, points: int, i: int, j: int, km: float) -> Part:
    weight: int = getattr(columns.weights, code)
    weeks = int(columns.weeks_waited[i])
    value = points // weight if weight else 0
    sentence, stance = part_words(code, columns.citizens[i], columns.places[j], value, km, weeks)
    return Part(code, points, 1000 * weight, sentence, stance if weight else "neutral")


def passed_limits(columns: Columns, i: int, j: int, ruling: Ruling, km: float) -> tuple[Passed, ...]:
    """Every limit of a pair that fails none, in its words."""
    citizen, place = columns.citizens[i], columns.places[j]
    start = max(citizen.available_from, place.start_from)
    unclear = {code for code in ("kind", "duration", "previous_company") if getattr(ruling, code) == ASSESS}
    return tuple(
        Passed(code, judged_words(code, ruling), "assess")
        if code in unclear
        else Passed(code, passed_words(code, citizen, place, ruling, km, start))
        for code in LIMITS
    )


def ruling_of(instance: Instance, columns: Columns, i: int, j: int) -> tuple[Ruling, date]:
    """The law's full answer for one pair, and its start day."""
    start = max(columns.citizens[i].available_from, columns.places[j].start_from)
    return instance.law.ruling(columns.citizens[i], columns.places[j], start), start


def alternatives(
    instance: Instance, result: Result, citizen_id: str, limit: int = ALTERNATIVES
) -> tuple[Alternative, ...]:
    """The citizen's other feasible places, best first, with how many are free and who has the others.

    Raises KeyError for a citizen who is not in the instance.
    """
    columns = Columns(instance)
    i = columns.citizen_row[citizen_id]
    j = np.arange(len(columns.places))
    j = j[feasible(columns, np.full(len(j), i), j)] if len(j) else j
    holders: dict[str, list[str]] = {}
    for pair in result.pairs:
        holders.setdefault(pair.place_id, []).append(pair.citizen_id)
    pair_now = result.pair_of(citizen_id)
    now = columns.place_row[pair_now.place_id] if pair_now else -1
    rows, points = _best(columns, np.full(len(j), i), j, j != now, limit)
    j = j[rows]
    parts = parts_of(columns, np.full(len(j), i), j)
    free = _free(columns, holders)
    return tuple(
        Alternative(
            citizen_id,
            columns.places[b].id,
            int(points[row]),
            parts[row],
            free=int(free[b]),
            taken_by=tuple(holders.get(columns.places[b].id, ())),
            has_place=pair_now.place_id if pair_now else None,
        )
        for row, b in enumerate(j)
    )


def alternatives_for_place(
    instance: Instance, result: Result, place_id: str, limit: int = ALTERNATIVES
) -> tuple[Alternative, ...]:
    """The place's other feasible citizens, best first, with the place each of them has now."""
    columns = Columns(instance)
    j = columns.place_row[place_id]
    i = np.arange(len(columns.citizens))
    i = i[feasible(columns, i, np.full(len(i), j))] if len(i) else i
    has = {pair.citizen_id: pair.place_id for pair in result.pairs}
    elsewhere = np.array([has.get(columns.citizens[a].id) != place_id for a in i], dtype=bool)
    rows, points = _best(columns, i, np.full(len(i), j), elsewhere, limit)
    i = i[rows]
    parts = parts_of(columns, i, np.full(len(i), j))
    return tuple(
        Alternative(
            columns.citizens[a].id,
            place_id,
            int(points[row]),
            parts[row],
            has_place=has.get(columns.citizens[a].id),
        )
        for row, a in enumerate(i)
    )


def best_others(edges: Edges, chosen: Rows, limit: int = ALTERNATIVES) -> dict[int, list[tuple[int, int]]]:
    """For every matched citizen (row) the best other places as (row, points), best first, then in order of id."""
    found = {}
    for i in np.flatnonzero(chosen >= 0).tolist():
        mine = edges.of(i)
        places, points = edges.place[mine], edges.points[mine]
        others = np.flatnonzero(places != chosen[i])
        order = others[np.argsort(-points[others].astype(np.int64), kind="stable")][:limit]
        found[i] = [(int(places[k]), int(points[k])) for k in order]
    return found


def _best(columns: Columns, i: Rows, j: Rows, wanted: Sequence[bool] | Rows, limit: int) -> tuple[Rows, Rows]:
    """The positions of the best wanted pairs and their points; ties in order of id."""
    where = np.flatnonzero(np.asarray(wanted, dtype=bool))
    points = score(columns, i[where], j[where])
    order = np.argsort(-points, kind="stable")[:limit]
    return where[order], points[order]


def _free(columns: Columns, holders: dict[str, list[str]]) -> Rows:
    """Free places of each posting, as far as its workplace's cap lets anyone in."""
    used = np.array([len(holders.get(place.id, ())) for place in columns.places], dtype=np.int64)
    left = columns.capacity - used
    capped = columns.workplace >= 0
    at_work = np.zeros(len(columns.workplaces), dtype=np.int64)
    np.add.at(at_work, columns.workplace[capped], used[capped])
    room = (columns.workplace_capacity - at_work)[columns.workplace[capped]]
    left[capped] = np.minimum(left[capped], room)
    return np.asarray(np.maximum(left, 0))
