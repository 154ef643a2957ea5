"""Support from a health professional: who supports whom, what she tells after a visit, and looks in an emergency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.store.base import Base, WithId
from portal.store.enrolments import Enrolment
from portal.store.record import Record
from portal.store.types import EncryptedJson, EncryptedText


class HealthSupport(WithId, Base):
    """An adviser has asked, with the citizen's yes; a health professional takes it, and one day it ends."""

    __tablename__ = "health_support"

    operating_municipality: Mapped[str] = mapped_column(String(3), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    asked_by: Mapped[UUID | None] = mapped_column(Uuid)
    asked_at: Mapped[datetime]
    worker_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    worker_name: Mapped[str] = mapped_column(EncryptedText("health_support.worker_name"), default="")
    taken_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")


class HealthFeedback(WithId, Base):
    """What was seen at work. Never changed afterwards; the citizen reads it, and the adviser with her yes."""

    __tablename__ = "health_feedback"

    support_id: Mapped[UUID] = mapped_column(ForeignKey("health_support.id"), index=True)
    author_id: Mapped[UUID | None] = mapped_column(Uuid)
    author_name: Mapped[str] = mapped_column(EncryptedText("health_feedback.author_name"))
    author_role: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    change: Mapped[str] = mapped_column(EncryptedText("health_feedback.change"))
    went_well: Mapped[str] = mapped_column(EncryptedText("health_feedback.went_well"))
    was_hard: Mapped[str] = mapped_column(EncryptedText("health_feedback.was_hard"))
    adapt: Mapped[str] = mapped_column(EncryptedText("health_feedback.adapt"))
    next_place: Mapped[str] = mapped_column(EncryptedText("health_feedback.next_place"))
    suggestion: Mapped[dict] = mapped_column(EncryptedJson("health_feedback.suggestion"))
    """needs: codes of what a place must offer; hours: a week, or null."""
    private_notes: Mapped[str] = mapped_column(EncryptedText("health_feedback.private_notes"))
    """For health professionals only, and for the citizen who asks for everything about herself."""


class EmergencyAccess(WithId, Base):
    """A look at somebody one does not support, for an hour, with a reason that the citizen reads."""

    __tablename__ = "emergency_access"

    support_id: Mapped[UUID] = mapped_column(ForeignKey("health_support.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(Uuid)
    user_role: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(EncryptedText("emergency_access.reason"))
    at: Mapped[datetime]
    until: Mapped[datetime]


@dataclass(frozen=True)
class SupportRecord(Record):
    """Whom it is about, and everything the policy has to know."""

    id: UUID
    enrolment_id: UUID
    person_id: UUID
    operating_municipality: str
    full_name: str
    first_name: str
    short_name: str
    phone: str
    number: str
    has_said_yes: bool
    """To the support writing to the adviser: without it nobody but the citizen reads."""
    worker_id: UUID | None
    worker_name: str
    asked_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    emergency_for: frozenset[UUID] = frozenset()
    """Who has opened it in an emergency that is not over."""


@dataclass(frozen=True)
class FeedbackRecord(Record):
    """What citizen and adviser read. The private notes are not on it."""

    at: datetime
    author_name: str
    author_role: str
    change: str
    went_well: str
    was_hard: str
    adapt: str
    next_place: str
    suggestion: dict


@dataclass(frozen=True)
class NoteRecord(Record):
    """What health professionals keep for each other."""

    at: datetime
    author_name: str
    private_notes: str


@dataclass(frozen=True)
class EmergencyRecord(Record):
    at: datetime
    user_role: str
    reason: str


def _record(row: HealthSupport) -> SupportRecord:
    case = row.enrolment
    answers = case.answers or {}
    return SupportRecord.of(
        row,
        person_id=case.person_id,
        full_name=case.person.full_name,
        first_name=case.person.first_name,
        short_name=case.person.short_name,
        phone=answers.get("kontakt", {}).get("phone") or case.person.phone or "",
        number=case.number or "",
        has_said_yes=answers.get("deling", {}).get("health_notes") == "yes",
        emergency_for=frozenset(),
    )


def _with_case():
    return joinedload(HealthSupport.enrolment).joinedload(Enrolment.person)


def get(session: Session, support_id: UUID, now: datetime) -> SupportRecord:
    """The support, with those who have it open in an emergency right now; raises NotFound."""
    row = session.scalar(select(HealthSupport).options(_with_case()).where(HealthSupport.id == support_id))
    if row is None:
        raise NotFound
    opened = select(EmergencyAccess).where(EmergencyAccess.support_id == support_id, EmergencyAccess.until > now)
    return replace(_record(row), emergency_for=frozenset(one.user_id for one in session.scalars(opened)))


def find_of_enrolment(session: Session, enrolment_id: UUID) -> SupportRecord | None:
    row = session.scalar(select(HealthSupport).options(_with_case()).where(HealthSupport.enrolment_id == enrolment_id))
    return _record(row) if row else None


def list_supported(session: Session, person_id: UUID) -> frozenset[UUID]:
    """The enrolments of a person for which somebody has been asked to support her."""
    found = select(HealthSupport.enrolment_id).join(Enrolment, Enrolment.id == HealthSupport.enrolment_id)
    return frozenset(session.scalars(found.where(Enrolment.person_id == person_id)))


def find_by_number(session: Session, number: str, municipalities: Iterable[str]) -> SupportRecord | None:
    """The support of a case by its number, for an emergency."""
    found = (
        select(HealthSupport)
        .join(Enrolment, Enrolment.id == HealthSupport.enrolment_id)
        .options(_with_case())
        .where(Enrolment.number == number, HealthSupport.operating_municipality.in_(sorted(municipalities)))
    )
    row = session.scalar(found)
    return _record(row) if row else None


def list_of_municipalities(session: Session, municipalities: Iterable[str]) -> list[SupportRecord]:
    """All that are not over, the longest waiting first."""
    rows = session.scalars(
        select(HealthSupport)
        .options(_with_case())
        .where(HealthSupport.operating_municipality.in_(sorted(municipalities)), HealthSupport.ended_at.is_(None))
        .order_by(HealthSupport.asked_at, HealthSupport.id)
    )
    return [_record(row) for row in rows]


def for_update(session: Session, support_id: UUID) -> HealthSupport:
    """The row, locked; raises NotFound."""
    row = session.scalar(select(HealthSupport).where(HealthSupport.id == support_id).with_for_update())
    if row is None:
        raise NotFound
    return row


def let_go(session: Session, enrolment_id: UUID) -> None:
    """Support that goes on waits for somebody to take it: the case has left the place of the one who had it."""
    row = session.scalar(
        select(HealthSupport)
        .where(HealthSupport.enrolment_id == enrolment_id, HealthSupport.ended_at.is_(None))
        .with_for_update()
    )
    if row is not None:
        row.worker_id, row.worker_name, row.taken_at = None, "", None


def list_feedback(session: Session, support_id: UUID) -> list[FeedbackRecord]:
    """Newest first."""
    rows = session.scalars(
        select(HealthFeedback)
        .where(HealthFeedback.support_id == support_id)
        .order_by(HealthFeedback.at.desc(), HealthFeedback.id.desc())
    )
    return [FeedbackRecord.of(row) for row in rows]


def list_notes(session: Session, support_id: UUID) -> list[NoteRecord]:
    """The private ones, newest first."""
    rows = session.scalars(
        select(HealthFeedback)
        .where(HealthFeedback.support_id == support_id)
        .order_by(HealthFeedback.at.desc(), HealthFeedback.id.desc())
    )
    return [NoteRecord.of(row) for row in rows if row.private_notes]


def list_emergencies(session: Session, support_id: UUID) -> list[EmergencyRecord]:
    rows = session.scalars(
        select(EmergencyAccess).where(EmergencyAccess.support_id == support_id).order_by(EmergencyAccess.at.desc())
    )
    return [EmergencyRecord.of(row) for row in rows]
