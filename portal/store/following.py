"""What is kept of a placement while it runs: checkpoints, the company's feedback, its concerns, and changes with words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.errors import NotFound
from portal.store.base import Base, WithId
from portal.store.record import Record
from portal.store.types import EncryptedJson, EncryptedText


class Checkpoint(WithId, Base):
    """A day on which somebody looks at a placement. Done once; a new calendar replaces only those not done."""

    __tablename__ = "checkpoint"
    __table_args__ = (Index("ix_checkpoint_due", "placement_id", "due_on"),)

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    kind: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(Uuid)
    words: Mapped[str | None] = mapped_column(EncryptedText("checkpoint.words"))


class CompanyFeedback(WithId, Base):
    """How it goes, as the company sees it. The citizen reads it; nobody changes it afterwards."""

    __tablename__ = "company_feedback"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"), unique=True)
    answers: Mapped[dict] = mapped_column(EncryptedJson("company_feedback.answers"), default=dict)
    """tasks, hours, cooperation, adjustments and next, each a code."""
    words: Mapped[str | None] = mapped_column(EncryptedText("company_feedback.words"))
    sent_by: Mapped[UUID | None] = mapped_column(Uuid)
    sent_at: Mapped[datetime]


class Concern(WithId, Base):
    """The company says that something is hard. It stays open until a member of staff has answered it."""

    __tablename__ = "concern"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    words: Mapped[str] = mapped_column(EncryptedText("concern.words"))
    raised_by: Mapped[UUID | None] = mapped_column(Uuid)
    raised_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    handled_by: Mapped[UUID | None] = mapped_column(Uuid)
    handled_words: Mapped[str | None] = mapped_column(EncryptedText("concern.handled_words"))


class PlacementChange(WithId, Base):
    """What was changed in a placement, from which day, and why: the words that the audit trail must not hold."""

    __tablename__ = "placement_change"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(30), default="")
    day: Mapped[date]
    words: Mapped[str | None] = mapped_column(EncryptedText("placement_change.words"))
    by_phone: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[UUID | None] = mapped_column(Uuid)
    made_at: Mapped[datetime]


@dataclass(frozen=True)
class CheckpointRecord(Record):
    id: UUID
    placement_id: UUID
    kind: str
    due_on: date
    done_at: datetime | None
    words: str | None


@dataclass(frozen=True)
class FeedbackRecord(Record):
    id: UUID
    placement_id: UUID
    checkpoint_id: UUID
    answers: dict[str, str]
    words: str | None
    sent_at: datetime


@dataclass(frozen=True)
class ConcernRecord(Record):
    id: UUID
    placement_id: UUID
    words: str
    raised_at: datetime
    handled_at: datetime | None
    handled_words: str | None


@dataclass(frozen=True)
class ChangeRecord(Record):
    id: UUID
    kind: str
    code: str
    day: date
    words: str | None
    by_phone: bool
    made_by: UUID | None
    made_at: datetime


def list_checkpoints(session: Session, placement_ids: Iterable[UUID]) -> list[CheckpointRecord]:
    """The calendars of some placements, by day."""
    rows = session.scalars(
        select(Checkpoint)
        .where(Checkpoint.placement_id.in_(sorted(placement_ids)))
        .order_by(Checkpoint.due_on, Checkpoint.id)
    )
    return [CheckpointRecord.of(row) for row in rows]


def get_checkpoint(session: Session, checkpoint_id: UUID) -> Checkpoint:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(select(Checkpoint).where(Checkpoint.id == checkpoint_id).with_for_update())
    if row is None:
        raise NotFound
    return row


def list_undone(session: Session, placement_id: UUID, kind: str) -> list[Checkpoint]:
    """The rows themselves: checkpoints of one kind that nobody has held yet."""
    return list(
        session.scalars(
            select(Checkpoint)
            .where(Checkpoint.placement_id == placement_id, Checkpoint.kind == kind, Checkpoint.done_at.is_(None))
            .order_by(Checkpoint.due_on, Checkpoint.id)
        )
    )


def delete_undone(session: Session, placement_id: UUID) -> None:
    """Take away what is not done yet, before a new calendar is written."""
    answered = select(CompanyFeedback.checkpoint_id).where(CompanyFeedback.placement_id == placement_id)
    session.execute(
        delete(Checkpoint).where(
            Checkpoint.placement_id == placement_id, Checkpoint.done_at.is_(None), Checkpoint.id.not_in(answered)
        )
    )


def list_feedback(session: Session, placement_ids: Iterable[UUID]) -> list[FeedbackRecord]:
    """The feedback of some placements, newest first."""
    rows = session.scalars(
        select(CompanyFeedback)
        .where(CompanyFeedback.placement_id.in_(sorted(placement_ids)))
        .order_by(CompanyFeedback.sent_at.desc(), CompanyFeedback.id.desc())
    )
    return [FeedbackRecord.of(row) for row in rows]


def find_feedback(session: Session, checkpoint_id: UUID) -> CompanyFeedback | None:
    return session.scalar(select(CompanyFeedback).where(CompanyFeedback.checkpoint_id == checkpoint_id))


def list_concerns(session: Session, placement_ids: Iterable[UUID]) -> list[ConcernRecord]:
    """What the companies found hard, newest first."""
    rows = session.scalars(
        select(Concern)
        .where(Concern.placement_id.in_(sorted(placement_ids)))
        .order_by(Concern.raised_at.desc(), Concern.id.desc())
    )
    return [ConcernRecord.of(row) for row in rows]


def list_open_concerns(session: Session, placement_id: UUID) -> list[Concern]:
    """The rows themselves, locked: those nobody has answered."""
    return list(
        session.scalars(
            select(Concern)
            .where(Concern.placement_id == placement_id, Concern.handled_at.is_(None))
            .order_by(Concern.raised_at, Concern.id)
            .with_for_update()
        )
    )


def list_changes(session: Session, placement_id: UUID) -> list[ChangeRecord]:
    """Everything that was changed in a placement, newest first."""
    rows = session.scalars(
        select(PlacementChange)
        .where(PlacementChange.placement_id == placement_id)
        .order_by(PlacementChange.made_at.desc(), PlacementChange.id.desc())
    )
    return [ChangeRecord.of(row) for row in rows]
