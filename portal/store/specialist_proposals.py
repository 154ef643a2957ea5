"""Which recruitment specialist could help which citizen (forslag om rekrutteringsspecialist)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.domain.errors import NotFound
from portal.domain.workflow import SpecialistProposalState
from portal.store.base import Base, Versioned, WithId
from portal.store.companies import Specialist
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from portal.store.record import Record
from portal.store.types import EncryptedJson

S = SpecialistProposalState


class SpecialistProposal(WithId, Versioned, Base):
    __tablename__ = "specialist_proposal"
    __table_args__ = (Index("ix_specialist_proposal_state", "operating_municipality", "state"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    run_id: Mapped[UUID] = mapped_column(ForeignKey("match_run.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    specialist_id: Mapped[UUID] = mapped_column(ForeignKey("specialist.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=S.PROPOSED)
    points: Mapped[int]
    parts: Mapped[list] = mapped_column(EncryptedJson("specialist_proposal.parts"), default=list)
    """The parts of the score, as those of a proposal."""
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why it was discarded: a code."""
    created_at: Mapped[datetime]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    specialist: Mapped[Specialist] = relationship(lazy="raise_on_sql")


@dataclass(frozen=True)
class SpecialistProposalRecord(Record):
    id: UUID
    version: int
    operating_municipality: str
    run_id: UUID
    enrolment_id: UUID
    person_id: UUID
    specialist_id: UUID
    state: str
    points: int
    parts: list[dict[str, Any]]
    created_at: datetime
    first_name: str
    short_name: str
    phone: str | None
    programme_code: str
    specialist_name: str
    specialist_title: str
    specialist_phone: str
    specialist_strengths: str
    online: bool
    company_id: UUID
    company_name: str


_WHOLE = (
    joinedload(SpecialistProposal.person),
    joinedload(SpecialistProposal.enrolment),
    joinedload(SpecialistProposal.specialist).joinedload(Specialist.company),
)


def _record(row: SpecialistProposal) -> SpecialistProposalRecord:
    one = row.specialist
    return SpecialistProposalRecord.of(
        row,
        first_name=row.person.first_name,
        short_name=row.person.short_name,
        phone=row.person.phone,
        programme_code=row.enrolment.programme_code,
        specialist_name=one.name,
        specialist_title=one.title,
        specialist_phone=one.phone,
        specialist_strengths=one.strengths,
        online=one.online,
        company_id=one.company_id,
        company_name=one.company.name,
    )


def get(session: Session, specialist_proposal_id: UUID) -> SpecialistProposalRecord:
    """One as a record; raises NotFound."""
    row = session.scalar(
        select(SpecialistProposal).options(*_WHOLE).where(SpecialistProposal.id == specialist_proposal_id)
    )
    if row is None:
        raise NotFound
    return _record(row)


def for_update(session: Session, specialist_proposal_id: UUID) -> SpecialistProposal:
    """The row itself, locked, with person and case; raises NotFound."""
    row = session.scalar(
        select(SpecialistProposal)
        .options(*_WHOLE)
        .where(SpecialistProposal.id == specialist_proposal_id)
        .with_for_update(of=SpecialistProposal)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def list_of_run(session: Session, municipality: str, run_id: UUID, by: datetime) -> list[SpecialistProposalRecord]:
    """What a run proposed or left standing of what was proposed before, `by` its end; the best first."""
    rows = session.scalars(
        select(SpecialistProposal)
        .options(*_WHOLE)
        .where(
            SpecialistProposal.operating_municipality == municipality,
            or_(
                SpecialistProposal.run_id == run_id,
                and_(SpecialistProposal.state == S.PROPOSED, SpecialistProposal.created_at < by),
            ),
        )
        .order_by(SpecialistProposal.points.desc(), SpecialistProposal.id)
    )
    return [_record(row) for row in rows]


def find_current(session: Session, enrolment_id: UUID) -> SpecialistProposalRecord | None:
    """The one of a case that is proposed or approved."""
    row = session.scalar(
        select(SpecialistProposal)
        .options(*_WHOLE)
        .where(SpecialistProposal.enrolment_id == enrolment_id, SpecialistProposal.state.in_([S.PROPOSED, S.APPROVED]))
        .order_by(SpecialistProposal.state, SpecialistProposal.id.desc())
        .limit(1)
    )
    return _record(row) if row is not None else None


def list_of_company(session: Session, company_id: UUID) -> list[SpecialistProposal]:
    """Rows that are proposed or approved for the specialists of a company, with person and case, locked."""
    return list(
        session.scalars(
            select(SpecialistProposal)
            .options(*_WHOLE)
            .join(SpecialistProposal.specialist)
            .where(Specialist.company_id == company_id, SpecialistProposal.state.in_([S.PROPOSED, S.APPROVED]))
            .order_by(SpecialistProposal.id)
            .with_for_update(of=SpecialistProposal)
        )
    )


def list_proposed(session: Session, municipality: str) -> list[SpecialistProposal]:
    """Rows that nobody has decided on, locked: a new run replaces them."""
    return list(
        session.scalars(
            select(SpecialistProposal)
            .where(SpecialistProposal.operating_municipality == municipality, SpecialistProposal.state == S.PROPOSED)
            .order_by(SpecialistProposal.id)
            .with_for_update()
        )
    )


def list_approved_people(session: Session, municipality: str) -> set[UUID]:
    """Those who have a specialist already."""
    return set(
        session.scalars(
            select(SpecialistProposal.person_id).where(
                SpecialistProposal.operating_municipality == municipality, SpecialistProposal.state == S.APPROVED
            )
        )
    )


def count_approved(session: Session) -> Counter[UUID]:
    """How many citizens each specialist has, wherever they live."""
    rows = session.execute(
        select(SpecialistProposal.specialist_id, func.count())
        .where(SpecialistProposal.state == S.APPROVED)
        .group_by(SpecialistProposal.specialist_id)
    )
    return Counter({specialist_id: number for specialist_id, number in rows})


def list_declined_pairs(session: Session, person_ids: list[UUID]) -> list[tuple[UUID, UUID]]:
    """(person, specialist) who are not proposed to each other again."""
    rows = session.execute(
        select(SpecialistProposal.person_id, SpecialistProposal.specialist_id)
        .where(SpecialistProposal.person_id.in_(person_ids), SpecialistProposal.state.in_([S.DISCARDED, S.ENDED]))
        .order_by(SpecialistProposal.id)
    )
    return [(person_id, specialist_id) for person_id, specialist_id in rows]
