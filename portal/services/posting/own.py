"""What every change of a posting shares: whose it is, the trail, and the proposals that are no longer right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.workflow import PROPOSAL, Party, ProposalState
from portal.services.work import Work
from portal.store import matches, postings
from portal.store.postings import Posting

NOT_NOW = "Opslaget kan ikke rettes nu. Lav et nyt, eller ring til os."


def own_posting(work: Work, posting_id: UUID, version: int | None = None) -> Posting:
    row = postings.for_update(work.session, posting_id)
    if work.actor.company_id is None or row.company_id != work.actor.company_id:
        raise NotFound
    if version is not None:
        row.expect(version)
    return row


def changed(work: Work, row: Posting, event: str, **detail: Any) -> None:
    row.version += 1
    row.updated_at = work.now
    work.audit("posting", event, row.id, municipality=row.operating_municipality, **detail)


def recall(work: Work, row: Posting) -> None:
    """Proposals nobody outside the municipality has seen are no longer right: a new run makes others."""
    unseen = {ProposalState.COMPUTED: "outdate", ProposalState.APPROVED: "cancel"}
    for proposal in matches.list_live_of_posting(work.session, row.id):
        event = unseen.get(ProposalState(proposal.state))
        if event:
            work.move(PROPOSAL, proposal, event, subject=proposal.person_id, party=Party.SYSTEM)
