"""What a citizen lets one company know: each thing by itself, for one purpose, with the text that was read to the yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.store.base import Base, WithId
from portal.store.companies import Company
from portal.store.matches.tables import Proposal
from portal.store.record import Record
from portal.store.types import EncryptedJson

PROFILE, NAME, NEED = "profile", "name", "need"
AT_YES = (PROFILE, NAME)
"""What her yes to a proposal permits: a profile without a name at once, the name when the company has said yes too."""


class DisclosureConsent(WithId, Base):
    __tablename__ = "disclosure_consent"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"))
    purpose: Mapped[str] = mapped_column(String(30))
    field: Mapped[str] = mapped_column(String(20), server_default=NEED)
    """What the company gets to see: profile, name or need."""
    need: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson("disclosure_consent.need"))
    """The need as it read when she said yes: {"code": "max_lift", "limit": 5}. Only of a need."""
    text_version: Mapped[str] = mapped_column(String(64), server_default="")
    """The digest of what she read, or had read to her. Empty on what is older than the digests."""
    channel: Mapped[str] = mapped_column(String(10), server_default="self")
    """How the yes came: self, phone or paper; the last two were written down by staff."""
    given_at: Mapped[datetime]
    ends_on: Mapped[date | None]
    """The last day the company may see it; none where it goes with the proposal."""
    withdrawn_at: Mapped[datetime | None]
    """From when it no longer holds: she took it back, or the proposal came to nothing."""

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


@dataclass(frozen=True)
class GivenRecord(Record):
    """One yes of hers, whether it still holds or not."""

    field: str
    need: dict[str, Any] | None
    text_version: str
    channel: str
    given_at: datetime
    ends_on: date | None
    withdrawn_at: datetime | None
    company_name: str
    proposal_state: str


def _records(session: Session, today: date, *where: Any) -> list[DisclosureRecord]:
    rows = session.scalars(
        select(DisclosureConsent)
        .options(joinedload(DisclosureConsent.company))
        .where(DisclosureConsent.field == NEED, DisclosureConsent.withdrawn_at.is_(None))
        .where(DisclosureConsent.ends_on >= today, *where)
        .order_by(DisclosureConsent.given_at, DisclosureConsent.id)
    )
    return [DisclosureRecord.of(row, company_name=row.company.name) for row in rows]


def list_of_person(session: Session, person_id: UUID, today: date) -> list[DisclosureRecord]:
    """Every need she lets companies know of today."""
    return _records(session, today, DisclosureConsent.person_id == person_id)


def list_of_proposal(session: Session, proposal_id: UUID, today: date) -> list[DisclosureRecord]:
    """The needs one company may know of today."""
    return _records(session, today, DisclosureConsent.proposal_id == proposal_id)


def rows_going(session: Session, person_id: UUID) -> list[DisclosureConsent]:
    """A person's needs that she has told of and not taken back, locked."""
    return _going(session, DisclosureConsent.person_id == person_id, DisclosureConsent.field == NEED)


def rows_at_yes(session: Session, proposal_id: UUID) -> list[DisclosureConsent]:
    """What her yes to this proposal permits and has not been taken back, locked."""
    return _going(session, DisclosureConsent.proposal_id == proposal_id, DisclosureConsent.field.in_(AT_YES))


def _going(session: Session, *where: Any) -> list[DisclosureConsent]:
    return list(
        session.scalars(
            select(DisclosureConsent)
            .where(DisclosureConsent.withdrawn_at.is_(None), *where)
            .order_by(DisclosureConsent.id)
            .with_for_update()
        )
    )


def list_given(session: Session, person_id: UUID) -> list[GivenRecord]:
    """Everything she has ever let a company know, newest first, with what she has taken back."""
    rows = session.execute(
        select(DisclosureConsent, Company.name, Proposal.state)
        .join(Company, Company.id == DisclosureConsent.company_id)
        .join(Proposal, Proposal.id == DisclosureConsent.proposal_id)
        .where(DisclosureConsent.person_id == person_id)
        .order_by(DisclosureConsent.given_at.desc(), DisclosureConsent.id)
    )
    return [GivenRecord.of(row, company_name=name, proposal_state=state) for row, name, state in rows]
