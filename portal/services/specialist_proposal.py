"""A caseworker's decision on a recruitment specialist for a citizen.

The citizen is told whom she can ring. The specialist is told nothing about her: who she is, she says herself.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import SPECIALIST_PROPOSAL, EnrolmentState, SpecialistProposalState
from portal.services import messages_staff as messages
from portal.services.work import Work
from portal.store import specialist_proposals
from portal.store.specialist_proposals import SpecialistProposal

S = SpecialistProposalState
DISCARD_REASONS = ("citizen", "trade", "person", "other")
NOT_READY = "Borgeren er ikke klar til match længere. Åbn borgerens sag, og se hvorfor."
GONE = "Specialisten tager ikke imod flere. Forkast forslaget, så finder kørslen en anden."


@dataclass(frozen=True)
class ApproveSpecialist:
    specialist_proposal_id: UUID
    version: int


@dataclass(frozen=True)
class DiscardSpecialist:
    specialist_proposal_id: UUID
    version: int
    reason: str


@dataclass(frozen=True)
class EndSpecialist:
    specialist_proposal_id: UUID
    version: int


def approve_specialist(work: Work, cmd: ApproveSpecialist) -> None:
    """The citizen may know her name and number. The same twice changes nothing."""
    row = _own(work, cmd.specialist_proposal_id)
    if row.state == S.APPROVED:
        return
    row.expect(cmd.version)
    if row.enrolment.state not in (EnrolmentState.READY_FOR_MATCH, EnrolmentState.IN_PLACEMENT):
        raise Refused(NOT_READY)
    taken = specialist_proposals.count_approved(work.session)[row.specialist_id]
    if not row.specialist.active or taken >= row.specialist.capacity:
        raise Refused(GONE)
    work.move(SPECIALIST_PROPOSAL, row, "approve", subject=row.person_id)
    row.decided_by, row.decided_at = work.actor.user_id, work.now
    messages.nudge(work, "N12", row.enrolment, row.person, str(row.id))


def discard_specialist(work: Work, cmd: DiscardSpecialist) -> None:
    """Not these two: the next run finds another, and never this one again."""
    row = _own(work, cmd.specialist_proposal_id)
    if row.state == S.DISCARDED:
        return
    row.expect(cmd.version)
    if cmd.reason not in DISCARD_REASONS:
        raise Refused("Vælg, hvorfor det ikke er den rigtige.", "reason")
    work.move(SPECIALIST_PROPOSAL, row, "discard", subject=row.person_id, reason=cmd.reason)
    row.reason, row.decided_by, row.decided_at = cmd.reason, work.actor.user_id, work.now


def end_specialist(work: Work, cmd: EndSpecialist) -> None:
    """They have talked enough; the specialist has room for another citizen."""
    row = _own(work, cmd.specialist_proposal_id)
    if row.state == S.ENDED:
        return
    row.expect(cmd.version)
    work.move(SPECIALIST_PROPOSAL, row, "end", subject=row.person_id)


def _own(work: Work, specialist_proposal_id: UUID) -> SpecialistProposal:
    """The row, locked, when the actor's municipality runs the case; to anybody else it does not exist."""
    row = specialist_proposals.for_update(work.session, specialist_proposal_id)
    if row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    return row
