"""Who has looked at a person: what the guard has written down, told so that the person can follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.services.work import COPENHAGEN, Work
from portal.store import audit

SHOWN_FOR = timedelta(days=183)
"""Half a year is told; the trail itself is kept longer, for whoever asks."""


@dataclass(frozen=True)
class Look:
    """One or more looks on the same day, by the same kind of person from the same place, for the same purpose.

    Which employee it was is not told (Datatilsynet 2024-32-0283); a role and a place are.
    """

    on: date
    role: str
    municipality: str | None
    company_id: UUID | None
    purpose: str
    """The permission the page asked for, for example "enrolment:review"."""
    times: int


def list_looks(work: Work, person_id: UUID) -> tuple[Look, ...]:
    """Who has looked at this person, in the last six months, newest day first. One query."""
    counted: dict[tuple, int] = {}
    for entry in audit.list_looks_at(work.session, person_id, work.now - SHOWN_FOR):
        day = entry.at.astimezone(COPENHAGEN).date()
        key = (day, entry.actor_role, entry.municipality, entry.company_id, entry.purpose)
        counted[key] = counted.get(key, 0) + 1
    return tuple(Look(*key, times) for key, times in counted.items())
