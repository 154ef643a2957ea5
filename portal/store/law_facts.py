"""What the law asks of a person's own case: earlier weeks at a workplace, and what excuses from months on a benefit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.domain.workflow import PlacementState
from portal.store.companies import Workplace
from portal.store.enrolments import Plan
from portal.store.placements import Placement, PlacementPart
from portal.store.postings import Posting


@dataclass(frozen=True)
class Period:
    """One part of a placement that somebody has or has had, where, and the occupation of its posting."""

    placement_id: UUID
    person_id: UUID
    p_number: str
    kind: str
    first: date
    last: date | None
    work_code: str


def list_periods(session: Session, person_id: UUID, workplace_id: UUID) -> list[Period]:
    """What a person has had at one workplace, by the day it began."""
    query = select_periods().where(Placement.person_id == person_id, Placement.workplace_id == workplace_id)
    rows = session.execute(query.order_by(PlacementPart.start_on, PlacementPart.id))
    return [Period(*row) for row in rows]


def select_periods() -> Select[Any]:
    """The columns of `Period`. A cancelled agreement does not count; what ended early is over that day."""
    return (
        select(
            Placement.id,
            Placement.person_id,
            Workplace.p_number,
            PlacementPart.kind,
            PlacementPart.start_on,
            func.coalesce(Placement.ended_on, PlacementPart.end_on),
            func.coalesce(Posting.occupation, ""),
        )
        .join(PlacementPart)
        .join(Workplace, Workplace.id == Placement.workplace_id)
        .outerjoin(Posting, Posting.id == Placement.posting_id)
        .where(Placement.state != PlacementState.CANCELLED)
    )


def excused_of(session: Session, enrolment_id: UUID) -> frozenset[str]:
    """What the plan says excuses the person from the months on a benefit."""
    return frozenset(session.scalar(select(Plan.excused).where(Plan.enrolment_id == enrolment_id)) or ())
