"""Beginning a registration from the company register, and sending it to the municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.access import CompanyRight
from portal.domain.errors import NotFound, Refused
from portal.domain.municipalities import operating_for
from portal.domain.values import Cvr
from portal.domain.workflow import COMPANY
from portal.services import messages_company
from portal.services.ports import RegisteredCompany
from portal.services.registration.editing import changed, own_company
from portal.services.work import COPENHAGEN, Work, add_working_days
from portal.store import companies, users
from portal.store.companies import Company, CompanyRecord, Workplace

NOT_FOUND = "Vi kan ikke finde CVR-nummeret. Se efter, om alle 8 tal er med."
CLOSED = "Virksomheden er lukket i CVR. Ring til os, hvis det ikke passer."
NOBODY = "Dit login hører ikke til en virksomhed. Log på med MitID Erhverv, eller ring til os."
NO_WORKPLACE = "CVR kender ingen arbejdsplads for virksomheden. Ring til os, så finder vi ud af det sammen."
INVITED_ONLY = "Jeres virksomhed er tilmeldt. Bed {name} om at invitere dig. Så kommer du med."
INCOMPLETE = "Der mangler et svar, før I kan sende."


@dataclass(frozen=True)
class OpenCompany:
    cvr: str


def open_company(work: Work, cmd: OpenCompany) -> UUID:
    """Begin a registration from the company register. Whoever does administrates the company.

    Only the company the log-in vouches for can be registered, and only while the register calls it active. Into one
    that has an administrator, colleagues come by invitation; where the last one is gone, the next who comes takes over.
    Raises RegisterDown when the register does not answer, and Refused.
    """
    user = work.session.get_one(users.User, work.actor.user_id)
    cvr = Cvr.parse(cmd.cvr).digits
    found = work.ports.companies.find(cvr)
    _check_register(found)
    assert found is not None
    if user.cvr is None:
        raise Refused(NOBODY, "cvr")
    if user.cvr != cvr:
        raise Refused(f"Du er logget på for en anden virksomhed (CVR {user.cvr}).", "cvr")
    company = companies.find_by_cvr(work.session, cvr)
    if company is None:
        company = _create(work, found)
    elif user.company_id == company.id:
        return company.id
    else:
        _check_uninvited(work, company)
        work.audit("company", "join", company.id, municipality=company.operating_municipality)
    user.company_id, user.company_rights = company.id, [CompanyRight.ADMINISTRATE]
    return company.id


def _check_uninvited(work: Work, company: Company) -> None:
    for colleague in users.rows_of_company(work.session, company.id):
        if CompanyRight.ADMINISTRATE in colleague.company_rights:
            raise Refused(INVITED_ONLY.format(name=colleague.name), "cvr")


def _check_register(found: RegisteredCompany | None) -> None:
    if found is None:
        raise Refused(NOT_FOUND, "cvr")
    if found.status != "active":
        raise Refused(CLOSED, "cvr")
    if not found.workplaces:
        raise Refused(NO_WORKPLACE, "cvr")


def _create(work: Work, found: RegisteredCompany) -> Company:
    """The draft as the register tells it. The first workplace's municipality runs the case until another is chosen."""
    company = Company(
        cvr=found.cvr,
        name=found.name,
        address=found.address,
        industry=found.industry,
        sector=found.sector,
        register_status=found.status,
        operating_municipality=operating_for(found.workplaces[0].municipality),
        created_at=work.now,
        updated_at=work.now,
    )
    company.workplaces = [Workplace(**vars(place)) for place in found.workplaces]
    company.specialists = []
    work.session.add(company)
    work.session.flush()
    work.audit("company", "register", company.id, municipality=company.operating_municipality)
    return company


def missing_step(company: CompanyRecord | Company) -> str:
    """The first step that still needs an answer; "tjek" when all have one."""
    if not any(place.ordinary_fte for place in company.workplaces):
        return "arbejdsplads"
    if not any(person.active for person in company.specialists):
        return "specialist"
    return "tryghed" if company.safety_read_at is None else "tjek"


@dataclass(frozen=True)
class ReadSafety:
    version: int


def read_safety(work: Work, cmd: ReadSafety) -> None:
    """Somebody in the company has read the rules of conduct. The first time is what counts."""
    company = own_company(work, cmd.version)
    if company.safety_read_at is None:
        company.safety_read_at = work.now
        changed(work, company, "read_safety")


@dataclass(frozen=True)
class Receipt:
    deadline: date


@dataclass(frozen=True)
class SubmitCompany:
    version: int


def submit(work: Work, cmd: SubmitCompany) -> Receipt:
    """Send the registration to the municipality. Sending it twice gives the first receipt.

    Raises: Refused (a step has no answer), Stale.
    """
    if work.actor.company_id is None:
        raise NotFound
    company = companies.for_update(work.session, work.actor.company_id)
    if company.submitted_at is not None:
        return receipt_of(work, company)
    company.expect(cmd.version)
    if missing_step(company) != "tjek":
        raise Refused(INCOMPLETE)
    work.move(COMPANY, company, "submit")
    company.submitted_at = work.now
    receipt = receipt_of(work, company)
    messages_company.registration_received(work, company, receipt.deadline)
    return receipt


def receipt_of(work: Work, company: CompanyRecord | Company) -> Receipt:
    """The day the company is promised an answer."""
    assert company.submitted_at is not None
    sent = company.submitted_at.astimezone(COPENHAGEN).date()
    return Receipt(add_working_days(sent, work.house.reply_days))


@dataclass(frozen=True)
class ReplyToQuestion:
    version: int
    reply: str


def reply_to_question(work: Work, cmd: ReplyToQuestion) -> None:
    """Answer what the municipality asked before it can approve; the registration is then looked at again."""
    company = own_company(work, cmd.version)
    company.reply = cmd.reply.strip()
    work.move(COMPANY, company, "company_answered")


def vouched_cvr(work: Work) -> str:
    """The company number the log-in vouches for, or an empty text."""
    return work.session.get_one(users.User, work.actor.user_id).cvr or ""


@dataclass(frozen=True)
class Contact:
    """The one member of staff a company can call."""

    name: str
    phone: str


def contact_of(work: Work, company: CompanyRecord) -> Contact | None:
    """Who the company's contact is, when somebody has approved it."""
    if company.contact_user_id is None:
        return None
    user = work.session.get_one(users.User, company.contact_user_id)
    return Contact(user.name, user.phone or work.house.support_phone)
