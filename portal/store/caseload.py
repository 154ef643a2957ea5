"""How many cases each adviser has, her limit and leave, and what was handed over together with its reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.access import Role
from portal.domain.errors import NotFound
from portal.domain.workflow import PlacementState
from portal.domain.workflow.enrolment import OPEN
from portal.store.base import Base, Json, Versioned, WithId
from portal.store.enrolments import Enrolment
from portal.store.placements import Placement
from portal.store.record import Record, by_name
from portal.store.types import EncryptedText
from portal.store.users import User

ADVISERS = (Role.CASEWORKER, Role.TEAM_LEADER)
"""Those who can have a person's case."""


class AdviserTerms(WithId, Versioned, Base):
    """An adviser's limit and leave, where somebody has set them."""

    __tablename__ = "adviser_terms"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), unique=True)
    limit: Mapped[float]
    away_from: Mapped[date | None]
    away_to: Mapped[date | None]


class HandOver(WithId, Base):
    """Cases that changed adviser together: by whom, why, and from whom to whom."""

    __tablename__ = "hand_over"
    __table_args__ = (Index("ix_hand_over_person", "made_by", "at"),)

    operating_municipality: Mapped[str] = mapped_column(String(3))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str | None] = mapped_column(EncryptedText("hand_over.reason"))
    moves: Mapped[list[Any]] = mapped_column(Json, default=list)
    """[[enrolment id, the adviser before or null, the adviser after]]"""
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


@dataclass(frozen=True)
class HandOverRecord(Record):
    id: UUID
    made_by: UUID
    moves: list[list[Any]]
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True)
class AdviserRow:
    """One adviser with what she has, as it stands in the database."""

    id: UUID
    name: str
    counts: dict[str, int]
    follow_up: int
    terms: AdviserTerms | None


def list_advisers(session: Session, municipalities: frozenset[str]) -> list[AdviserRow]:
    """The advisers of some municipalities by name, with the number of their open cases by state. Four queries."""
    staff = session.scalars(select(User).where(User.role.in_(ADVISERS), User.active).order_by(User.id)).all()
    team = by_name(user for user in staff if municipalities.intersection(user.municipalities))
    counts, follow_up = _counts(session, municipalities), _follow_up(session, municipalities)
    ids = [user.id for user in team]
    terms = session.scalars(select(AdviserTerms).where(AdviserTerms.user_id.in_(ids)).order_by(AdviserTerms.id))
    by_user = {one.user_id: one for one in terms}
    return [
        AdviserRow(user.id, user.name, counts[user.id], follow_up.get(user.id, 0), by_user.get(user.id))
        for user in team
    ]


def _counts(session: Session, municipalities: frozenset[str]) -> dict[UUID, dict[str, int]]:
    rows = session.execute(
        select(Enrolment.assigned_to, Enrolment.state, func.count())
        .where(
            Enrolment.operating_municipality.in_(sorted(municipalities)),
            Enrolment.state.in_(sorted(OPEN)),
            Enrolment.assigned_to.is_not(None),
        )
        .group_by(Enrolment.assigned_to, Enrolment.state)
        .order_by(Enrolment.assigned_to, Enrolment.state)
    )
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for user_id, state, count in rows:
        found[user_id][state] = count
    return found


def _follow_up(session: Session, municipalities: frozenset[str]) -> dict[UUID, int]:
    """Ended cases whose placement is still followed, three and six months after."""
    rows = session.execute(
        select(Enrolment.assigned_to, func.count())
        .join(Placement, Placement.enrolment_id == Enrolment.id)
        .where(
            Placement.operating_municipality.in_(sorted(municipalities)),
            Placement.state == PlacementState.FOLLOW_UP,
            Enrolment.state.not_in(sorted(OPEN)),
            Enrolment.assigned_to.is_not(None),
        )
        .group_by(Enrolment.assigned_to)
        .order_by(Enrolment.assigned_to)
    )
    return {user_id: count for user_id, count in rows}


def terms_for_update(session: Session, user_id: UUID) -> AdviserTerms | None:
    return session.scalar(select(AdviserTerms).where(AdviserTerms.user_id == user_id).with_for_update())


def hand_overs_of(session: Session, user_id: UUID, since: datetime) -> list[HandOverRecord]:
    """What one person has handed over since then, newest first."""
    rows = session.scalars(
        select(HandOver)
        .where(HandOver.made_by == user_id, HandOver.at >= since)
        .order_by(HandOver.at.desc(), HandOver.id.desc())
    )
    return [HandOverRecord.of(row) for row in rows]


def hand_over_for_update(session: Session, hand_over_id: UUID) -> HandOver:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(select(HandOver).where(HandOver.id == hand_over_id).with_for_update())
    if row is None:
        raise NotFound
    return row


def terms_version(session: Session, user_id: UUID) -> int:
    """The version of an adviser's limit and leave; 0 while none are set."""
    return session.scalar(select(AdviserTerms.version).where(AdviserTerms.user_id == user_id)) or 0
