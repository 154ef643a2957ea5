"""The letter of a refusal while it is built: its parts, the hearing, and the second pair of eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base, WithId
from portal.store.record import Record
from portal.store.types import EncryptedText


class RefusalLetter(WithId, Base):
    """One for each enrolment: sent back and corrected it is still the same letter."""

    __tablename__ = "refusal_letter"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    facts: Mapped[str] = mapped_column(EncryptedText("refusal_letter.facts"))
    reason: Mapped[str] = mapped_column(EncryptedText("refusal_letter.reason"))
    rule: Mapped[str] = mapped_column(EncryptedText("refusal_letter.rule"))
    alternative: Mapped[str] = mapped_column(EncryptedText("refusal_letter.alternative"))
    hearing: Mapped[str] = mapped_column(String(20))
    """known: the citizen knows all the facts. needed: she is asked first (forvaltningsloven § 19)."""
    hearing_until: Mapped[date | None]
    hearing_reply: Mapped[str | None] = mapped_column(EncryptedText("refusal_letter.hearing_reply"))
    written_by: Mapped[UUID] = mapped_column(Uuid)
    written_at: Mapped[datetime]
    sent_back_words: Mapped[str | None] = mapped_column(EncryptedText("refusal_letter.sent_back_words"))
    approved_by: Mapped[UUID | None] = mapped_column(Uuid)
    sent_at: Mapped[datetime | None]
    complaint_until: Mapped[date | None]


@dataclass(frozen=True)
class RefusalRecord(Record):
    id: UUID
    enrolment_id: UUID
    facts: str
    reason: str
    rule: str
    alternative: str
    hearing: str
    hearing_until: date | None
    hearing_reply: str | None
    written_by: UUID
    written_at: datetime
    sent_back_words: str | None
    approved_by: UUID | None
    sent_at: datetime | None
    complaint_until: date | None


def find_row(session: Session, enrolment_id: UUID) -> RefusalLetter | None:
    """The letter itself; the enrolment is locked by whoever changes it."""
    return session.scalar(select(RefusalLetter).where(RefusalLetter.enrolment_id == enrolment_id))


def find(session: Session, enrolment_id: UUID) -> RefusalRecord | None:
    row = find_row(session, enrolment_id)
    return RefusalRecord.of(row) if row else None
