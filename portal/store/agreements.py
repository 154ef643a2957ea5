"""Agreements word for word, who has said yes to which of them, and what the employees' representative answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.store.base import Base, Json, WithId
from portal.store.placements import Placement
from portal.store.record import Record
from portal.store.types import EncryptedJson, EncryptedText


class Agreement(WithId, Base):
    """One text of an agreement. It is never changed: an addendum is a new one with the next number."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("placement_id", "number"),)

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    number: Mapped[int]
    terms: Mapped[dict] = mapped_column(EncryptedJson("agreement.terms"))
    digest: Mapped[str] = mapped_column(String(64))
    changed: Mapped[list] = mapped_column(Json, default=list)
    """The sections that differ from the number before; empty in the first."""
    written_by: Mapped[UUID | None] = mapped_column(Uuid)
    written_at: Mapped[datetime]


class Acceptance(WithId, Base):
    """A yes to one text by one party."""

    __tablename__ = "acceptance"
    __table_args__ = (UniqueConstraint("agreement_id", "party"),)

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    party: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    """Of the text that was read: the proof that the yes is bound to it."""
    by_phone: Mapped[bool] = mapped_column(default=False)
    given_by: Mapped[UUID | None] = mapped_column(Uuid)
    given_at: Mapped[datetime]


class Hearing(WithId, Base):
    """A question to the employees' representative: one link, no account, one answer, and it expires."""

    __tablename__ = "hearing"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    recipient: Mapped[str] = mapped_column(EncryptedText("hearing.recipient"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(20))
    """confirmed, objected or asks."""
    words: Mapped[str | None] = mapped_column(EncryptedText("hearing.words"))
    answered_at: Mapped[datetime | None]
    weighed_words: Mapped[str | None] = mapped_column(EncryptedText("hearing.weighed_words"))
    weighed_by: Mapped[UUID | None] = mapped_column(Uuid)
    weighed_at: Mapped[datetime | None]

    placement: Mapped[Placement] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class AgreementRecord(Record):
    id: UUID
    placement_id: UUID
    number: int
    terms: dict[str, str]
    digest: str
    changed: list[str]
    written_at: datetime


@dataclass(frozen=True)
class AcceptanceRecord(Record):
    agreement_id: UUID
    party: str
    by_phone: bool
    given_at: datetime


@dataclass(frozen=True)
class HearingRecord(Record):
    id: UUID
    placement_id: UUID
    recipient: str
    asked_at: datetime
    expires_at: datetime
    answer: str | None
    words: str | None
    answered_at: datetime | None
    weighed_words: str | None
    weighed_at: datetime | None


def list_of_placement(session: Session, placement_id: UUID) -> list[AgreementRecord]:
    """All the texts of a placement, newest first."""
    rows = session.scalars(
        select(Agreement).where(Agreement.placement_id == placement_id).order_by(Agreement.number.desc())
    )
    return [AgreementRecord.of(row) for row in rows]


def find_current(session: Session, placement_id: UUID) -> AgreementRecord | None:
    found = list_of_placement(session, placement_id)
    return found[0] if found else None


def list_acceptances(session: Session, placement_id: UUID) -> list[AcceptanceRecord]:
    """Every yes to every text of a placement, in the order they came."""
    rows = session.scalars(
        select(Acceptance)
        .join(Agreement, Agreement.id == Acceptance.agreement_id)
        .where(Agreement.placement_id == placement_id)
        .order_by(Acceptance.given_at, Acceptance.id)
    )
    return [AcceptanceRecord.of(row) for row in rows]


def code_hash(code: str) -> bytes:
    """Only this is stored: who reads the database cannot answer for anybody."""
    return hashlib.sha256(str(code).encode()).digest()


def find_hearing(session: Session, code: str, *, lock: bool = False) -> Hearing | None:
    """The question behind a link, with the company and the workplace it is about."""
    found = select(Hearing).where(Hearing.code_hash == code_hash(code))
    whole = joinedload(Hearing.placement)
    found = found.options(
        whole.joinedload(Placement.company),
        whole.joinedload(Placement.workplace),
        whole.selectinload(Placement.parts),
    )
    return session.scalar(found.with_for_update(of=Hearing) if lock else found)


def list_hearings(session: Session, placement_id: UUID) -> list[HearingRecord]:
    """The questions of a placement, newest first."""
    return [HearingRecord.of(row) for row in rows_of_hearings(session, placement_id)]


def rows_of_hearings(session: Session, placement_id: UUID) -> list[Hearing]:
    return list(
        session.scalars(
            select(Hearing)
            .where(Hearing.placement_id == placement_id)
            .order_by(Hearing.asked_at.desc(), Hearing.id.desc())
        )
    )
