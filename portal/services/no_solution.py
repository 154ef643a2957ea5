"""Who has been ready for long without anything on its way: so that nobody is forgotten between two runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from portal.services.work import COPENHAGEN, Work, day_in_denmark
from portal.store import matches
from portal.store.enrolments import EnrolmentRecord
from portal.store.unsolved import UnsolvedFilter, count_unsolved, list_unsolved

CHOICES = (7, 14, 30, 60)
"""Days to choose between; the second is where a service level usually lies (`service-design.md` 4.4, block 5)."""
STANDARD = 14


@dataclass(frozen=True)
class Unsolved:
    """Somebody who is ready, for how many days, and what the last run said was in the way."""

    case: EnrolmentRecord
    days: int
    reasons: tuple[str, ...]
    nearest: tuple[str, ...]
    """Places that only one thing kept away, in a sentence each."""


def count_without_solution(work: Work, days: int) -> int:
    return count_unsolved(work.session, _filter(work, days))


def without_solution(work: Work, days: int, offset: int, limit: int) -> list[Unsolved]:
    """Some who are ready for at least so many days, with no proposal approved, sent or said yes to; longest first."""
    found = list_unsolved(work.session, _filter(work, days), offset, limit)
    said = _said(work, {one.operating_municipality for one in found})
    return [Unsolved(one, _days(work, one), *said.get(one.id, ((), ()))) for one in found]


def _filter(work: Work, days: int) -> UnsolvedFilter:
    """Whole days in Denmark: who became ready late in the evening has waited since that day."""
    first_too_late = datetime.combine(work.today - timedelta(days=days - 1), time(), COPENHAGEN)
    return UnsolvedFilter(work.actor.municipalities, first_too_late, work.actor.related)


def _days(work: Work, one: EnrolmentRecord) -> int:
    return (work.today - day_in_denmark(one.ready_at or one.created_at)).days


def _said(work: Work, municipalities: Iterable[str]) -> dict[UUID, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What the newest run of each municipality said of those who got nothing."""
    runs = [matches.find_latest(work.session, one) for one in sorted(municipalities)]
    return {UUID(left["enrolment_id"]): _words(left) for run in runs if run for left in run.unmatched}


def _words(left: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reasons = tuple(reason["sentence"] for reason in left["reasons"])
    return reasons, tuple(f"{miss['title']}: {miss['sentence']}" for miss in left.get("nearest", ()))
