"""From two times yes to a planned placement: they meet, both still want it, and a caseworker makes the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import POSTING, PROPOSAL, Party, PostingState, ProposalState
from portal.services import messages_staff as messages
from portal.services import placement
from portal.services.lawful import of_proposal, refuse_unlawful
from portal.services.proposal.own_case import own_case
from portal.services.proposal.sending import recall_others
from portal.services.work import Work
from portal.store import enrolments, matches, placements, postings
from portal.store.matches import Proposal


@dataclass(frozen=True)
class AgreeMeeting:
    proposal_id: UUID
    version: int
    at: datetime | None


@dataclass(frozen=True)
class Agree:
    proposal_id: UUID
    version: int


def agree_meeting(work: Work, cmd: AgreeMeeting) -> None:
    """Citizen, company or caseworker writes down when the two meet."""
    row = matches.for_update(work.session, cmd.proposal_id)
    if not _takes_part(work, row):
        raise NotFound
    if row.state == ProposalState.MEETING_AGREED and row.meeting_at == cmd.at:
        return
    row.expect(cmd.version)
    if cmd.at is None or cmd.at <= work.now:
        raise Refused("Vælg en dato og et klokkeslæt, der ligger efter nu.", "at")
    work.move(PROPOSAL, row, "agree_meeting", subject=row.person_id)
    row.meeting_at = cmd.at
    day, clock = messages.day_words(cmd.at.astimezone(messages.COPENHAGEN).date()), messages.clock_words(cmd.at)
    messages.nudge(work, "N16", row.enrolment, row.person, f"{row.id}:meeting")
    messages.company_mail(work, "N33", row.company, row.posting.specialist, str(row.id), date=day, clock=clock)


def _takes_part(work: Work, row: Proposal) -> bool:
    """Is the actor the citizen, the company, or staff of the municipality that runs the case?"""
    if work.party is Party.CITIZEN:
        return row.person_id == work.actor.person_id
    if work.party is Party.COMPANY:
        return row.company_id == work.actor.company_id
    return row.operating_municipality in work.actor.municipalities


def agree(work: Work, cmd: Agree) -> UUID:
    """Both still want it: the agreement is made and the placement stands planned. Returns the placement's id.

    The posting is locked, so that its last place is given once; then the other proposals for it are called off.
    """
    # The posting first: whoever takes its last place locks its other proposals afterwards, this one among them.
    postings.for_update(work.session, matches.get(work.session, cmd.proposal_id).posting_id)
    row = own_case(work, cmd.proposal_id)
    if row.state == ProposalState.AGREEMENT and (known := placements.find_of_proposal(work.session, row.id)):
        return known
    row.expect(cmd.version)
    specialist = row.posting.specialist
    posting = row.posting
    taken = placements.count_of_posting(work.session, posting.id)
    if taken >= posting.places:
        raise Refused(
            "Alle pladser i opslaget er optaget nu. Aftal en plads mere med virksomheden, eller find et andet sted."
        )
    refuse_unlawful(work, of_proposal(work, row))
    work.move(PROPOSAL, row, "agree", subject=row.person_id)
    plan = enrolments.plan_for_update(work.session, row.enrolment_id)
    placement_id = placement.plan_from(work, row, posting, plan)
    if taken + 1 >= posting.places and posting.state == PostingState.OPEN:
        work.move(POSTING, posting, "fill", party=Party.SYSTEM)
        recall_others(work, posting.id, but=row)
    adviser = row.enrolment.adviser.name if row.enrolment.adviser else work.actor.name
    messages.letter(work, "N18", row.person, str(row.id), adviser=adviser)
    messages.company_mail(work, "N18", row.company, specialist, str(row.id))
    return placement_id
