"""A municipality's yes or no to a company and to its postings, with the facts it is decided on beside it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import COMPANY, POSTING, CompanyState
from portal.services import messages_staff as messages
from portal.services.approval_checks import UNMET, Check, alike_check, company_checks, posting_checks
from portal.services.lawful import allow_beyond_ratio, refuse_beyond_ratio
from portal.services.posting.alike import find_alike
from portal.services.work import Work
from portal.store import companies, placements, postings
from portal.store.companies import Company, CompanyRecord, Specialist
from portal.store.placements import PlacementRecord
from portal.store.postings import Posting, PostingRecord


@dataclass(frozen=True)
class ApproveCompany:
    company_id: UUID
    version: int


@dataclass(frozen=True)
class AskCompany:
    company_id: UUID
    version: int
    question: str


@dataclass(frozen=True)
class RejectCompany:
    company_id: UUID
    version: int
    reason: str


@dataclass(frozen=True)
class ApprovePosting:
    posting_id: UUID
    version: int


@dataclass(frozen=True)
class AllowRatio:
    posting_id: UUID
    version: int
    reason: str


@dataclass(frozen=True)
class AskAboutPosting:
    posting_id: UUID
    version: int
    question: str


@dataclass(frozen=True)
class RejectPosting:
    posting_id: UUID
    version: int
    reason: str


def approve_company(work: Work, cmd: ApproveCompany) -> None:
    """Let a company in when the register knows it as active, somebody there receives people, and it has read about
    safety. Whoever approves becomes its one contact."""
    row = _company(work, cmd.company_id)
    if row.state == CompanyState.APPROVED and row.contact_user_id == work.actor.user_id:
        return
    row.expect(cmd.version)
    checks = company_checks(work.house.law, companies.get(work.session, row.id), work.today)
    _refuse_unless(checks)
    work.move(COMPANY, row, "approve", checks=_seen(checks))
    row.approved_at, row.contact_user_id = work.now, row.contact_user_id or work.actor.user_id
    row.question = row.decision_reason = None
    messages.company_mail(work, "N30.godkendt", row, _first(row), str(row.id))


def ask_company(work: Work, cmd: AskCompany) -> None:
    """Ask for what is missing before the company can be approved."""
    row = _company(work, cmd.company_id)
    row.expect(cmd.version)
    if not cmd.question.strip():
        raise Refused("Skriv, hvad I gerne vil vide.", "question")
    work.move(COMPANY, row, "ask_company")
    row.question = cmd.question.strip()
    messages.company_mail(work, "N30.spoergsmaal", row, _first(row), f"{row.id}:{row.version}")


def reject_company(work: Work, cmd: RejectCompany) -> None:
    """Say no with the reason. The company may apply again."""
    row = _company(work, cmd.company_id)
    row.expect(cmd.version)
    if not cmd.reason.strip():
        raise Refused("Skriv grunden, så virksomheden kan forstå den.", "reason")
    work.move(COMPANY, row, "reject")
    row.decision_reason = cmd.reason.strip()
    messages.company_mail(work, "N30.afvist", row, _first(row), f"{row.id}:{row.version}")


def approve_posting(work: Work, cmd: ApprovePosting) -> None:
    """Open a posting when its company is approved, the law has room for it, and its words ask for nothing unlawful.

    The numbers decide by themselves about the ratio and net expansion: who approves cannot go round them. Where a team
    leader has given her word that the ratio may be exceeded, somebody else may approve.
    """
    row = _posting(work, cmd.posting_id)
    row.expect(cmd.version)
    checks = checks_of(work, row.id)
    full = next((one.text for one in checks if one.outcome == UNMET and one.may_be_exceeded), "")
    _refuse_unless(tuple(one for one in checks if not one.may_be_exceeded))
    if full:
        refuse_beyond_ratio(work, row, full)
    work.move(POSTING, row, "approve", checks=_seen(checks))
    row.opened_at = work.now
    row.question = row.decision_reason = None
    _tell(work, row, "N31.godkendt")


def allow_ratio(work: Work, cmd: AllowRatio) -> None:
    """A team leader's word that places at this workplace may exceed the ratio; a colleague approves afterwards."""
    row = _posting(work, cmd.posting_id)
    row.expect(cmd.version)
    allow_beyond_ratio(work, row, cmd.reason)


def ask_about_posting(work: Work, cmd: AskAboutPosting) -> None:
    """Ask for what is missing, or suggest what to change."""
    row = _posting(work, cmd.posting_id)
    row.expect(cmd.version)
    if not cmd.question.strip():
        raise Refused("Skriv, hvad I gerne vil vide.", "question")
    work.move(POSTING, row, "ask_company")
    row.question = cmd.question.strip()
    _tell(work, row, "N31.spoergsmaal")


def reject_posting(work: Work, cmd: RejectPosting) -> None:
    """Say no with the reason, so that the company can make another one."""
    row = _posting(work, cmd.posting_id)
    row.expect(cmd.version)
    if not cmd.reason.strip():
        raise Refused("Skriv grunden, så virksomheden kan forstå den.", "reason")
    work.move(POSTING, row, "reject")
    row.decision_reason = cmd.reason.strip()
    _tell(work, row, "N31.afvist")


def checks_of(work: Work, posting_id: UUID) -> tuple[Check, ...]:
    """What there is to see before a posting opens, from the rows as they stand."""
    posting = postings.get(work.session, posting_id)
    company = companies.get(work.session, posting.company_id)
    there = placements.list_supported(work.session, [posting.workplace_id]) if posting.workplace_id else []
    return checks_for(work, posting, company, there)


def checks_for(
    work: Work, posting: PostingRecord, company: CompanyRecord, there: list[PlacementRecord]
) -> tuple[Check, ...]:
    alike = find_alike(posting, postings.list_of_company(work.session, posting.company_id))
    return (*posting_checks(work.house.law, posting, company, there, work.today), *alike_check(alike))


def checks_for_company(work: Work, company: CompanyRecord) -> tuple[Check, ...]:
    return company_checks(work.house.law, company, work.today)


def _refuse_unless(checks: tuple[Check, ...]) -> None:
    """Everything that stands in the way at once, each in its own sentence."""
    if faults := [check.text for check in checks if check.outcome == UNMET]:
        raise Refused(" ".join(faults))


def _seen(checks: tuple[Check, ...]) -> dict[str, str]:
    return {check.code: check.outcome for check in checks}


def _company(work: Work, company_id: UUID) -> Company:
    row = companies.for_update(work.session, company_id)
    if row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    return row


def _posting(work: Work, posting_id: UUID) -> Posting:
    row = postings.for_update(work.session, posting_id)
    if row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    return row


def _first(company: Company) -> Specialist | None:
    return next((one for one in company.specialists if one.active), None)


def _tell(work: Work, row: Posting, template: str) -> None:
    to = work.session.get(Specialist, row.specialist_id) if row.specialist_id else None
    messages.company_mail(work, template, row.company, to, f"{row.id}:{row.version}")


__all__ = [
    "AllowRatio",
    "ApproveCompany",
    "ApprovePosting",
    "AskAboutPosting",
    "AskCompany",
    "Check",
    "RejectCompany",
    "RejectPosting",
    "allow_ratio",
    "approve_company",
    "approve_posting",
    "ask_about_posting",
    "ask_company",
    "checks_for",
    "checks_for_company",
    "checks_of",
    "reject_company",
    "reject_posting",
]
