"""The queue a page at a time, in the order of `domain/urgency.py`: each kind of urgency walks one index, and stops early."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.domain.workflow import EnrolmentState
from portal.store.enrolment_lists import by_ids
from portal.store.enrolments import Enrolment, EnrolmentRecord

WAITS, NEW = EnrolmentState.AWAITING_CITIZEN, EnrolmentState.SUBMITTED


@dataclass(frozen=True)
class QueueFilter:
    municipalities: frozenset[str]
    states: tuple[str, ...]
    today: date
    by_urgency: bool
    """Otherwise the oldest promise first, whoever has the ball."""
    programme: str = ""
    adviser: UUID | None = None
    unassigned: bool = False
    hidden: frozenset[UUID] = frozenset()
    """People whose cases the reader must not see."""


@dataclass(frozen=True)
class QueueCount:
    cases: int
    late: int
    """With a promise that is over or due today, and not waiting for the citizen."""


def count_queue(session: Session, chosen: QueueFilter) -> QueueCount:
    late = case((_due(chosen.today) & (Enrolment.state != WAITS), 1), else_=0)
    row = session.execute(select(func.count(), func.coalesce(func.sum(late), 0)).where(*_base(chosen))).one()
    return QueueCount(*row)


def list_queue(session: Session, chosen: QueueFilter, offset: int, limit: int) -> list[EnrolmentRecord]:
    """A page of the queue: two queries."""
    wanted = offset + limit
    branches = [_branch(chosen, rank, wanted, *more) for rank, more in _ranks(chosen)]
    found = union_all(*[select(one.subquery()) for one in branches]).subquery()
    columns = found.c
    ordered = select(columns.id).order_by(
        columns.rank, columns.deadline.nulls_last(), columns.submitted_at.nulls_last(), columns.id
    )
    ids = list(session.scalars(ordered.offset(offset).limit(limit)))
    records = by_ids(session, ids)
    return [records[one] for one in ids]


def _ranks(chosen: QueueFilter) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The ranks of `urgency_of` that differ by more than the day: within each of these the oldest promise is first."""
    if not chosen.by_urgency:
        yield 0, ()
        return
    today = chosen.today
    ours, theirs = Enrolment.state != WAITS, Enrolment.state == WAITS
    unclaimed = (Enrolment.state == NEW) & Enrolment.assigned_to.is_(None)
    yield 0, (ours, _due(today))
    yield 2, (theirs, Enrolment.deadline < today)
    # Each is a range of the index: "later or never" in one would walk all that is over first.
    for later in (Enrolment.deadline > today, Enrolment.deadline.is_(None)):
        yield 3, (unclaimed, later)
        yield 4, (ours, ~unclaimed, later)
    for still in (Enrolment.deadline >= today, Enrolment.deadline.is_(None)):
        yield 6, (theirs, still)


def _due(today: date) -> Any:
    return Enrolment.deadline <= today


def _branch(chosen: QueueFilter, rank: int, wanted: int, *more: Any) -> Select[Any]:
    return (
        select(Enrolment.id, literal(rank).label("rank"), Enrolment.deadline, Enrolment.submitted_at)
        .where(*_base(chosen), *more)
        .order_by(Enrolment.deadline.nulls_last(), Enrolment.submitted_at.nulls_last(), Enrolment.id)
        .limit(wanted)
    )


def _base(chosen: QueueFilter) -> tuple[Any, ...]:
    asked = [Enrolment.operating_municipality.in_(sorted(chosen.municipalities)), Enrolment.state.in_(chosen.states)]
    if chosen.programme:
        asked.append(Enrolment.programme_code == chosen.programme)
    if chosen.adviser:
        asked.append(Enrolment.assigned_to == chosen.adviser)
    if chosen.unassigned:
        asked.append(Enrolment.assigned_to.is_(None))
    if chosen.hidden:
        asked.append(Enrolment.person_id.not_in(sorted(chosen.hidden)))
    return tuple(asked)
