"""The state machines of the portal, as tables (tilmelding, ledig plads, virksomhed, opslag, forslag, forløb,
programversion).
"""

from portal.domain.workflow.company import COMPANY, CompanyState
from portal.domain.workflow.enrolment import ENROLMENT, EnrolmentState
from portal.domain.workflow.machine import PREVIOUS, Machine, Move, Party
from portal.domain.workflow.place_offer import PLACE_OFFER, OfferState
from portal.domain.workflow.placement import PLACEMENT, PlacementState
from portal.domain.workflow.posting import POSTING, PostingState
from portal.domain.workflow.programme_version import PROGRAMME_VERSION, VersionState
from portal.domain.workflow.proposal import PROPOSAL, ProposalState
from portal.domain.workflow.specialist_proposal import SPECIALIST_PROPOSAL, SpecialistProposalState

MACHINES = (ENROLMENT, PLACE_OFFER, COMPANY, POSTING, PROPOSAL, SPECIALIST_PROPOSAL, PLACEMENT, PROGRAMME_VERSION)

__all__ = [
    "COMPANY",
    "ENROLMENT",
    "MACHINES",
    "PLACEMENT",
    "PLACE_OFFER",
    "POSTING",
    "PREVIOUS",
    "PROGRAMME_VERSION",
    "PROPOSAL",
    "SPECIALIST_PROPOSAL",
    "CompanyState",
    "EnrolmentState",
    "Machine",
    "Move",
    "OfferState",
    "Party",
    "PlacementState",
    "PostingState",
    "ProposalState",
    "SpecialistProposalState",
    "VersionState",
]
