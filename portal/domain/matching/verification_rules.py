"""The limits and the score a second time, for the checker: one citizen against all postings, straight from 1.2 and 1.3.

Nothing here is shared with the solver but the records of `model.py` and the lists of `codes.py`. Where the solver
works in bits, this works in sets; where the solver groups the law's answers, this remembers them by the facts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching import codes
from portal.domain.matching.law import ASSESS, NO, Ruling
from portal.domain.matching.model import Citizen, Demands, Instance, Need, Place

Flags = NDArray[np.bool_]
LAW_LIMITS = ("kind", "duration", "previous_company")
LIMITS = (
    *LAW_LIMITS,
    "hours",
    "start",
    "travel",
    "needs",
    "language",
    "licence",
    "competence",
    "declined",
    "open",
    "headroom",
)


class Groups:
    """Postings that ask for the same thing share one answer: `rows` gives each posting its group's number."""

    def __init__(self, keys: Sequence[Hashable]) -> None:
        """Groups equal keys."""
        number: dict[Hashable, int] = {}
        self.rows = np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)
        self.keys: list[Any] = list(number)

    def spread(self, test: Callable[[Any], bool]) -> Flags:
        """The test's answer for every posting, asked once per group."""
        return np.array([test(key) for key in self.keys], dtype=bool)[self.rows] if self.keys else np.zeros(0, bool)

    def values(self, rows: NDArray[np.intp], value: Callable[[Any], int]) -> NDArray[np.int64]:
        """The value for these postings alone, asked once per group among them."""
        groups, position = np.unique(self.rows[rows], return_inverse=True)
        return np.array([value(self.keys[group]) for group in groups], dtype=np.int64)[position]


class Rules:
    """What holds between the citizens and postings of one instance."""

    limits = LIMITS

    def __init__(self, instance: Instance) -> None:
        """Groups the postings by what they ask for."""
        self.instance, self.postings = instance, instance.places
        rows = self.postings
        self._sets = {
            "language": Groups([p.languages for p in rows]),
            "licence": Groups([p.licences for p in rows]),
            "competence": Groups([p.competences_must for p in rows]),
        }
        self._demands = Groups([(p.demands, p.offers, p.hours.min) for p in rows])
        self._needs: dict[Need, Flags] = {}
        self._nice = Groups([p.competences_nice for p in rows])
        self._offers = Groups([p.offers for p in rows])
        self._jobs = Groups([p.occupation for p in rows])
        self._terms = Groups([(p.kind, p.company.sector, p.weeks) for p in rows])
        self._at_cvr: dict[str | None, list[int]] = {}
        self._at_p_number: dict[str | None, list[int]] = {}
        for row, posting in enumerate(rows):
            self._at_cvr.setdefault(posting.company.cvr, []).append(row)
            self._at_p_number.setdefault(posting.company.p_number, []).append(row)
        self._low = np.array([p.hours.min for p in rows], dtype=float)
        self._high = np.array([p.hours.max for p in rows], dtype=float)
        self._from = np.array([p.start_from.toordinal() for p in rows], dtype=np.int64)
        self._to = np.array([p.start_to.toordinal() for p in rows], dtype=np.int64)
        self._phi = np.radians([p.lat for p in rows])
        self._lam = np.radians([p.lon for p in rows])
        self._closed = np.array([not p.open for p in rows], dtype=bool)
        self._no_headroom = np.array([not p.headroom for p in rows], dtype=bool)
        self._row = {p.id: row for row, p in enumerate(rows)}
        self._said_no: dict[str, list[int]] = {}
        for row, posting in enumerate(rows):
            for citizen_id in posting.declined:
                self._said_no.setdefault(citizen_id, []).append(row)
        self._remembered: dict[Hashable, Ruling] = {}

    def failures(self, citizen: Citizen) -> dict[str, Flags]:
        """For each limit, where it fails."""
        start = np.maximum(self._from, citizen.available_from.toordinal())
        law = self._law(citizen, start)
        have = {"language": citizen.languages, "licence": citizen.licences, "competence": citizen.competences}
        refused = np.zeros(len(self.postings), dtype=bool)
        refused[[self._row[name] for name in citizen.declined if name in self._row]] = True
        refused[self._said_no.get(citizen.id, [])] = True
        unwanted = self._terms.spread(lambda terms: terms[0] not in citizen.kinds)
        return {
            "kind": unwanted | (law["kind"] == NO),
            "duration": law["duration"] == NO,
            "previous_company": law["previous_company"] == NO,
            "hours": np.minimum(self._high, citizen.hours.max) < np.maximum(self._low, citizen.hours.min),
            "start": start > self._to,
            "travel": self.km(citizen) > citizen.max_km,
            "needs": self._blocked(citizen),
            **{name: ~groups.spread(have[name].issuperset) for name, groups in self._sets.items()},
            "declined": refused,
            "open": self._closed,
            "headroom": self._no_headroom,
        }

    def _blocked(self, citizen: Citizen) -> Flags:
        """Where some need blocks; each need, with its limit, is asked once of each group of postings."""
        anywhere = np.zeros(len(self.postings), dtype=bool)
        for need in citizen.needs:
            if need not in self._needs:
                self._needs[need] = self._demands.spread(lambda asked, need=need: blocked((need,), *asked))
            anywhere |= self._needs[need]
        return anywhere

    def km(self, citizen: Citizen) -> NDArray[np.float64]:
        """Haversine on a sphere of 6371.0088 km."""
        phi, lam = math.radians(citizen.lat), math.radians(citizen.lon)
        a = np.sin((self._phi - phi) / 2) ** 2
        a += math.cos(phi) * np.cos(self._phi) * np.sin((self._lam - lam) / 2) ** 2
        return np.asarray(6371.0088 * 2 * np.arcsin(np.sqrt(np.clip(a, 0.0, 1.0))))

    def values(self, citizen: Citizen, rows: NDArray[np.intp]) -> dict[str, NDArray[np.int64]]:
        """The thousandths of each part for the postings `rows`, which are feasible."""
        soft = {need.code for need in citizen.needs if need.code in codes.SOFT_NEEDS}
        used = self.km(citizen)[rows] / citizen.max_km if citizen.max_km > 0 else np.zeros(len(rows))
        width = citizen.hours.max - citizen.hours.min
        low, high = (
            np.maximum(self._low[rows], citizen.hours.min),
            np.minimum(self._high[rows], citizen.hours.max),
        )
        covered = (high - low) * 1000 / width if width > 0 else np.full(len(rows), 1000.0)
        since = citizen.waiting_since
        weeks = 0 if since is None or since > self.instance.on else (self.instance.on - since).days // 7
        return {
            "occupation": self._jobs.values(rows, lambda code: _job_value(citizen, code)),
            "competence": self._nice.values(
                rows, lambda liked: _share(len(liked & citizen.competences), len(liked), 500)
            ),
            "travel": _half_up(1000 * (1 - used)),
            "hours": _half_up(covered),
            "support": self._offers.values(rows, lambda offers: _share(len(soft & offers), len(soft), 1000)),
            "waiting": np.full(len(rows), _share(min(weeks, 26), 26, 0), dtype=np.int64),
        }

    def unclear(self, citizen: Citizen, posting: Place) -> list[str]:
        """The limits the law leaves to a person, asked afresh."""
        ruling = self.instance.law.ruling(citizen, posting, max(citizen.available_from, posting.start_from))
        return [name for name in LAW_LIMITS if getattr(ruling, name) == ASSESS]

    def _law(self, citizen: Citizen, start: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """The three answers for every posting. A pair is asked once per set of facts that the law says it reads."""
        profile, changes = self.instance.law.profile(citizen)
        passed = np.searchsorted(np.array([d.toordinal() for d in sorted(changes)], dtype=np.int64), start, "right")
        same = np.zeros(len(start), dtype=np.int64)
        if citizen.last_employer is not None:
            same[self._at_cvr.get(citizen.last_employer.cvr, [])] += 1
            same[self._at_p_number.get(citizen.last_employer.p_number, [])] += 2
        facts = (self._terms.rows * 4 + same) * (len(changes) + 1) + passed
        remembered = self._remembered
        if (
            citizen.earlier
        ):  # has been somewhere before: every posting there is asked for by itself, and nothing is shared
            remembered = {}
            there = [row for one in citizen.earlier for row in self._at_p_number.get(one.p_number, [])]
            facts[there] = -1 - np.array(there, dtype=np.int64)
        cases, first, case = np.unique(facts, return_index=True, return_inverse=True)
        found = []
        for key, row in zip(cases.tolist(), first.tolist(), strict=True):
            if (profile, key) not in remembered:
                day = date.fromordinal(int(start[row]))
                remembered[profile, key] = self.instance.law.ruling(citizen, self.postings[row], day)
            found.append(remembered[profile, key])
        return {
            name: np.array([getattr(ruling, name) for ruling in found], dtype=np.int64)[case] for name in LAW_LIMITS
        }


def blocked(needs: tuple[Need, ...], demands: Demands, offers: frozenset[str], hours_min: float) -> bool:
    """Some need meets its demand."""
    numbers = {"reduced_hours": hours_min, "short_days": demands.hours_per_day, "max_lift": demands.lift_kg}
    for need in needs:
        if need.code in numbers:
            if need.limit is not None and need.limit < numbers[need.code]:
                return True
        elif need.code in codes.NEEDS_BY_DEMAND and need.code not in offers:
            demand, value = codes.NEEDS_BY_DEMAND[need.code]
            if getattr(demands, demand) == value:
                return True
    return False


def _job_value(citizen: Citizen, offered: str) -> int:
    for digits, value in ((4, 1000), (3, 800), (2, 500), (1, 200)):
        if any(len(w) >= digits <= len(offered) and w[:digits] == offered[:digits] for w in citizen.occupations):
            return value
    return 0


def _share(part: int, whole: int, if_none: int) -> int:
    return math.floor(Fraction(1000 * part, whole) + Fraction(1, 2)) if whole else if_none


def _half_up(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.floor(values + 0.5).astype(np.int64)
