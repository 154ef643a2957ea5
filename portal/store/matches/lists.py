"""Which proposals: those of a run, a person, a company, a posting, and those that something is due for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.workflow import ProposalState
from portal.domain.workflow.proposal import OVER, WITH_COMPANY
from portal.store.enrolments import Enrolment
from portal.store.matches.runs import MatchRun
from portal.store.matches.tables import STAFF_ONLY, WHOLE, Proposal, ProposalRecord, record_of

QUIET = sorted([*OVER, ProposalState.COMPUTED, ProposalState.POSTPONED, ProposalState.COMPANY_EXPIRED])
"""A proposal in one of these is not on its way to anybody."""


@dataclass(frozen=True)
class RunCount:
    proposals: int
    undecided: int


def list_where(
    session: Session, *conditions: Any, offset: int | None = None, limit: int | None = None
) -> list[ProposalRecord]:
    """Proposals that meet the conditions, those who have waited longest first."""
    rows = session.scalars(
        select(Proposal)
        .options(*WHOLE)
        .join(Proposal.enrolment)
        .where(*conditions)
        .order_by(Enrolment.ready_at, Proposal.created_at, Proposal.id)
        .offset(offset)
        .limit(limit)
    )
    return [record_of(row) for row in rows]


def list_of_run(
    session: Session, run_id: UUID, hidden: Iterable[UUID], offset: int, limit: int
) -> list[ProposalRecord]:
    """Some of what a run proposed; who has gone to another municipality since is not this one's to read of."""
    return list_where(session, *_to_read(run_id, hidden), offset=offset, limit=limit)


def count_of_run(session: Session, run_id: UUID, hidden: Iterable[UUID]) -> RunCount:
    undecided = func.coalesce(func.sum(case((Proposal.state == ProposalState.COMPUTED, 1), else_=0)), 0)
    return RunCount(*session.execute(select(func.count(), undecided).where(*_to_read(run_id, hidden))).one())


def _to_read(run_id: UUID, hidden: Iterable[UUID]) -> tuple[Any, ...]:
    return Proposal.run_id == run_id, _still_here(run_id), Proposal.person_id.not_in(sorted(hidden))


def _still_here(run_id: UUID) -> Any:
    run = select(MatchRun.operating_municipality).where(MatchRun.id == run_id).scalar_subquery()
    return Proposal.operating_municipality == run


def list_chosen(session: Session, run_id: UUID, proposal_ids: Iterable[UUID]) -> list[ProposalRecord]:
    """Some of a run's proposals; an id of another run is left out."""
    chosen = Proposal.id.in_(sorted(proposal_ids))
    return list_where(session, Proposal.run_id == run_id, _still_here(run_id), chosen)


def list_of_person(session: Session, person_id: UUID) -> list[ProposalRecord]:
    """What the citizen may know of: proposals that were sent to her."""
    return list_where(session, Proposal.person_id == person_id, Proposal.state.not_in(sorted(STAFF_ONLY)))


def list_of_company(session: Session, company_id: UUID) -> list[ProposalRecord]:
    """What the company may know of: proposals whose citizen has said yes."""
    return list_where(session, Proposal.company_id == company_id, Proposal.state.in_(sorted(WITH_COMPANY)))


def list_in_states(session: Session, municipalities: frozenset[str], states: list[str]) -> list[ProposalRecord]:
    """The proposals of some municipalities in some states, those who have waited longest first."""
    return list_where(session, Proposal.operating_municipality.in_(sorted(municipalities)), Proposal.state.in_(states))


def count_in_states(session: Session, municipalities: frozenset[str], states: list[str]) -> int:
    """How many proposals of some municipalities are in some states, without reading whom they are about."""
    mine = Proposal.operating_municipality.in_(sorted(municipalities))
    return session.scalar(select(func.count()).select_from(Proposal).where(mine, Proposal.state.in_(states))) or 0


@dataclass(frozen=True)
class Undecided:
    """A run and how many of its proposals nobody has decided on."""

    run_id: UUID
    municipality: str
    created_at: datetime
    """Of the newest of them."""
    proposals: int


def list_undecided(session: Session, municipalities: frozenset[str], hidden: Iterable[UUID]) -> list[Undecided]:
    """The newest first; counted by the database, without reading whom they are about."""
    run, town, newest = Proposal.run_id, Proposal.operating_municipality, func.max(Proposal.created_at)
    rows = session.execute(
        select(run, town, newest, func.count())
        .where(town.in_(sorted(municipalities)), Proposal.state == ProposalState.COMPUTED)
        .where(Proposal.person_id.not_in(sorted(hidden)))
        .group_by(run, town)
        .order_by(newest.desc(), run.desc(), town)
    )
    return [Undecided(*row) for row in rows]


def has_in_states(session: Session, enrolment_id: UUID, states: Iterable[str]) -> bool:
    """Has this case a proposal in one of these states?"""
    mine = select(Proposal.id).where(Proposal.enrolment_id == enrolment_id, Proposal.state.in_(sorted(states)))
    return session.scalar(mine.limit(1)) is not None


def list_live(session: Session, municipality: str) -> list[Proposal]:
    """Rows of proposals that are not over, locked: a new run replaces those that are only computed."""
    return list(
        session.scalars(
            select(Proposal)
            .where(Proposal.operating_municipality == municipality, Proposal.state.not_in(sorted(OVER)))
            .order_by(Proposal.id)
            .with_for_update()
        )
    )


def has_other_active(session: Session, person_id: UUID, proposal_id: UUID) -> bool:
    """Is another proposal of this person approved, sent or being answered? One at a time is enough to think about."""
    quiet = [*OVER, ProposalState.COMPUTED, ProposalState.POSTPONED, ProposalState.COMPANY_EXPIRED]
    return (
        session.scalar(
            select(Proposal.id)
            .where(
                Proposal.person_id == person_id,
                Proposal.id != proposal_id,
                Proposal.state.not_in(sorted(quiet)),
            )
            .limit(1)
        )
        is not None
    )


def find_picked(session: Session, enrolment_id: UUID, posting_id: UUID) -> UUID | None:
    """The computed proposal of this pair, when staff have chosen it by hand already."""
    row = find_computed(session, enrolment_id, posting_id)
    return row.id if row is not None and row.picked_by else None


def find_computed(session: Session, enrolment_id: UUID, posting_id: UUID) -> Proposal | None:
    """The row of this pair's proposal that nobody has decided on, locked."""
    return session.scalar(
        select(Proposal)
        .where(
            Proposal.enrolment_id == enrolment_id,
            Proposal.posting_id == posting_id,
            Proposal.state == ProposalState.COMPUTED,
        )
        .with_for_update()
    )


def has_live_with_company(session: Session, person_id: UUID, company_id: UUID) -> bool:
    """Has the person a proposal with this company that is not over, or an agreement?"""
    over = [state for state in OVER if state != ProposalState.AGREEMENT]
    query = select(Proposal.id).where(
        Proposal.person_id == person_id, Proposal.company_id == company_id, Proposal.state.not_in(sorted(over))
    )
    return session.scalar(query.limit(1)) is not None


def count_by_posting(session: Session, company_id: UUID, states: Iterable[str]) -> dict[UUID, int]:
    """How many proposals in these states each posting of a company has, without reading who they are about."""
    rows = session.execute(
        select(Proposal.posting_id, func.count())
        .where(Proposal.company_id == company_id, Proposal.state.in_(sorted(states)))
        .group_by(Proposal.posting_id)
    )
    return {row[0]: row[1] for row in rows}


def list_live_of_posting(session: Session, posting_id: UUID) -> list[Proposal]:
    """Rows of a posting's proposals that are not over, with their people, locked."""
    return list(
        session.scalars(
            select(Proposal)
            .options(joinedload(Proposal.person), joinedload(Proposal.enrolment))
            .where(Proposal.posting_id == posting_id, Proposal.state.not_in(sorted(OVER)))
            .order_by(Proposal.id)
            .with_for_update(of=Proposal)
        )
    )


def list_all_live(session: Session) -> list[Proposal]:
    """Every proposal that is not over, whoever runs it: each may hold a place. Read only."""
    return list(session.scalars(select(Proposal).where(Proposal.state.not_in(sorted(OVER))).order_by(Proposal.id)))
