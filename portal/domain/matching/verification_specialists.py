"""The checker's own look at the specialists: limits, score, capacity and certificate of matching.md 1.3, afresh."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NoReturn

from portal.domain.matching.model import Citizen, Instance, Specialist

Reject = Callable[[str], NoReturn]


def check_specialists(instance: Instance, answer: Mapping[str, Any], reject: Reject) -> None:
    """Calls `reject` with a sentence for the first thing that is wrong."""
    citizens = {c.id: c for c in instance.citizens}
    specialists = {s.id: s for s in instance.specialists}
    pairs = {pair["citizen"]: pair for pair in answer["pairs"]}
    if len(pairs) != len(answer["pairs"]) or pairs.keys() - citizens.keys():
        reject("En borger har to specialister eller er ikke i filen.")
    without = [c.id for c in instance.citizens if c.wants_specialist and c.id not in pairs]
    if sorted(without) != answer["unmatched"]:
        reject("Listen over borgere uden specialist er ikke den rette.")
    total = sum(pair["score"] for pair in pairs.values())
    if (answer["matched"], answer["total"]) != (len(pairs), total):
        reject("Antal eller point for specialister passer ikke med listen.")
    for name, count in Counter(pair["specialist"] for pair in pairs.values()).items():
        if name not in specialists or count > specialists[name].capacity:
            reject(f"Specialisten {name} har fået flere, end der er plads til.")
    for pair in pairs.values():
        citizen, specialist = citizens[pair["citizen"]], specialists[pair["specialist"]]
        parts = _points(instance, citizen, specialist)
        if parts is None or pair["parts"] != parts or pair["score"] != sum(parts.values()):
            reject(f"Parret {citizen.id} og {specialist.id} er ikke rigtigt.")
    _check_prices(instance, answer["certificate"], len(pairs), total, reject)


def _check_prices(instance: Instance, certificate: Any, matched: int, total: int, reject: Reject) -> None:
    """The same proof as for places: no pair beats its prices, and the prices add up to what there is."""
    base = 1_000_001 * len(instance.citizens)
    people, helpers = certificate["citizens"], certificate["specialists"]
    named = {c.id for c in instance.citizens}, {s.id for s in instance.specialists}
    whole = all(type(price) is int and price >= 0 for price in (*people.values(), *helpers.values()))
    if (people.keys(), helpers.keys()) != named or not whole or certificate["base"] != base:
        reject("Beviset for specialister har ikke netop én pris for hver.")
    needed = _needed(instance, base, people)
    for name, price in needed.items():
        if price > helpers[name]:
            reject(f"Et par med {name} slår priserne i beviset.")
    bound = sum(people.values()) + sum(s.capacity * helpers[s.id] for s in instance.specialists)
    if certificate["bound"] != bound or bound != base * matched + total:
        reject("Priserne beviser ikke, at specialisterne er givet bedst.")
    for specialist in instance.specialists:
        if specialist.capacity == 0 and helpers[specialist.id] != needed[specialist.id]:
            reject(f"Prisen for {specialist.id} er ikke den mindste mulige.")


def _needed(instance: Instance, base: int, people: Mapping[str, int]) -> dict[str, int]:
    """The smallest price of each specialist that no pair beats."""
    needed = dict.fromkeys((s.id for s in instance.specialists), 0)
    for citizen in instance.citizens:
        for specialist in instance.specialists:
            parts = _points(instance, citizen, specialist)
            if parts is not None:
                left = base + sum(parts.values()) - people[citizen.id]
                needed[specialist.id] = max(needed[specialist.id], left)
    return needed


def _points(instance: Instance, citizen: Citizen, specialist: Specialist) -> dict[str, int] | None:
    """The parts of a pair, or None where a limit fails."""
    if not citizen.wants_specialist or citizen.municipality not in specialist.municipalities:
        return None
    if citizen.id in specialist.declined or specialist.id in citizen.declined:
        return None
    km = _km(citizen, specialist)
    if not specialist.online and km > citizen.max_km:
        return None
    near = 1.0 if specialist.online or citizen.max_km == 0 else 1 - km / citizen.max_km
    since = citizen.waiting_since
    weeks = 0 if since is None or since > instance.on else min(26, (instance.on - since).days // 7)
    weights = instance.specialist_weights
    return {
        "occupation": weights.occupation * _occupation(citizen, specialist),
        "travel": weights.travel * math.floor(1000 * near + 0.5),
        "waiting": weights.waiting * math.floor(Fraction(1000 * weeks, 26) + Fraction(1, 2)),
    }


def _occupation(citizen: Citizen, specialist: Specialist) -> int:
    for digits, value in ((4, 1000), (3, 800), (2, 500), (1, 200)):
        prefixes = {p[:digits] for p in specialist.occupations if len(p) >= digits}
        if any(len(wish) >= digits and wish[:digits] in prefixes for wish in citizen.occupations):
            return value
    return 0


def _km(citizen: Citizen, specialist: Specialist) -> float:
    """Haversine on a sphere of 6371.0088 km, by the standard library."""
    phi, other = math.radians(citizen.lat), math.radians(specialist.lat)
    lam = math.radians(specialist.lon) - math.radians(citizen.lon)
    a = math.sin((other - phi) / 2) ** 2 + math.cos(phi) * math.cos(other) * math.sin(lam / 2) ** 2
    return 6371.0088 * 2 * math.asin(math.sqrt(min(1.0, a)))
