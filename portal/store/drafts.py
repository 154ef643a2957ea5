"""Enrolments that something is due for by itself: drafts nobody touches, and pauses that have come to their day.

Each list is locked for the one who asked; another worker takes others.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.workflow import EnrolmentState
from portal.store.enrolments import Enrolment

BATCH = 200
"""So many in one transaction; the rest waits for the next round."""


def list_to_remind(session: Session, *, untouched_since: datetime, but_touched_since: datetime) -> list[Enrolment]:
    """Drafts left alone for a while whose owner has not been reminded yet."""
    return _due(
        session,
        Enrolment.state == EnrolmentState.DRAFT,
        Enrolment.updated_at < untouched_since,
        Enrolment.updated_at >= but_touched_since,
        Enrolment.reminded_at.is_(None),
    )


def list_to_warn(session: Session, *, untouched_since: datetime, but_touched_since: datetime) -> list[Enrolment]:
    """Drafts that are soon deleted, whose owner has not been told since they were last touched."""
    return _due(
        session,
        Enrolment.state == EnrolmentState.DRAFT,
        Enrolment.updated_at < untouched_since,
        Enrolment.updated_at >= but_touched_since,
        or_(Enrolment.warned_at.is_(None), Enrolment.warned_at < Enrolment.updated_at),
    )


def list_to_delete(session: Session, *, untouched_since: datetime) -> list[Enrolment]:
    """Drafts that have been kept as long as was promised."""
    return _due(session, Enrolment.state == EnrolmentState.DRAFT, Enrolment.updated_at < untouched_since)


def list_pauses_to_ask_about(session: Session, today: date) -> list[Enrolment]:
    """Pauses whose last day has come, where nobody has been asked since the pause began."""
    return _due(
        session,
        Enrolment.state == EnrolmentState.PAUSED,
        Enrolment.deadline <= today,
        or_(Enrolment.reminded_at.is_(None), Enrolment.reminded_at < Enrolment.updated_at),
    )


def _due(session: Session, *conditions: Any) -> list[Enrolment]:
    return list(
        session.scalars(
            select(Enrolment)
            .options(joinedload(Enrolment.person))
            .where(*conditions)
            .order_by(Enrolment.updated_at, Enrolment.id)
            .limit(BATCH)
            .with_for_update(of=Enrolment, skip_locked=True)
        )
    )
