"""People who asked to be rung up: a first name, a number and a time of day, kept for 14 days at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.errors import NotFound
from portal.store.base import Base, WithId
from portal.store.record import Record
from portal.store.types import EncryptedText


class CallbackRequest(WithId, Base):
    __tablename__ = "callback_request"

    first_name: Mapped[str] = mapped_column(EncryptedText("callback_request.first_name"))
    phone: Mapped[str] = mapped_column(EncryptedText("callback_request.phone"))
    time_of_day: Mapped[str] = mapped_column(String(16))
    """When it suits: forenoon, afternoon or any."""
    call_on: Mapped[date]
    """The day the person was promised a call."""
    created_at: Mapped[datetime]
    delete_on: Mapped[date] = mapped_column(index=True)


@dataclass(frozen=True)
class CallbackRecord(Record):
    """What the receipt shows. The name and the number are not on it."""

    id: UUID
    time_of_day: str
    call_on: date


@dataclass(frozen=True)
class WaitingCall(Record):
    """What the one who rings has to know."""

    id: UUID
    first_name: str
    phone: str
    time_of_day: str
    call_on: date


def get(session: Session, callback_id: UUID) -> CallbackRecord:
    """One request without name and number; raises NotFound."""
    row = session.scalar(select(CallbackRequest).where(CallbackRequest.id == callback_id))
    if row is None:
        raise NotFound
    return CallbackRecord.of(row)


def for_update(session: Session, callback_id: UUID) -> CallbackRequest | None:
    return session.scalar(select(CallbackRequest).where(CallbackRequest.id == callback_id).with_for_update())


def list_waiting(session: Session) -> list[WaitingCall]:
    """Those not rung up yet, the earliest promise first."""
    rows = session.scalars(
        select(CallbackRequest).order_by(CallbackRequest.call_on, CallbackRequest.created_at, CallbackRequest.id)
    )
    return [WaitingCall.of(row) for row in rows]


def delete_due(session: Session, today: date) -> list[UUID]:
    """Remove what has been kept as long as was promised; returns which."""
    over = delete(CallbackRequest).where(CallbackRequest.delete_on <= today).returning(CallbackRequest.id)
    return list(session.scalars(over))
