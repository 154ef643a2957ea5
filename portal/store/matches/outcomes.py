"""What became of those who were ready for a match, for the page that asks whether all are treated alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from portal.domain.workflow import ProposalState
from portal.store.enrolments import Enrolment
from portal.store.matches.tables import Proposal
from portal.store.people import Person


@dataclass(frozen=True)
class MatchOutcome:
    """One case that has been ready: its proposals, how many of them staff decided on, and how many they approved."""

    enrolment_id: UUID
    programme_code: str
    birth_date: date
    cpr: str
    proposals: int
    decided: int
    approved: int


def list_outcomes(session: Session, since: datetime) -> list[MatchOutcome]:
    """Every case that became ready since then, over all municipalities, in one query."""
    discarded = Proposal.state == ProposalState.DISCARDED
    approved = Proposal.decided_at.is_not(None) & Proposal.state.not_in(
        [ProposalState.DISCARDED, ProposalState.POSTPONED, ProposalState.COMPUTED, ProposalState.STALE]
    )
    rows = session.execute(
        select(
            Enrolment.id,
            Enrolment.programme_code,
            Person.birth_date,
            Person.cpr,
            func.count(Proposal.id),
            func.coalesce(func.sum(case((discarded | approved, 1), else_=0)), 0),
            func.coalesce(func.sum(case((approved, 1), else_=0)), 0),
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Proposal, Proposal.enrolment_id == Enrolment.id)
        .where(Enrolment.ready_at >= since)
        .group_by(Enrolment.id, Enrolment.programme_code, Person.id, Person.birth_date, Person.cpr)
        .order_by(Enrolment.id)
    )
    return [MatchOutcome(*row) for row in rows]
