"""The numbers of a workplace, who speaks for its employees, and who is there with support already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.municipalities import operating_for
from portal.domain.placement_law import PlacementKind, employee_statement
from portal.domain.workflow import CompanyState
from portal.services.registration.editing import changed, own_company, the_one
from portal.services.work import Work
from portal.store.companies import Company, Workplace

NO_REPRESENTATIVE = "Skriv navnet på medarbejdernes repræsentant. Er der flere ansatte, skal en af dem høres."


@dataclass(frozen=True)
class SaveWorkplace:
    version: int
    workplace_id: UUID
    ordinary_fte: tuple[float, ...]
    """The last four months, oldest first."""
    earlier_fte: tuple[float, ...] = ()
    """The eight months before those, oldest first; empty when they were like the first of the four."""
    representative_name: str = ""
    representative_email: str = ""


def save_workplace(work: Work, cmd: SaveWorkplace) -> None:
    """The numbers the ratio and net expansion are reckoned from, and the employees' representative.

    Where there is more than one employee, somebody must speak for them (BAB § 65, paragraph 6).
    """
    company = own_company(work, cmd.version)
    place = _workplace(company, cmd.workplace_id)
    employees = sum(cmd.ordinary_fte) / len(cmd.ordinary_fte)
    needed = employee_statement(work.house.law, PlacementKind.WORK_TRIAL, employees, work.today).needed
    if needed and not cmd.representative_name.strip():
        raise Refused(NO_REPRESENTATIVE, "representative_name")
    place.ordinary_fte = list(cmd.ordinary_fte)
    place.representative_name = cmd.representative_name.strip()
    place.representative_email = cmd.representative_email.strip()
    company.monthly_fte = _monthly(company, cmd.earlier_fte)
    if company.state == CompanyState.DRAFT:
        company.operating_municipality = operating_for(place.municipality)
    changed(work, company, "save_numbers")


def _monthly(company: Company, earlier: tuple[float, ...]) -> list[float]:
    """Twelve months for the whole company (CVR): the eight earlier ones, and the last four of all its workplaces."""
    told = [place.ordinary_fte for place in company.workplaces if place.ordinary_fte]
    recent = [round(sum(month), 4) for month in zip(*told, strict=True)]
    return [*(earlier or recent[:1] * 8), *recent]


def _workplace(company: Company, workplace_id: UUID) -> Workplace:
    return the_one(place for place in company.workplaces if place.id == workplace_id)


@dataclass(frozen=True)
class AddSupported:
    version: int
    workplace_id: UUID
    kind: str
    hours: float
    until: date | None


def add_supported(work: Work, cmd: AddSupported) -> None:
    """Somebody who is in praktik or løntilskud at the workplace already, outside the portal."""
    company = own_company(work, cmd.version)
    place = _workplace(company, cmd.workplace_id)
    person = {
        "kind": cmd.kind,
        "hours": cmd.hours,
        "from": work.today.isoformat(),
        "to": cmd.until.isoformat() if cmd.until else None,
    }
    place.other_supported = [*place.other_supported, person]
    changed(work, company, "save_supported")


@dataclass(frozen=True)
class RemoveSupported:
    version: int
    workplace_id: UUID
    number: int


def remove_supported(work: Work, cmd: RemoveSupported) -> None:
    """Take one of those away again, by place in the list."""
    company = own_company(work, cmd.version)
    place = _workplace(company, cmd.workplace_id)
    if not 0 <= cmd.number < len(place.other_supported):
        raise NotFound
    place.other_supported = [p for n, p in enumerate(place.other_supported) if n != cmd.number]
    changed(work, company, "save_supported")
