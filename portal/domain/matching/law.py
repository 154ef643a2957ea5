"""The door to the placement law: what the matching asks of it, and a memory so that it is asked only once.

The law lives elsewhere. The matching needs three answers for a pair on its start day: may this *kind* be given, is
the *duration* within the maximum, and does the *previous company* stand in the way (matching.md 1.2). `assess`
means that a person must judge; such a pair passes and is shown as *uklart*.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from portal.domain.matching.model import Citizen, Place

YES: Final = 0
ASSESS: Final = 1
NO: Final = 2
OUTCOMES: Final = ("yes", "assess", "no")
LAWS_REMEMBERED: Final = 4
ANSWERS_REMEMBERED: Final = 200_000
NEVER: Final = 4_000_000  # a day number after every date


@dataclass(frozen=True, slots=True)
class Ruling:
    """The law's answer for one pair: each of the three is YES, ASSESS or NO; `max_weeks` None means no maximum.

    `used_weeks` are those of the maximum that the citizen has had at the workplace before. `reasons` holds the law's
    own sentences, each with the limit it belongs to.
    """

    kind: int = YES
    duration: int = YES
    previous_company: int = YES
    max_weeks: float | None = None
    used_weeks: float = 0
    reasons: tuple[tuple[str, str], ...] = ()


class Law(Protocol):
    """What the matching asks of the law.

    `profile` promises that `ruling` depends on nothing but the profile's key, how many of its change days have
    come on the start day, the place's kind, sector and weeks, and whether CVR and P-number are the last employer's;
    apart from pairs where the citizen has had the place's kind at its P-number before, which are asked one by one.
    """

    @property
    def version(self) -> str:
        """Names the tables in force; it is part of the input's digest."""
        ...

    def profile(self, citizen: Citizen) -> tuple[Hashable, tuple[date, ...]]:
        """All the law reads of a citizen, as a key, and the days on which its answer may change."""
        ...

    def ruling(self, citizen: Citizen, place: Place, on: date) -> Ruling:
        """The answer for a placement that begins on `on`."""
        ...


@dataclass(frozen=True, slots=True)
class AllowEverything:
    """A law without rules, for callers who have asked theirs beforehand and put the outcome in `Citizen.kinds`."""

    version: str = "none"

    def profile(self, citizen: Citizen) -> tuple[Hashable, tuple[date, ...]]:
        """Everybody is alike."""
        return None, ()

    def ruling(self, citizen: Citizen, place: Place, on: date) -> Ruling:
        """Yes, with no maximum."""
        return Ruling()


ALLOW_EVERYTHING: Final = AllowEverything()


@lru_cache(maxsize=LAWS_REMEMBERED)
def answers_of(law: Law) -> dict[Hashable, dict[Hashable, int]]:
    """What this law has answered before, by the profile's key and the other facts; equal laws share one memory."""
    return {}


class LawColumns:
    """The law as a table over groups of citizens and places, filled as pairs ask for it.

    The table has one cell per (citizen's profile, change days passed, place's terms, same CVR + 2 × same P-number);
    a cell holds kind + 3 × duration + 9 × previous company, or -1 while nobody has asked. Who has been at a place before
    is a case of her own there, and has no cell.
    """

    def __init__(self, law: Law, citizens: tuple[Citizen, ...], places: tuple[Place, ...]) -> None:
        """Groups both sides; the law is not asked yet."""
        self._law, self._citizens, self._places = law, citizens, places
        profiles = [law.profile(citizen) for citizen in citizens]
        self._profile, self._profile_keys = _numbered([key for key, _ in profiles])
        self._terms, terms = _numbered([(p.kind, p.company.sector, p.weeks) for p in places])
        width = max((len(days) for _, days in profiles), default=0)
        ordinals = [[day.toordinal() for day in days] + [NEVER] * (width - len(days)) for _, days in profiles]
        self._changes = np.array(ordinals, dtype=np.int32).reshape(len(citizens), width)
        self._last_cvr, self._cvr = _alike(
            [c.last_employer.cvr if c.last_employer else None for c in citizens],
            [p.company.cvr for p in places],
        )
        self._last_p, self._p = _alike(
            [c.last_employer.p_number if c.last_employer else None for c in citizens],
            [p.company.p_number for p in places],
        )
        self._stages = width + 1
        self._term_count = max(1, len(terms))
        cells = len(self._profile_keys) * self._stages * self._term_count * 4
        self._table = np.full(max(1, cells), -1, dtype=np.int8)
        self._been = _been_before(citizens, places)
        self._own_cases: dict[tuple[int, int], int] = {}

    def outcomes(
        self, i: NDArray[np.intp], j: NDArray[np.intp], start: NDArray[np.int32]
    ) -> tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int8]]:
        """Kind, duration and previous company for the pairs (i, j) that begin on day number `start`; broadcasts."""
        key = self._keys(i, j, start)
        answer = self._table[key]
        if (answer < 0).any():
            self._ask(key, answer, i, j, start)
            answer = self._table[key]
        if self._been.size:
            self._answer_own_cases(answer, i, j, start)
        return answer % 3, answer // 3 % 3, answer // 9

    def _keys(self, i: NDArray[np.intp], j: NDArray[np.intp], start: NDArray[np.int32]) -> NDArray[np.int64]:
        stage = np.zeros(np.shape(start), dtype=np.int64)
        for column in range(self._changes.shape[1]):
            stage += self._changes[:, column][i] <= start
        same = (self._last_cvr[i] == self._cvr[j]) + 2 * (self._last_p[i] == self._p[j])
        return np.asarray(((self._profile[i] * self._stages + stage) * self._term_count + self._terms[j]) * 4 + same)

    def _ask(
        self,
        key: NDArray[np.int64],
        answer: NDArray[np.int8],
        i: NDArray[np.intp],
        j: NDArray[np.intp],
        start: NDArray[np.int32],
    ) -> None:
        """Asks the law once for every cell that is still empty, with the first pair that wants it."""
        missing = np.flatnonzero(answer.ravel() < 0)
        cells, first = np.unique(key.ravel()[missing], return_index=True)
        where = np.unravel_index(missing[first], key.shape)
        rows, columns = np.broadcast_to(i, key.shape)[where], np.broadcast_to(j, key.shape)[where]
        days = np.broadcast_to(start, key.shape)[where]
        answers = answers_of(self._law)
        if sum(map(len, list(answers.values()))) > ANSWERS_REMEMBERED:
            answers.clear()
        heard: dict[int, dict[Hashable, int]] = {}
        for cell, row, column, day in zip(cells.tolist(), rows.tolist(), columns.tolist(), days.tolist(), strict=True):
            profile, facts = self._facts(cell, column)
            known = heard.get(profile)
            if known is None:
                known = heard[profile] = answers.setdefault(self._profile_keys[profile], {})
            if facts not in known:
                stranger = replace(self._citizens[row], earlier=())
                known[facts] = self._ruling(stranger, self._places[column], day)
            self._table[cell] = known[facts]

    def _answer_own_cases(
        self, answer: NDArray[np.int8], i: NDArray[np.intp], j: NDArray[np.intp], start: NDArray[np.int32]
    ) -> None:
        """Puts the law's own answer where the citizen has been before; each is asked once."""
        pairs = i * np.int64(len(self._places)) + j
        nearest = np.minimum(np.searchsorted(self._been, pairs), len(self._been) - 1)
        for where in zip(*np.nonzero(self._been[nearest] == pairs), strict=True):
            pair, day = int(pairs[where]), int(np.broadcast_to(start, pairs.shape)[where])
            if (pair, day) not in self._own_cases:
                row, column = divmod(pair, len(self._places))
                self._own_cases[pair, day] = self._ruling(self._citizens[row], self._places[column], day)
            answer[where] = self._own_cases[pair, day]

    def _ruling(self, citizen: Citizen, place: Place, day: int) -> int:
        ruling = self._law.ruling(citizen, place, date.fromordinal(day))
        return ruling.kind + 3 * ruling.duration + 9 * ruling.previous_company

    def _facts(self, cell: int, column: int) -> tuple[int, Hashable]:
        """What a cell stands for: the profile's number, and the rest in words that hold outside this instance."""
        profile, stage = divmod(cell // 4 // self._term_count, self._stages)
        place = self._places[column]
        return profile, (stage, place.kind, place.company.sector, place.weeks, cell % 4)


def _been_before(citizens: tuple[Citizen, ...], places: tuple[Place, ...]) -> NDArray[np.int64]:
    """The pairs where the citizen has had the place's kind at its workplace before, as sorted keys i × places + j."""
    at: dict[tuple[str, str], list[int]] = {}
    for j, place in enumerate(places):
        at.setdefault((place.company.p_number, place.kind), []).append(j)
    pairs = {
        i * len(places) + j
        for i, citizen in enumerate(citizens)
        for one in citizen.earlier
        for j in at.get((one.p_number, one.kind), ())
    }
    return np.array(sorted(pairs), dtype=np.int64)


def _numbered(keys: list[Hashable]) -> tuple[NDArray[np.int64], list[Hashable]]:
    """Equal keys get equal numbers, in order of appearance; and the key of each number."""
    numbers: dict[Hashable, int] = {}
    column = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
    return column, list(numbers)


def _alike(left: list[str | None], right: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers for two columns of text such that equal text has equal numbers; None equals nothing."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(right))}
    return (
        np.array([numbers.get(text, -1) if text is not None else -2 for text in left], dtype=np.int64),
        np.array([numbers[text] for text in right], dtype=np.int64),
    )
