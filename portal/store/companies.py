"""Companies (virksomheder), their workplaces (P-enheder) and their recruitment specialists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Uuid, func, select
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship, selectinload

from portal.domain.errors import NotFound
from portal.domain.workflow import CompanyState
from portal.store.base import Base, Json, Versioned, WithId
from portal.store.record import Record
from portal.store.types import EncryptedText


class Company(WithId, Versioned, Base):
    __tablename__ = "company"
    __table_args__ = (Index("ix_company_page", "operating_municipality", "submitted_at", "id"),)

    cvr: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    industry: Mapped[str] = mapped_column(default="")
    """Branchekode and text, for example "692000 Bogføring og revision"."""
    sector: Mapped[str] = mapped_column(String(10), default="private")
    state: Mapped[str] = mapped_column(String(30), default=CompanyState.DRAFT)
    operating_municipality: Mapped[str] = mapped_column(String(3), index=True)
    register_status: Mapped[str] = mapped_column(String(20), default="active")
    monthly_fte: Mapped[list] = mapped_column(Json, default=list)
    """Ordinary full-time equivalents of the last twelve months, oldest first, for net expansion."""
    safety_read_at: Mapped[datetime | None]
    question: Mapped[str | None] = mapped_column(EncryptedText("company.question"))
    reply: Mapped[str | None] = mapped_column(EncryptedText("company.reply"))
    """The company's answer to the question."""
    decision_reason: Mapped[str | None] = mapped_column(EncryptedText("company.decision_reason"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    contact_user_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The member of staff who is the company's one contact. No foreign key: accounts already point at companies."""

    workplaces: Mapped[list[Workplace]] = relationship(
        back_populates="company", order_by="Workplace.p_number", lazy="raise_on_sql"
    )
    specialists: Mapped[list[Specialist]] = relationship(
        back_populates="company", order_by="Specialist.id", lazy="raise_on_sql"
    )


class Workplace(WithId, Base):
    """A production unit, known by its P-number: the ratio rule is reckoned here."""

    __tablename__ = "workplace"

    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    p_number: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(String(4), default="")
    town: Mapped[str] = mapped_column(default="")
    municipality: Mapped[str] = mapped_column(String(3))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    ordinary_fte: Mapped[list] = mapped_column(Json, default=list)
    """Ordinary full-time equivalents of the last four months, oldest first."""
    other_supported: Mapped[list] = mapped_column(Json, default=list)
    """People already in praktik or løntilskud outside the portal: {"kind", "hours", "from", "to"}."""
    representative_name: Mapped[str] = mapped_column(EncryptedText("workplace.representative_name"), default="")
    """The employee representative, who states whether the ratio is reasonable. Empty where there is none."""
    representative_email: Mapped[str] = mapped_column(EncryptedText("workplace.representative_email"), default="")

    company: Mapped[Company] = relationship(back_populates="workplaces", lazy="raise_on_sql")


class Specialist(WithId, Versioned, Base):
    """A recruitment specialist: a person in the company who is good at welcoming new colleagues."""

    __tablename__ = "specialist"

    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    name: Mapped[str] = mapped_column(EncryptedText("specialist.name"))
    title: Mapped[str] = mapped_column(EncryptedText("specialist.title"), default="")
    phone: Mapped[str] = mapped_column(EncryptedText("specialist.phone"))
    email: Mapped[str] = mapped_column(EncryptedText("specialist.email"))
    languages: Mapped[list] = mapped_column(Json, default=list)
    capacity: Mapped[int] = mapped_column(default=1)
    """How many people she can receive at once."""
    strengths: Mapped[str] = mapped_column(EncryptedText("specialist.strengths"), default="")
    occupations: Mapped[list] = mapped_column(Json, default=list)
    """The groups of trades she can give citizens advice about, as DISCO-08 codes of two digits. Empty: she does not."""
    municipalities: Mapped[list] = mapped_column(Json, default=list)
    """Where the citizens live whom she can advise."""
    online: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)

    company: Mapped[Company] = relationship(back_populates="specialists", lazy="raise_on_sql")


@dataclass(frozen=True)
class WorkplaceRecord(Record):
    id: UUID
    p_number: str
    name: str
    address: str
    postal_code: str
    town: str
    municipality: str
    lat: float | None
    lon: float | None
    ordinary_fte: list[float]
    other_supported: list[dict]
    representative_name: str
    representative_email: str


@dataclass(frozen=True)
class SpecialistRecord(Record):
    id: UUID
    version: int
    name: str
    title: str
    phone: str
    email: str
    languages: list[str]
    capacity: int
    strengths: str
    occupations: list[str]
    municipalities: list[str]
    online: bool
    active: bool


@dataclass(frozen=True)
class CompanyRecord(Record):
    """A company with its workplaces and specialists: three queries."""

    id: UUID
    version: int
    cvr: str
    name: str
    address: str
    industry: str
    sector: str
    state: str
    operating_municipality: str
    register_status: str
    monthly_fte: list[float]
    safety_read_at: datetime | None
    question: str | None
    reply: str | None
    decision_reason: str | None
    created_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    contact_user_id: UUID | None
    workplaces: tuple[WorkplaceRecord, ...]
    specialists: tuple[SpecialistRecord, ...]

    @property
    def company_id(self) -> UUID:
        """A company belongs to itself: the policy asks every record the same question."""
        return self.id


def _record(row: Company) -> CompanyRecord:
    return CompanyRecord.of(
        row,
        workplaces=tuple(WorkplaceRecord.of(w) for w in row.workplaces),
        specialists=tuple(SpecialistRecord.of(s) for s in row.specialists),
    )


_WHOLE = (selectinload(Company.workplaces), selectinload(Company.specialists))


def get(session: Session, company_id: UUID) -> CompanyRecord:
    """One company as a record; raises NotFound."""
    row = session.scalar(select(Company).options(*_WHOLE).where(Company.id == company_id))
    if row is None:
        raise NotFound
    return _record(row)


def for_update(session: Session, company_id: UUID) -> Company:
    """The row itself with workplaces and specialists, locked; raises NotFound."""
    row = session.scalar(
        select(Company)
        .options(*_WHOLE)
        .where(Company.id == company_id)
        .with_for_update(of=Company)
        .execution_options(populate_existing=True)  # whoever held the lock may have changed what was read before
    )
    if row is None:
        raise NotFound
    return row


def find_by_cvr(session: Session, cvr: str) -> Company | None:
    return session.scalar(select(Company).options(*_WHOLE).where(Company.cvr == cvr))


def list_advising(session: Session) -> list[Specialist]:
    """Active specialists of approved companies who know a trade and somewhere to help, with company and workplaces."""
    rows = session.scalars(
        select(Specialist)
        .join(Specialist.company)
        .options(contains_eager(Specialist.company).selectinload(Company.workplaces))
        .where(Specialist.active, Company.state == CompanyState.APPROVED)
        .order_by(Specialist.id)
    )
    return [row for row in rows if row.occupations and row.municipalities]


def count_in_states(session: Session, municipalities: frozenset[str], states: Iterable[str]) -> int:
    return session.scalar(select(func.count()).select_from(Company).where(*_in(municipalities, states))) or 0


def list_page(
    session: Session, municipalities: frozenset[str], states: Iterable[str], offset: int, limit: int
) -> list[CompanyRecord]:
    """Some companies by the day they sent their registration: three queries, however many there are."""
    rows = session.scalars(
        select(Company)
        .options(*_WHOLE)
        .where(*_in(municipalities, states))
        .order_by(Company.submitted_at.nulls_last(), Company.id)
        .offset(offset)
        .limit(limit)
    )
    return [_record(row) for row in rows]


def _in(municipalities: frozenset[str], states: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    return Company.operating_municipality.in_(sorted(municipalities)), Company.state.in_(sorted(states))
