"""An instance as columns of numbers, one row per person and place, sorted by id.

Sorting here is what makes every later answer independent of the input's order. Sets become bits: each thing a
place can ask for (a kind, a language, a licence, a competence, an everyday demand) has one bit, set in the place's
words when it asks and in the citizen's words when the citizen lacks it. A pair fails when the two share a bit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching import codes
from portal.domain.matching.distance import Angles, angles, unit_vectors
from portal.domain.matching.law import LawColumns
from portal.domain.matching.model import Citizen, Instance, Place

WISH_DIGITS = 4
WORD = 64
MEMORIES = 16
SETS_REMEMBERED = 5_000
Words = NDArray[np.uint64]
Floats = NDArray[np.float64]


class Columns:
    """Citizens (rows i) and places (rows j) of one instance. Read-only by custom; build a new one for a new input."""

    def __init__(self, instance: Instance) -> None:
        """Sorts both sides by id and writes their columns."""
        self.on, self.weights = instance.on, instance.weights
        self.citizens = tuple(sorted(instance.citizens, key=lambda row: row.id))
        self.places = tuple(sorted(instance.places, key=lambda row: row.id))
        self.citizen_row = {citizen.id: i for i, citizen in enumerate(self.citizens)}
        self.place_row = {place.id: j for j, place in enumerate(self.places)}
        self.law = LawColumns(instance.law, self.citizens, self.places)
        self._write_citizens()
        self._write_places()
        self._write_bits()
        self._write_declined()

    def _write_citizens(self) -> None:
        rows = self.citizens
        self.lat = _floats([c.lat for c in rows])
        self.lon = _floats([c.lon for c in rows])
        self.max_km = _floats([c.max_km for c in rows])
        self.hours_min = _floats([c.hours.min for c in rows])
        self.hours_max = _floats([c.hours.max for c in rows])
        self.available = _days([c.available_from for c in rows])
        self.need_codes = [frozenset([need.code for need in c.needs]) for c in rows]
        self.number_limits = _tightest(rows, codes.NEEDS_BY_NUMBER)
        waited = self.on.toordinal() - _days([c.waiting_since or self.on for c in rows]).astype(np.int64)
        self.weeks_waited = np.maximum(0, waited // 7)

    def _write_places(self) -> None:
        rows = self.places
        self.place_lat = _floats([p.lat for p in rows])
        self.place_lon = _floats([p.lon for p in rows])
        self.place_hours_min = _floats([p.hours.min for p in rows])
        self.place_hours_max = _floats([p.hours.max for p in rows])
        self.start_from = _days([p.start_from for p in rows])
        self.start_to = _days([p.start_to for p in rows])
        self.number_demands = {
            "reduced_hours": self.place_hours_min,
            "short_days": _floats([p.demands.hours_per_day for p in rows]),
            "max_lift": _floats([p.demands.lift_kg for p in rows]),
        }
        self.open = np.array([p.open for p in rows], dtype=bool)
        self.headroom = np.array([p.headroom for p in rows], dtype=bool)
        self.capacity = np.array([p.places for p in rows], dtype=np.int64)
        self.workplaces, self.workplace, self.workplace_capacity = _workplaces(rows)

    def _write_bits(self) -> None:
        """The words of lacks and asks, and for each limit that lives in them its mask."""
        asked: dict[str, list[Collection[str]]] = {
            "kind": [(p.kind,) for p in self.places],
            "language": [p.languages for p in self.places],
            "licence": [p.licences for p in self.places],
            "competence": [p.competences_must for p in self.places],
            "needs": [_blocked(p) for p in self.places],
        }
        had: dict[str, list[Collection[str]]] = {
            "kind": [c.kinds for c in self.citizens],
            "language": [c.languages for c in self.citizens],
            "licence": [c.licences for c in self.citizens],
            "competence": [c.competences for c in self.citizens],
        }
        numbered: dict[str, dict[str, int]] = {}
        count = 0
        for limit, rows in asked.items():
            things = sorted({thing for row in rows for thing in row})
            numbered[limit] = {thing: count + k for k, thing in enumerate(things)}
            count += len(things)
        width = _words(count)
        self.asks = np.zeros((len(self.places), width), dtype=np.uint64)
        self.lacks = np.zeros((len(self.citizens), width), dtype=np.uint64)
        self.masks = {}
        for limit, bits in numbered.items():
            self.masks[limit] = bit_rows([bits], bits, width)[0]
            self.asks |= bit_rows(asked[limit], bits, width)
            if limit in had:
                self.lacks |= self.masks[limit] & ~bit_rows(had[limit], bits, width)
        self.lacks |= bit_rows(self.need_codes, numbered["needs"], width)  # a need is what the citizen cannot do

    def _write_declined(self) -> None:
        """Declined pairs as sorted keys i × places + j; a no from either side counts, unknown ids are others' pairs."""
        width = len(self.places)
        pairs = {
            (i, self.place_row[other])
            for i, citizen in enumerate(self.citizens)
            for other in citizen.declined
            if other in self.place_row
        }
        pairs |= {
            (self.citizen_row[other], j)
            for j, place in enumerate(self.places)
            for other in place.declined
            if other in self.citizen_row
        }
        self.declined = np.array(sorted(i * width + j for i, j in pairs), dtype=np.int64)

    def start_days(self, i: NDArray[np.intp], j: NDArray[np.intp]) -> NDArray[np.int32]:
        """The first day the pair can begin: the later of the citizen's and the place's, as a day number."""
        return np.maximum(self.available[i], self.start_from[j])

    @cached_property
    def ends(self) -> tuple[Angles, Angles]:
        """Where the citizens live and where the places are, as the distance formula reads them."""
        return angles(self.lat, self.lon), angles(self.place_lat, self.place_lon)

    @cached_property
    def admitting(self) -> tuple[NDArray[np.intp], Floats]:
        """The places that take somebody at all, and where they lie on the unit sphere."""
        rows = np.flatnonzero(self.open & self.headroom)
        return rows, unit_vectors(self.place_lat[rows], self.place_lon[rows])

    @cached_property
    def occupations(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
        """The citizens' wishes (n, k) and the places' codes (m,) as rows of a table of common digits, 0 to 4.

        A citizen with fewer wishes than the longest list is filled up with a wish that has nothing in common.
        """
        wished = sorted({code for c in self.citizens for code in c.occupations})
        offered = sorted({p.occupation for p in self.places})
        table = _common_digits_of(tuple(wished), tuple(offered))
        number = {code: row for row, code in enumerate(wished)}
        lengths = np.array([len(c.occupations) for c in self.citizens], dtype=np.intp)
        wishes = np.full((len(self.citizens), max(1, lengths.max(initial=1))), len(wished), np.int32)
        wishes[np.arange(wishes.shape[1]) < lengths[:, None]] = [
            number[w] for c in self.citizens for w in c.occupations
        ]
        codes_row = {code: column for column, code in enumerate(offered)}
        return wishes, np.array([codes_row[p.occupation] for p in self.places], dtype=np.int32), table

    @cached_property
    def nice(self) -> tuple[Words, Words, NDArray[np.int64]]:
        """Competences as bits: what citizens have (n, w), what places like (m, w), how many each place likes (m,)."""
        bits = {code: bit for bit, code in enumerate(sorted({c for p in self.places for c in p.competences_nice}))}
        counts = np.array([len(p.competences_nice) for p in self.places], dtype=np.int64)
        return (
            bit_rows([c.competences for c in self.citizens], bits),
            bit_rows([p.competences_nice for p in self.places], bits),
            counts,
        )

    @cached_property
    def soft(self) -> tuple[Words, Words, NDArray[np.int64]]:
        """Soft needs as bits: citizens' (n, 1), places' offers (m, 1), how many each citizen has (n,)."""
        bits = {code: bit for bit, code in enumerate(codes.SOFT_NEEDS)}
        wanted = bit_rows(self.need_codes, bits)
        counts = np.bitwise_count(wanted).sum(axis=1, dtype=np.int64)
        return wanted, bit_rows([p.offers for p in self.places], bits), counts


def common_digits(left: str, right: str) -> int:
    """How many leading digits two DISCO codes share, at most four."""
    digits = 0
    for one, other in zip(left[:WISH_DIGITS], right[:WISH_DIGITS], strict=False):
        if one != other:
            break
        digits += 1
    return digits


@lru_cache(maxsize=MEMORIES)
def _common_digits_of(wished: tuple[str, ...], offered: tuple[str, ...]) -> NDArray[np.uint8]:
    """How many leading digits each wish (n + 1,; the last is no wish) shares with each offer (m,).

    A town asks for the same ones in run after run.
    """
    table = np.zeros((len(wished) + 1, max(1, len(offered))), dtype=np.uint8)
    for digits in range(1, WISH_DIGITS + 1):
        prefix = {code[:digits]: k for k, code in enumerate(offered) if len(code) >= digits}
        theirs = np.array([prefix.get(code[:digits] if len(code) >= digits else "", -1) for code in offered])
        ours = np.array([prefix.get(code[:digits] if len(code) >= digits else "", -2) for code in wished])
        table[: len(wished), : len(offered)] += ours[:, None] == theirs[None, :]
    table.flags.writeable = False
    return table


def bit_rows(rows: Sequence[Collection[str]], bits: dict[str, int], width: int | None = None) -> Words:
    """One row of words per collection, with a bit for each of its members that has one."""
    width = _words(len(bits)) if width is None else width
    flags = {thing: 1 << bit for thing, bit in bits.items()}
    written = _written(tuple(bits.items()), width)
    sets = list(map(frozenset, rows))
    for things in set(sets) - written.keys():
        whole = sum(map(flags.__getitem__, things & flags.keys()))
        written[things] = whole.to_bytes(width * WORD // 8, "little")
    text = b"".join(map(written.__getitem__, sets))
    if len(written) > SETS_REMEMBERED:
        _written.cache_clear()  # whoever else is reading has their own hold of it
    return np.frombuffer(text, dtype="<u8").astype(np.uint64).reshape(len(sets), width)


@lru_cache(maxsize=MEMORIES)
def _written(bits: tuple[tuple[str, int], ...], width: int) -> dict[frozenset[str], bytes]:
    """The sets that have been written in these bits before: the same ones come back, in this run and in the next."""
    return {}


def _blocked(place: Place) -> list[str]:
    """The needs with which a citizen cannot take the place: it demands what they rule out, and does not offer to meet them."""
    demands, offers = place.demands, place.offers
    return [
        need
        for need, (demand, value) in codes.NEEDS_BY_DEMAND.items()
        if getattr(demands, demand) == value and need not in offers
    ]


def _words(bits: int) -> int:
    return max(1, -(-bits // WORD))


def _workplaces(places: Sequence[Place]) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64]]:
    """Workplaces with a cap: their P-numbers in order, each place's row among them (-1: none), and the caps.

    Where the postings of a workplace give different caps the smallest holds; a posting without one says nothing.
    """
    caps: dict[str, int] = {}
    for place in places:
        if place.workplace_places is not None:
            number = place.company.p_number
            caps[number] = min(caps.get(number, place.workplace_places), place.workplace_places)
    numbers = tuple(sorted(caps))
    row = {number: index for index, number in enumerate(numbers)}
    return (
        numbers,
        np.array([row.get(p.company.p_number, -1) for p in places], dtype=np.int64),
        np.array([caps[number] for number in numbers], dtype=np.int64),
    )


def _tightest(citizens: Sequence[Citizen], blocking: Collection[str]) -> dict[str, Floats]:
    """Each citizen's smallest limit for each need that blocks by a number; no such need, no limit."""
    limits = {code: np.full(len(citizens), np.inf) for code in blocking}
    for i, citizen in enumerate(citizens):
        for need in citizen.needs:
            if need.limit is not None and need.code in limits:
                limits[need.code][i] = min(limits[need.code][i], need.limit)
    return limits


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def _days(values: Sequence[date]) -> NDArray[np.int32]:
    return np.array([value.toordinal() for value in values], dtype=np.int32)
