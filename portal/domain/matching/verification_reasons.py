"""The checker's look at the reasons: what each limit took, the near misses, the alternatives on both sides."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching import codes
from portal.domain.matching.model import Citizen, Place
from portal.domain.matching.verification_rules import Rules, blocked

Reject = Callable[[str], NoReturn]
Failures = Mapping[str, NDArray[np.bool_]]


class Reasons:
    """Hears of every citizen in turn, and of the postings at the end."""

    def __init__(self, rules: Rules, document: Mapping[str, Any], pairs: Mapping[str, Any], reject: Reject) -> None:
        """The lists must be of the right people."""
        self.rules, self.document, self.pairs, self.reject = rules, document, pairs, reject
        self.row = {posting.id: row for row, posting in enumerate(rules.postings)}
        self.unmatched = {row["citizen"]: row for row in document["unmatched"]}
        everybody = {citizen.id for citizen in rules.instance.citizens}
        if len(self.unmatched) != len(document["unmatched"]) or self.unmatched.keys() != everybody - pairs.keys():
            reject("Listen over borgere uden plads er ikke den rette.")
        if document["alternatives"].keys() != pairs.keys():
            reject("Der er andre mulige steder for de forkerte borgere.")
        self.taken = {name: np.zeros(len(self.row), dtype=np.int64) for name in rules.limits}
        self.possible = np.zeros(len(self.row), dtype=np.int64)
        self.others: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def check_citizen(
        self, citizen: Citizen, failures: Failures, possible: NDArray[np.intp], points: NDArray[np.int64]
    ) -> None:
        """One citizen's alternatives, or the reasons for having no place."""
        for name, flags in failures.items():
            self.taken[name] += flags
        self.possible[possible] += 1
        names = [self.rules.postings[row].id for row in possible]
        mine = self.pairs[citizen.id]["posting"] if citizen.id in self.pairs else None
        offers = [(-int(n), name) for name, n in zip(names, points, strict=True) if name != mine]
        for worth, name in offers:
            if name in self.document["alternatives_postings"]:
                self.others[name].append((worth, citizen.id))
        if mine is None:
            self._check_unmatched(citizen, self.unmatched[citizen.id], failures, len(possible))
        elif not _best(offers, self.document["alternatives"][citizen.id], "posting"):
            self.reject(f"De andre mulige steder for {citizen.id} er ikke de rette.")

    def check_postings(self) -> None:
        """What was left free and why, and who else could have had the places."""
        held = Counter(pair["posting"] for pair in self.pairs.values())
        rows = {row["posting"]: row for row in self.document["unfilled"]}
        free = {p.id: p.places - held[p.id] for p in self.rules.postings if p.places > held[p.id]}
        if {name: row["free"] for name, row in rows.items()} != free or len(rows) != len(self.document["unfilled"]):
            self.reject("Listen over ledige pladser er ikke den rette.")
        for name, row in rows.items():
            at = self.row[name]
            counts = {limit: int(taken[at]) for limit, taken in self.taken.items() if taken[at]}
            if row["limits"] != counts or row["feasible"] != int(self.possible[at]):
                self.reject(f"Tallene for, hvem {name} ikke kunne få, er ikke rigtige.")
        given = self.document["alternatives_postings"]
        if given.keys() != held.keys():
            self.reject("Der er andre mulige borgere til de forkerte opslag.")
        for name, row in given.items():
            if not _best(self.others[name], row, "citizen"):
                self.reject(f"De andre mulige borgere til {name} er ikke de rette.")

    def _check_unmatched(self, citizen: Citizen, row: Any, failures: Failures, possible: int) -> None:
        """The counts are right, and a near miss misses by that limit alone and by that much."""
        counts = {name: int(flags.sum()) for name, flags in failures.items() if flags.any()}
        if row["limits"] != counts or row["feasible"] != possible:
            self.reject(f"Tallene for, hvad {citizen.id} ikke kunne få, er ikke rigtige.")
        for miss in row["nearest"]:
            at = self.row[miss["posting"]]
            if [name for name, flags in failures.items() if flags[at]] != [miss["limit"]]:
                self.reject(f"{miss['posting']} er ikke så nær ved for {citizen.id}, som der står.")
            if miss["short_by"] != self._short_by(citizen, self.rules.postings[at], miss["limit"]):
                self.reject(f"Det, {citizen.id} mangler til {miss['posting']}, er ikke rigtigt.")

    def _short_by(self, citizen: Citizen, posting: Place, limit: str) -> float | None:
        """How much is missing, up to the next tenth; None where it cannot be counted."""
        start = max(citizen.available_from, posting.start_from)
        if limit == "travel":
            return _tenth(float(self.rules.km(citizen)[self.row[posting.id]]) - citizen.max_km)
        if limit == "hours":
            more = posting.hours.min - citizen.hours.max
            return _tenth(more if more > 0 else citizen.hours.min - posting.hours.max)
        if limit == "start":
            return (start - posting.start_to).days
        if limit == "duration":
            law = self.rules.instance.law.ruling(citizen, posting, start)
            if law.max_weeks is None or posting.weeks is None:
                return None
            return _tenth(posting.weeks + law.used_weeks - law.max_weeks)
        if limit == "needs":
            return _over_the_limit(citizen, posting)
        asked = {
            "language": (posting.languages, citizen.languages),
            "licence": (posting.licences, citizen.licences),
            "competence": (posting.competences_must, citizen.competences),
        }
        return sum(thing not in asked[limit][1] for thing in asked[limit][0]) if limit in asked else None


def _over_the_limit(citizen: Citizen, posting: Place) -> float | None:
    """Where one need that is measured, and nothing else, blocks: by how much."""
    plain = [need for need in citizen.needs if need.code in codes.NEEDS_BY_DEMAND]
    if any(blocked((need,), posting.demands, posting.offers, posting.hours.min) for need in plain):
        return None
    asked = {
        "reduced_hours": posting.hours.min,
        "short_days": posting.demands.hours_per_day,
        "max_lift": posting.demands.lift_kg,
    }
    over = {
        (need.code, asked[need.code] - need.limit)
        for need in citizen.needs
        if need.code in asked and need.limit is not None and asked[need.code] > need.limit
    }
    return _tenth(max(amount for _, amount in over)) if len({code for code, _ in over}) == 1 else None


def _best(offers: list[tuple[int, str]], given: Any, key: str) -> bool:
    """The list is the best of the offers, best first, and is only short where there are no more."""
    best = sorted(offers)[: len(given)]
    whole = len(given) == len(offers) or len(given) >= 5
    return whole and [(-row["score"], row[key]) for row in given] == best


def _tenth(value: float) -> float:
    return math.ceil(value * 10 - 1e-9) / 10
