"""Enrolments (tilmeldinger) and the plan that citizen and caseworker agree on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.domain.workflow import EnrolmentState
from portal.domain.workflow.enrolment import OPEN
from portal.store.base import Base, Json, Versioned, WithId
from portal.store.people import Person
from portal.store.record import Record
from portal.store.types import EncryptedJson, EncryptedText
from portal.store.users import User


class Enrolment(WithId, Versioned, Base):
    __tablename__ = "enrolment"
    __table_args__ = (
        Index("ix_enrolment_queue", "operating_municipality", "state", "deadline"),
        Index("ix_enrolment_page", "operating_municipality", "deadline", "submitted_at", "id"),
        Index("ix_enrolment_due", "state", "updated_at"),
        Index("ix_enrolment_places", "programme_code", "state"),
    )

    operating_municipality: Mapped[str] = mapped_column(String(3))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    programme_code: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(30), default=EnrolmentState.DRAFT)
    state_before: Mapped[str | None] = mapped_column(String(30))
    """Where a pause or a withdrawal that is undone leads back to."""
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    """The number on the receipt, for example T-2026-000123."""
    answers: Mapped[dict | None] = mapped_column(EncryptedJson("enrolment.answers"))
    """The six steps: {"kontakt": {…}, "erfaring": {…}, "rammer": {…}, "hensyn": {…}, "stoette": {…}, "deling": {…}}."""
    verdict: Mapped[dict | None] = mapped_column(EncryptedJson("enrolment.verdict"))
    """The verdict on the day of submission with its facts, frozen: it is never recomputed."""
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    assisted_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    assisted_way: Mapped[str | None] = mapped_column(String(10))
    assisted_until: Mapped[date | None]
    """Who filled it in together with her, where (phone or desk), and the last day on which she can change or undo it."""
    question: Mapped[str | None] = mapped_column(EncryptedText("enrolment.question"))
    """What the caseworker asked the citizen, while the state is awaiting_citizen."""
    reply: Mapped[str | None] = mapped_column(EncryptedText("enrolment.reply"))
    decision_reason: Mapped[str | None] = mapped_column(EncryptedText("enrolment.decision_reason"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    admitted_at: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    deadline: Mapped[date | None]
    """The day the next answer is promised to the citizen."""
    reminded_at: Mapped[datetime | None]
    """When the citizen was reminded of a draft, or asked whether a pause is over."""
    warned_at: Mapped[datetime | None]
    """When the citizen was told that a draft is about to be deleted."""
    paused_on: Mapped[date | None]
    """The first day of the pause, which keeps a place for thirty days."""
    queued_at: Mapped[datetime | None]
    """What her number in line is counted from, where it is not when she enrolled: after a longer pause, or put first."""
    queue_reason: Mapped[str | None] = mapped_column(EncryptedText("enrolment.queue_reason"))
    """Why staff put her first among those of the same day (`domain.md` H8)."""

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    adviser: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[assigned_to])
    plan: Mapped[Plan | None] = relationship(back_populates="enrolment", lazy="raise_on_sql")


class Plan(WithId, Versioned, Base):
    """What citizen and caseworker agree on, and the matching reads (Min plan)."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("enrolment_id"),)

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    goal: Mapped[str] = mapped_column(EncryptedText("plan.goal"), default="")
    kinds: Mapped[list] = mapped_column(Json, default=list)
    """Placement kinds agreed on, for example ["work_trial", "paid_hours"]."""
    occupations: Mapped[list] = mapped_column(Json, default=list)
    """One to three wishes as DISCO-08 codes of four digits."""
    occupation_titles: Mapped[dict | None] = mapped_column(EncryptedJson("plan.occupation_titles"))
    """The title that was chosen for a code, where it is not the one the pages have for it: {"2654": "Filmklipper"}."""
    competences: Mapped[list] = mapped_column(Json, default=list)
    hours_from: Mapped[float] = mapped_column(default=0)
    hours_to: Mapped[float] = mapped_column(default=37)
    """Hours a week the citizen may begin with."""
    hours_ladder: Mapped[list] = mapped_column(Json, default=list)
    """The agreed way upwards: [{"week": 1, "hours": 4}, {"week": 5, "hours": 8}]."""
    max_km: Mapped[float] = mapped_column(default=25)
    available_from: Mapped[date | None]
    needs: Mapped[list | None] = mapped_column(EncryptedJson("plan.needs"))
    """Accommodation needs: [{"code": "max_lift", "limit": 5}, {"code": "extra_breaks"}]."""
    support: Mapped[str] = mapped_column(EncryptedText("plan.support"), default="")
    wants_specialist: Mapped[bool] = mapped_column(default=False)
    """She would like advice from a recruitment specialist."""
    excused: Mapped[list | None] = mapped_column(EncryptedJson("plan.excused"))
    """What excuses from the months on a benefit (LAB § 69): codes of `placement_law.EXCUSES`."""
    sent_at: Mapped[datetime | None]
    staff_agreed_at: Mapped[datetime | None]
    citizen_agreed_at: Mapped[datetime | None]
    citizen_comment: Mapped[str | None] = mapped_column(EncryptedText("plan.citizen_comment"))

    enrolment: Mapped[Enrolment] = relationship(back_populates="plan", lazy="raise_on_sql")


@dataclass(frozen=True)
class PlanRecord(Record):
    id: UUID
    version: int
    goal: str
    kinds: list[str]
    occupations: list[str]
    occupation_titles: dict[str, str] | None
    competences: list[str]
    hours_from: float
    hours_to: float
    hours_ladder: list[dict[str, Any]]
    max_km: float
    available_from: date | None
    needs: list[dict[str, Any]] | None
    support: str
    wants_specialist: bool
    excused: list[str] | None
    sent_at: datetime | None
    staff_agreed_at: datetime | None
    citizen_agreed_at: datetime | None
    citizen_comment: str | None


@dataclass(frozen=True)
class EnrolmentRecord(Record):
    """One enrolment with the person, the adviser and the plan: one query."""

    id: UUID
    version: int
    operating_municipality: str
    person_id: UUID
    programme_code: str
    state: str
    state_before: str | None
    number: str | None
    answers: dict[str, Any]
    verdict: dict[str, Any] | None
    assigned_to: UUID | None
    assisted_by: UUID | None
    assisted_way: str | None
    assisted_until: date | None
    question: str | None
    reply: str | None
    decision_reason: str | None
    queued_at: datetime | None
    queue_reason: str | None
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    admitted_at: datetime | None
    ready_at: datetime | None
    deadline: date | None
    first_name: str
    full_name: str
    short_name: str
    home_municipality: str
    adviser_name: str | None
    adviser_phone: str | None
    plan: PlanRecord | None


def record_of(row: Enrolment) -> EnrolmentRecord:
    return EnrolmentRecord.of(
        row,
        answers=row.answers or {},
        first_name=row.person.first_name,
        full_name=row.person.full_name,
        short_name=row.person.short_name,
        home_municipality=row.person.home_municipality,
        adviser_name=row.adviser.name if row.adviser else None,
        adviser_phone=row.adviser.phone if row.adviser else None,
        plan=PlanRecord.of(row.plan) if row.plan else None,
    )


WHOLE = (joinedload(Enrolment.person), joinedload(Enrolment.adviser), joinedload(Enrolment.plan))


def get(session: Session, enrolment_id: UUID) -> EnrolmentRecord:
    """One enrolment as a record; raises NotFound."""
    return record_of(row_of(session, enrolment_id))


def row_of(session: Session, enrolment_id: UUID) -> Enrolment:
    """The row with person, adviser and plan, to read only; raises NotFound."""
    row = session.scalar(select(Enrolment).options(*WHOLE).where(Enrolment.id == enrolment_id))
    if row is None:
        raise NotFound
    return row


def for_update(session: Session, enrolment_id: UUID) -> Enrolment:
    """The row itself, locked for the use case that changes it; raises NotFound."""
    row = session.scalar(
        select(Enrolment)
        .options(joinedload(Enrolment.person))
        .where(Enrolment.id == enrolment_id)
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def plan_for_update(session: Session, enrolment_id: UUID) -> Plan | None:
    query = select(Plan).where(Plan.enrolment_id == enrolment_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def select_current(person_id: UUID) -> Select[tuple[Enrolment]]:
    """The drafts and open enrolments of a person: at most one in each programme."""
    return select(Enrolment).where(
        Enrolment.person_id == person_id, Enrolment.state.in_([*sorted(OPEN), EnrolmentState.DRAFT])
    )


def find_current(session: Session, person_id: UUID, programme_code: str) -> Enrolment | None:
    query = select_current(person_id).where(Enrolment.programme_code == programme_code)
    return session.scalar(query.order_by(Enrolment.created_at.desc(), Enrolment.id).limit(1))


def list_of_person(session: Session, person_id: UUID) -> list[EnrolmentRecord]:
    """All enrolments of a person, newest first."""
    rows = session.scalars(
        select(Enrolment)
        .options(*WHOLE)
        .where(Enrolment.person_id == person_id, Enrolment.state != EnrolmentState.DELETED)
        .order_by(Enrolment.created_at.desc(), Enrolment.id)
    )
    return [record_of(row) for row in rows]


def list_ready(session: Session, municipality: str) -> list[Enrolment]:
    """Rows of those who are ready for a match, with person and plan, those who have waited longest first."""
    return list(
        session.scalars(
            select(Enrolment)
            .options(joinedload(Enrolment.person), joinedload(Enrolment.plan))
            .where(
                Enrolment.operating_municipality == municipality,
                Enrolment.state == EnrolmentState.READY_FOR_MATCH,
            )
            .order_by(Enrolment.ready_at, Enrolment.id)
        )
    )


def programme_of(session: Session, enrolment_id: UUID) -> str:
    """The code of the programme; raises NotFound. For who must hold the programme's places before the case."""
    code = session.scalar(select(Enrolment.programme_code).where(Enrolment.id == enrolment_id))
    if code is None:
        raise NotFound
    return code


@dataclass(frozen=True)
class Waiting:
    """Who somebody is in a list, and since when she has been ready."""

    short_name: str
    ready_at: datetime | None


def names_of(session: Session, municipality: str, ids: list[UUID], hidden: Any = ()) -> dict[UUID, Waiting]:
    """Short names for a list, only of cases the municipality runs, and of nobody in `hidden`."""
    rows = session.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.person))
        .where(Enrolment.id.in_(ids), Enrolment.person_id.not_in(sorted(hidden)))
        .where(Enrolment.operating_municipality == municipality)
    )
    return {row.id: Waiting(row.person.short_name, row.ready_at) for row in rows}
