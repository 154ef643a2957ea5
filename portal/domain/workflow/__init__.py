"""The five state machines of the portal, as tables (tilmelding, virksomhed, opslag, forslag, forløb)."""

from portal.domain.workflow.company import COMPANY, CompanyState
from portal.domain.workflow.enrolment import ENROLMENT, EnrolmentState
from portal.domain.workflow.machine import PREVIOUS, Machine, Move, Party
from portal.domain.workflow.placement import PLACEMENT, PlacementState
from portal.domain.workflow.posting import POSTING, PostingState
from portal.domain.workflow.proposal import PROPOSAL, ProposalState

MACHINES = (ENROLMENT, COMPANY, POSTING, PROPOSAL, PLACEMENT)

__all__ = [
    "COMPANY",
    "ENROLMENT",
    "MACHINES",
    "PLACEMENT",
    "POSTING",
    "PREVIOUS",
    "PROPOSAL",
    "CompanyState",
    "EnrolmentState",
    "Machine",
    "Move",
    "Party",
    "PlacementState",
    "PostingState",
    "ProposalState",
]
