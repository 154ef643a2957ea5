"""Telling a company about needs: one by one, only what the citizen has said yes to, and not a moment longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.domain.accommodations import describe
from portal.domain.errors import NotFound, Refused
from portal.services import messages_staff as messages
from portal.services.permissions import SELF, text_version
from portal.services.work import Work
from portal.store import disclosures, enrolments, matches
from portal.store.disclosures import NEED, DisclosureConsent, DisclosureRecord
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal, ProposalRecord

PURPOSE = "arrange_work"
"""So that the workplace can arrange the work; nothing else."""
WITHOUT_END = timedelta(weeks=26)
"""Where the placement has no last day she is asked again after half a year."""
NOT_YET = "Du kan først vælge det, når I begge har sagt ja."
NOTHING = "Vælg mindst ét hensyn, eller sig nej."


@dataclass(frozen=True)
class PermitNeeds:
    proposal_id: UUID
    codes: frozenset[str]
    """Exactly what the company may know from now on; what is left out is taken back."""
    read: str = ""
    """What stood on the page about who sees it, for what and until when."""


@dataclass(frozen=True)
class WithdrawNeed:
    consent_id: UUID


def needs_of(work: Work, proposal: ProposalRecord) -> list[dict]:
    """The needs in her plan, which she can choose among."""
    plan = enrolments.get(work.session, proposal.enrolment_id).plan
    return (plan.needs or []) if plan else []


def last_day(proposal: ProposalRecord | Proposal) -> date:
    return proposal.end_on or proposal.start_on + WITHOUT_END


def permit(work: Work, cmd: PermitNeeds) -> None:
    """Keep what she has chosen for this company. Choosing the same again changes nothing."""
    proposal = matches.get(work.session, cmd.proposal_id)
    if proposal.person_id != work.actor.person_id:
        raise NotFound
    if not proposal.names_shown:
        raise Refused(NOT_YET)
    _lock(work, proposal.enrolment_id)
    known = {need["code"]: need for need in needs_of(work, proposal)}
    if not cmd.codes <= set(known):
        raise Refused(NOTHING, "needs")
    going = [row for row in disclosures.rows_going(work.session, proposal.person_id) if row.proposal_id == proposal.id]
    same = {row.need["code"] for row in going if row.need == known.get(row.need["code"]) and row.ends_on >= work.today}
    _take_back(work, proposal, [row for row in going if row.need["code"] not in cmd.codes & same])
    for code in sorted(cmd.codes - same):
        _add(work, proposal, known[code], cmd.read)


def _add(work: Work, proposal: ProposalRecord, need: dict, read: str) -> None:
    row = DisclosureConsent(
        person_id=proposal.person_id,
        proposal_id=proposal.id,
        company_id=proposal.company_id,
        purpose=PURPOSE,
        field=NEED,
        need=need,
        text_version=text_version(read, describe(need)) if read else "",
        channel=SELF,
        given_at=work.now,
        ends_on=last_day(proposal),
    )
    work.session.add(row)
    work.session.flush()
    _note(work, proposal, "permit_need", row.id)


def withdraw(work: Work, cmd: WithdrawNeed) -> None:
    """The company does not see it from this request on. Taking back twice changes nothing."""
    row = work.session.get(DisclosureConsent, cmd.consent_id)
    if row is None or row.field != NEED or row.person_id != work.actor.person_id:
        raise NotFound
    proposal = matches.get(work.session, row.proposal_id)
    _lock(work, proposal.enrolment_id)
    _take_back(work, proposal, [one for one in disclosures.rows_going(work.session, row.person_id) if one.id == row.id])


def _take_back(work: Work, proposal: ProposalRecord, rows: list[DisclosureConsent]) -> None:
    """What has run out is only closed; of what the company could still see it is told that it must forget it."""
    for row in rows:
        row.withdrawn_at = work.now
        _note(work, proposal, "withdraw_need", row.id)
    if any(row.ends_on >= work.today for row in rows):
        lock = matches.for_update(work.session, proposal.id)
        key = f"{proposal.id}:{max(row.id for row in rows)}"
        messages.company_mail(work, "N40", lock.company, lock.posting.specialist, key)


def shown_to_company(work: Work, proposal: ProposalRecord) -> list[DisclosureRecord]:
    """What the company may see today; nothing before both have said yes, whatever is written down."""
    return disclosures.list_of_proposal(work.session, proposal.id, work.today) if proposal.names_shown else []


def _lock(work: Work, enrolment_id: UUID) -> None:
    """Two of her windows do not write the same consent twice."""
    work.session.execute(select(Enrolment.id).where(Enrolment.id == enrolment_id).with_for_update())


def _note(work: Work, proposal: ProposalRecord, event: str, about: UUID) -> None:
    work.audit(
        "proposal",
        event,
        proposal.id,
        subject=proposal.person_id,
        municipality=proposal.operating_municipality,
        consent=str(about),
        company=str(proposal.company_id),
    )
