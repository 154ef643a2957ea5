"""Proposals that something is due for by itself. Each list is locked; another worker takes others."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.domain.workflow import ProposalState
from portal.store.enrolments import Enrolment
from portal.store.matches.tables import Proposal
from portal.store.postings import Posting


def list_to_send(session: Session, now: datetime) -> list[Proposal]:
    """Approved proposals whose time for regrets is over."""
    return _due(session, Proposal.state == ProposalState.APPROVED, Proposal.send_at <= now)


def list_to_take_up(session: Session, today: date) -> list[Proposal]:
    """Postponed proposals whose day has come."""
    return _due(session, Proposal.state == ProposalState.POSTPONED, Proposal.postponed_to <= today)


def list_citizens_to_remind(session: Session, today: date, last_deadline: date) -> list[Proposal]:
    """Those a citizen has not answered, with a deadline from today to `last_deadline`, and not reminded of yet."""
    return _due(
        session,
        Proposal.state == ProposalState.SENT_TO_CITIZEN,
        Proposal.citizen_deadline.between(today, last_deadline),
        Proposal.citizen_reminded_at.is_(None),
    )


def list_unanswered_by_citizen(session: Session, today: date) -> list[Proposal]:
    """Those whose last day to answer is over."""
    return _due(session, Proposal.state == ProposalState.SENT_TO_CITIZEN, Proposal.citizen_deadline < today)


def list_companies_to_remind(session: Session, today: date, last_deadline: date) -> list[Proposal]:
    """The same for those that lie with a company."""
    return _due(
        session,
        Proposal.state == ProposalState.SENT_TO_COMPANY,
        Proposal.company_deadline.between(today, last_deadline),
        Proposal.company_reminded_at.is_(None),
    )


def list_unanswered_by_company(session: Session, today: date) -> list[Proposal]:
    return _due(session, Proposal.state == ProposalState.SENT_TO_COMPANY, Proposal.company_deadline < today)


def _due(session: Session, *conditions: Any) -> list[Proposal]:
    return list(
        session.scalars(
            select(Proposal)
            .options(
                joinedload(Proposal.person),
                joinedload(Proposal.enrolment).joinedload(Enrolment.adviser),
                joinedload(Proposal.posting).joinedload(Posting.specialist),
                joinedload(Proposal.company),
            )
            .where(*conditions)
            .order_by(Proposal.send_at, Proposal.id)
            .with_for_update(of=Proposal, skip_locked=True)
        )
    )
