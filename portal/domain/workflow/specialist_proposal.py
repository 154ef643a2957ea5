"""A citizen and a recruitment specialist who could help her (forslag om rekrutteringsspecialist)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import Machine, Party, move

M, SYS = Party.CASEWORKER, Party.SYSTEM


class SpecialistProposalState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    """The citizen knows whom she can ring. The specialist learns who she is when she rings, from herself."""
    DISCARDED = "discarded"
    STALE = "stale"
    ENDED = "ended"


S = SpecialistProposalState
SPECIALIST_PROPOSAL = Machine(
    "specialist_proposal",
    SpecialistProposalState,
    (
        move("approve", S.PROPOSED, S.APPROVED, M),
        move("discard", S.PROPOSED, S.DISCARDED, M),
        move("outdate", S.PROPOSED, S.STALE, SYS),
        move("end", S.APPROVED, S.ENDED, M, SYS),
    ),
)
