"""Messages (beskeder) between a citizen and the staff of her case: written once, never changed, encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.store.base import Base, WithId
from portal.store.enrolments import Enrolment
from portal.store.record import Record
from portal.store.types import EncryptedText


class Message(WithId, Base):
    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_case", "enrolment_id", "at"),
        Index("ix_message_waiting", "operating_municipality", "from_citizen", "settled_at"),
    )

    operating_municipality: Mapped[str] = mapped_column(String(3))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    """The citizen whose case it is, whoever wrote."""
    from_citizen: Mapped[bool]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(EncryptedText("message.author_name"))
    """The name as it was when the message was written."""
    body: Mapped[str] = mapped_column(EncryptedText("message.body"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """When the other side answered it, or said that it has been read or talked about."""

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class MessageRecord(Record):
    id: UUID
    enrolment_id: UUID
    from_citizen: bool
    author_name: str
    body: str
    at: datetime
    settled_at: datetime | None


@dataclass(frozen=True)
class WaitingMessage(Record):
    """A citizen's oldest message that nobody has answered, for the staff's day."""

    enrolment_id: UUID
    person_id: UUID
    assigned_to: UUID | None
    short_name: str
    at: datetime


def list_of_enrolment(session: Session, enrolment_id: UUID) -> list[MessageRecord]:
    """The whole conversation, oldest first."""
    rows = session.scalars(select(Message).where(Message.enrolment_id == enrolment_id).order_by(Message.at, Message.id))
    return [MessageRecord.of(row) for row in rows]


def count_unread(session: Session, person_id: UUID) -> dict[UUID, int]:
    """How many messages from staff a citizen has not read yet, by case."""
    unread = (
        select(Message.enrolment_id, func.count())
        .where(Message.person_id == person_id, Message.from_citizen.is_(False), Message.settled_at.is_(None))
        .group_by(Message.enrolment_id)
        .order_by(Message.enrolment_id)
    )
    return {enrolment_id: count for enrolment_id, count in session.execute(unread)}


def list_waiting(session: Session, municipalities: frozenset[str]) -> list[WaitingMessage]:
    """Where a citizen waits for an answer: the oldest message of each case, those who have waited longest first."""
    rows = session.scalars(
        select(Message)
        .options(joinedload(Message.enrolment).joinedload(Enrolment.person))
        .where(
            Message.operating_municipality.in_(sorted(municipalities)),
            Message.from_citizen.is_(True),
            Message.settled_at.is_(None),
        )
        .order_by(Message.at, Message.id)
    )
    oldest: dict[UUID, Message] = {}
    for row in rows:
        oldest.setdefault(row.enrolment_id, row)
    return [
        WaitingMessage(case, row.person_id, row.enrolment.assigned_to, row.enrolment.person.short_name, row.at)
        for case, row in oldest.items()
    ]


def waiting_among(session: Session, enrolment_ids: Iterable[UUID]) -> set[UUID]:
    """Those of some cases whose citizen waits for an answer."""
    query = select(Message.enrolment_id).where(Message.from_citizen.is_(True), Message.settled_at.is_(None))
    return set(session.scalars(query.where(Message.enrolment_id.in_(sorted(enrolment_ids)))))


def settle(session: Session, enrolment_id: UUID, now: datetime, *, from_citizen: bool) -> int:
    """Everything this side has written so far has been read or answered. Returns how many messages that were."""
    waiting = (Message.enrolment_id == enrolment_id, Message.from_citizen.is_(from_citizen))
    result = session.execute(update(Message).where(*waiting, Message.settled_at.is_(None)).values(settled_at=now))
    return result.rowcount  # type: ignore[attr-defined]
