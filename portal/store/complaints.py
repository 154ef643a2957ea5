"""Complaints over decisions: word for word, when they came, by when and by whom they are answered, and why as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.store.base import Base, Versioned, WithId
from portal.store.enrolments import Enrolment
from portal.store.record import Record
from portal.store.types import EncryptedText


class Complaint(WithId, Versioned, Base):
    __tablename__ = "complaint"
    __table_args__ = (Index("ix_complaint_open", "operating_municipality", "answered_at", "answer_by"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(EncryptedText("complaint.words"))
    decided_on: Mapped[date]
    """The day of the decision it is over."""
    is_late: Mapped[bool]
    """It came after the last day; whether there was a good reason is for a person to say."""
    at: Mapped[datetime]
    answer_by: Mapped[date]
    outcome: Mapped[str | None] = mapped_column(String(10))
    """changed, or upheld and sent on to Ankestyrelsen; nothing until it is answered."""
    reason: Mapped[str | None] = mapped_column(EncryptedText("complaint.reason"))
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class ComplaintRecord(Record):
    """One complaint with whose it is."""

    id: UUID
    version: int
    operating_municipality: str
    enrolment_id: UUID
    person_id: UUID
    words: str
    decided_on: date
    is_late: bool
    at: datetime
    answer_by: date
    outcome: str | None
    reason: str | None
    answered_at: datetime | None
    who: str
    number: str
    programme_code: str


def get(session: Session, complaint_id: UUID) -> ComplaintRecord:
    row = session.scalar(_whole().where(Complaint.id == complaint_id))
    if row is None:
        raise NotFound
    return _record(row)


def for_update(session: Session, complaint_id: UUID) -> Complaint:
    row = session.scalar(
        select(Complaint)
        .where(Complaint.id == complaint_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def list_for_staff(session: Session, municipalities: frozenset[str], related: frozenset[UUID]) -> list[ComplaintRecord]:
    """Those that wait, the nearest promise first, and then the last that were answered."""
    rows = session.scalars(
        _whole()
        .where(
            Complaint.operating_municipality.in_(sorted(municipalities)), Complaint.person_id.not_in(sorted(related))
        )
        .order_by(Complaint.answered_at.is_not(None), Complaint.answer_by, Complaint.at, Complaint.id)
        .limit(100)
    )
    return [_record(row) for row in rows]


def list_of_enrolment(session: Session, enrolment_id: UUID) -> list[ComplaintRecord]:
    """The newest first."""
    rows = session.scalars(
        _whole().where(Complaint.enrolment_id == enrolment_id).order_by(Complaint.at.desc(), Complaint.id.desc())
    )
    return [_record(row) for row in rows]


def _whole():  # type: ignore[no-untyped-def]
    return select(Complaint).options(joinedload(Complaint.enrolment).joinedload(Enrolment.person))


def _record(row: Complaint) -> ComplaintRecord:
    case = row.enrolment
    return ComplaintRecord.of(
        row, who=case.person.short_name, number=case.number or "", programme_code=case.programme_code
    )
