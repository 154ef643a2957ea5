"""A case on its way from one municipality to another: who gives it, why, and what the other one answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.store.base import Base, Versioned, WithId
from portal.store.enrolments import Enrolment
from portal.store.record import Record
from portal.store.types import EncryptedText

WAITING, ACCEPTED, SENT_BACK, TAKEN_BACK = "waiting", "accepted", "sent_back", "taken_back"
SHOWN = 50


class CaseTransfer(WithId, Versioned, Base):
    """Offered by one municipality's staff; until the other one accepts, nothing but this row has changed."""

    __tablename__ = "case_transfer"
    __table_args__ = (
        Index("ix_case_transfer_to", "to_municipality", "offered_at"),
        Index("ix_case_transfer_from", "from_municipality", "offered_at"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    from_municipality: Mapped[str] = mapped_column(String(3))
    to_municipality: Mapped[str] = mapped_column(String(3))
    home_municipality: Mapped[str] = mapped_column(String(3))
    """Where the citizen lives now; the same as before where the municipalities have merely agreed on it."""
    reason: Mapped[str] = mapped_column(EncryptedText("case_transfer.reason"))
    """The citizen and the other municipality read it."""
    state: Mapped[str] = mapped_column(String(12), default=WAITING)
    offered_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    offered_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(EncryptedText("case_transfer.answer"))
    """Why it was sent back."""
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class TransferRecord(Record):
    """One transfer with whom it is about; `operating_municipality` is the one that is asked, for the policy."""

    id: UUID
    version: int
    enrolment_id: UUID
    person_id: UUID
    operating_municipality: str
    from_municipality: str
    to_municipality: str
    home_municipality: str
    reason: str
    state: str
    offered_by: UUID
    offered_at: datetime
    answer: str | None
    answered_at: datetime | None
    who: str
    programme_code: str
    case_state: str
    case_municipality: str
    """Whose the case is now: after this transfer it may have gone on."""


def get(session: Session, transfer_id: UUID) -> TransferRecord:
    row = session.scalar(_whole().where(CaseTransfer.id == transfer_id))
    if row is None:
        raise NotFound
    return _record(row)


def for_update(session: Session, transfer_id: UUID) -> CaseTransfer:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(
        select(CaseTransfer)
        .where(CaseTransfer.id == transfer_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def find_newest(session: Session, enrolment_id: UUID) -> TransferRecord | None:
    """The newest transfer of a case, whatever became of it."""
    row = session.scalar(_whole().where(CaseTransfer.enrolment_id == enrolment_id).order_by(*_newest()).limit(1))
    return _record(row) if row else None


def find_waiting(session: Session, enrolment_id: UUID) -> CaseTransfer | None:
    """The offer nobody has answered, locked. There is at most one: whoever asks holds the case."""
    return session.scalar(
        select(CaseTransfer)
        .where(CaseTransfer.enrolment_id == enrolment_id, CaseTransfer.state == WAITING)
        .with_for_update()
    )


def ways_of_person(session: Session, person_id: UUID) -> dict[UUID, TransferRecord]:
    """The newest transfer of each of a citizen's cases that waits for an answer or was accepted: hers to read."""
    rows = session.scalars(
        _whole()
        .where(CaseTransfer.person_id == person_id, CaseTransfer.state.in_([WAITING, ACCEPTED]))
        .order_by(CaseTransfer.offered_at, CaseTransfer.id)
    )
    return {row.enrolment_id: _record(row) for row in rows}


def list_of_municipalities(
    session: Session, municipalities: frozenset[str], hidden: frozenset[UUID]
) -> list[TransferRecord]:
    """Those that come and those that go, the waiting ones first; of nobody in `hidden`."""
    mine = sorted(municipalities)
    rows = session.scalars(
        _whole()
        .where(or_(CaseTransfer.to_municipality.in_(mine), CaseTransfer.from_municipality.in_(mine)))
        .where(CaseTransfer.person_id.not_in(sorted(hidden)))
        .order_by(CaseTransfer.state != WAITING, *_newest())
        .limit(SHOWN)
    )
    return [_record(row) for row in rows]


def _newest() -> tuple[Any, Any]:
    return CaseTransfer.offered_at.desc(), CaseTransfer.id.desc()


def _whole() -> Any:
    return select(CaseTransfer).options(joinedload(CaseTransfer.enrolment).joinedload(Enrolment.person))


def _record(row: CaseTransfer) -> TransferRecord:
    case = row.enrolment
    return TransferRecord.of(
        row,
        operating_municipality=row.to_municipality,
        who=case.person.full_name if row.state == WAITING else case.person.short_name,
        programme_code=case.programme_code,
        case_state=case.state,
        case_municipality=case.operating_municipality,
    )
