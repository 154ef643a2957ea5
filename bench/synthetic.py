"""A made-up Denmark for the benchmarks: towns, postal codes, people and postings, all from one seed.

600 postal codes lie around 28 towns, 430 occupations are as uneven as real ones (Zipf), and languages, licences,
needs, demands, hours and dates are drawn so that two to five of a hundred pairs within reach are feasible. Shapes and
speeds carry over to real data; how many are matched does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from portal.domain.matching import (
    Citizen,
    Company,
    Demands,
    Employer,
    Hours,
    Instance,
    Law,
    Need,
    Place,
)
from portal.domain.matching.codes import NEEDS_BY_DEMAND, SOFT_NEEDS
from portal.domain.matching.law import ALLOW_EVERYTHING

ON: Final = date(2026, 11, 22)
TOWNS: Final = 28
POSTAL_CODES: Final = 600
OCCUPATIONS: Final = 430
COMPETENCES: Final = 128
KINDS: Final = ("work_trial", "wage_subsidy_job", "paid_hours")
BENEFITS: Final = (
    "unemployment_benefit",
    "cash_benefit_job_ready",
    "cash_benefit_activity_ready",
    "sickness_benefit",
    "job_clarification",
)
FLAGS: Final = (
    "shift",
    "repetitive",
    "posture_fixed",
    "kneeling",
    "overhead",
    "heights",
    "driving",
    "customer_contact",
    "piecework",
    "chemicals",
)


def denmark(
    citizens: int,
    postings: int,
    seed: int = 1,
    *,
    area: float = 1.0,
    citizens_per_place: float = 2.2,
    capped: float = 0.5,
    law: Law = ALLOW_EVERYTHING,
) -> Instance:
    """An instance of that size. `area` below 1 keeps to the first towns; `capped` is the share of capped workplaces.

    `citizens_per_place` is citizens to the places of all postings together: 2.2 is scarce, 1 is balanced.
    """
    draw = np.random.default_rng(seed)
    land = _Land(draw, area)
    return Instance(
        on=ON,
        citizens=tuple(_citizens(draw, land, citizens)),
        places=tuple(_postings(draw, land, postings, max(1.0, citizens / citizens_per_place / postings), capped)),
        law=law,
    )


class _Land:
    """Where postal codes lie, how many live in each, and which occupations there are."""

    def __init__(self, draw: np.random.Generator, area: float) -> None:
        towns = max(1, round(TOWNS * area))
        codes = max(1, round(POSTAL_CODES * area))
        size = 1 / np.arange(1, towns + 1) ** 0.9
        town_lat, town_lon = draw.uniform(54.8, 57.5, towns), draw.uniform(8.3, 12.6, towns)
        town = draw.choice(towns, codes, p=size / size.sum())
        self.lat = np.round(town_lat[town] + draw.normal(0, 0.09, codes), 5)
        self.lon = np.round(town_lon[town] + draw.normal(0, 0.16, codes), 5)
        people = draw.pareto(1.5, codes) + 1
        self.people = people / people.sum()
        jobs = 1 / np.arange(1, OCCUPATIONS + 1) ** 0.8
        self.jobs = jobs / jobs.sum()
        self.codes = draw.permutation(
            [f"{code:04d}" for code in draw.choice(np.arange(1000, 9700), OCCUPATIONS, False)]
        )
        liked = 1 / np.arange(1, COMPETENCES + 1) ** 0.7
        self.liked = liked / liked.sum()
        self.competences = [f"k{number}" for number in range(COMPETENCES)]


def _citizens(draw: np.random.Generator, land: _Land, count: int) -> list[Citizen]:
    home = draw.choice(len(land.lat), count, p=land.people)
    low = draw.choice([0, 4, 8, 15, 20, 25], count, p=[0.1, 0.15, 0.2, 0.25, 0.2, 0.1])
    width = draw.choice([5, 10, 17], count)
    km = draw.choice([8, 15, 25, 40], count, p=[0.2, 0.35, 0.3, 0.15])
    days = draw.integers(0, 60, count)
    waited = draw.integers(0, 400, count)
    since = draw.integers(30, 900, count)
    age = draw.integers(18, 66, count) * 365 + draw.integers(0, 365, count)
    wishes = draw.choice(land.codes, (count, 3), p=land.jobs)
    skills = draw.choice(land.competences, (count, 10), p=land.liked)
    kinds = draw.random((count, len(KINDS))) < 0.7
    has = draw.random((count, 8))
    needs = draw.random((count, len(NEEDS_BY_DEMAND))) < 0.08
    soft = draw.random((count, len(SOFT_NEEDS))) < 0.08
    lift = draw.random(count) < 0.15
    benefit = draw.choice(BENEFITS, count, p=[0.5, 0.2, 0.15, 0.1, 0.05])
    employer = draw.integers(0, max(1, count), count)
    return [
        Citizen(
            id=f"b{k:07d}",
            kinds=_picked(KINDS, kinds[k]),
            hours=Hours(int(low[k]), int(min(37, low[k] + width[k]))),
            available_from=ON + timedelta(days=int(days[k])),
            lat=float(land.lat[home[k]]),
            lon=float(land.lon[home[k]]),
            max_km=float(km[k]),
            occupations=tuple(dict.fromkeys(str(code) for code in wishes[k])),
            competences=frozenset(str(code) for code in skills[k]),
            languages=_picked(("da", "en", "de"), has[k, :3] < (0.95, 0.6, 0.15)),
            licences=_picked(("B", "C", "truck"), has[k, 3:6] < (0.7, 0.1, 0.1)),
            needs=(
                *(Need(code) for code in sorted(_picked(tuple(NEEDS_BY_DEMAND), needs[k]))),
                *(Need(code) for code in sorted(_picked(SOFT_NEEDS, soft[k]))),
                *((Need("max_lift", 5),) if lift[k] else ()),
            ),
            waiting_since=ON - timedelta(days=int(waited[k])),
            benefit=str(benefit[k]),
            benefit_since=ON - timedelta(days=int(since[k])),
            has_employer="no",
            birth_date=ON - timedelta(days=int(age[k])),
            last_employer=Employer(f"c{employer[k] // 3}", f"p{employer[k]}"),
        )
        for k in range(count)
    ]


def _postings(draw: np.random.Generator, land: _Land, count: int, places: float, capped: float) -> list[Place]:
    """Two postings to a workplace on average; a capped workplace takes about half of what its postings offer."""
    home = draw.choice(len(land.lat), count, p=land.people)
    workplace = draw.integers(0, max(1, count // 2), count)
    number = 1 + draw.poisson(places - 1, count)
    offered = np.bincount(workplace, weights=number)
    cap = np.where(draw.random(len(offered)) < capped, np.maximum(1, offered // 2), -1).astype(int)
    low = draw.choice([4, 8, 15, 20, 30], count)
    width = draw.choice([0, 5, 10], count)
    start = draw.integers(0, 40, count)
    open_for = draw.integers(14, 90, count)
    kind = draw.choice(KINDS, count, p=[0.45, 0.25, 0.3])
    weeks = draw.choice([4, 13, 17, 26], count)
    job = draw.choice(land.codes, count, p=land.jobs)
    likes = draw.choice(land.competences, (count, 5), p=land.liked)
    must = draw.random(count) < 0.05
    asks = draw.random((count, 6)) < (0.8, 0.15, 0.05, 0.3, 0.08, 0.08)
    flags = draw.random((count, len(FLAGS))) < 0.12
    lift = draw.choice([0, 5, 10, 25], count)
    offers = draw.random((count, len(SOFT_NEEDS))) < 0.3
    return [
        Place(
            id=f"o{k:07d}",
            kind=str(kind[k]),
            company=Company(f"c{workplace[k] // 3}", f"p{workplace[k]}", "private" if workplace[k] % 4 else "public"),
            places=int(number[k]),
            workplace_places=int(cap[workplace[k]]) if cap[workplace[k]] > 0 else None,
            occupation=str(job[k]),
            hours=Hours(int(low[k]), int(min(37, low[k] + width[k]))),
            start_from=ON + timedelta(days=int(start[k])),
            start_to=ON + timedelta(days=int(start[k] + open_for[k])),
            lat=float(land.lat[home[k]]),
            lon=float(land.lon[home[k]]),
            competences_must=frozenset([str(likes[k, 0])]) if must[k] else frozenset(),
            competences_nice=frozenset(str(code) for code in likes[k]),
            languages=_picked(("da", "en", "de"), asks[k, :3]),
            licences=_picked(("B", "C", "truck"), asks[k, 3:]),
            weeks=int(weeks[k]),
            demands=Demands(**dict(zip(FLAGS, map(bool, flags[k]), strict=True)), lift_kg=float(lift[k])),
            offers=_picked(SOFT_NEEDS, offers[k]),
        )
        for k in range(count)
    ]


def _picked(names: Sequence[str], chosen: Any) -> frozenset[str]:
    return frozenset(name for name, yes in zip(names, chosen, strict=True) if yes)
