"""Invitations to act for a company: a link by mail, for somebody whose log-in vouches for the same company."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Uuid, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.store.base import Base, Json, WithId
from portal.store.companies import Company
from portal.store.record import Record
from portal.store.types import EncryptedText


class Invitation(WithId, Base):
    __tablename__ = "invitation"

    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """Only the hash of the link's code: who reads the database cannot use it."""
    recipient: Mapped[str] = mapped_column(EncryptedText("invitation.recipient"))
    rights: Mapped[list] = mapped_column(Json, default=list)
    invited_at: Mapped[datetime]
    invited_by: Mapped[UUID] = mapped_column(Uuid)
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(Uuid)

    company: Mapped[Company] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class InvitationRecord(Record):
    """An invitation with the name and number of its company: one query."""

    id: UUID
    company_id: UUID
    recipient: str
    rights: list[str]
    invited_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    accepted_at: datetime | None
    accepted_by: UUID | None
    company_name: str
    cvr: str

    def is_open(self, now: datetime) -> bool:
        """Can it still be used? Once, until it expires, and not when it was taken back."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at


def code_hash(code: str) -> bytes:
    return hashlib.sha256(str(code).encode()).digest()


def _record(row: Invitation) -> InvitationRecord:
    return InvitationRecord.of(row, company_name=row.company.name, cvr=row.company.cvr)


def by_code(session: Session, code: str) -> InvitationRecord:
    """The invitation behind a link; raises NotFound."""
    row = session.scalar(
        select(Invitation).options(joinedload(Invitation.company)).where(Invitation.code_hash == code_hash(code))
    )
    if row is None:
        raise NotFound
    return _record(row)


def for_update(session: Session, invitation_id: UUID) -> Invitation:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def list_open(session: Session, company_id: UUID, now: datetime) -> list[InvitationRecord]:
    """A company's invitations that nobody has used yet, newest first."""
    rows = session.scalars(
        select(Invitation)
        .options(joinedload(Invitation.company))
        .where(
            Invitation.company_id == company_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now,
        )
        .order_by(Invitation.invited_at.desc(), Invitation.id.desc())
    )
    return [_record(row) for row in rows]
