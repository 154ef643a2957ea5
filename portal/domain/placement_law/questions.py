"""What the law is asked: a placement, the ratio of a workplace, and who works there now."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .benefits import Benefit
from .kinds import PlacementKind, Sector
from .wording import Exact, exact


class LawQuestionError(ValueError):
    """A question that has no answer, because it contradicts itself or lacks what the rule counts on."""


class HasEmployer(StrEnum):
    """Whether a sick-listed person still has a job. Not known is None, or unsure."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Excuse(StrEnum):
    """What excuses from the months on a benefit before a wage subsidy, apart from age (LAB § 69)."""

    NO_EDUCATION = "no_education"
    SINGLE_PROVIDER = "single_provider"


@dataclass(frozen=True, slots=True)
class Workplace:
    """A company and the unit of it: CVR number and P-number, either of which may be unknown."""

    cvr: str | None = None
    p_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementQuestion:
    """A placement that is wished for. `on` is its first day; `weeks` None means that it has no end."""

    on: date
    kind: PlacementKind
    benefit: Benefit
    sector: Sector | None = None
    weeks: Exact | None = None
    benefit_since: date | None = None
    has_employer: HasEmployer | None = None
    birth_date: date | None = None
    company: Workplace = field(default_factory=Workplace)
    last_employer: Workplace = field(default_factory=Workplace)
    own_employer: bool = False
    no_education: bool = False
    single_provider: bool = False
    earlier_weeks: Exact = 0
    """Weeks of the same kind, at the same workplace and with the same work, that the person has had before."""
    been_here: bool = False
    """Has the person had the same kind here before, with other work?"""

    def __post_init__(self) -> None:
        if self.birth_date is not None and self.birth_date > self.on:
            raise LawQuestionError("Fødselsdagen ligger efter den første dag.")
        if self.weeks is not None and exact(self.weeks) <= 0:
            raise LawQuestionError("Antallet af uger skal være over 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedPlacement:
    """One person with support at a workplace: kind, hours a week, first and last day; no last day means no end."""

    kind: PlacementKind
    hours: Exact
    first_day: date
    last_day: date | None = None
    own_employer: bool = False

    def __post_init__(self) -> None:
        if exact(self.hours) < 0:
            raise LawQuestionError("Timetallet må ikke være under 0.")
        if self.last_day is not None and self.last_day < self.first_day:
            raise LawQuestionError("Perioden slutter, før den begynder.")

    def active_on(self, day: date) -> bool:
        """From the first day to the last, both included."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioQuestion:
    """One more placement at a workplace with so many ordinary full-time employees in the last months."""

    on: date
    ordinary_fte: tuple[Exact, ...]
    supported: tuple[SupportedPlacement, ...] = ()
    new: SupportedPlacement
