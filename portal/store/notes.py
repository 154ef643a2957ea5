"""Notes of talks and important steps (journal): written once, for those the writer chose beforehand, and encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.notes import Readers
from portal.store.base import Base, WithId
from portal.store.enrolments import Enrolment
from portal.store.record import Record
from portal.store.types import EncryptedText


class CaseNote(WithId, Base):
    __tablename__ = "case_note"
    __table_args__ = (Index("ix_case_note_case", "enrolment_id", "happened_on"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    readers: Mapped[str] = mapped_column(String(10))
    """A code of `domain.notes.Readers`, chosen before a word was written, and never changed."""
    kind: Mapped[str] = mapped_column(String(10))
    theme: Mapped[str] = mapped_column(EncryptedText("case_note.theme"))
    words: Mapped[str] = mapped_column(EncryptedText("case_note.words"))
    happened_on: Mapped[date]
    late_reason: Mapped[str | None] = mapped_column(EncryptedText("case_note.late_reason"))
    """Why it was first written another day than it happened."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(EncryptedText("case_note.author_name"))
    at: Mapped[datetime]


@dataclass(frozen=True)
class NoteRecord(Record):
    id: UUID
    readers: str
    kind: str
    theme: str
    words: str
    happened_on: date
    late_reason: str | None
    author_name: str
    at: datetime


def list_for_staff(session: Session, enrolment_id: UUID, user_id: UUID | None) -> list[NoteRecord]:
    """The notes of a case that this member of staff may read, newest first.

    What is only for the adviser is read by whoever wrote it and whoever has the case.
    """
    adviser = select(Enrolment.assigned_to).where(Enrolment.id == enrolment_id).scalar_subquery()
    mine = or_(CaseNote.readers != Readers.ADVISER, CaseNote.author_id == user_id, adviser == user_id)
    return _list(session, CaseNote.enrolment_id == enrolment_id, mine)


def list_for_citizen(session: Session, enrolment_id: UUID) -> list[NoteRecord]:
    """Those that were written for her to read."""
    return _list(session, CaseNote.enrolment_id == enrolment_id, CaseNote.readers == Readers.CITIZEN)


def last_talks(session: Session, enrolment_ids: Iterable[UUID], kinds: Iterable[str]) -> dict[UUID, date]:
    """The newest day of a talk that is written down, by case. No words are read."""
    rows = session.execute(
        select(CaseNote.enrolment_id, func.max(CaseNote.happened_on))
        .where(CaseNote.enrolment_id.in_(sorted(enrolment_ids)), CaseNote.kind.in_(sorted(kinds)))
        .group_by(CaseNote.enrolment_id)
        .order_by(CaseNote.enrolment_id)
    )
    return {enrolment_id: day for enrolment_id, day in rows}


def _list(session: Session, *conditions: object) -> list[NoteRecord]:
    rows = session.scalars(
        select(CaseNote)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(CaseNote.happened_on.desc(), CaseNote.at.desc(), CaseNote.id.desc())
    )
    return [NoteRecord.of(row) for row in rows]
