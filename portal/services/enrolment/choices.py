"""What the citizen permits, and takes back: a no holds from the moment it is said, and needs no reason."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import PROPOSAL, EnrolmentState, Party, ProposalState
from portal.services.messages_staff import company_mail
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from portal.store.postings import Posting

SHARING = ("profile", "health_notes", "follow_up")
CHANNELS = ("sms", "email")
WORKPLACE = "workplace"
"""May her own workplace be contacted early? Asked only of those who have one."""
CHOICES = (*SHARING, WORKPLACE, *CHANNELS)
YES, NO = "yes", "no"
UNSENT = frozenset({EnrolmentState.DRAFT, EnrolmentState.DELETED})
SHOWN_WITHOUT_NAME = (ProposalState.CITIZEN_YES, ProposalState.SENT_TO_COMPANY)
"""A company has, or is about to get, a profile without a name and has not said yes to it."""


@dataclass(frozen=True)
class Choose:
    """No version: whoever takes a permission back is never told to come again because something else has changed."""

    enrolment_id: UUID
    choice: str
    answer: str


def answer_of(answers: dict, choice: str) -> str:
    """yes, no, or nothing where it was not asked."""
    if choice in CHANNELS:
        return YES if choice in (answers.get("kontakt", {}).get("notify") or []) else NO
    if choice == WORKPLACE:
        return (answers.get("rammer") or {}).get("contact_workplace", "")
    return answers.get("deling", {}).get(choice, "")


def choices_of(answers: dict) -> tuple[str, ...]:
    """The permissions this citizen has been asked for."""
    return tuple(one for one in CHOICES if one != WORKPLACE or answer_of(answers, one))


def choose(work: Work, cmd: Choose) -> None:
    """Change one permission at once. Choosing the same again changes nothing."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.person_id != work.actor.person_id or row.state in UNSENT:
        raise NotFound
    if cmd.choice not in choices_of(row.answers or {}) or cmd.answer not in (YES, NO):
        raise Refused("Vælg ja eller nej.")
    answers = row.answers or {}
    if answer_of(answers, cmd.choice) == cmd.answer:
        return
    row.answers = _changed(answers, cmd)
    row.version += 1
    row.updated_at = work.now
    work.audit(
        "enrolment",
        "choose",
        row.id,
        subject=row.person_id,
        municipality=row.operating_municipality,
        choice=cmd.choice,
        answer=cmd.answer,
    )
    if cmd.choice == "profile" and cmd.answer == NO:
        _take_profile_back(work, row)


def _changed(answers: dict, cmd: Choose) -> dict:
    if cmd.choice in CHANNELS:
        contact = answers.get("kontakt", {})
        others = [one for one in contact.get("notify") or [] if one != cmd.choice]
        return answers | {"kontakt": contact | {"notify": [*others, cmd.choice] if cmd.answer == YES else others}}
    if cmd.choice == WORKPLACE:
        return answers | {"rammer": answers.get("rammer", {}) | {"contact_workplace": cmd.answer}}
    return answers | {"deling": answers.get("deling", {}) | {cmd.choice: cmd.answer}}


def _take_profile_back(work: Work, row: Enrolment) -> None:
    """Companies that only know a profile lose it; where both have said yes, a person talks with her first."""
    shown = work.session.scalars(
        select(Proposal)
        .where(Proposal.enrolment_id == row.id, Proposal.state.in_(SHOWN_WITHOUT_NAME))
        .options(joinedload(Proposal.company), joinedload(Proposal.posting).joinedload(Posting.specialist))
        .order_by(Proposal.id)
        .with_for_update(of=Proposal)
    )
    for proposal in shown:
        seen = proposal.state == ProposalState.SENT_TO_COMPANY
        work.move(PROPOSAL, proposal, "cancel", subject=row.person_id, party=Party.SYSTEM)
        if seen:
            company_mail(work, "N41", proposal.company, proposal.posting.specialist, str(proposal.id))
