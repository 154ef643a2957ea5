"""What a no has taught (lærdomme): one line per declined proposal, for that citizen's next run only, and removable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.errors import NotFound
from portal.store.base import Base, WithId
from portal.store.record import Record
from portal.store.types import EncryptedText


class MatchLesson(WithId, Base):
    __tablename__ = "match_lesson"

    operating_municipality: Mapped[str] = mapped_column(String(3))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), unique=True)
    by_company: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(30))
    value: Mapped[str] = mapped_column(EncryptedText("match_lesson.value"))
    created_at: Mapped[datetime]
    used_in: Mapped[UUID | None] = mapped_column(ForeignKey("match_run.id"))
    """The run it has counted in. It still counts in the run that replaces that run's undecided proposal."""
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))


@dataclass(frozen=True)
class LessonRecord(Record):
    id: UUID
    by_company: bool
    kind: str
    value: str
    created_at: datetime


def find_of_proposal(session: Session, proposal_id: UUID) -> MatchLesson | None:
    return session.scalar(select(MatchLesson).where(MatchLesson.proposal_id == proposal_id))


def for_update(session: Session, enrolment_id: UUID, lesson_id: UUID) -> MatchLesson:
    """The row of this case, locked; raises NotFound."""
    query = select(MatchLesson).where(MatchLesson.id == lesson_id, MatchLesson.enrolment_id == enrolment_id)
    row = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def list_rows(session: Session, municipality: str) -> list[MatchLesson]:
    """Every lesson of a municipality that has not been taken away, oldest first."""
    query = select(MatchLesson).where(
        MatchLesson.operating_municipality == municipality, MatchLesson.removed_at.is_(None)
    )
    return list(session.scalars(query.order_by(MatchLesson.created_at, MatchLesson.id)))


def list_waiting(session: Session, enrolment_id: UUID) -> list[LessonRecord]:
    """Those that will count in the next run of a case."""
    rows = session.scalars(
        select(MatchLesson)
        .where(
            MatchLesson.enrolment_id == enrolment_id, MatchLesson.used_in.is_(None), MatchLesson.removed_at.is_(None)
        )
        .order_by(MatchLesson.created_at, MatchLesson.id)
    )
    return [LessonRecord.of(row) for row in rows]
