"""What citizens tell of their weeks at a workplace, and three and six months after: one row for each, in their own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.store.base import Base, WithId
from portal.store.enrolments import Enrolment
from portal.store.record import Record
from portal.store.types import EncryptedJson, EncryptedText

WEEKLY = "weekly"


class CheckIn(WithId, Base):
    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("placement_id", "kind", "week"),
        Index("ix_check_in_waiting", "operating_municipality", "calls_for", "handled_at"),
    )

    operating_municipality: Mapped[str] = mapped_column(String(3))
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """weekly, months_3 or months_6."""
    week: Mapped[date]
    """The Monday of the week it tells of."""
    answers: Mapped[dict | None] = mapped_column(EncryptedJson("check_in.answers"))
    words: Mapped[str | None] = mapped_column(EncryptedText("check_in.words"))
    calls_for: Mapped[str] = mapped_column(String(20), default="")
    """Why somebody should ring: a code of `domain.check_in.Concern`, or nothing."""
    at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    handled_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class CheckInRecord(Record):
    id: UUID
    placement_id: UUID
    kind: str
    week: date
    answers: dict[str, str]
    words: str
    calls_for: str
    at: datetime
    handled_at: datetime | None


@dataclass(frozen=True)
class WaitingCheckIn(Record):
    """Somebody to ring, for the staff's day."""

    placement_id: UUID
    person_id: UUID
    assigned_to: UUID | None
    short_name: str
    calls_for: str
    at: datetime


def _record(row: CheckIn) -> CheckInRecord:
    return CheckInRecord.of(row, answers=row.answers or {}, words=row.words or "")


def find(session: Session, placement_id: UUID, kind: str, week: date) -> CheckIn | None:
    """The row of one week, locked for whoever changes it."""
    return session.scalar(
        select(CheckIn)
        .where(CheckIn.placement_id == placement_id, CheckIn.kind == kind, CheckIn.week == week)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def for_update(session: Session, check_in_id: UUID) -> CheckIn:
    row = session.scalar(select(CheckIn).where(CheckIn.id == check_in_id).with_for_update())
    if row is None:
        raise NotFound
    return row


def list_of_placements(session: Session, placement_ids: Iterable[UUID]) -> list[CheckInRecord]:
    """Everything told of some placements, oldest first."""
    rows = session.scalars(
        select(CheckIn).where(CheckIn.placement_id.in_(list(placement_ids))).order_by(CheckIn.week, CheckIn.id)
    )
    return [_record(row) for row in rows]


def list_waiting(session: Session, municipalities: frozenset[str]) -> list[WaitingCheckIn]:
    """Answers that somebody should ring about and nobody has yet, oldest first."""
    rows = session.scalars(
        select(CheckIn)
        .options(joinedload(CheckIn.enrolment).joinedload(Enrolment.person))
        .where(
            CheckIn.operating_municipality.in_(sorted(municipalities)),
            CheckIn.calls_for != "",
            CheckIn.handled_at.is_(None),
        )
        .order_by(CheckIn.at, CheckIn.id)
    )
    return [
        WaitingCheckIn(
            row.placement_id,
            row.person_id,
            row.enrolment.assigned_to,
            row.enrolment.person.short_name,
            row.calls_for,
            row.at,
        )
        for row in rows
    ]
