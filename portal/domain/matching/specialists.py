"""Specialists are given to citizens as places are: limits, a score of named parts, the best assignment, a proof.

A specialist is feasible when the citizen wants one, lives in one of her municipalities, neither has said no, and she
is online or within the citizen's travel. A citizen may have both a place and a specialist, so the two runs are
apart (matching.md 1.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from portal.domain.matching.assignment import Capacities, assign, base_for
from portal.domain.matching.candidates import Edges
from portal.domain.matching.certificate import prices
from portal.domain.matching.columns import common_digits
from portal.domain.matching.distance import great_circle_km
from portal.domain.matching.model import Citizen, Instance, Specialist
from portal.domain.matching.result import Certificate, Part, SpecialistPair, SpecialistResult
from portal.domain.matching.score import OCCUPATION_STEPS, WEEKS_TO_FULL
from portal.domain.matching.sentences import number, waited

OCCUPATION_WORDS: Final = (
    "Hun eller han kender et andet fag end dit.",
    "Hun eller han kender et fag i nærheden af dit.",
    "Hun eller han kender dit fag.",
    "Hun eller han kender dit fag godt.",
    "Hun eller han kender netop dit fag.",
)


def assign_specialists(instance: Instance) -> SpecialistResult:
    """The best assignment of specialists to the citizens who want one."""
    citizens = tuple(sorted(instance.citizens, key=lambda row: row.id))
    specialists = tuple(sorted(instance.specialists, key=lambda row: row.id))
    edges = specialist_edges(instance, citizens, specialists)
    capacity = np.array([s.capacity for s in specialists], dtype=np.int64)
    nowhere = np.full(len(specialists), -1, dtype=np.int64)
    capacities = Capacities(capacity, nowhere, np.zeros(0, dtype=np.int64))
    chosen = assign(edges, capacities)
    proof = prices(edges, capacities, chosen)
    pairs = tuple(_explained(instance, citizens[i], specialists[chosen[i]]) for i in np.flatnonzero(chosen >= 0))
    without = tuple(c.id for c, row in zip(citizens, chosen, strict=True) if c.wants_specialist and row < 0)
    certificate = Certificate(
        base_for(len(citizens)),
        tuple((c.id, int(p)) for c, p in zip(citizens, proof.citizens, strict=True)),
        tuple((s.id, int(p)) for s, p in zip(specialists, proof.places, strict=True)),
        (),
        proof.bound,
    )
    return SpecialistResult(len(pairs), sum(pair.points for pair in pairs), pairs, without, certificate)


def specialist_edges(instance: Instance, citizens: Sequence[Citizen], specialists: Sequence[Specialist]) -> Edges:
    """Every feasible pair of a citizen and a specialist, with its points."""
    points = np.full((len(citizens), max(1, len(specialists))), -1, dtype=np.int32)
    for i, citizen in enumerate(citizens):
        if citizen.wants_specialist:
            for j, specialist in enumerate(specialists):
                if may_meet(citizen, specialist):
                    points[i, j] = sum(specialist_points(instance, citizen, specialist).values())
    who, place = np.nonzero(points >= 0)
    start = np.concatenate(([0], np.cumsum(np.bincount(who, minlength=len(citizens)))))
    return Edges(start, place.astype(np.int32), points[who, place])


def may_meet(citizen: Citizen, specialist: Specialist) -> bool:
    """The limits: wanted, same municipality, nobody has said no, online or near enough."""
    return (
        citizen.wants_specialist
        and citizen.municipality in specialist.municipalities
        and specialist.id not in citizen.declined
        and citizen.id not in specialist.declined
        and (specialist.online or _km(citizen, specialist) <= citizen.max_km)
    )


def specialist_points(instance: Instance, citizen: Citizen, specialist: Specialist) -> dict[str, int]:
    """The points of each part; a prefix shorter than four digits scores as far as it goes."""
    weights = instance.specialist_weights
    waited_weeks = min(WEEKS_TO_FULL, weeks_waited(instance, citizen))
    waiting = (2000 * waited_weeks + WEEKS_TO_FULL) // (2 * WEEKS_TO_FULL)
    return {
        "occupation": weights.occupation * int(OCCUPATION_STEPS[_digits(citizen, specialist)]),
        "travel": weights.travel * _travel(citizen, specialist),
        "waiting": weights.waiting * waiting,
    }


def weeks_waited(instance: Instance, citizen: Citizen) -> int:
    """Whole weeks on the run's day; 0 when waiting begins later or is not known."""
    if citizen.waiting_since is None:
        return 0
    return max(0, (instance.on - citizen.waiting_since).days // 7)


def _digits(citizen: Citizen, specialist: Specialist) -> int:
    shared = [common_digits(w, p) for w in citizen.occupations for p in specialist.occupations]
    return max(shared, default=0)


def _travel(citizen: Citizen, specialist: Specialist) -> int:
    if specialist.online or citizen.max_km == 0:
        return 1000
    return int(np.floor(1000 * (1 - _km(citizen, specialist) / citizen.max_km) + 0.5))


def _km(citizen: Citizen, specialist: Specialist) -> float:
    return float(great_circle_km(citizen.lat, citizen.lon, specialist.lat, specialist.lon))


def _explained(instance: Instance, citizen: Citizen, specialist: Specialist) -> SpecialistPair:
    points = specialist_points(instance, citizen, specialist)
    weeks = weeks_waited(instance, citizen)
    near = f"Der er {number(_km(citizen, specialist))} km."
    words = {
        "occupation": OCCUPATION_WORDS[_digits(citizen, specialist)],
        "travel": "I kan mødes online." if specialist.online else near,
        "waiting": waited(weeks),
    }
    weights = {code: getattr(instance.specialist_weights, code) for code in points}
    parts = tuple(
        Part(code, points[code], 1000 * weights[code], words[code], _stance(points[code], weights[code]))
        for code in points
    )
    return SpecialistPair(citizen.id, specialist.id, sum(points.values()), parts)


def _stance(points: int, weight: int) -> str:
    return "neutral" if not weight else "for" if 2 * points >= 1000 * weight else "against"
