"""Places that are offered to people in line (pladser, der er blevet ledige)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.workflow import OfferState
from portal.store.base import Base, Versioned, WithId
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from portal.store.record import Record

UNSETTLED = (OfferState.OPEN, OfferState.EXPIRED)
"""The offers that somebody still has to say something to: the citizen, or an adviser who rings."""


class PlaceOffer(WithId, Versioned, Base):
    __tablename__ = "place_offer"
    __table_args__ = (
        Index("ix_place_offer_due", "state", "deadline"),
        Index("ix_place_offer_enrolment", "enrolment_id", "state"),
    )

    operating_municipality: Mapped[str] = mapped_column(String(3))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=OfferState.OPEN)
    deadline: Mapped[date]
    """The last day to answer. Afterwards the place goes to the next, and an adviser rings."""
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class OfferRecord(Record):
    id: UUID
    version: int
    operating_municipality: str
    enrolment_id: UUID
    person_id: UUID
    state: str
    deadline: date
    created_at: datetime


def find_unsettled(session: Session, enrolment_id: UUID) -> OfferRecord | None:
    """The offer of an enrolment that is open or was not answered: there is at most one."""
    row = session.scalar(_unsettled(enrolment_id))
    return OfferRecord.of(row) if row else None


def unsettled_for_update(session: Session, enrolment_id: UUID) -> PlaceOffer | None:
    """The same as a row, locked. Whoever asks holds the enrolment already: that is the order everyone locks in."""
    query = _unsettled(enrolment_id).with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def _unsettled(enrolment_id: UUID) -> Select[tuple[PlaceOffer]]:
    return (
        select(PlaceOffer)
        .where(PlaceOffer.enrolment_id == enrolment_id, PlaceOffer.state.in_(UNSETTLED))
        .order_by(PlaceOffer.created_at.desc(), PlaceOffer.id)
        .limit(1)
    )


def list_overdue(session: Session, today: date) -> list[UUID]:
    """The enrolments whose offer nobody has answered in time."""
    query = select(PlaceOffer.enrolment_id).where(PlaceOffer.state == OfferState.OPEN, PlaceOffer.deadline < today)
    return list(session.scalars(query.order_by(PlaceOffer.deadline, PlaceOffer.id)))


def list_to_remind(session: Session, today: date, last_deadline: date) -> list[PlaceOffer]:
    """Open offers with a deadline from today to `last_deadline` that nobody has been reminded of; locked."""
    return list(
        session.scalars(
            select(PlaceOffer)
            .options(joinedload(PlaceOffer.enrolment), joinedload(PlaceOffer.person))
            .where(
                PlaceOffer.state == OfferState.OPEN,
                PlaceOffer.deadline.between(today, last_deadline),
                PlaceOffer.reminded_at.is_(None),
            )
            .order_by(PlaceOffer.deadline, PlaceOffer.id)
            .with_for_update(of=PlaceOffer, skip_locked=True)
        )
    )


@dataclass(frozen=True)
class ToCall:
    """Somebody an adviser should ring about a place."""

    enrolment_id: UUID
    person_id: UUID
    short_name: str
    programme_code: str
    state: str
    deadline: date
    assigned_to: UUID | None


def list_to_call(session: Session, municipalities: frozenset[str]) -> list[ToCall]:
    """Everybody with an offer who has not answered, those whose time is over first."""
    rows = session.scalars(
        select(PlaceOffer)
        .options(joinedload(PlaceOffer.enrolment), joinedload(PlaceOffer.person))
        .where(PlaceOffer.operating_municipality.in_(sorted(municipalities)), PlaceOffer.state.in_(UNSETTLED))
        .order_by(PlaceOffer.deadline, PlaceOffer.id)
    )
    return [
        ToCall(
            row.enrolment_id,
            row.person_id,
            row.person.short_name,
            row.enrolment.programme_code,
            row.state,
            row.deadline,
            row.enrolment.assigned_to,
        )
        for row in rows
    ]
