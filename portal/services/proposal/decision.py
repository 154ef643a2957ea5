"""A caseworker's decision on a proposal that the matching computed: nothing reaches a citizen without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.domain.errors import Overtaken, Refused
from portal.domain.workflow import PROPOSAL, EnrolmentState, PostingState, ProposalState
from portal.domain.workflow.proposal import EXPIRED
from portal.services import messages_staff as messages
from portal.services.lawful import allow_beyond_ratio, of_proposal, refuse_unlawful
from portal.services.proposal.glance import is_to_be_judged
from portal.services.proposal.own_case import own_case
from portal.services.proposal.sending import send_to_citizen
from portal.services.work import Work
from portal.store import matches, people
from portal.store.matches import Proposal

LONGEST_POSTPONEMENT = timedelta(days=14)
DISCARD_REASONS = ("wishes", "needs", "timing", "company", "other")


@dataclass(frozen=True)
class Approve:
    proposal_id: UUID
    version: int
    message: str
    note: str = ""


@dataclass(frozen=True)
class AllowRatio:
    proposal_id: UUID
    version: int
    reason: str


@dataclass(frozen=True)
class UndoApproval:
    proposal_id: UUID
    version: int


@dataclass(frozen=True)
class Discard:
    proposal_id: UUID
    version: int
    reason: str
    text: str = ""


@dataclass(frozen=True)
class Postpone:
    proposal_id: UUID
    version: int
    until: date | None


@dataclass(frozen=True)
class TakeUp:
    proposal_id: UUID
    version: int


@dataclass(frozen=True)
class Cancel:
    proposal_id: UUID
    version: int


def approve(work: Work, cmd: Approve) -> None:
    """Say that a proposal may go to the citizen, in the caseworker's own words.

    It waits until the time for regrets is over. The same person approving twice changes nothing.
    """
    row = own_case(work, cmd.proposal_id)
    if row.state in (ProposalState.APPROVED, ProposalState.SENT_TO_CITIZEN) and row.decided_by == work.actor.user_id:
        return
    row.expect(cmd.version)
    people.hold(work.session, row.person_id)
    if is_to_be_judged(work, row):
        raise Refused("Sig først, hvad du ser ud fra fakta. Så vises det, hvor godt det passer.", "message")
    _refuse_when_things_changed(work, row)
    if not cmd.message.strip():
        raise Refused("Skriv en kort besked til borgeren. Den følger med forslaget.", "message")
    row.message, row.note = cmd.message.strip(), cmd.note.strip() or row.note
    refuse_unlawful(work, of_proposal(work, row), "message")
    work.move(PROPOSAL, row, "approve", subject=row.person_id)
    row.decided_by, row.decided_at = work.actor.user_id, work.now
    row.send_at = work.now + timedelta(minutes=work.house.undo_minutes)
    if work.house.undo_minutes == 0:
        send_to_citizen(work, row)


def _refuse_when_things_changed(work: Work, row: Proposal) -> None:
    """A proposal is only worth sending while both sides still are where the matching found them."""
    if row.state != ProposalState.COMPUTED:
        return
    if row.posting.state != PostingState.OPEN:
        raise Overtaken("Opslaget er ikke åbent længere. Kør en ny match, eller forkast forslaget.", "message")
    if row.enrolment.state != EnrolmentState.READY_FOR_MATCH:
        raise Overtaken("Borgeren er ikke klar til match længere. Åbn borgerens sag, og se hvorfor.", "message")
    if matches.has_other_active(work.session, row.person_id, row.id):
        raise Overtaken("Borgeren har allerede et forslag at tage stilling til. Vent på svaret først.", "message")


def allow_ratio(work: Work, cmd: AllowRatio) -> None:
    """A team leader's word that this placement may exceed the ratio; a colleague decides on it afterwards."""
    row = own_case(work, cmd.proposal_id)
    row.expect(cmd.version)
    allow_beyond_ratio(work, row, cmd.reason)


def undo_approval(work: Work, cmd: UndoApproval) -> None:
    """Take an approval back, as long as nothing has been sent."""
    row = own_case(work, cmd.proposal_id)
    row.expect(cmd.version)
    work.move(PROPOSAL, row, "undo_approval", subject=row.person_id)
    row.decided_by = row.decided_at = row.send_at = None


def discard(work: Work, cmd: Discard) -> None:
    """Put a proposal aside for good. The reason is a code, so that the next run leaves this pair out."""
    row = own_case(work, cmd.proposal_id)
    if row.state == ProposalState.DISCARDED and row.decided_by == work.actor.user_id:
        return
    row.expect(cmd.version)
    if cmd.reason not in DISCARD_REASONS:
        raise Refused("Vælg, hvorfor forslaget ikke er det rigtige.", "reason")
    if cmd.reason == "other" and not cmd.text.strip():
        raise Refused("Skriv med få ord, hvorfor forslaget ikke er det rigtige.", "text")
    work.move(PROPOSAL, row, "discard", subject=row.person_id, reason=cmd.reason)
    row.reason, row.note = cmd.reason, cmd.text.strip() or row.note
    row.decided_by, row.decided_at = work.actor.user_id, work.now


def postpone(work: Work, cmd: Postpone) -> None:
    """Look at it again on another day, at most fourteen days ahead; it comes back by itself."""
    row = own_case(work, cmd.proposal_id)
    if row.state == ProposalState.POSTPONED and row.postponed_to == cmd.until:
        return
    row.expect(cmd.version)
    if cmd.until is None or cmd.until <= work.today:
        raise Refused("Vælg en dato, der ligger efter i dag.", "until")
    if cmd.until > work.today + LONGEST_POSTPONEMENT:
        raise Refused("Vælg en dato inden for de næste 14 dage. Borgeren venter.", "until")
    work.move(PROPOSAL, row, "postpone", subject=row.person_id)
    row.postponed_to = cmd.until
    row.decided_by, row.decided_at = work.actor.user_id, work.now


def take_up(work: Work, cmd: TakeUp) -> None:
    """Take a postponed proposal up again before its day."""
    row = own_case(work, cmd.proposal_id)
    if row.state == ProposalState.COMPUTED:
        return
    row.expect(cmd.version)
    work.move(PROPOSAL, row, "take_up", subject=row.person_id)
    row.postponed_to = None


def cancel(work: Work, cmd: Cancel) -> None:
    """Call a proposal off before there is an agreement. A citizen who has seen it is told that there is news.

    After an expiry it is only tidied away: somebody has rung, and there is no news to tell.
    """
    row = own_case(work, cmd.proposal_id)
    if row.state == ProposalState.CANCELLED:
        return
    row.expect(cmd.version)
    tells = row.state not in matches.STAFF_ONLY | EXPIRED
    work.move(PROPOSAL, row, "cancel", subject=row.person_id)
    if tells:
        messages.nudge(work, "N17", row.enrolment, row.person, f"{row.id}:cancelled")
