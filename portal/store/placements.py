"""Placements (forløb): an agreement of one or more parts, each with its kind, tasks and hours over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, selectinload

from portal.domain.errors import NotFound
from portal.domain.workflow import PlacementState
from portal.store.base import Base, Json, MayExceedRatio, Versioned, WithId
from portal.store.companies import Company, Workplace
from portal.store.people import Person
from portal.store.record import Record
from portal.store.types import EncryptedText

FOLLOWED = frozenset(PlacementState) - {PlacementState.CLOSED, PlacementState.CANCELLED, PlacementState.PLANNED}
"""Somebody follows these: from ready to begin until the talk after six months."""


class Placement(WithId, Versioned, MayExceedRatio, Base):
    __tablename__ = "placement"
    __table_args__ = (Index("ix_placement_queue", "operating_municipality", "state"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    proposal_id: Mapped[UUID | None] = mapped_column(ForeignKey("proposal.id"), unique=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    workplace_id: Mapped[UUID] = mapped_column(ForeignKey("workplace.id"), index=True)
    posting_id: Mapped[UUID | None] = mapped_column(ForeignKey("posting.id"), index=True)
    state: Mapped[str] = mapped_column(String(30), default=PlacementState.PLANNED)
    start_on: Mapped[date]
    end_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    """The day it really ended, when that was before the agreed day."""
    absent_since: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    """What came of it: a code of `domain.following.OUTCOMES`."""
    vitas_reference: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    parts: Mapped[list[PlacementPart]] = relationship(
        back_populates="placement", order_by="PlacementPart.start_on, PlacementPart.id", lazy="raise_on_sql"
    )
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    company: Mapped[Company] = relationship(lazy="raise_on_sql")
    workplace: Mapped[Workplace] = relationship(lazy="raise_on_sql")


class PlacementPart(WithId, Base):
    """One part of an agreement: a kind with its own tasks and its own hours ladder."""

    __tablename__ = "placement_part"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    tasks: Mapped[str] = mapped_column(EncryptedText("placement_part.tasks"), default="")
    hours_ladder: Mapped[list] = mapped_column(Json, default=list)
    """Hours a week from a day on: [{"from": "2026-12-07", "hours": 4}, {"from": "2027-01-04", "hours": 8}]."""
    start_on: Mapped[date]
    end_on: Mapped[date | None]

    placement: Mapped[Placement] = relationship(back_populates="parts", lazy="raise_on_sql")


@dataclass(frozen=True)
class PartRecord(Record):
    id: UUID
    kind: str
    tasks: str
    hours_ladder: list[dict[str, Any]]
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class PlacementRecord(Record):
    id: UUID
    version: int
    operating_municipality: str
    proposal_id: UUID | None
    enrolment_id: UUID
    person_id: UUID
    company_id: UUID
    workplace_id: UUID
    posting_id: UUID | None
    state: str
    start_on: date
    end_on: date | None
    ended_on: date | None
    absent_since: date | None
    outcome: str | None
    vitas_reference: str
    ratio_reason: str | None
    created_at: datetime
    full_name: str
    short_name: str
    phone: str
    company_name: str
    workplace_name: str
    p_number: str
    town: str
    address: str
    parts: tuple[PartRecord, ...]


@dataclass(frozen=True)
class Seat(Record):
    """A placement as the ratio sees it: where, in which state, and its hours. No name, and nobody is looked at."""

    id: UUID
    workplace_id: UUID
    state: str
    parts: tuple[PartRecord, ...]


@dataclass(frozen=True)
class Past(Record):
    """How one placement at a company went: no name."""

    id: UUID
    person_id: UUID
    company_id: UUID
    proposal_id: UUID | None
    state: str


def _record(row: Placement) -> PlacementRecord:
    return PlacementRecord.of(
        row,
        full_name=row.person.full_name,
        short_name=row.person.short_name,
        phone=row.person.phone or "",
        company_name=row.company.name,
        workplace_name=row.workplace.name,
        p_number=row.workplace.p_number,
        town=row.workplace.town,
        address=row.workplace.address,
        parts=tuple(PartRecord.of(p) for p in row.parts),
    )


_PARTIES = (joinedload(Placement.person), joinedload(Placement.company), joinedload(Placement.workplace))
_WHOLE = (*_PARTIES, selectinload(Placement.parts))


def get(session: Session, placement_id: UUID) -> PlacementRecord:
    """One placement as a record; raises NotFound."""
    row = session.scalar(select(Placement).options(*_WHOLE).where(Placement.id == placement_id))
    if row is None:
        raise NotFound
    return _record(row)


def for_update(session: Session, placement_id: UUID) -> Placement:
    """The row itself with its parts and everybody in it, locked; raises NotFound."""
    row = session.scalar(
        select(Placement)
        .options(*_WHOLE)
        .where(Placement.id == placement_id)
        .with_for_update(of=Placement)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def whole(session: Session, placement_id: UUID) -> Placement:
    """The row itself with its parts and everybody in it, to read only; raises NotFound."""
    row = session.scalar(select(Placement).options(*_WHOLE).where(Placement.id == placement_id))
    if row is None:
        raise NotFound
    return row


def list_where(session: Session, *conditions: Any) -> list[PlacementRecord]:
    """Placements that meet the conditions, by the day they begin."""
    rows = session.scalars(
        select(Placement).options(*_WHOLE).where(*conditions).order_by(Placement.start_on, Placement.id)
    )
    return [_record(row) for row in rows]


def list_of_person(session: Session, person_id: UUID) -> list[PlacementRecord]:
    """A person has few: the parts come with them in one query."""
    rows = session.scalars(
        select(Placement)
        .options(*_PARTIES, joinedload(Placement.parts))
        .where(Placement.person_id == person_id)
        .order_by(Placement.start_on, Placement.id)
    )
    return [_record(row) for row in rows.unique()]


def list_of_company(session: Session, company_id: UUID) -> list[PlacementRecord]:
    return list_where(session, Placement.company_id == company_id)


def list_seats(session: Session, company_id: UUID) -> list[Seat]:
    """How a company's placements fill its workplaces, without reading who is in them."""
    rows = session.scalars(
        select(Placement)
        .options(selectinload(Placement.parts))
        .where(Placement.company_id == company_id)
        .order_by(Placement.start_on, Placement.id)
    )
    return [Seat.of(row, parts=tuple(PartRecord.of(part) for part in row.parts)) for row in rows]


def list_pasts(session: Session, company_ids: Iterable[UUID]) -> list[Past]:
    """How it went at some companies, without looking at the people."""
    rows = session.execute(
        select(Placement.id, Placement.person_id, Placement.company_id, Placement.proposal_id, Placement.state)
        .where(Placement.company_id.in_(sorted(company_ids)))
        .order_by(Placement.id)
    )
    return [Past(*row) for row in rows]


def list_of_municipalities(
    session: Session, municipalities: frozenset[str], states: Iterable[str] | None = None
) -> list[PlacementRecord]:
    """All of them, or those in some states."""
    mine = Placement.operating_municipality.in_(sorted(municipalities))
    return list_where(session, mine, *([Placement.state.in_(sorted(states))] if states is not None else []))


def list_supported(session: Session, workplace_ids: list[UUID]) -> list[PlacementRecord]:
    """Placements that are planned or running at these workplaces: they may fill a slot under the ratio rule."""
    running = [PlacementState.PLANNED, PlacementState.READY, PlacementState.ACTIVE, PlacementState.ABSENT]
    return list_where(session, Placement.workplace_id.in_(workplace_ids), Placement.state.in_(running))


def count_of_posting(session: Session, posting_id: UUID) -> int:
    """How many of a posting's places are taken: cancelled and stopped placements give theirs back."""
    given_back = [PlacementState.CANCELLED, PlacementState.STOPPED]
    return (
        session.scalar(
            select(func.count())
            .select_from(Placement)
            .where(Placement.posting_id == posting_id, Placement.state.not_in(given_back))
        )
        or 0
    )


def count_by_posting(session: Session, company_id: UUID) -> dict[UUID, int]:
    """The same for every posting of a company, without reading who it is."""
    given_back = [PlacementState.CANCELLED, PlacementState.STOPPED]
    rows = session.execute(
        select(Placement.posting_id, func.count())
        .where(
            Placement.company_id == company_id,
            Placement.posting_id.is_not(None),
            Placement.state.not_in(given_back),
        )
        .group_by(Placement.posting_id)
    )
    return {posting_id: count for posting_id, count in rows if posting_id}


def find_of_proposal(session: Session, proposal_id: UUID) -> UUID | None:
    """The placement that an agreed proposal became."""
    return session.scalar(select(Placement.id).where(Placement.proposal_id == proposal_id))


def list_running(session: Session) -> list[PlacementRecord]:
    """Placements that are planned or running, anywhere: they take a person, a place and room under the ratio."""
    over = [PlacementState.CANCELLED, PlacementState.STOPPED, PlacementState.COMPLETED, PlacementState.FOLLOW_UP]
    return list_where(session, Placement.state.not_in([*over, PlacementState.CLOSED]))


def list_over(session: Session, today: date) -> list[Placement]:
    """The rows themselves, locked: running placements whose last day lies before today."""
    return list(
        session.scalars(
            select(Placement)
            .where(Placement.state == PlacementState.ACTIVE, Placement.end_on < today)
            .order_by(Placement.end_on, Placement.id)
            .with_for_update(skip_locked=True)
        )
    )


def last_fte(session: Session, workplace_id: UUID) -> float | None:
    """The ordinary full-time employees of the last month that the company has told of."""
    numbers = session.scalar(select(Workplace.ordinary_fte).where(Workplace.id == workplace_id))
    return numbers[-1] if numbers else None
