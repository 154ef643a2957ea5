"""Looking at a proposal blind: the facts first, the matching's word for the fit afterwards (service-design.md 4.0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.domain.bulk import Glance, agrees
from portal.domain.errors import Refused, Stale
from portal.domain.workflow import ProposalState
from portal.services.proposal.own_case import own_case
from portal.services.work import Work
from portal.store import approvals
from portal.store.approvals import BlindGlance
from portal.store.matches import Proposal, ProposalRecord

TEAM_DAYS = 90


@dataclass(frozen=True)
class SayBlind:
    proposal_id: UUID
    version: int
    answer: str


@dataclass(frozen=True)
class Agreement:
    """How often a team saw the same as the matching: never for one person."""

    judged: int
    alike: int
    in_doubt: int


def say_blind(work: Work, cmd: SayBlind) -> None:
    """Keep what the facts alone say to this person. The first answer stands: the fit has been shown since."""
    row = own_case(work, cmd.proposal_id)
    if approvals.glances_of(work.session, _user(work), [row.id]):
        return
    row.expect(cmd.version)
    if row.state != ProposalState.COMPUTED:
        raise Stale
    if cmd.answer not in set(Glance):
        raise Refused("Vælg, hvad du ser ud fra fakta.", "glance")
    work.session.add(
        BlindGlance(
            operating_municipality=row.operating_municipality,
            proposal_id=row.id,
            user_id=_user(work),
            answer=cmd.answer,
            points=row.points,
            at=work.now,
        )
    )
    work.audit("proposal", "glance", row.id, subject=row.person_id, municipality=row.operating_municipality)


def is_to_be_judged(work: Work, one: Proposal) -> bool:
    """Is it one of every five, not decided yet, and not seen blind by this person?"""
    return _is_open(work, one) and one.blind and not approvals.glances_of(work.session, _user(work), [one.id])


def is_blind(work: Work, one: ProposalRecord, *, control: bool) -> bool:
    """Does the page show the facts alone? Also where the proposal is looked at for control of a bulk approval."""
    wanted = _is_open(work, one) and (one.blind or control)
    return wanted and not approvals.glances_of(work.session, _user(work), [one.id])


def _is_open(work: Work, one: Proposal | ProposalRecord) -> bool:
    return one.state == ProposalState.COMPUTED and work.actor.user_id is not None


def team_agreement(work: Work) -> Agreement:
    """The last ninety days in the actor's municipalities."""
    since = work.now - timedelta(days=TEAM_DAYS)
    said = [agrees(*one) for one in approvals.team_glances(work.session, work.actor.municipalities, since)]
    return Agreement(len(said), said.count(True), said.count(None))


def _user(work: Work) -> UUID:
    assert work.actor.user_id is not None
    return work.actor.user_id
