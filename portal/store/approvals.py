"""What keeps approvals awake: what staff said of a proposal before they saw its fit, and what was approved together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.errors import NotFound
from portal.store.base import Base, Json, WithId
from portal.store.record import Record


class BlindGlance(WithId, Base):
    """One answer from the facts alone. It is counted for the team, never shown for a person."""

    __tablename__ = "blind_glance"
    __table_args__ = (
        UniqueConstraint("proposal_id", "user_id"),
        Index("ix_blind_glance_team", "operating_municipality", "at"),
    )

    operating_municipality: Mapped[str] = mapped_column(String(3))
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    answer: Mapped[str] = mapped_column(String(10))
    """A code of `domain.bulk.Glance`."""
    points: Mapped[int]
    """What the matching said of the pair."""
    at: Mapped[datetime]


class ApprovalBatch(WithId, Base):
    """Proposals that one person approved together."""

    __tablename__ = "approval_batch"
    __table_args__ = (Index("ix_approval_batch_person", "user_id", "at"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    run_id: Mapped[UUID] = mapped_column(ForeignKey("match_run.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    members: Mapped[list[Any]] = mapped_column(Json, default=list)
    """[[proposal id, the version that was shown]]"""
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


@dataclass(frozen=True)
class BatchRecord(Record):
    id: UUID
    run_id: UUID
    user_id: UUID
    members: list[list[Any]]
    at: datetime
    undone_at: datetime | None

    @property
    def proposal_ids(self) -> tuple[UUID, ...]:
        return tuple(UUID(key) for key, _ in self.members)


def glances_of(session: Session, user_id: UUID, proposal_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What one person has said of some proposals."""
    rows = session.execute(
        select(BlindGlance.proposal_id, BlindGlance.answer)
        .where(BlindGlance.user_id == user_id, BlindGlance.proposal_id.in_(sorted(proposal_ids)))
        .order_by(BlindGlance.id)
    )
    return {proposal_id: answer for proposal_id, answer in rows}


def team_glances(session: Session, municipalities: frozenset[str], since: datetime) -> list[tuple[str, int]]:
    """(answer, points) of everything a team has judged blind since then, without who."""
    rows = session.execute(
        select(BlindGlance.answer, BlindGlance.points)
        .where(BlindGlance.operating_municipality.in_(sorted(municipalities)), BlindGlance.at >= since)
        .order_by(BlindGlance.id)
    )
    return [(answer, points) for answer, points in rows]


def batches_of(session: Session, user_id: UUID, since: datetime) -> list[BatchRecord]:
    """What one person has approved together since then, newest first."""
    rows = session.scalars(
        select(ApprovalBatch)
        .where(ApprovalBatch.user_id == user_id, ApprovalBatch.at >= since)
        .order_by(ApprovalBatch.at.desc(), ApprovalBatch.id.desc())
    )
    return [BatchRecord.of(row) for row in rows]


def batch_for_update(session: Session, batch_id: UUID) -> ApprovalBatch:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(select(ApprovalBatch).where(ApprovalBatch.id == batch_id).with_for_update())
    if row is None:
        raise NotFound
    return row
