"""Small made-up worlds for the matching's tests: ordinary ones, and the odd shapes that break solvers.

Everything comes from a seed, so that a failing world can be built again.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

from portal.domain.matching import (
    Citizen,
    Company,
    Demands,
    Earlier,
    Employer,
    Hours,
    Instance,
    Keep,
    Need,
    Place,
    PlacementLaw,
    Specialist,
    Weights,
    codes,
)
from portal.programmes.law import load_law

ON = date(2026, 11, 22)
LAW = PlacementLaw(load_law(), "test")
OCCUPATIONS = ("4311", "4313", "4321", "4110", "3313", "9333", "9334", "5223")
SHAPES = (
    "ordinary",
    "ties",
    "worthless",
    "workplaces",
    "tight_workplaces",
    "huge_capacities",
    "closed",
    "balanced",
    "chain",
    "one_place",
    "many_places",
    "picky",
)


def world(seed: int, shape: str | None = None, people: int = 7) -> Instance:
    """An instance of at most `people` citizens; the shape is drawn from the seed unless it is named."""
    draw = random.Random(seed)
    shape = shape or SHAPES[seed % len(SHAPES)]
    number = {"one_place": 1, "many_places": people}.get(shape, draw.randint(0, people - 1))
    citizens = [citizen(draw, f"b{k}", shape) for k in range(draw.randint(0, people))]
    places = [place(draw, f"o{k}", shape) for k in range(number)]
    specialists = tuple(specialist(draw, f"s{k}") for k in range(draw.randint(0, 3)))
    if shape == "chain":
        citizens, places = chain(draw, people)
    declined = draw.choice([(), ("o0",), ("o1", "o999")])
    citizens = [replace(c, declined=frozenset(declined)) if k % 3 == 0 else c for k, c in enumerate(citizens)]
    weights = Weights(0, 0, 0, 0, 0, 1000) if shape == "worthless" else Weights()
    instance = Instance(ON, tuple(citizens), tuple(places), specialists, weights=weights, law=LAW)
    return replace(instance, keep=keep(draw, instance))


def citizen(draw: random.Random, name: str, shape: str) -> Citizen:
    """Somebody near Copenhagen; in a world of ties everybody is the same."""
    if shape == "ties":
        draw = random.Random(1)
    low = draw.choice([0, 8, 15, 20])
    needs = draw.sample(sorted(codes.NEEDS - codes.NEEDS_BY_NUMBER.keys()), draw.choice([0, 0, 1, 3]))
    limited = [Need(code, draw.choice([3, 10, 25])) for code in codes.NEEDS_BY_NUMBER if draw.random() < 0.15]
    easy = shape not in ("picky", "ordinary")
    return Citizen(
        id=name,
        kinds=frozenset(codes.KINDS) if easy else frozenset(draw.sample(sorted(codes.KINDS), 3)),
        hours=Hours(low, low + draw.choice([0, 5, 17])),
        available_from=ON + timedelta(days=draw.choice([-30, 0, 9, 60])),
        lat=55.6 + draw.choice([0.0, 0.05, 0.1]),
        lon=12.5 + draw.choice([0.0, 0.08, 0.2]),
        max_km=draw.choice([0, 5, 10.5, 30]) if not easy else 40,
        occupations=tuple(draw.sample(OCCUPATIONS, draw.randint(0, 3))),
        competences=frozenset(draw.sample(["excel", "salg", "lager", "dansk"], draw.randint(0, 4))),
        languages=frozenset(["da"]) if draw.random() < 0.9 else frozenset(),
        licences=frozenset(draw.sample(["B", "C"], draw.randint(0, 2))),
        needs=(*map(Need, needs), *limited) if not easy else (),
        waiting_since=draw.choice(
            [None, ON, ON - timedelta(days=13), ON - timedelta(days=400), ON + timedelta(days=9)]
        ),
        benefit=draw.choice(sorted(codes.BENEFITS)) if shape == "picky" else "unemployment_benefit",
        benefit_since=draw.choice([None, date(2026, 5, 4), date(2026, 7, 1), date(2025, 1, 1)]),
        has_employer=draw.choice([None, "yes", "no", "unsure", "talk"]),
        birth_date=draw.choice([None, date(1967, 3, 14), date(1990, 2, 28), date(1976, 12, 20)]),
        last_employer=draw.choice([None, Employer("c0", "p0"), Employer("c1", "p9")]),
        municipality=draw.choice(["185", "155"]),
        wants_specialist=draw.random() < 0.6,
        no_education=draw.random() < 0.1,
        single_provider=draw.random() < 0.1,
        earlier=earlier(random.Random(f"{name} {low}")),
    )


def earlier(draw: random.Random) -> tuple[Earlier, ...]:
    """What was had before at one of the world's workplaces, most often nothing."""
    first = ON - timedelta(days=draw.choice([40, 200]))
    return tuple(
        Earlier(f"p{draw.randint(0, 2)}", "work_trial", draw.choice(OCCUPATIONS[:3]), first, draw.choice([None, ON]))
        for _ in range(draw.choice([0, 0, 1, 2]))
    )


def place(draw: random.Random, name: str, shape: str) -> Place:
    """A posting near Copenhagen; the shape decides how many it takes and how its workplace is capped."""
    at = draw.randint(0, 2)
    if shape == "ties":
        draw = random.Random(2)
    low = draw.choice([5, 10, 20])
    easy = shape not in ("picky", "ordinary")
    return Place(
        id=name,
        kind=draw.choice(sorted(codes.KINDS)) if shape == "picky" else draw.choice(["paid_hours", "work_trial"]),
        company=Company(f"c{at}", f"p{at}", draw.choice(codes.SECTORS)),
        places=_places(draw, shape),
        workplace_places=_cap(draw, shape),
        occupation=draw.choice(OCCUPATIONS),
        hours=Hours(low, low + draw.choice([0, 10, 17])),
        start_from=ON + timedelta(days=draw.choice([0, 9])),
        start_to=ON + timedelta(days=draw.choice([20, 90])),
        lat=55.6 + draw.choice([0.0, 0.05, 0.1]),
        lon=12.5 + draw.choice([0.0, 0.08, 0.2]),
        competences_must=frozenset(["excel"]) if draw.random() < 0.1 else frozenset(),
        competences_nice=frozenset(draw.sample(["excel", "salg", "dansk"], draw.randint(0, 3))),
        languages=frozenset(draw.choice([[], ["da"]])),
        licences=frozenset(["B"]) if draw.random() < 0.2 else frozenset(),
        weeks=draw.choice([None, 4, 13, 20, 60]) if not easy else 4,
        demands=demands(draw) if not easy else Demands(),
        offers=frozenset(draw.sample(sorted(codes.NEEDS), 6)),
        declined=frozenset(["b2"]) if draw.random() < 0.2 else frozenset(),
        open=shape != "closed" or draw.random() < 0.5,
        headroom=draw.random() < 0.95,
    )


def demands(draw: random.Random) -> Demands:
    """A few demands of each sort."""
    flags = {name: draw.random() < 0.2 for name in codes.BOOLEAN_DEMANDS if name != "step_free"}
    return Demands(
        **flags,
        step_free=draw.random() < 0.8,
        lift_kg=draw.choice([0, 5, 10]),
        hours_per_day=draw.choice([0, 4, 7.5]),
        noise=draw.choice(codes.CHOICE_DEMANDS["noise"]),
        temperature=draw.choice(codes.CHOICE_DEMANDS["temperature"]),
    )


def specialist(draw: random.Random, name: str) -> Specialist:
    """A specialist with one or two prefixes."""
    return Specialist(
        id=name,
        occupations=tuple(draw.sample(["4", "43", "431", "4311", "9"], 2)),
        capacity=draw.randint(0, 3),
        municipalities=frozenset(draw.sample(["185", "155", "159"], 2)),
        online=draw.random() < 0.5,
        lat=55.65,
        lon=12.55,
        declined=frozenset(["b0"]) if draw.random() < 0.3 else frozenset(),
    )


def chain(draw: random.Random, people: int) -> tuple[list[Citizen], list[Place]]:
    """Citizens along a road who each reach two neighbours: the best answer moves everybody by one."""
    citizens = [citizen(draw, f"b{k}", "chain") for k in range(people)]
    places = [place(draw, f"o{k}", "chain") for k in range(people - 1)]
    citizens = [replace(c, lat=55.0, lon=9.0 + 0.2 * k, max_km=13) for k, c in enumerate(citizens)]
    return citizens, [replace(p, lat=55.0, lon=9.1 + 0.2 * k, places=1) for k, p in enumerate(places)]


def keep(draw: random.Random, instance: Instance) -> tuple[Keep, ...]:
    """Now and then a pair to keep, whether its limits hold or not, within what places and workplaces can take."""
    room = [p for p in instance.places if p.places > 0 and p.workplace_places != 0]
    caps = {p.company.p_number for p in instance.places if p.workplace_places == 0}
    room = [p for p in room if p.company.p_number not in caps]
    if not instance.citizens or not room or draw.random() < 0.6:
        return ()
    return (Keep(draw.choice(instance.citizens).id, draw.choice(room).id),)


def _places(draw: random.Random, shape: str) -> int:
    if shape == "huge_capacities":
        return draw.choice([3, 1_000_000_000])
    if shape in ("balanced", "one_place"):
        return draw.choice([1, 2])
    return draw.choice([0, 1, 1, 2])


def _cap(draw: random.Random, shape: str) -> int | None:
    if shape == "tight_workplaces":
        return draw.choice([0, 1, 1])
    if shape in ("workplaces", "huge_capacities", "picky"):
        return draw.choice([None, 1, 2, 3])
    return None
