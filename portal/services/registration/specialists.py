"""The recruitment specialists: people in the company who are good at welcoming new colleagues."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.workflow import CompanyState
from portal.services.registration.editing import changed, own_company, the_one
from portal.services.work import Work
from portal.store.companies import Company, Specialist

LAST_SPECIALIST = "Der skal være mindst én, der tager imod. Tilføj en ny, før I fjerner den sidste."

NOWHERE = "Vælg mindst én kommune, hvor personen kan give råd."


@dataclass(frozen=True)
class SaveSpecialist:
    version: int
    specialist_id: UUID | None
    name: str
    title: str
    phone: str
    email: str
    languages: tuple[str, ...]
    capacity: int
    strengths: str
    occupations: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    online: bool = False


def save_specialist(work: Work, cmd: SaveSpecialist) -> UUID:
    """Name a person who is good at welcoming new colleagues, or correct what stands about her."""
    if cmd.occupations and not cmd.municipalities:
        raise Refused(NOWHERE, "municipalities")
    company = own_company(work, cmd.version)
    if cmd.specialist_id is None:
        person = Specialist(company_id=company.id)
        work.session.add(person)
        company.specialists.append(person)
    else:
        person = _specialist(company, cmd.specialist_id)
        person.version += 1
    for name in ("name", "title", "phone", "email", "capacity", "strengths", "online"):
        setattr(person, name, getattr(cmd, name))
    person.languages = list(cmd.languages)
    person.occupations, person.municipalities = list(cmd.occupations), list(cmd.municipalities)
    changed(work, company, "save_specialist")
    work.session.flush()
    return person.id


def _specialist(company: Company, specialist_id: UUID) -> Specialist:
    return the_one(one for one in company.specialists if one.id == specialist_id and one.active)


@dataclass(frozen=True)
class RemoveSpecialist:
    version: int
    specialist_id: UUID


def remove_specialist(work: Work, cmd: RemoveSpecialist) -> None:
    """She receives nobody new. A company that has sent its registration keeps at least one."""
    company = own_company(work, cmd.version)
    person = _specialist(company, cmd.specialist_id)
    if company.state != CompanyState.DRAFT and sum(one.active for one in company.specialists) == 1:
        raise Refused(LAST_SPECIALIST)
    person.active = False
    person.version += 1
    changed(work, company, "remove_specialist")
