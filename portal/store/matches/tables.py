"""Runs of the matching and the proposals they make (kørsler og forslag)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, false, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.domain.hours import HoursStep, Place, hours_steps
from portal.domain.workflow import ProposalState
from portal.domain.workflow.proposal import NAMES_SHOWN, PLACE_CLOSED, PLACE_TAKEN, TAKEN_BACK, WITH_COMPANY
from portal.store.base import Base, MayExceedRatio, Versioned, WithId
from portal.store.companies import Company
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from portal.store.postings import Posting
from portal.store.record import Record
from portal.store.types import EncryptedJson, EncryptedText

STAFF_ONLY = frozenset(
    {
        ProposalState.COMPUTED,
        ProposalState.APPROVED,
        ProposalState.DISCARDED,
        ProposalState.POSTPONED,
        ProposalState.STALE,
    }
)
"""States in which only staff know of a proposal."""
GONE = frozenset({PLACE_TAKEN, PLACE_CLOSED})


class Proposal(WithId, Versioned, MayExceedRatio, Base):
    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_queue", "operating_municipality", "state"),
        Index("ix_proposal_due", "state", "send_at"),
    )

    operating_municipality: Mapped[str] = mapped_column(String(3))
    run_id: Mapped[UUID] = mapped_column(ForeignKey("match_run.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    posting_id: Mapped[UUID] = mapped_column(ForeignKey("posting.id"), index=True)
    company_id: Mapped[UUID] = mapped_column(ForeignKey("company.id"), index=True)
    state: Mapped[str] = mapped_column(String(30), default=ProposalState.COMPUTED)
    blind: Mapped[bool] = mapped_column(default=False, server_default=false())
    """One of every five: staff say what the facts tell them before they see the fit."""
    candidate_code: Mapped[str] = mapped_column(String(8))
    """What the company calls the person until both have said yes, for example 7K2."""
    points: Mapped[int]
    parts: Mapped[list] = mapped_column(EncryptedJson("proposal.parts"), default=list)
    """The parts of the score, in points, each with a Danish sentence and whether it counts for or against."""
    limits: Mapped[list] = mapped_column(EncryptedJson("proposal.limits"))
    """The hard limits passed, each with its Danish sentence and source. A limit may speak of a need: encrypted."""
    alternatives: Mapped[dict] = mapped_column(EncryptedJson("proposal.alternatives"), default=dict)
    """{"for_citizen": [{"posting_id", "title", "points"}], "for_place": [{"enrolment_id", "points"}]}"""
    considered: Mapped[list | None] = mapped_column(EncryptedJson("proposal.considered"))
    """What became of the other places, in sentences the citizen can read. They may speak of a need: encrypted."""
    message: Mapped[str | None] = mapped_column(EncryptedText("proposal.message"))
    """The caseworker's own words to the citizen."""
    note: Mapped[str | None] = mapped_column(EncryptedText("proposal.note"))
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why it was discarded, postponed or declined: a code."""
    hours: Mapped[float]
    start_on: Mapped[date]
    end_on: Mapped[date | None]
    distance_km: Mapped[float]
    picked_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    """Who chose this pair by hand, with the reason in the note. Runs keep it until somebody decides on it."""
    created_at: Mapped[datetime]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    send_at: Mapped[datetime | None]
    postponed_to: Mapped[date | None]
    citizen_deadline: Mapped[date | None]
    citizen_reminded_at: Mapped[datetime | None]
    citizen_answered_at: Mapped[datetime | None]
    company_deadline: Mapped[date | None]
    company_reminded_at: Mapped[datetime | None]
    company_opened_at: Mapped[datetime | None]
    company_answered_at: Mapped[datetime | None]
    meeting_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    posting: Mapped[Posting] = relationship(lazy="raise_on_sql")
    company: Mapped[Company] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class ProposalRecord(Record):
    """A proposal with what its pages show. Pages for the company never print the name fields before both yes."""

    id: UUID
    version: int
    operating_municipality: str
    run_id: UUID
    enrolment_id: UUID
    person_id: UUID
    posting_id: UUID
    company_id: UUID
    state: str
    blind: bool
    candidate_code: str
    points: int
    parts: list[dict[str, Any]]
    limits: list[dict[str, Any]]
    alternatives: dict[str, Any]
    considered: list[str] | None
    message: str | None
    note: str | None
    reason: str | None
    ratio_reason: str | None
    picked_by: UUID | None
    hours: float
    hours_steps: tuple[HoursStep, ...]
    start_on: date
    end_on: date | None
    distance_km: float
    created_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    send_at: datetime | None
    postponed_to: date | None
    citizen_deadline: date | None
    citizen_answered_at: datetime | None
    company_deadline: date | None
    company_opened_at: datetime | None
    company_answered_at: datetime | None
    meeting_at: datetime | None
    programme_code: str
    ready_at: datetime | None
    first_name: str
    full_name: str
    short_name: str
    phone: str | None
    title: str
    posting_state: str
    kind: str
    tasks: str
    weeks: int | None
    working_times: str
    offers: list[str]
    company_name: str
    workplace_name: str
    town: str
    address: str
    specialist_name: str | None
    specialist_phone: str | None
    adviser_name: str | None
    adviser_phone: str | None

    @property
    def is_with_company(self) -> bool:
        return self.state in WITH_COMPANY or self.is_gone_from_company

    @property
    def is_gone_from_company(self) -> bool:
        """It lay with the company, which has its address, and was taken back: all that is left is that it is gone."""
        return self.state in TAKEN_BACK and self.company_deadline is not None

    @property
    def is_with_citizen(self) -> bool:
        return self.state not in STAFF_ONLY

    @property
    def is_called_off(self) -> bool:
        """The citizen was asked, and then the place was taken or closed: she is told why."""
        return self.state == ProposalState.CANCELLED and self.reason in GONE and self.citizen_deadline is not None

    @property
    def names_shown(self) -> bool:
        """Both have said yes, so each may know who the other is."""
        return self.state in NAMES_SHOWN


def record_of(row: Proposal) -> ProposalRecord:
    posting, place = row.posting, row.posting.workplace
    adviser, specialist = row.enrolment.adviser, row.posting.specialist
    return ProposalRecord.of(
        row,
        programme_code=row.enrolment.programme_code,
        ready_at=row.enrolment.ready_at,
        hours_steps=_hours_steps(row),
        first_name=row.person.first_name,
        full_name=row.person.full_name,
        short_name=row.person.short_name,
        phone=row.person.phone,
        title=posting.title,
        posting_state=posting.state,
        kind=posting.kind,
        tasks=posting.tasks,
        weeks=posting.weeks,
        working_times=posting.working_times,
        offers=posting.offers,
        company_name=row.company.name,
        workplace_name=place.name if place else row.company.name,
        town=place.town if place else "",
        address=place.address if place else row.company.address,
        specialist_name=specialist.name if specialist else None,
        specialist_phone=specialist.phone if specialist else None,
        adviser_name=adviser.name if adviser else None,
        adviser_phone=adviser.phone if adviser else None,
    )


def _hours_steps(row: Proposal) -> tuple[HoursStep, ...]:
    """As the agreement will write them: the plan's steps at this place, or the same hours throughout."""
    plan, posting = row.enrolment.plan, row.posting
    place = Place(row.start_on, row.end_on, posting.hours_min, posting.hours_max)
    return hours_steps(plan.hours_ladder if plan else (), place) or (HoursStep(row.start_on, 1, row.hours),)


WHOLE = (
    joinedload(Proposal.person),
    joinedload(Proposal.company),
    joinedload(Proposal.enrolment).joinedload(Enrolment.adviser),
    joinedload(Proposal.enrolment).joinedload(Enrolment.plan),
    joinedload(Proposal.posting).joinedload(Posting.workplace),
    joinedload(Proposal.posting).joinedload(Posting.specialist),
)


def get(session: Session, proposal_id: UUID) -> ProposalRecord:
    """One proposal as a record; raises NotFound."""
    row = session.scalar(select(Proposal).options(*WHOLE).where(Proposal.id == proposal_id))
    if row is None:
        raise NotFound
    return record_of(row)


def for_update(session: Session, proposal_id: UUID) -> Proposal:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(
        select(Proposal)
        .options(
            joinedload(Proposal.person),
            joinedload(Proposal.enrolment).joinedload(Enrolment.adviser),
            joinedload(Proposal.posting).joinedload(Posting.specialist),
            joinedload(Proposal.company),
        )
        .where(Proposal.id == proposal_id)
        .with_for_update(of=Proposal)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row
