"""Who goes first of those who enrolled on the same day: the line says nothing of it, so a person does, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from portal.domain.capacity import pool_of
from portal.domain.errors import IllegalMove, NotFound, Refused
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services.deadlines import pauses_since
from portal.services.places.standing import hold
from portal.services.work import COPENHAGEN, Work, day_in_denmark
from portal.store import enrolments, places
from portal.store.enrolments import Enrolment, EnrolmentRecord

JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True)
class PutFirst:
    enrolment_id: UUID
    version: int
    reason: str


def put_first(work: Work, cmd: PutFirst) -> None:
    """Before everybody else of her day, and behind those of earlier days (`domain.md` H8). The reason is kept.

    Raises: NotFound, Stale, IllegalMove (not in line), Refused (no reason, or nobody of that day is before her).
    """
    hold(work, enrolments.programme_of(work.session, cmd.enrolment_id))
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    row.expect(cmd.version)
    if row.state != EnrolmentState.WAITING_LIST:
        raise IllegalMove(ENROLMENT.name, row.state, "put_first")
    if not cmd.reason.strip():
        raise Refused("Skriv, hvorfor borgeren skal stå først.", "reason")
    first = first_of_her_day(work, row, row.person.home_municipality)
    if first is None:
        raise Refused("Der står ingen foran fra samme dag. Ellers er det dagen, der bestemmer.", "reason")
    row.queued_at, row.queue_reason = first - JUST_BEFORE, cmd.reason.strip()
    row.version += 1
    work.audit(
        "enrolment",
        "put_first",
        row.id,
        subject=row.person_id,
        municipality=row.operating_municipality,
        before=str(first),
    )


def first_of_her_day(work: Work, row: Enrolment | EnrolmentRecord, home: str) -> datetime | None:
    """The moment that the first one of the same day counts from, where somebody of it stands before her."""
    since = row.queued_at or row.submitted_at
    if row.state != EnrolmentState.WAITING_LIST or since is None:
        return None
    midnight = datetime.combine(day_in_denmark(since), time(), COPENHAGEN)
    programme = work.house.programme(row.programme_code)
    pool, pauses = pool_of(programme, home), pauses_since(work, programme)
    return places.first_before(work.session, pool, row.id, midnight, since, pauses)
