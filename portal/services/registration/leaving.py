"""A company that stops: at once what has not begun, and what people have agreed on only when somebody has talked of it.

Stopping is always possible (`service-design.md` 3.2). Postings close, and who has been asked about them is told kindly.
While a placement or a meeting is agreed the company rests; its contact in the municipality ends it when all is settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import COMPANY, POSTING, SPECIALIST_PROPOSAL, CompanyState, Party, SpecialistProposalState
from portal.domain.workflow.proposal import BOTH_SAID_YES, WITH_COMPANY
from portal.services import messages_staff as messages
from portal.services.proposal.sending import let_go
from portal.services.registration.editing import own_company
from portal.services.work import Work
from portal.services.workplace_room import COUNTING
from portal.store import companies, matches, placements, postings, specialist_proposals
from portal.store.companies import Company

LEAVE_REASONS = {
    "no_tasks": "Vi har ikke opgaver lige nu",
    "no_time": "Vi har ikke tid til at tage imod",
    "hard": "Det var sværere, end vi troede",
    "closing": "Virksomheden lukker eller flytter",
    "other": "Noget andet",
}
MAY_LEAVE = frozenset({CompanyState.APPROVED, CompanyState.SUSPENDED})
NOT_YET = "I er ikke godkendt endnu. Ring til os, så trækker vi jeres tilmelding tilbage."
STILL = "Der er stadig forløb eller møder, som er aftalt. Tal med virksomheden og borgerne om dem først."


@dataclass(frozen=True)
class Leave:
    version: int
    reason: str
    words: str = ""


@dataclass(frozen=True)
class EndCompany:
    company_id: UUID
    version: int
    reason: str = ""


@dataclass(frozen=True)
class KeepCompany:
    company_id: UUID
    version: int


@dataclass(frozen=True)
class Affected:
    """What a company has that is touched when it stops, in numbers: nobody is looked at."""

    postings: int
    asked: int
    """Candidates that lie with the company and nobody has answered."""
    agreed: int
    """Meetings, agreements and placements between people who know each other."""


def affected(work: Work, company_id: UUID) -> Affected:
    """Three queries."""
    own = postings.list_of_company(work.session, company_id)
    asked = matches.count_by_posting(work.session, company_id, WITH_COMPANY & {"sent_to_company"})
    return Affected(sum(bool(_closing(one.state)) for one in own), sum(asked.values()), _agreed(work, company_id))


def leave(work: Work, cmd: Leave) -> None:
    """The company stops. Raises Refused where it has given no reason, or is not part of the portal yet."""
    company = own_company(work, cmd.version)
    if company.state not in MAY_LEAVE:
        raise Refused(NOT_YET, "reason")
    if cmd.reason not in LEAVE_REASONS:
        raise Refused("Vælg det svar, der passer bedst.", "reason")
    if cmd.reason == "other" and not cmd.words.strip():
        raise Refused("Skriv med få ord, hvorfor I stopper.", "words")
    company.decision_reason = " ".join(filter(None, (f"{LEAVE_REASONS[cmd.reason]}.", cmd.words.strip())))
    _let_everybody_go(work, company)
    if not _agreed(work, company.id):
        work.move(COMPANY, company, "end", reason=cmd.reason)
    elif company.state == CompanyState.APPROVED:
        work.move(COMPANY, company, "suspend", reason=cmd.reason)


def end_company(work: Work, cmd: EndCompany) -> None:
    """Staff end it, when everything people had agreed on has been settled; without a reason the company's own stands."""
    company = _of_municipality(work, cmd.company_id)
    if company.state == CompanyState.ENDED:
        return
    company.expect(cmd.version)
    reason = cmd.reason.strip() or company.decision_reason
    if not reason:
        raise Refused("Skriv grunden, så virksomheden kan forstå den.", "reason")
    if _agreed(work, company.id):
        raise Refused(STILL, "reason")
    company.decision_reason = reason
    _let_everybody_go(work, company)
    work.move(COMPANY, company, "end")
    to = next((one for one in company.specialists if one.active), None)
    messages.company_mail(work, "N30.stoppet", company, to, f"{company.id}:{company.version}")


def keep_company(work: Work, cmd: KeepCompany) -> None:
    """They have talked, and the company goes on after all; its postings stay closed and can be copied."""
    company = _of_municipality(work, cmd.company_id)
    if company.state == CompanyState.APPROVED:
        return
    company.expect(cmd.version)
    work.move(COMPANY, company, "reinstate")
    company.decision_reason = None


def _let_everybody_go(work: Work, company: Company) -> None:
    for one in postings.list_of_company(work.session, company.id):
        if event := _closing(one.state):
            row = postings.for_update(work.session, one.id)
            work.move(POSTING, row, event, party=Party.SYSTEM)
            let_go(work, row)
    for sparring in specialist_proposals.list_of_company(work.session, company.id):
        if sparring.state == SpecialistProposalState.APPROVED:
            work.move(SPECIALIST_PROPOSAL, sparring, "end", subject=sparring.person_id, party=Party.SYSTEM)
            messages.nudge(work, "N17", sparring.enrolment, sparring.person, f"{sparring.id}:ended")
        else:
            work.move(SPECIALIST_PROPOSAL, sparring, "outdate", subject=sparring.person_id, party=Party.SYSTEM)


def _closing(state: str) -> str:
    """How a posting in this state ends with its company; empty where it has ended, or nobody has seen it."""
    return next((event for event in ("close", "lapse") if POSTING.allows(state, event, Party.SYSTEM)), "")


def _agreed(work: Work, company_id: UUID) -> int:
    met = matches.count_by_posting(work.session, company_id, BOTH_SAID_YES)
    placed = [one for one in placements.list_pasts(work.session, [company_id]) if one.state in COUNTING]
    return sum(met.values()) + len(placed)


def _of_municipality(work: Work, company_id: UUID) -> Company:
    company = companies.for_update(work.session, company_id)
    if company.operating_municipality not in work.actor.municipalities:
        raise NotFound
    return company
