"""How many places of a posting are in use, kept for a candidate, and free."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.workflow import ProposalState
from portal.services.work import Work
from portal.store import matches, placements

RESERVING = frozenset({ProposalState.SENT_TO_COMPANY, ProposalState.COMPANY_YES, ProposalState.MEETING_AGREED})
"""From the moment the company knows of a candidate until there is an agreement, or a no."""


@dataclass(frozen=True)
class PlaceCount:
    used: int = 0
    reserved: int = 0

    def free(self, total: int) -> int:
        return max(0, total - self.used - self.reserved)


def count_places(work: Work, company_id: UUID) -> dict[UUID, PlaceCount]:
    """For each posting that has any. Counted from what is true now, so that nothing comes out of step: two queries."""
    used = placements.count_by_posting(work.session, company_id)
    reserved = matches.count_by_posting(work.session, company_id, RESERVING)
    return {one: PlaceCount(used.get(one, 0), reserved.get(one, 0)) for one in {*used, *reserved}}
