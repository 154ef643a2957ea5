"""What was left out and why: how many places each limit took away, the nearest misses, and what would lift them.

A near miss is a pair that fails exactly one limit, and one that something can be done about. Nothing here says that
a person is wrong for a place; it says what the two lists had different.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching import codes
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import Computation
from portal.domain.matching.explanation import ruling_of
from portal.domain.matching.law import Ruling
from portal.domain.matching.limits import LIMITS, failed_limits, kilometres
from portal.domain.matching.model import Citizen, Instance, Place
from portal.domain.matching.result import Dropped, NearMiss, Unfilled, Unmatched
from portal.domain.matching.sentences import count, failed_words, number

NEAREST: Final = 5
BLOCK_PAIRS: Final = 2_000_000
LIFTABLE: Final = (
    "travel",
    "hours",
    "start",
    "duration",
    "language",
    "licence",
    "competence",
    "needs",
    "kind",
)
MEASURED: Final = ("travel", "hours", "start")
LAW_LIMITS: Final = ("kind", "duration", "previous_company")

TAKEN_FROM_CITIZEN: Final = {
    "kind": "{n} har en anden form, end du kan få.",
    "duration": "{n} varer længere, end reglerne siger.",
    "previous_company": "{n} er der, hvor du arbejdede sidst.",
    "hours": "{n} har andre timer.",
    "start": "{n} begynder på et andet tidspunkt.",
    "travel": "{n} ligger længere væk end din grænse.",
    "needs": "{n} kan ikke give de hensyn, du har brug for.",
    "language": "{n} kræver et andet sprog.",
    "licence": "{n} kræver et kørekort eller bevis.",
    "competence": "{n} kræver noget, du ikke har skrevet.",
    "declined": "{n} har du eller stedet sagt nej til.",
    "open": "{n} tager ikke imod lige nu.",
    "headroom": "{n} har ikke plads efter reglerne.",
}
TAKEN_FROM_PLACE: Final = {
    "kind": "{n} kan ikke få formen.",
    "duration": "{n} kan ikke være der så længe.",
    "previous_company": "{n} arbejdede her sidst.",
    "hours": "{n} har andre timer.",
    "start": "{n} kan begynde på et andet tidspunkt.",
    "travel": "{n} har for langt.",
    "needs": "{n} har brug for hensyn, stedet ikke kan give.",
    "language": "{n} mangler et sprog.",
    "licence": "{n} mangler et kørekort eller bevis.",
    "competence": "{n} mangler noget, stedet kræver.",
    "declined": "{n} har sagt nej eller fået nej.",
    "open": "Stedet er lukket for nye.",
    "headroom": "Der er ikke plads efter reglerne.",
}


def left_out(computation: Computation) -> tuple[Unmatched, ...]:
    """Every citizen without a place, with the reasons, in order of id."""
    columns = computation.columns
    rows = np.flatnonzero(computation.chosen < 0)
    feasible = np.diff(computation.edges.start)
    found = []
    for block, failed in _blocks(columns, rows, len(columns.places)):
        taken, count = _counts(failed, axis=1)
        for position, i in enumerate(block):
            limits = _sorted_counts(taken, position)
            lone = {code: np.flatnonzero(failed[code][position] & (count[position] == 1)) for code in LIFTABLE}
            nearest, hopes = _nearest(computation, int(i), lone)
            sentences = (*_why(TAKEN_FROM_CITIZEN, limits, int(feasible[i])), *hopes)
            found.append(Unmatched(columns.citizens[i].id, limits, int(feasible[i]), nearest, sentences))
    return tuple(found)


def unfilled(computation: Computation) -> tuple[Unfilled, ...]:
    """Every posting with places that nobody took, with how many citizens each limit took away."""
    columns, chosen = computation.columns, computation.chosen
    free = columns.capacity - np.bincount(chosen[chosen >= 0], minlength=len(columns.places))
    feasible = np.bincount(computation.edges.place, minlength=len(columns.places))
    totals = {code: np.zeros(len(columns.places), dtype=np.int64) for code in LIMITS}
    rows = np.flatnonzero(free > 0)
    everybody = np.arange(len(columns.citizens))
    if rows.size:
        for _, failed in _blocks(columns, everybody, len(rows), rows):
            for code in LIMITS:
                totals[code][rows] += failed[code].sum(axis=0)
    found = []
    for j in rows:
        limits = tuple((code, int(totals[code][j])) for code in LIMITS if totals[code][j])
        sentences = _why(TAKEN_FROM_PLACE, limits, int(feasible[j]), ("borger", "borgere"))
        found.append(Unfilled(columns.places[j].id, int(free[j]), limits, int(feasible[j]), sentences))
    return tuple(found)


def dropped(computation: Computation) -> tuple[Dropped, ...]:
    """Pairs that should be kept but may not: which limits fail now, in words."""
    columns = computation.columns
    found = []
    for pair, limits in computation.dropped:
        i, j = columns.citizen_row[pair.citizen_id], columns.place_row[pair.place_id]
        sentences = tuple(failed_sentence(computation.instance, columns, i, j, code) for code in limits)
        found.append(Dropped(pair.citizen_id, pair.place_id, limits, sentences))
    return tuple(found)


def _blocks(
    columns: Columns, rows: NDArray[np.intp], width: int, places: NDArray[np.intp] | None = None
) -> Iterator[tuple[NDArray[np.intp], dict[str, NDArray[np.bool_]]]]:
    """These citizens against all places (or `places`), block by block, with every limit's failures."""
    j = np.arange(len(columns.places)) if places is None else places
    size = max(1, BLOCK_PAIRS // max(1, width))
    for begin in range(0, len(rows), size):
        block = rows[begin : begin + size]
        yield block, failed_limits(columns, block[:, None], j[None, :])


def _counts(failed: dict[str, NDArray[np.bool_]], axis: int) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.int8]]:
    """How often each limit failed along the axis, and how many limits each pair failed."""
    count = np.zeros(next(iter(failed.values())).shape, dtype=np.int8)
    for flags in failed.values():
        count += flags
    return {code: flags.sum(axis=axis) for code, flags in failed.items()}, count


def _sorted_counts(taken: dict[str, NDArray[np.int64]], position: int) -> tuple[tuple[str, int], ...]:
    return tuple((code, int(counts[position])) for code, counts in taken.items() if counts[position])


def _nearest(
    computation: Computation, i: int, lone: dict[str, NDArray[np.intp]]
) -> tuple[tuple[NearMiss, ...], tuple[str, ...]]:
    """The citizen's nearest misses, and in a sentence what would lift the most of each measured kind."""
    columns = computation.columns
    misses: list[tuple[int, float, int, str, float | None]] = []
    hopes = []
    for rank, code in enumerate(LIFTABLE):
        short = [(_short_by(computation, i, int(j), code), int(j)) for j in _closest(columns, i, lone[code], code)]
        short.sort(key=lambda item: (item[0] is None, item[0] or 0.0, item[1]))
        misses += [(rank, amount or 0.0, j, code, amount) for amount, j in short[:NEAREST]]
        if code in MEASURED and short:
            hopes.append(_hope(code, [amount or 0.0 for amount, _ in short]))
    nearest = tuple(
        NearMiss(columns.places[j].id, code, amount, failed_sentence(computation.instance, columns, i, j, code))
        for _, _, j, code, amount in sorted(misses)[:NEAREST]
    )
    return nearest, tuple(hopes)


def _closest(columns: Columns, i: int, j: NDArray[np.intp], code: str) -> NDArray[np.intp]:
    """The few misses worth measuring one by one: for travel the nearest, otherwise the first in order."""
    if code == "travel" and len(j) > NEAREST:
        return j[np.argsort(kilometres(columns, np.full(len(j), i), j), kind="stable")[:NEAREST]]
    return j if code in MEASURED else j[:NEAREST]


def _short_by(computation: Computation, i: int, j: int, code: str) -> float | None:
    """How much is missing, in the limit's own measure, rounded up to tenths."""
    columns = computation.columns
    citizen, place = columns.citizens[i], columns.places[j]
    if code == "travel":
        return _up(float(kilometres(columns, np.array([i]), np.array([j]))[0]) - citizen.max_km)
    if code == "hours":
        return _up(max(place.hours.min - citizen.hours.max, citizen.hours.min - place.hours.max))
    if code == "start":
        return float((max(citizen.available_from, place.start_from) - place.start_to).days)
    if code == "duration":
        ruling, _ = ruling_of(computation.instance, columns, i, j)
        most = ruling.max_weeks
        return None if most is None or place.weeks is None else _up(place.weeks + ruling.used_weeks - most)
    return _missing(citizen, place, code)


def _missing(citizen: Citizen, place: Place, code: str) -> float | None:
    """How many things, or how many kilos and hours beyond the citizen's limit; None where nothing can be counted."""
    if code == "needs":
        demand = {
            "reduced_hours": place.hours.min,
            "short_days": place.demands.hours_per_day,
            "max_lift": place.demands.lift_kg,
        }
        hit = [need for need in citizen.needs if need.code in demand and (need.limit or 0.0) < demand[need.code]]
        only = len({need.code for need in hit}) == 1 and not _blocking_demand(citizen, place)
        return _up(max(demand[n.code] - (n.limit or 0.0) for n in hit)) if only else None
    wanted = {
        "language": place.languages - citizen.languages,
        "licence": place.licences - citizen.licences,
        "competence": place.competences_must - citizen.competences,
    }
    return float(len(wanted[code])) if code in wanted else None


def _blocking_demand(citizen: Citizen, place: Place) -> bool:
    """Some need meets a demand that the place does not offer to lift."""
    return any(
        need.code in codes.NEEDS_BY_DEMAND
        and need.code not in place.offers
        and getattr(place.demands, codes.NEEDS_BY_DEMAND[need.code][0]) == codes.NEEDS_BY_DEMAND[need.code][1]
        for need in citizen.needs
    )


def _hope(code: str, amounts: list[float]) -> str:
    """What would lift the nearest few: "Med 5 km længere rejse er der 3 steder."."""
    reach = math.ceil(amounts[min(2, len(amounts) - 1)])
    places = count(sum(amount <= reach for amount in amounts), "sted", "steder")
    return {
        "travel": f"Med {number(reach)} km længere rejse er der {places}.",
        "hours": f"Med {count(reach, 'time', 'timer')} til forskel er der {places}.",
        "start": f"Hvis I mødes om {count(reach, 'dag', 'dage')}, er der {places}.",
    }[code]


def _why(
    words: dict[str, str],
    limits: tuple[tuple[str, int], ...],
    feasible: int,
    noun: tuple[str, str] = ("sted", "steder"),
) -> tuple[str, ...]:
    """The plain reason first, then the three limits that took most."""
    one, many = noun
    if feasible and one == "sted":
        first = f"{count(feasible, one, many)} passede, men andre fik pladsen denne gang."
    elif feasible:
        first = f"{count(feasible, one, many)} passede, men fik et andet sted."
    else:
        first = f"Ingen {many} passede denne gang."
    most = Counter(dict(limits)).most_common(3)
    return (first, *(words[code].format(n=count(n, one, many)) for code, n in most))


def failed_sentence(instance: Instance, columns: Columns, i: int, j: int, code: str) -> str:
    """Why this pair fails this limit."""
    citizen, place = columns.citizens[i], columns.places[j]
    ruling, start = Ruling(), max(citizen.available_from, place.start_from)
    if code in LAW_LIMITS:
        ruling, start = ruling_of(instance, columns, i, j)
    km = float(kilometres(columns, np.array([i]), np.array([j]))[0]) if code == "travel" else 0.0
    return failed_words(code, citizen, place, ruling, km, start)


def _up(value: float) -> float:
    return math.ceil(value * 10 - 1e-9) / 10
