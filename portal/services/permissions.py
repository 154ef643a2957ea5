"""What a citizen's yes to a proposal lets the company see: kept with the text she read, and ended when the proposal is."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.workflow import ProposalState
from portal.domain.workflow.proposal import EXPIRED, TAKEN_BACK
from portal.store import disclosures
from portal.store.disclosures import AT_YES, NAME, PROFILE, DisclosureConsent
from portal.store.matches import Proposal

PURPOSE = "match"
"""So that the company can say yes or no, and know whom it has said yes to."""
SELF, PHONE = "self", "phone"
NO_NAME = frozenset({ProposalState.COMPANY_NO}) | EXPIRED | TAKEN_BACK
"""The company no longer gets, or never got, the name."""
ENDS = {PROFILE: TAKEN_BACK, NAME: NO_NAME}


def text_version(*read: str) -> str:
    """The digest of what was read; nothing where nothing is known to have been."""
    return hashlib.sha256("\n".join(read).encode()).hexdigest() if any(read) else ""


def keep(session: Session, now: datetime, row: Proposal, read: str, channel: str) -> None:
    """One line for each thing the company gets to see, with the text behind the yes."""
    for field in AT_YES:
        session.add(
            DisclosureConsent(
                person_id=row.person_id,
                proposal_id=row.id,
                company_id=row.company_id,
                purpose=PURPOSE,
                field=field,
                text_version=text_version(read),
                channel=channel,
                given_at=now,
            )
        )
    session.flush()


def follow(session: Session, now: datetime, noun: str, proposal_id: UUID, state_to: str) -> None:
    """Where a proposal comes to nothing, what the yes permitted ends in the same transaction, whoever ended it."""
    if noun != "proposal" or state_to not in NO_NAME:
        return
    for consent in disclosures.rows_at_yes(session, proposal_id):
        if state_to in ENDS[consent.field]:
            consent.withdrawn_at = now
