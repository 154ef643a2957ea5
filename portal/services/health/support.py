"""Who supports whom: asked for with the citizen's yes, taken by one person, and opened by another only in an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.access import HEALTH_ROLES
from portal.domain.errors import NotFound, Refused
from portal.domain.health import EMERGENCY_LASTS, SHORTEST_REASON
from portal.services.enrolment.choices import YES, answer_of
from portal.services.work import Work
from portal.store import enrolments, health
from portal.store.health import EmergencyAccess, HealthSupport

NO_YES = "Borgeren har ikke sagt ja til, at en støtte må skrive til dig. Spørg borgeren først."


@dataclass(frozen=True)
class AskForSupport:
    enrolment_id: UUID


@dataclass(frozen=True)
class TakeSupport:
    support_id: UUID


@dataclass(frozen=True)
class OpenInEmergency:
    number: str
    reason: str


def ask_for_support(work: Work, cmd: AskForSupport) -> UUID:
    """An adviser asks; without the citizen's yes nobody is asked. Asking twice is asking once. Returns its id."""
    case = enrolments.for_update(work.session, cmd.enrolment_id)
    if answer_of(case.answers or {}, "health_notes") != YES:
        raise Refused(NO_YES)
    found = health.find_of_enrolment(work.session, case.id)
    if found:
        return found.id
    row = HealthSupport(
        operating_municipality=case.operating_municipality,
        enrolment_id=case.id,
        asked_by=work.actor.user_id,
        asked_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    _audit(work, row, "ask", case.person_id)
    return row.id


def take_support(work: Work, cmd: TakeSupport) -> None:
    """A health professional of the municipality takes it on. Who comes second is told so."""
    row, person_id = _row(work, cmd.support_id)
    if row.worker_id == work.actor.user_id:
        return
    if row.worker_id is not None or row.ended_at is not None:
        raise Refused("En kollega har taget imod borgeren.")
    row.worker_id, row.worker_name, row.taken_at = work.actor.user_id, work.actor.name, work.now
    _audit(work, row, "take", person_id)


def end_support(work: Work, cmd: TakeSupport) -> None:
    """Done: the page closes for the one who had it. What was told stays with the case."""
    row, person_id = _row(work, cmd.support_id)
    if row.worker_id != work.actor.user_id:
        raise NotFound
    if row.ended_at is None:
        row.ended_at = work.now
        _audit(work, row, "end", person_id)


def open_in_emergency(work: Work, cmd: OpenInEmergency) -> UUID:
    """Look at somebody one does not support, for an hour. The citizen and the trail get role and reason."""
    if len(cmd.reason.strip()) < SHORTEST_REASON:
        raise Refused("Skriv, hvorfor du er nødt til at se borgerens side. Borgeren kan læse det.", "reason")
    found = health.find_by_number(work.session, cmd.number.strip().upper(), work.actor.municipalities)
    if found is None or found.person_id in work.actor.related:
        raise Refused("Vi kan ikke finde en støtte med det nummer i din kommune.", "number")
    work.session.add(
        EmergencyAccess(
            support_id=found.id,
            user_id=work.actor.user_id,
            user_role=str(work.actor.role),
            reason=cmd.reason.strip(),
            at=work.now,
            until=work.now + EMERGENCY_LASTS,
        )
    )
    _audit(work, health.for_update(work.session, found.id), "emergency", found.person_id)
    return found.id


def _row(work: Work, support_id: UUID) -> tuple[HealthSupport, UUID]:
    """The support, locked, of a citizen who has said yes, in the actor's own municipality and not a relative."""
    row = health.for_update(work.session, support_id)
    record = health.get(work.session, support_id, work.now)
    is_health = work.actor.role in HEALTH_ROLES
    if not is_health or row.operating_municipality not in work.actor.municipalities or not record.has_said_yes:
        raise NotFound
    if record.person_id in work.actor.related:
        raise NotFound
    return row, record.person_id


def _audit(work: Work, row: HealthSupport, event: str, person_id: UUID) -> None:
    work.audit("health", event, row.id, subject=person_id, municipality=row.operating_municipality)
