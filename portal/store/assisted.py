"""Drafts that staff fill in together with citizens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.domain.access import Actor
from portal.domain.workflow import EnrolmentState
from portal.store.enrolments import Enrolment


@dataclass(frozen=True)
class HelpedDraft:
    """Somebody a member of staff has begun with and not sent."""

    enrolment_id: UUID
    full_name: str
    programme_code: str
    touched: datetime


def list_drafts(session: Session, actor: Actor) -> list[HelpedDraft]:
    """Those one has begun oneself and may still open, the last touched first."""
    rows = session.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.person))
        .where(
            Enrolment.assisted_by == actor.user_id,
            Enrolment.state == EnrolmentState.DRAFT,
            Enrolment.operating_municipality.in_(sorted(actor.municipalities)),
            Enrolment.person_id.not_in(sorted(actor.related)),
        )
        .order_by(Enrolment.updated_at.desc(), Enrolment.id)
        .limit(20)
    )
    return [HelpedDraft(row.id, row.person.full_name, row.programme_code, row.updated_at) for row in rows]
