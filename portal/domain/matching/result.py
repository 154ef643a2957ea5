"""What a matching run answers: frozen records, in order of id, with every reason beside its number."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a score: its points, the most it could give, and a sentence the citizen can read.

    `for_or_against` is "for", "against" or, where nothing was asked, "neutral".
    """

    code: str
    points: int
    max_points: int
    sentence: str
    for_or_against: str


@dataclass(frozen=True, slots=True)
class Passed:
    """One hard limit that holds. `outcome` is "yes", or "assess" where a person must judge."""

    code: str
    sentence: str
    outcome: str = "yes"


@dataclass(frozen=True, slots=True)
class Pair:
    """A citizen and a place, with the score's parts and the limits that were passed. `kept` was fixed beforehand."""

    citizen_id: str
    place_id: str
    points: int
    parts: tuple[Part, ...]
    limits: tuple[Passed, ...]
    kept: bool = False

    @property
    def judge(self) -> tuple[str, ...]:
        """The limits a person must judge before the pair may go on."""
        return tuple(limit.code for limit in self.limits if limit.outcome == "assess")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A place that only one limit took away. `short_by` is in the limit's own measure (km, hours, days, weeks, count).

    It is None where nothing can be measured, as for a need that blocks.
    """

    place_id: str
    limit: str
    short_by: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A citizen without a place: how many places each limit took away, how many were possible, and what would help."""

    citizen_id: str
    limits: tuple[tuple[str, int], ...]
    feasible: int
    nearest: tuple[NearMiss, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A posting with free places: how many, how many citizens each limit took away, and how many were possible."""

    place_id: str
    free: int
    limits: tuple[tuple[str, int], ...]
    feasible: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A pair that should be kept, and the limits that now fail."""

    citizen_id: str
    place_id: str
    limits: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another feasible pair for the citizen or the place, best first.

    `taken_by` are the citizens who have the place now, or `has_place` the place the citizen has now.
    """

    citizen_id: str
    place_id: str
    points: int
    parts: tuple[Part, ...]
    free: int = 0
    taken_by: tuple[str, ...] = ()
    has_place: str | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The prices by id, sorted; a workplace's id is its P-number. See `certificate.py` for what they prove."""

    base: int
    citizens: tuple[tuple[str, int], ...]
    postings: tuple[tuple[str, int], ...]
    workplaces: tuple[tuple[str, int], ...]
    bound: int


@dataclass(frozen=True, slots=True)
class SpecialistPair:
    """A citizen and a specialist, with the score's parts."""

    citizen_id: str
    specialist_id: str
    points: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SpecialistResult:
    """The assignment of specialists, proved in the same way; `postings` in its certificate are the specialists."""

    matched: int
    total: int
    pairs: tuple[SpecialistPair, ...]
    without: tuple[str, ...]
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class Result:
    """The run's whole answer. `matched` and `total` count the kept pairs too; the certificate covers the rest."""

    matched: int
    total: int
    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    unfilled: tuple[Unfilled, ...]
    keep_dropped: tuple[Dropped, ...]
    certificate: Certificate
    specialists: SpecialistResult
    engine_version: str
    weights_version: str
    input_digest: str
    alternatives: tuple[tuple[str, tuple[Alternative, ...]], ...] = field(default=())

    def pair_of(self, citizen_id: str) -> Pair | None:
        """The citizen's pair, if there is one."""
        return next((pair for pair in self.pairs if pair.citizen_id == citizen_id), None)

    def citizens_at(self, place_id: str) -> tuple[str, ...]:
        """Who has the place."""
        return tuple(pair.citizen_id for pair in self.pairs if pair.place_id == place_id)
