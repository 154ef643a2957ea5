"""What a citizen lets one company know about her needs: each need by itself, for one purpose, until a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.store.base import Base, WithId
from portal.store.companies import Company
from portal.store.record import Record
from portal.store.types import EncryptedJson


class DisclosureConsent(WithId, Base):
    __tablename__ = "disclosure_consent"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"))
    purpose: Mapped[str] = mapped_column(String(30))
    need: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("disclosure_consent.need"))
    """The need as it read when she said yes: {"code": "max_lift", "limit": 5}."""
    given_at: Mapped[datetime]
    ends_on: Mapped[date]
    """The last day the company may see it."""
    withdrawn_at: Mapped[datetime | None]

    company: Mapped[Company] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class DisclosureRecord(Record):
    id: UUID
    person_id: UUID
    proposal_id: UUID
    company_id: UUID
    need: dict[str, Any]
    given_at: datetime
    ends_on: date
    company_name: str


def _records(session: Session, today: date, *where: Any) -> list[DisclosureRecord]:
    rows = session.scalars(
        select(DisclosureConsent)
        .options(joinedload(DisclosureConsent.company))
        .where(DisclosureConsent.withdrawn_at.is_(None), DisclosureConsent.ends_on >= today, *where)
        .order_by(DisclosureConsent.given_at, DisclosureConsent.id)
    )
    return [DisclosureRecord.of(row, company_name=row.company.name) for row in rows]


def list_of_person(session: Session, person_id: UUID, today: date) -> list[DisclosureRecord]:
    """Everything she lets companies know today."""
    return _records(session, today, DisclosureConsent.person_id == person_id)


def list_of_proposal(session: Session, proposal_id: UUID, today: date) -> list[DisclosureRecord]:
    """What one company may know today."""
    return _records(session, today, DisclosureConsent.proposal_id == proposal_id)


def rows_going(session: Session, person_id: UUID) -> list[DisclosureConsent]:
    """A person's consents that she has not taken back, locked."""
    return list(
        session.scalars(
            select(DisclosureConsent)
            .where(DisclosureConsent.person_id == person_id, DisclosureConsent.withdrawn_at.is_(None))
            .order_by(DisclosureConsent.id)
            .with_for_update()
        )
    )
