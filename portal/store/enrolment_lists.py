"""Enrolments by what a list asks for: some by id, and those of one adviser or of nobody."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.workflow import EnrolmentState
from portal.domain.workflow.enrolment import OPEN
from portal.store.enrolments import WHOLE, Enrolment, EnrolmentRecord, record_of


def by_ids(session: Session, enrolment_ids: Iterable[UUID]) -> dict[UUID, EnrolmentRecord]:
    """Some enrolments as records, in one query."""
    rows = session.scalars(
        select(Enrolment).options(*WHOLE).where(Enrolment.id.in_(sorted(enrolment_ids))).order_by(Enrolment.id)
    )
    return {row.id: record_of(row) for row in rows}


def list_assigned(session: Session, municipalities: frozenset[str], user_id: UUID | None) -> list[EnrolmentRecord]:
    """The open cases of one adviser, or with None those that nobody has; the oldest promise first."""
    mine = Enrolment.assigned_to == user_id if user_id else Enrolment.assigned_to.is_(None)
    rows = session.scalars(
        select(Enrolment)
        .options(*WHOLE)
        .where(Enrolment.operating_municipality.in_(sorted(municipalities)), Enrolment.state.in_(sorted(OPEN)), mine)
        .order_by(Enrolment.deadline.is_(None), Enrolment.deadline, Enrolment.submitted_at, Enrolment.id)
    )
    return [record_of(row) for row in rows]


def list_municipalities_with_ready(session: Session) -> list[str]:
    """The municipalities where somebody waits for a match, in order."""
    query = select(Enrolment.operating_municipality).where(Enrolment.state == EnrolmentState.READY_FOR_MATCH)
    return sorted(session.scalars(query.distinct()))
