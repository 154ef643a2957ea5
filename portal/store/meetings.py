"""Talks (samtaler) between a citizen and her adviser: one for each case, with what the citizen says to the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.store.base import Base, Versioned, WithId
from portal.store.enrolments import Enrolment
from portal.store.record import Record
from portal.store.types import EncryptedText

ACCEPTED, OTHER_TIME = "accepted", "other_time"


class Meeting(WithId, Versioned, Base):
    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_waiting", "operating_municipality", "answer", "held_at"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    """The talk that counts now; a talk that is moved is the same one at another time."""
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(String(20), default="")
    """accepted, other_time, or nothing yet. Silence is no answer, and nobody is blamed for it."""
    wish: Mapped[str | None] = mapped_column(EncryptedText("meeting.wish"))
    answered_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class MeetingRecord(Record):
    id: UUID
    version: int
    enrolment_id: UUID
    at: datetime
    minutes: int
    place: str
    answer: str
    wish: str
    held_at: datetime | None


@dataclass(frozen=True)
class WaitingMeeting(Record):
    """Somebody who needs another time, for the staff's day."""

    enrolment_id: UUID
    person_id: UUID
    assigned_to: UUID | None
    short_name: str


def find(session: Session, enrolment_id: UUID) -> MeetingRecord | None:
    """The talk of a case, or None when none has been arranged."""
    row = session.scalar(select(Meeting).where(Meeting.enrolment_id == enrolment_id))
    return MeetingRecord.of(row, wish=row.wish or "") if row else None


def for_update(session: Session, enrolment_id: UUID) -> Meeting | None:
    return session.scalar(
        select(Meeting)
        .where(Meeting.enrolment_id == enrolment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def list_waiting(session: Session, municipalities: frozenset[str]) -> list[WaitingMeeting]:
    """Talks that the citizen cannot come to, and that nobody has moved yet."""
    rows = session.scalars(
        select(Meeting)
        .options(joinedload(Meeting.enrolment).joinedload(Enrolment.person))
        .where(
            Meeting.operating_municipality.in_(sorted(municipalities)),
            Meeting.answer == OTHER_TIME,
            Meeting.held_at.is_(None),
        )
        .order_by(Meeting.answered_at, Meeting.id)
    )
    return [
        WaitingMeeting(row.enrolment_id, row.person_id, row.enrolment.assigned_to, row.enrolment.person.short_name)
        for row in rows
    ]
