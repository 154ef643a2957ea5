"""Versions of the matching's weights (vægte): a draft by one, approved by another; runs keep the version they had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.errors import NotFound
from portal.domain.matching.weights import WeightsState
from portal.store.base import Base, Json, Versioned, WithId
from portal.store.record import Record

_ONE_DRAFT, _ONE_ACTIVE = text("state = 'draft'"), text("state = 'active'")


class MatchWeights(WithId, Versioned, Base):
    __tablename__ = "match_weights"
    __table_args__ = (
        # Two who begin or approve at once end with one draft and one set in use.
        Index("uq_match_weights_draft", "state", unique=True, sqlite_where=_ONE_DRAFT, postgresql_where=_ONE_DRAFT),
        Index("uq_match_weights_active", "state", unique=True, sqlite_where=_ONE_ACTIVE, postgresql_where=_ONE_ACTIVE),
    )

    number: Mapped[int] = mapped_column(unique=True)
    """The version as runs and pages name it. Number 1 is the one the portal comes with."""
    state: Mapped[str] = mapped_column(String(20), default=WeightsState.DRAFT)
    parts: Mapped[dict] = mapped_column(Json)
    """The part's code → whole thousandths; they sum to 1000."""
    note: Mapped[str] = mapped_column(default="")
    """What is changed and why."""
    preview: Mapped[dict | None] = mapped_column(Json)
    """The effect on the people of a day, in sums only; groups under five are left out."""
    previewed_at: Mapped[datetime | None]
    drafted_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    drafted_at: Mapped[datetime]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[datetime | None]


@dataclass(frozen=True)
class WeightsRecord(Record):
    id: UUID
    version: int
    number: int
    state: str
    parts: dict[str, int]
    note: str
    preview: dict[str, Any] | None
    previewed_at: datetime | None
    drafted_by: UUID
    drafted_at: datetime
    approved_by: UUID | None
    approved_at: datetime | None


def for_update(session: Session, number: int) -> MatchWeights:
    """The row itself, locked; raises NotFound."""
    query = select(MatchWeights).where(MatchWeights.number == number).with_for_update()
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def find_active(session: Session) -> MatchWeights | None:
    """The set in use; none where it is the one the portal comes with."""
    return session.scalar(select(MatchWeights).where(MatchWeights.state == WeightsState.ACTIVE))


def find_draft(session: Session) -> MatchWeights | None:
    return session.scalar(select(MatchWeights).where(MatchWeights.state == WeightsState.DRAFT))


def next_number(session: Session) -> int:
    return max(1, session.scalar(select(func.max(MatchWeights.number))) or 0) + 1


def list_all(session: Session) -> list[WeightsRecord]:
    """Every version, newest first."""
    return [WeightsRecord.of(row) for row in session.scalars(select(MatchWeights).order_by(MatchWeights.number.desc()))]
