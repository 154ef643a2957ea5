"""The audit trail: who changed what, and who looked at whom. Rows are only ever added; `audit_chain` seals them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base, Json, WithId

MONTHS_KEPT = {"audit_entry": 60, "access_entry": 13, "audit_link": None}
"""How long the database refuses to delete a row, whoever asks; it never lets one be changed (in the migrations)."""


class AuditEntry(WithId, Base):
    """One change. It carries codes and ids, never names, numbers or free text about a person."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_object", "noun", "object_id"),)

    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    """No foreign key: the trail outlives the account. Null is the system itself."""
    actor_role: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(60))
    """noun.event, for example "enrolment.submit"."""
    noun: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[UUID] = mapped_column(Uuid)
    subject_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    """The person it is about."""
    municipality: Mapped[str | None] = mapped_column(String(3))
    state_from: Mapped[str | None] = mapped_column(String(30))
    state_to: Mapped[str | None] = mapped_column(String(30))
    detail: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class AccessEntry(WithId, Base):
    """One look at another person's data (Datatilsynet 2024-32-0283: the person may ask who looked)."""

    __tablename__ = "access_entry"
    __table_args__ = (Index("ix_access_entry_subject", "subject_id", "at"),)

    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    actor_role: Mapped[str] = mapped_column(String(40))
    municipality: Mapped[str | None] = mapped_column(String(3))
    """The municipality the actor works for, where it is one."""
    company_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The company the actor acts for. No foreign key, for the same reason as above."""
    subject_id: Mapped[UUID] = mapped_column(Uuid)
    purpose: Mapped[str] = mapped_column(String(60))
    """The permission the page asked for."""


def kept_since(now: datetime) -> dict[str, datetime]:
    """From when on each table must still be complete; a month counts as 30 days."""
    return {table: now - timedelta(days=30 * months) for table, months in MONTHS_KEPT.items() if months}


def list_about(session: Session, noun: str, object_id: UUID) -> list[AuditEntry]:
    """The history of one thing, oldest first."""
    return list(
        session.scalars(
            select(AuditEntry)
            .where(AuditEntry.noun == noun, AuditEntry.object_id == object_id)
            .order_by(AuditEntry.at, AuditEntry.id)
        )
    )


def list_looks_at(session: Session, subject_id: UUID, since: datetime, limit: int = 1000) -> list[AccessEntry]:
    """Who has looked at a person since then, newest first."""
    return list(
        session.scalars(
            select(AccessEntry)
            .where(AccessEntry.subject_id == subject_id, AccessEntry.at >= since)
            .order_by(AccessEntry.at.desc(), AccessEntry.id.desc())
            .limit(limit)
        )
    )
