"""Who has been ready for long without anything on its way: so that nobody is forgotten between two runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.domain.workflow import EnrolmentState
from portal.services.related import not_close
from portal.services.work import Work, day_in_denmark
from portal.store import enrolments, matches
from portal.store.enrolments import EnrolmentRecord

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


def without_solution(work: Work, days: int) -> list[Unsolved]:
    """Ready for at least so many days, and no proposal is approved, sent or answered yes to; longest first."""
    mine = work.actor.municipalities
    ready = [
        one
        for one in not_close(work, enrolments.list_in_states(work.session, mine, [EnrolmentState.READY_FOR_MATCH]))
        if _days(work, one) >= days
    ]
    busy = matches.people_with_answers_open(work.session, [one.person_id for one in ready])
    left = [one for one in ready if one.person_id not in busy]
    said = _said(work, {one.operating_municipality for one in left})
    return [
        Unsolved(one, _days(work, one), *said.get(one.id, ((), ())))
        for one in sorted(left, key=lambda one: (one.ready_at or one.created_at, one.id))
    ]


def _days(work: Work, one: EnrolmentRecord) -> int:
    return (work.today - day_in_denmark(one.ready_at or one.created_at)).days


def _said(work: Work, municipalities: Iterable[str]) -> dict[UUID, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What the newest run of each municipality said of those who got nothing."""
    runs = [matches.find_latest(work.session, one) for one in sorted(municipalities)]
    return {UUID(left["enrolment_id"]): _words(left) for run in runs if run for left in run.unmatched}


def _words(left: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reasons = tuple(reason["sentence"] for reason in left["reasons"])
    return reasons, tuple(f"{miss['title']}: {miss['sentence']}" for miss in left.get("nearest", ()))
