"""Enrolments by what a list asks for: some by id, and those of one adviser or of nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
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


def list_due(
    session: Session, municipalities: frozenset[str], states: Iterable[str], today: date, user_id: UUID | None
) -> list[EnrolmentRecord]:
    """Cases with a promise that is over or due today, of one adviser or of nobody; the oldest promise first."""
    rows = session.scalars(
        select(Enrolment)
        .options(*WHOLE)
        .where(Enrolment.operating_municipality.in_(sorted(municipalities)), Enrolment.state.in_(sorted(states)))
        .where(Enrolment.deadline <= today, or_(Enrolment.assigned_to.is_(None), Enrolment.assigned_to == user_id))
        .order_by(Enrolment.deadline, Enrolment.submitted_at, Enrolment.id)
    )
    return [record_of(row) for row in rows]


def count_by_state(
    session: Session, municipalities: frozenset[str], states: Iterable[str], hidden: Iterable[UUID]
) -> dict[str, int]:
    """How many cases are in each of some states; a state with none is left out."""
    rows = session.execute(
        select(Enrolment.state, func.count())
        .where(Enrolment.operating_municipality.in_(sorted(municipalities)), Enrolment.state.in_(sorted(states)))
        .where(Enrolment.person_id.not_in(sorted(hidden)))
        .group_by(Enrolment.state)
    )
    return {state: number for state, number in rows}


def list_municipalities_with_ready(session: Session) -> list[str]:
    """The municipalities where somebody waits for a match, in order."""
    query = select(Enrolment.operating_municipality).where(Enrolment.state == EnrolmentState.READY_FOR_MATCH)
    return sorted(session.scalars(query.distinct()))
