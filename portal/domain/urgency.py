"""Which enrolment comes first in the queue, and the sentence that says why: a rule people can read, never a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SOON_DAYS = 2


@dataclass(frozen=True)
class Urgency:
    """A lower rank comes first; within one rank the oldest promise, then the oldest arrival."""

    rank: int
    why: str


def urgency_of(deadline: date | None, today: date, *, waits: bool, is_assigned: bool, is_new: bool) -> Urgency:
    """`waits`: the next step is the citizen's. Her silence is never a no: after the day somebody rings."""
    days = (deadline - today).days if deadline else None
    if waits:
        return _waiting(days)
    if days is not None and days < 0:
        return Urgency(0, f"Vores frist gik for {_days(-days)} siden.")
    if days == 0:
        return Urgency(1, "Vi har lovet et svar i dag.")
    if is_new and not is_assigned:
        return Urgency(3, f"Ingen har sagen. Vi har lovet et svar om {_days(days)}." if days else "Ingen har sagen.")
    if days is not None and days <= SOON_DAYS:
        return Urgency(4, f"Vi har lovet et svar om {_days(days)}.")
    return Urgency(5, f"Der er {_days(days)} til fristen." if days is not None else "Der er ingen frist på sagen.")


def _waiting(days: int | None) -> Urgency:
    if days is not None and days < 0:
        return Urgency(2, "Borgeren har ikke svaret inden dagen. Det er ikke et nej. Ring.")
    return Urgency(6, "Vi venter på borgeren.")


def _days(number: int | None) -> str:
    return "1 dag" if number == 1 else f"{number} dage"
