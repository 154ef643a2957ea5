"""Who acts for a company and what they may do there: invitations, rights, and the last administrator who must stay."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.domain.access import CompanyRight
from portal.domain.errors import NotFound, Refused
from portal.services.registration.editing import OVER, OVER_TEXT
from portal.services.work import COPENHAGEN, Work
from portal.store import companies, invitations, users
from portal.store.companies import Company
from portal.store.invitations import Invitation, InvitationRecord
from portal.store.outbox import OutboxMessage
from portal.store.users import User

LASTS = timedelta(days=14)
MOST_OPEN = 20
"""Invitations that wait at the same time: a form that sends mail must not send any number."""
LAST = "Der skal være mindst én administrator. Gør en kollega til administrator først."
WAITS = "Der er allerede sendt en invitation til den e-mail. Træk den tilbage, hvis den skal sendes igen."
TOO_MANY = "Der er 20 invitationer, som ingen har svaret på. Træk nogle af dem tilbage først."
USED = "Invitationen gælder ikke længere. Bed din kollega om en ny."
OTHER_COMPANY = "Du er logget på for en anden virksomhed. Log på med MitID Erhverv for {company} (CVR {cvr})."
MAIL = (
    "Invitation til {service}",
    "Hej. {inviter} vil gerne have dig med i {service} for {company}. Log på med MitID Erhverv og sig ja her: {link} "
    "Linket virker én gang og til og med den {date}. Kender du ikke til det, så skal du ikke gøre noget. "
    "Spørg os på {phone}. Venlig hilsen {service}",
)


@dataclass(frozen=True)
class Invite:
    """`link` is the address of the page with {code} where the code goes."""

    email: str
    rights: frozenset[CompanyRight]
    link: str


@dataclass(frozen=True)
class WithdrawInvitation:
    invitation_id: UUID


@dataclass(frozen=True)
class AcceptInvitation:
    code: str


@dataclass(frozen=True)
class SetRights:
    user_id: UUID
    seen: frozenset[str]
    """The rights the form was shown with: somebody else may have changed them since."""
    rights: frozenset[CompanyRight]


@dataclass(frozen=True)
class RemoveUser:
    user_id: UUID


def invite(work: Work, cmd: Invite) -> UUID:
    """Send a link to a colleague. It works once, for fourteen days, and only for a log-in of the same company."""
    company = _own(work)
    email = cmd.email.strip()
    waiting = invitations.list_open(work.session, company.id, work.now)
    if any(one.recipient.lower() == email.lower() for one in waiting):
        raise Refused(WAITS, "email")
    if len(waiting) >= MOST_OPEN:
        raise Refused(TOO_MANY, "email")
    code = secrets.token_urlsafe(24)
    row = Invitation(
        company_id=company.id,
        code_hash=invitations.code_hash(code),
        recipient=email,
        rights=sorted(cmd.rights),
        invited_at=work.now,
        invited_by=work.actor.user_id,
        expires_at=work.now + LASTS,
    )
    work.session.add(row)
    work.session.flush()
    _post(work, company, row, cmd.link.replace("{code}", code))
    _note(work, company, "invite_user", row.id, rights=sorted(cmd.rights))
    return row.id


def _post(work: Work, company: Company, row: Invitation, link: str) -> None:
    subject, body = MAIL
    last = (row.expires_at - timedelta(days=1)).astimezone(COPENHAGEN)
    words = {
        "service": work.house.service_name,
        "inviter": work.actor.name,
        "company": company.name,
        "link": link,
        "date": f"{last.day}.{last.month}.",
        "phone": work.house.support_phone,
    }
    work.post(
        OutboxMessage(
            key=f"invitation:email:{row.id}",
            channel="email",
            template="invitation",
            company_id=company.id,
            recipient=row.recipient,
            subject=subject.format(**words),
            body=body.format(**words),
            created_at=work.now,
            due_at=work.now,
        )
    )


def withdraw(work: Work, cmd: WithdrawInvitation) -> None:
    """The link is worth nothing from now on."""
    company = _own(work)
    row = invitations.for_update(work.session, cmd.invitation_id)
    if row.company_id != company.id:
        raise NotFound
    if row.accepted_at is None and row.withdrawn_at is None:
        row.withdrawn_at = work.now
        _note(work, company, "withdraw_invitation", row.id)


def accept(work: Work, cmd: AcceptInvitation) -> None:
    """Take the invitation. Who has used it already is led on; anybody else finds it used.

    Raises: Refused (used, expired, taken back, or the log-in vouches for another company), NotFound.
    """
    found: InvitationRecord = invitations.by_code(work.session, cmd.code)
    user = work.session.get_one(User, work.actor.user_id)
    if found.accepted_by == user.id and user.company_id == found.company_id:
        return
    if user.cvr != found.cvr:
        raise Refused(OTHER_COMPANY.format(company=found.company_name, cvr=found.cvr))
    company = companies.for_update(work.session, found.company_id)
    row = invitations.for_update(work.session, found.id)
    if row.accepted_at or row.withdrawn_at or row.expires_at <= work.now or company.state in OVER:
        raise Refused(USED)
    row.accepted_at, row.accepted_by = work.now, user.id
    user.company_id = company.id
    user.company_rights = sorted({*user.company_rights, *row.rights})
    _note(work, company, "accept_invitation", user.id, rights=user.company_rights)


def set_rights(work: Work, cmd: SetRights) -> None:
    """What a colleague may do. There is always an administrator left."""
    company = _own(work)
    user = _colleague(work, company, cmd.user_id)
    if frozenset(user.company_rights) == cmd.rights:
        return
    if frozenset(user.company_rights) != cmd.seen:
        raise Refused("En kollega har ændret rettighederne imens. Se dem igen, og vælg så.", "rights")
    if CompanyRight.ADMINISTRATE not in cmd.rights:
        _keep_one(work, company, user)
    before, user.company_rights = user.company_rights, sorted(cmd.rights)
    _note(work, company, "set_rights", user.id, before=before, rights=user.company_rights)


def remove(work: Work, cmd: RemoveUser) -> None:
    """A colleague, or oneself, does not act for the company any more. What she has done stays in the trail."""
    company = _own(work)
    user = _colleague(work, company, cmd.user_id)
    _keep_one(work, company, user)
    user.company_id, user.company_rights = None, []
    _note(work, company, "remove_user", user.id)


def _own(work: Work) -> Company:
    """The administrator's own company, locked: two who leave at once must see each other."""
    if work.actor.company_id is None:
        raise NotFound
    company = companies.for_update(work.session, work.actor.company_id)
    me = work.session.get_one(User, work.actor.user_id, populate_existing=True)
    if me.company_id != company.id or CompanyRight.ADMINISTRATE not in me.company_rights:
        raise NotFound
    if company.state in OVER:
        raise Refused(OVER_TEXT)
    return company


def _colleague(work: Work, company: Company, user_id: UUID) -> User:
    found = [user for user in users.rows_of_company(work.session, company.id) if user.id == user_id]
    if not found:
        raise NotFound
    return found[0]


def _keep_one(work: Work, company: Company, leaving: User) -> None:
    others = [user for user in users.rows_of_company(work.session, company.id) if user.id != leaving.id]
    if not any(CompanyRight.ADMINISTRATE in user.company_rights for user in others):
        raise Refused(LAST, "rights")


def _note(work: Work, company: Company, event: str, about: UUID, **detail: object) -> None:
    work.audit("company", event, company.id, municipality=company.operating_municipality, about=str(about), **detail)
