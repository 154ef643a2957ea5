"""The proposal a member of staff works with, locked."""

from __future__ import annotations

from uuid import UUID

from portal.domain.errors import NotFound
from portal.services.work import Work
from portal.store import matches
from portal.store.matches import Proposal


def own_case(work: Work, proposal_id: UUID) -> Proposal:
    """The row, locked, when the actor's municipality runs the case; to anybody else it does not exist."""
    row = matches.for_update(work.session, proposal_id)
    if row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    return row
