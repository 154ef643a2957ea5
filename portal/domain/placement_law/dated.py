"""What every row of the legal tables has: its days, how sure it is, and where it stands in the law.

A row is `active` (in force), `uncertain` (in force as far as is known, to be checked by a lawyer) or `expected` (proposed, not
passed). An expected row is kept so that it can be shown and prepared for; it never decides anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

Key = tuple[str, ...]


class Status(StrEnum):
    """How sure a row is."""

    ACTIVE = "active"
    UNCERTAIN = "uncertain"
    EXPECTED = "expected"


@dataclass(frozen=True, kw_only=True)
class DatedRow:
    """What every row has: the days it is valid, both included, how sure it is, and where it stands in the law."""

    table: ClassVar[str]
    valid_from: date
    valid_to: date | None = None
    status: Status
    citation: str
    source: str
    note: str | None = None

    def keys(self) -> Iterable[Key]:
        """What the row decides. Two rows that decide the same may not be valid on the same day."""
        return [()]

    @property
    def in_use(self) -> bool:
        return self.status is not Status.EXPECTED

    def days_from(self, day: date) -> int:
        """0 on a day the row is valid, otherwise the days to the nearest one."""
        if day < self.valid_from:
            return (self.valid_from - day).days
        if self.valid_to is not None and day > self.valid_to:
            return (day - self.valid_to).days
        return 0
