"""Opening an account for a member of staff: before anybody can administer, somebody must be let in."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.access import Door, Role
from portal.domain.errors import Refused
from portal.domain.municipalities import MUNICIPALITIES
from portal.services.work import Work
from portal.store import users
from portal.store.users import User

NOT_STAFF = frozenset({Role.CITIZEN, Role.COMPANY_USER, Role.RECRUITMENT_SPECIALIST})


@dataclass(frozen=True)
class OpenStaffAccount:
    subject: str
    """The provider's name (`sub`) for the employee."""
    name: str
    role: str
    municipalities: tuple[str, ...]


def open_staff_account(work: Work, cmd: OpenStaffAccount) -> User:
    """Raises Refused when the account exists, or when role or municipality do not."""
    if cmd.role not in {str(role) for role in Role} - {str(role) for role in NOT_STAFF}:
        raise Refused("Rollen findes ikke for medarbejdere.", "role")
    if not cmd.municipalities or not set(cmd.municipalities) <= set(MUNICIPALITIES):
        raise Refused("Skriv kommunen som en kode på tre tal, for eksempel 185.", "municipalities")
    subject = f"{Door.STAFF}:{cmd.subject}"
    if users.find_by_subject(work.session, subject):
        raise Refused("Medarbejderen har allerede en bruger.", "subject")
    user = User(name=cmd.name, role=cmd.role, subject=subject, municipalities=list(cmd.municipalities))
    work.session.add(user)
    work.session.flush()
    work.audit("user", "open", user.id, role=cmd.role, municipalities=list(cmd.municipalities))
    return user
