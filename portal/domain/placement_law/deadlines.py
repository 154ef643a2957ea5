"""Deadlines as dated rows, and the acts that the citations name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from portal.domain.holidays import add_working_days

from .dated import DatedRow, Key


class Deadline(StrEnum):
    """What somebody has a fixed time for."""

    CITIZEN_ANSWER = "citizen_answer"
    COMPANY_ANSWER = "company_answer"
    PLACE_ANSWER = "place_answer"
    PAUSE_KEEPS = "pause_keeps"
    REGRET = "regret"
    HEARING = "hearing"
    COMPLAINT = "complaint"


class Unit(StrEnum):
    """What a deadline is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"


@dataclass(frozen=True, kw_only=True)
class DeadlineRow(DatedRow):
    """How long somebody has, and what it is for in a sentence."""

    table: ClassVar[str] = "deadline"
    deadline: Deadline
    length: int
    unit: Unit
    text: str

    def keys(self) -> Iterable[Key]:
        return [(self.deadline,)]

    @property
    def words(self) -> str:
        """5 hverdage, 1 uge."""
        one, many = _UNIT_WORDS[self.unit]
        return f"{self.length} {one if self.length == 1 else many}"

    def ends(self, day: date) -> date:
        """The last day, when the time begins on this day."""
        if self.unit is Unit.WORKING_DAYS:
            return add_working_days(day, self.length)
        return day + timedelta(weeks=self.length) if self.unit is Unit.WEEKS else day + timedelta(days=self.length)


@dataclass(frozen=True, kw_only=True)
class ActRow(DatedRow):
    """An act or order that the citations name: in short, in full, and where it can be read."""

    table: ClassVar[str] = "act"
    name: str
    title: str
    link: str | None = None

    def keys(self) -> Iterable[Key]:
        return [(self.name,)]


_UNIT_WORDS = {Unit.WORKING_DAYS: ("hverdag", "hverdage"), Unit.DAYS: ("dag", "dage"), Unit.WEEKS: ("uge", "uger")}
