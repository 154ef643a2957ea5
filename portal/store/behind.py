"""What people have behind them that a run of the matching must know: said and heard noes, and what they have had where."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Uuid, cast, null, select, union_all
from sqlalchemy.orm import Session

from portal.domain.workflow import ProposalState
from portal.store.law_facts import Period, select_periods
from portal.store.matches.tables import Proposal
from portal.store.placements import Placement

SAID_NO = (ProposalState.DISCARDED, ProposalState.CITIZEN_NO, ProposalState.COMPANY_NO)


@dataclass
class Behind:
    """One person's. A posting where somebody has said no is not proposed to the person again."""

    declined: set[UUID] = field(default_factory=set)
    had: list[Period] = field(default_factory=list)


def list_behind(session: Session, people: list[UUID]) -> dict[UUID, Behind]:
    """For each of these people, in one query; what was had by the day it began."""
    nothing = [null() for _ in range(5)]
    noes = select(Proposal.id, Proposal.person_id, *nothing, Proposal.posting_id)
    had = select_periods().add_columns(cast(null(), Uuid()))
    rows = session.execute(
        union_all(
            had.where(Placement.person_id.in_(people)),
            noes.where(Proposal.person_id.in_(people), Proposal.state.in_(SAID_NO)),
        )
    )
    found = {person_id: Behind() for person_id in people}
    for *period, posting_id in rows:
        one = Period(*period)
        if posting_id is None:
            found[one.person_id].had.append(one)
        else:
            found[one.person_id].declined.add(posting_id)
    for person in found.values():
        person.had.sort(key=lambda one: (one.first, one.p_number, one.kind, one.work_code, str(one.placement_id)))
    return found
