"""The legal tables: what each row says, and which of them is in force on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import ClassVar, NamedTuple, TypeVar

from .benefits import Benefit
from .dated import DatedRow, Key
from .deadlines import ActRow, DeadlineRow
from .kinds import Allowed, PlacementKind, Sector

R = TypeVar("R", bound="DatedRow")


class SamePlace(StrEnum):
    """How the new workplace resembles the last one: the same company (CVR), or the same or another unit (P-number) of it."""

    COMPANY = "company"
    UNIT = "unit"
    OTHER_UNIT = "other_unit"


class Band(NamedTuple):
    """One stretch of the ratio: up to and including so many employees, one placement for each so many."""

    up_to: int | None
    per: int


@dataclass(frozen=True, kw_only=True)
class PlacementRow(DatedRow):
    """Whether a kind may be used for a benefit, for how many weeks, and what a longer wish leads to."""

    table: ClassVar[str] = "placement"
    kind: PlacementKind
    benefits: frozenset[Benefit]
    sectors: frozenset[Sector] = frozenset(Sector)
    allowed: Allowed
    max_weeks: int | None = None
    longer: Allowed | None = None
    extension_weeks: int | None = None
    extension_step_weeks: int | None = None

    def keys(self) -> Iterable[Key]:
        return product([self.kind], self.benefits, self.sectors)


@dataclass(frozen=True, kw_only=True)
class PriorBenefitRow(DatedRow):
    """How many months on a benefit must come before, and who need not wait."""

    table: ClassVar[str] = "prior_benefit"
    kind: PlacementKind
    benefits: frozenset[Benefit]
    sectors: frozenset[Sector] = frozenset(Sector)
    months: int
    exempt_from_age: int
    exempt_no_education: bool
    exempt_single_provider: bool

    def keys(self) -> Iterable[Key]:
        return product([self.kind], self.benefits, self.sectors)


@dataclass(frozen=True, kw_only=True)
class LastEmployerRow(DatedRow):
    """What it means that the workplace is the one the person last worked at."""

    table: ClassVar[str] = "last_employer"
    kind: PlacementKind
    benefits: frozenset[Benefit] = frozenset(Benefit)
    same: SamePlace
    allowed: Allowed
    own_employer_exempt: bool

    def keys(self) -> Iterable[Key]:
        return product([self.kind], self.benefits, [self.same])


@dataclass(frozen=True, kw_only=True)
class HasEmployerRow(DatedRow):
    """What it means that the person still has a job, or that nobody knows."""

    table: ClassVar[str] = "has_employer"
    kind: PlacementKind
    benefits: frozenset[Benefit]
    employed: Allowed
    not_known: Allowed

    def keys(self) -> Iterable[Key]:
        return product([self.kind], self.benefits)


@dataclass(frozen=True, kw_only=True)
class BenefitClosedRow(DatedRow):
    """A benefit that nobody new can get from a day on, and the kinds for which that matters."""

    table: ClassVar[str] = "benefit_closed"
    benefits: frozenset[Benefit]
    kinds: frozenset[PlacementKind]
    closed_from: date
    allowed: Allowed

    def keys(self) -> Iterable[Key]:
        return product(self.kinds, self.benefits)


@dataclass(frozen=True, kw_only=True)
class RatioRow(DatedRow):
    """The numbers of the ratio rule."""

    table: ClassVar[str] = "ratio"
    counted_kinds: frozenset[PlacementKind]
    own_employer_exempt_kinds: frozenset[PlacementKind]
    full_time_hours: int
    months: int
    minimum: int
    bands: tuple[Band, ...]


@dataclass(frozen=True, kw_only=True)
class NetExpansionRow(DatedRow):
    """The numbers of the net-expansion rule."""

    table: ClassVar[str] = "net_expansion"
    kinds: frozenset[PlacementKind]
    exempt_benefits: frozenset[Benefit]
    months: int
    vacancy_months: int


@dataclass(frozen=True, kw_only=True)
class EmployeeRepresentativeRow(DatedRow):
    """When the employees must have their say before the start."""

    table: ClassVar[str] = "employee_representative"
    kinds: frozenset[PlacementKind]
    fewest_employees: int


@dataclass(frozen=True, kw_only=True)
class TargetGroupRow(DatedRow):
    """The act's own number for the people on a benefit."""

    table: ClassVar[str] = "target_group"
    benefits: frozenset[Benefit]
    number: int

    def keys(self) -> Iterable[Key]:
        return product(self.benefits)


@dataclass(frozen=True, kw_only=True)
class CalendarRow(DatedRow):
    """A change in the law, told in a sentence."""

    table: ClassVar[str] = "calendar"
    text: str

    def keys(self) -> Iterable[Key]:
        return [(self.text,)]


ROW_TYPES: Mapping[str, type[DatedRow]] = {
    row_type.table: row_type
    for row_type in (
        PlacementRow,
        PriorBenefitRow,
        LastEmployerRow,
        HasEmployerRow,
        BenefitClosedRow,
        RatioRow,
        NetExpansionRow,
        EmployeeRepresentativeRow,
        DeadlineRow,
        TargetGroupRow,
        CalendarRow,
        ActRow,
    )
}


@dataclass(frozen=True)
class LawTables:
    """All rows of all tables. `read_law` builds it and vouches for it."""

    rows: tuple[DatedRow, ...]

    def find(self, row_type: type[R], on: date, *key: str) -> R | None:
        """The row in force on the day, or the nearest one where the day lies outside all; None where the law is silent."""
        rows = self._in_use.get((row_type, key), ())
        return min(rows, key=lambda row: (row.days_from(on), row.valid_from), default=None)

    def get(self, row_type: type[R], on: date, *key: str) -> R:
        """As `find`, for what the tables must answer."""
        row = self.find(row_type, on, *key)
        if row is None:
            raise LookupError(f"Lovtabellen {row_type.table} har ingen række for {', '.join(key) or 'reglen'}.")
        return row

    def all(self, row_type: type[R]) -> tuple[R, ...]:
        """Every row of a table, expected ones too, oldest first, for pages that show the law itself."""
        rows = (row for row in self.rows if isinstance(row, row_type))
        return tuple(sorted(rows, key=lambda row: row.valid_from))

    def newest_day(self, row_type: type[R]) -> date:
        """A day on which the newest row in use is valid, for questions that come without a date."""
        return max(row.valid_from for row in self.all(row_type) if row.in_use)

    @cached_property
    def _in_use(self) -> Mapping[tuple[type[DatedRow], Key], tuple]:
        index: dict[tuple[type[DatedRow], Key], list] = defaultdict(list)
        for row in self.rows:
            for key in row.keys() if row.in_use else ():
                index[type(row), tuple(key)].append(row)
        return {place: tuple(rows) for place, rows in index.items()}
