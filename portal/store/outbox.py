"""Messages on their way out: written with the change they tell of, sent afterwards, at least once, without repeats."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base, WithId
from portal.store.types import EncryptedText


class OutboxMessage(WithId, Base):
    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "sent_at", "due_at"),)

    key: Mapped[str] = mapped_column(String(120), unique=True)
    """Makes a repeat harmless: the same event to the same person has the same key."""
    channel: Mapped[str] = mapped_column(String(20))
    """sms, email or digital_post."""
    template: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("company.id"), index=True)
    recipient: Mapped[str] = mapped_column(EncryptedText("outbox_message.recipient"))
    subject: Mapped[str] = mapped_column(EncryptedText("outbox_message.subject"), default="")
    body: Mapped[str] = mapped_column(EncryptedText("outbox_message.body"))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed: Mapped[str | None] = mapped_column(EncryptedText("outbox_message.failed"))
    """What the receiver said, in its own words: it may name the address."""


class MailboxMessage(WithId, Base):
    """What the development mailbox received. The outbox key is unique, as at any careful receiver."""

    __tablename__ = "mailbox_message"

    key: Mapped[str] = mapped_column(String(120), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    recipient: Mapped[str] = mapped_column(EncryptedText("mailbox_message.recipient"))
    subject: Mapped[str] = mapped_column(EncryptedText("mailbox_message.subject"), default="")
    body: Mapped[str] = mapped_column(EncryptedText("mailbox_message.body"))
    received_at: Mapped[datetime]


def has_key(session: Session, key: str) -> bool:
    return session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == key)) is not None


def list_due(
    session: Session, now: datetime, limit: int = 50, *, but: frozenset[str] = frozenset()
) -> list[OutboxMessage]:
    """Messages to send now, oldest first, but none on the channels `but`; a second worker takes others."""
    return list(
        session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.sent_at.is_(None), OutboxMessage.due_at <= now, OutboxMessage.attempts < 8)
            .where(OutboxMessage.channel.not_in(sorted(but)))
            .order_by(OutboxMessage.due_at, OutboxMessage.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )


def list_mailbox(session: Session, limit: int = 100) -> list[MailboxMessage]:
    return list(
        session.scalars(
            select(MailboxMessage).order_by(MailboxMessage.received_at.desc(), MailboxMessage.id.desc()).limit(limit)
        )
    )


def has_received(session: Session, key: str) -> bool:
    return session.scalar(select(MailboxMessage.id).where(MailboxMessage.key == key)) is not None
