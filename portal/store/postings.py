"""Postings (opslag): a place at a company, described by its tasks, hours, demands and possible adjustments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.domain.workflow import CompanyState, PostingState
from portal.store.base import Base, Json, MayExceedRatio, Versioned, WithId
from portal.store.companies import Company, Specialist, Workplace
from portal.store.record import Record
from portal.store.types import EncryptedText


class Posting(WithId, Versioned, MayExceedRatio, Base):
    __tablename__ = "posting"
    __table_args__ = (Index("ix_posting_queue", "operating_municipality", "state"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    workplace_id: Mapped[UUID | None] = mapped_column(ForeignKey("workplace.id"))
    specialist_id: Mapped[UUID | None] = mapped_column(ForeignKey("specialist.id"))
    state: Mapped[str] = mapped_column(String(30), default=PostingState.DRAFT)
    kind: Mapped[str] = mapped_column(String(30), default="")
    title: Mapped[str] = mapped_column(default="")
    occupation: Mapped[str] = mapped_column(String(4), default="")
    """DISCO-08, four digits."""
    tasks: Mapped[str] = mapped_column(default="")
    """What is to be done, one task a line; never what the person should be like."""
    competences_must: Mapped[list] = mapped_column(Json, default=list)
    competences_nice: Mapped[list] = mapped_column(Json, default=list)
    languages: Mapped[list] = mapped_column(Json, default=list)
    licences: Mapped[list] = mapped_column(Json, default=list)
    hours_min: Mapped[float] = mapped_column(default=0)
    hours_max: Mapped[float] = mapped_column(default=37)
    weeks: Mapped[int | None]
    start_from: Mapped[date | None]
    start_to: Mapped[date | None]
    working_times: Mapped[str] = mapped_column(default="")
    demands: Mapped[dict] = mapped_column(Json, default=dict)
    """Demands of the work, keys of the exchange file: {"lift_kg": 10, "driving": true, "noise": "high"}."""
    offers: Mapped[list] = mapped_column(Json, default=list)
    """Codes of the accommodations the workplace can give (skånehensyn)."""
    places: Mapped[int] = mapped_column(default=1)
    steps_done: Mapped[list] = mapped_column(Json, default=list)
    question: Mapped[str | None] = mapped_column(EncryptedText("posting.question"))
    reply: Mapped[str | None] = mapped_column(EncryptedText("posting.reply"))
    """The company's answer to the question."""
    decision_reason: Mapped[str | None] = mapped_column(EncryptedText("posting.decision_reason"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]

    company: Mapped[Company] = relationship(lazy="raise_on_sql")
    workplace: Mapped[Workplace | None] = relationship(lazy="raise_on_sql")
    specialist: Mapped[Specialist | None] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class PostingRecord(Record):
    """A posting with the names of its company, workplace and specialist: one query."""

    id: UUID
    version: int
    operating_municipality: str
    company_id: UUID
    workplace_id: UUID | None
    specialist_id: UUID | None
    state: str
    kind: str
    title: str
    occupation: str
    tasks: str
    competences_must: list[str]
    competences_nice: list[str]
    languages: list[str]
    licences: list[str]
    hours_min: float
    hours_max: float
    weeks: int | None
    start_from: date | None
    start_to: date | None
    working_times: str
    demands: dict[str, Any]
    offers: list[str]
    places: int
    steps_done: list[str]
    question: str | None
    reply: str | None
    decision_reason: str | None
    ratio_reason: str | None
    created_at: datetime
    submitted_at: datetime | None
    company_name: str
    company_state: str
    cvr: str
    sector: str
    p_number: str | None
    workplace_name: str | None
    town: str | None
    municipality: str | None
    lat: float | None
    lon: float | None
    specialist_name: str | None


def _record(row: Posting) -> PostingRecord:
    place = row.workplace
    return PostingRecord.of(
        row,
        company_name=row.company.name,
        company_state=row.company.state,
        cvr=row.company.cvr,
        sector=row.company.sector,
        p_number=place.p_number if place else None,
        workplace_name=place.name if place else None,
        town=place.town if place else None,
        municipality=place.municipality if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        specialist_name=row.specialist.name if row.specialist else None,
    )


_WHOLE = (joinedload(Posting.company), joinedload(Posting.workplace), joinedload(Posting.specialist))


def get(session: Session, posting_id: UUID) -> PostingRecord:
    """One posting as a record; raises NotFound."""
    row = session.scalar(select(Posting).options(*_WHOLE).where(Posting.id == posting_id))
    if row is None:
        raise NotFound
    return _record(row)


def for_update(session: Session, posting_id: UUID) -> Posting:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(
        select(Posting)
        .options(joinedload(Posting.company))
        .where(Posting.id == posting_id)
        .with_for_update(of=Posting)
        .execution_options(populate_existing=True)  # whoever held the lock may have changed what was read before
    )
    if row is None:
        raise NotFound
    return row


def find_draft(session: Session, company_id: UUID) -> PostingRecord | None:
    """The company's posting that is being written, if any: the newest draft."""
    row = session.scalar(
        select(Posting)
        .options(*_WHOLE)
        .where(Posting.company_id == company_id, Posting.state == PostingState.DRAFT)
        .order_by(Posting.created_at.desc(), Posting.id)
        .limit(1)
    )
    return _record(row) if row else None


def list_of_company(session: Session, company_id: UUID) -> list[PostingRecord]:
    rows = session.scalars(
        select(Posting)
        .options(*_WHOLE)
        .where(Posting.company_id == company_id)
        .order_by(Posting.created_at.desc(), Posting.id)
    )
    return [_record(row) for row in rows]


def count_in_states(session: Session, municipalities: frozenset[str], states: Iterable[str]) -> int:
    return session.scalar(select(func.count()).select_from(Posting).where(*_in(municipalities, states))) or 0


def list_page(
    session: Session, municipalities: frozenset[str], states: Iterable[str], offset: int, limit: int
) -> list[PostingRecord]:
    """Some postings by the day they were sent: one query, however many there are."""
    rows = session.scalars(
        select(Posting)
        .options(*_WHOLE)
        .where(*_in(municipalities, states))
        .order_by(Posting.submitted_at.nulls_last(), Posting.id)
        .offset(offset)
        .limit(limit)
    )
    return [_record(row) for row in rows]


def _in(municipalities: frozenset[str], states: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    return Posting.operating_municipality.in_(sorted(municipalities)), Posting.state.in_(sorted(states))


def list_open_rows(session: Session) -> list[Posting]:
    """Rows of every open posting, wherever it is, with company and workplace: what a run of the matching reads."""
    return list(
        session.scalars(
            select(Posting)
            .options(joinedload(Posting.company), joinedload(Posting.workplace))
            .join(Posting.company)
            .where(Posting.state == PostingState.OPEN, Company.state == CompanyState.APPROVED)
            .order_by(Posting.id)
        )
    )


def list_rows(session: Session, posting_ids: Iterable[UUID]) -> list[Posting]:
    """Rows of some postings, whatever their state, with their workplace."""
    wanted = sorted(posting_ids)
    query = select(Posting).options(joinedload(Posting.workplace)).where(Posting.id.in_(wanted))
    return list(session.scalars(query.order_by(Posting.id))) if wanted else []


def list_running_out(session: Session, states: Iterable[str], since: date, until: date) -> list[Posting]:
    """Postings whose last first day lies between two days, both included, with company and specialist, locked."""
    return _by_last_day(session, states, Posting.start_to.between(since, until))


def list_outdated(session: Session, states: Iterable[str], before: date) -> list[Posting]:
    """Postings whose last first day lies before a day, locked."""
    return _by_last_day(session, states, Posting.start_to < before)


def _by_last_day(session: Session, states: Iterable[str], when: ColumnElement[bool]) -> list[Posting]:
    return list(
        session.scalars(
            select(Posting)
            .options(joinedload(Posting.company), joinedload(Posting.specialist))
            .where(Posting.state.in_(sorted(states)), when)
            .order_by(Posting.id)
            .with_for_update(of=Posting)
            .execution_options(populate_existing=True)
        )
    )


def find_specialist(session: Session, posting_id: UUID) -> Specialist | None:
    """Who receives people for a posting."""
    return session.scalar(
        select(Specialist).join(Posting, Posting.specialist_id == Specialist.id).where(Posting.id == posting_id)
    )


def titles_of(session: Session, posting_ids: list[UUID]) -> dict[UUID, str]:
    """The titles of some postings with their company, for a list."""
    rows = session.execute(
        select(Posting.id, Posting.title, Company.name)
        .join(Posting.company)
        .where(Posting.id.in_(posting_ids))
        .order_by(Posting.id)
    )
    return {posting_id: f"{title}, {company}" for posting_id, title, company in rows}
