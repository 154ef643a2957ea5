"""What a matching run reads and what it answers: frozen records, with no behaviour but their own defaults.

A *citizen* is a person who is ready, a *place* is one posting with one or more identical places, a *specialist* is
a person in a company who follows citizens. An *instance* is one run's whole input (matching.md 1.1 and 1.5). Name,
sex, nationality, diagnosis and programme have no field here, so nothing in the package can read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from portal.domain.matching.law import ALLOW_EVERYTHING, Law


class Refusal(ValueError):
    """The input breaks the contract: `path` is the field (`citizens[3].hours`), `sentence` says what is wrong."""

    def __init__(self, path: str, sentence: str) -> None:
        """Both parts are kept, so that a page can point at the field and a command line can print one line."""
        path, sentence = told(path), told(sentence)
        super().__init__(f"{path}: {sentence}" if path else sentence)
        self.path = path
        self.sentence = sentence


def told(sentence: str) -> str:
    """A sentence that repeats what stood in a file, short enough to be read: the middle goes."""
    return sentence if len(sentence) <= 200 else f"{sentence[:100]} … {sentence[-90:]}"


@dataclass(frozen=True, slots=True)
class Hours:
    """A range of weekly hours; both ends belong to it."""

    min: float
    max: float


@dataclass(frozen=True, slots=True)
class Need:
    """An accommodation need (domain.md G.3); `limit` only for those that block by a number."""

    code: str
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Employer:
    """The citizen's last employer: the company (CVR) and the workplace (P-number); either may be unknown."""

    cvr: str | None = None
    p_number: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A placement the citizen has had: where (P-number), its kind, the work (DISCO-08) and the days; None: it goes on."""

    p_number: str
    kind: str
    work_code: str
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """The company behind a place; `sector` is private or public."""

    cvr: str
    p_number: str
    sector: str


@dataclass(frozen=True, slots=True)
class Demands:
    """What the work asks of a body and a mind; the defaults say "nothing" (matching.md 1.5)."""

    shift: bool = False
    repetitive: bool = False
    posture_fixed: bool = False
    kneeling: bool = False
    overhead: bool = False
    heights: bool = False
    driving: bool = False
    customer_contact: bool = False
    piecework: bool = False
    chemicals: bool = False
    step_free: bool = True
    lift_kg: float = 0.0
    hours_per_day: float = 0.0
    noise: str = "low"
    temperature: str = "normal"


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person who is ready: what they want, can, need and may.

    `benefit`, `benefit_since`, `has_employer`, `birth_date`, `last_employer`, `earlier` and the two excuses are here for
    the placement law alone; the score never sees them. `max_km` is great-circle kilometres.
    """

    id: str
    kinds: frozenset[str]
    hours: Hours
    available_from: date
    lat: float
    lon: float
    max_km: float
    occupations: tuple[str, ...] = ()
    competences: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    needs: tuple[Need, ...] = ()
    waiting_since: date | None = None
    benefit: str = "unknown"
    benefit_since: date | None = None
    has_employer: str | None = None
    birth_date: date | None = None
    last_employer: Employer | None = None
    declined: frozenset[str] = frozenset()
    municipality: str | None = None
    wants_specialist: bool = False
    no_education: bool = False
    single_provider: bool = False
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A posting with `places` identical places; `workplace_places` caps the whole P-number, None says nothing.

    `headroom` is the store's answer for the ratio and net expansion rules; the exchange file never sets it.
    """

    id: str
    kind: str
    company: Company
    places: int
    occupation: str
    hours: Hours
    start_from: date
    start_to: date
    lat: float
    lon: float
    workplace_places: int | None = None
    competences_must: frozenset[str] = frozenset()
    competences_nice: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    weeks: float | None = None
    demands: Demands = field(default_factory=Demands)
    offers: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    open: bool = True
    headroom: bool = True


@dataclass(frozen=True, slots=True)
class Specialist:
    """A recruitment specialist: DISCO prefixes, how many citizens at a time, and where."""

    id: str
    occupations: tuple[str, ...]
    capacity: int
    municipalities: frozenset[str]
    online: bool
    lat: float
    lon: float
    declined: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a place's score counts; whole numbers that sum to 1000."""

    occupation: int = 400
    competence: int = 250
    travel: int = 150
    hours: int = 100
    support: int = 50
    waiting: int = 50
    version: str = "1"


@dataclass(frozen=True, slots=True)
class SpecialistWeights:
    """How much each part of a specialist's score counts; whole numbers that sum to 1000."""

    occupation: int = 600
    travel: int = 200
    waiting: int = 200
    version: str = "1"


@dataclass(frozen=True, slots=True)
class Keep:
    """A pair that has been proposed and not yet answered: fixed, unless one of its limits now fails."""

    citizen_id: str
    place_id: str


DEFAULT_WEIGHTS: Final = Weights()
DEFAULT_SPECIALIST_WEIGHTS: Final = SpecialistWeights()


@dataclass(frozen=True, slots=True)
class Instance:
    """One run's whole input. `on` is the day waiting is counted to; the law is asked per pair with its start day."""

    on: date
    citizens: tuple[Citizen, ...] = ()
    places: tuple[Place, ...] = ()
    specialists: tuple[Specialist, ...] = ()
    keep: tuple[Keep, ...] = ()
    weights: Weights = DEFAULT_WEIGHTS
    specialist_weights: SpecialistWeights = DEFAULT_SPECIALIST_WEIGHTS
    law: Law = ALLOW_EVERYTHING
