"""The two answers a proposal waits for: the citizen's first, then the company's. A no is always alright."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import PROPOSAL, Party, ProposalState
from portal.domain.workflow.proposal import WITH_COMPANY
from portal.services import lessons, permissions
from portal.services import messages_staff as messages
from portal.services.proposal.sending import send_to_company
from portal.services.work import Work
from portal.store import matches
from portal.store.matches import Proposal

S = ProposalState
CODE = re.compile(r"[a-z_]{1,40}")
ANSWERED = {
    "yes": frozenset({S.CITIZEN_YES, S.SENT_TO_COMPANY, S.COMPANY_YES, S.COMPANY_NO, S.MEETING_AGREED, S.AGREEMENT}),
    "no": frozenset({S.CITIZEN_NO}),
    "wants_talk": frozenset({S.CITIZEN_WANTS_TALK}),
}
"""The states that each answer of the citizen has led to: the same answer again changes nothing."""
COMPANY_ANSWERED = {
    "yes": frozenset({S.COMPANY_YES, S.MEETING_AGREED, S.AGREEMENT}),
    "no": frozenset({S.COMPANY_NO}),
}


@dataclass(frozen=True)
class AnswerAsCitizen:
    proposal_id: UUID
    version: int
    answer: str
    """yes, no or wants_talk"""
    reason: str | None = None
    read: str = ""
    """What she read, or had read to her, of what the company gets to see at a yes."""


@dataclass(frozen=True)
class AnswerAsCompany:
    proposal_id: UUID
    version: int
    answer: str
    """yes or no"""
    reason: str | None = None


def answer_as_citizen(work: Work, cmd: AnswerAsCitizen) -> None:
    """The citizen says yes, no, or that she would like to talk first; staff may write down what she says by phone.

    A yes goes to the company at once. It can be taken back until the company has opened the candidate.
    """
    row = matches.for_update(work.session, cmd.proposal_id)
    if row.person_id != work.actor.person_id and row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    if cmd.answer not in ANSWERED:
        raise Refused("Vælg det svar, der passer bedst.", "answer")
    if row.state in ANSWERED[cmd.answer]:
        return
    row.expect(cmd.version)
    _answer(work, row, _citizen_event(row, cmd.answer), cmd.reason)
    row.citizen_answered_at = work.now
    if cmd.answer == "yes":
        by_herself = row.person_id == work.actor.person_id
        channel = permissions.SELF if by_herself else permissions.PHONE
        permissions.keep(work.session, work.now, row, cmd.read, channel)
        send_to_company(work, row)


def _answer(work: Work, row: Proposal, event: str, reason: str | None) -> None:
    """Make the move with its reason. A code goes into the trail; anybody's own words stay in the encrypted note."""
    code = reason if reason and CODE.fullmatch(reason) else None
    work.move(PROPOSAL, row, event, subject=row.person_id, **({"reason": code} if code else {}))
    if code:
        row.reason = code
        if row.state in (S.CITIZEN_NO, S.COMPANY_NO):
            lessons.learn(work, row, code, by_company=row.state == S.COMPANY_NO)
    elif reason:
        row.reason, row.note = "other", "\n".join(filter(None, (row.note, reason)))


def _citizen_event(row: Proposal, answer: str) -> str:
    """Which move an answer is: a no after a yes is a regret, and after an agreed meeting a decline."""
    if answer != "no":
        return f"citizen_{answer}"
    if row.state == S.MEETING_AGREED:
        return "citizen_declines"
    if row.state not in (S.CITIZEN_YES, S.SENT_TO_COMPANY):
        return "citizen_no"
    if row.company_opened_at is not None:
        raise Refused("Virksomheden har set på det nu. Ring til os, hvis du har ændret mening. Så finder vi ud af det.")
    return "citizen_regrets"


def mark_opened_by_company(work: Work, proposal_id: UUID) -> None:
    """The company has seen the candidate: from now on the citizen's yes is taken back by phone. Kept once.

    The version stays the same, since the page that is being shown must still be able to answer.
    """
    row = _candidate(work, proposal_id)
    if row.company_opened_at is not None or row.state != S.SENT_TO_COMPANY:
        return
    row.company_opened_at = work.now
    work.audit("proposal", "opened_by_company", row.id, subject=row.person_id, municipality=row.operating_municipality)


def answer_as_company(work: Work, cmd: AnswerAsCompany) -> None:
    """The company says yes or no to a candidate without a name; after a yes both sides see who the other is.

    The reason for a no goes to the municipality only, never to the citizen.
    """
    row = _candidate(work, cmd.proposal_id)
    if cmd.answer not in COMPANY_ANSWERED:
        raise Refused("Vælg det svar, der passer bedst.", "answer")
    if row.state in COMPANY_ANSWERED[cmd.answer]:
        return
    row.expect(cmd.version)
    mark_opened_by_company(work, cmd.proposal_id)
    event = "company_declines" if cmd.answer == "no" and row.state == S.MEETING_AGREED else f"company_{cmd.answer}"
    _answer(work, row, event, cmd.reason)
    row.company_answered_at = work.now
    messages.nudge(work, "N16" if cmd.answer == "yes" else "N17", row.enrolment, row.person, f"{row.id}:company")


def _candidate(work: Work, proposal_id: UUID) -> Proposal:
    """The row, locked, when it lies with the actor's company; to any other company it does not exist."""
    row = matches.for_update(work.session, proposal_id)
    if work.party is not Party.COMPANY or row.company_id != work.actor.company_id or row.state not in WITH_COMPANY:
        raise NotFound
    return row
