"""Who is ready, and has been for long, with nothing on its way: some at a time, the longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.domain.workflow import EnrolmentState
from portal.store.enrolments import WHOLE, Enrolment, EnrolmentRecord, record_of
from portal.store.matches import QUIET, Proposal

ready_since = func.coalesce(Enrolment.ready_at, Enrolment.created_at)


@dataclass(frozen=True)
class UnsolvedFilter:
    municipalities: frozenset[str]
    ready_before: datetime
    hidden: frozenset[UUID] = frozenset()
    """People whose cases the reader must not see."""


def count_unsolved(session: Session, chosen: UnsolvedFilter) -> int:
    return session.scalar(select(func.count()).select_from(Enrolment).where(*_asked(chosen))) or 0


def list_unsolved(session: Session, chosen: UnsolvedFilter, offset: int, limit: int) -> list[EnrolmentRecord]:
    rows = session.scalars(
        select(Enrolment)
        .options(*WHOLE)
        .where(*_asked(chosen))
        .order_by(ready_since, Enrolment.id)
        .offset(offset)
        .limit(limit)
    )
    return [record_of(row) for row in rows]


def _asked(chosen: UnsolvedFilter) -> tuple[Any, ...]:
    return (
        Enrolment.operating_municipality.in_(sorted(chosen.municipalities)),
        Enrolment.state == EnrolmentState.READY_FOR_MATCH,
        ready_since < chosen.ready_before,
        Enrolment.person_id.not_in(sorted(chosen.hidden)),
        ~exists().where(Proposal.person_id == Enrolment.person_id, Proposal.state.not_in(QUIET)),
    )
