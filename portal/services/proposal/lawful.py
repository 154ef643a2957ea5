"""The law asked again when somebody decides: a run may be days old, and the workplace or the person may have changed."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from portal.domain.errors import Refused
from portal.domain.matching import Employer
from portal.domain.placement_law import (
    Allowed,
    Benefit,
    HasEmployer,
    PlacementKind,
    PlacementQuestion,
    RatioQuestion,
    Sector,
    SupportedPlacement,
    Workplace,
    check_placement,
    check_ratio,
)
from portal.domain.placement_law.tables import RatioRow
from portal.domain.workflow import Party
from portal.services.matching.people import benefit_since, last_employer
from portal.services.work import Work
from portal.services.workplace_room import supported_at
from portal.store import companies, placements
from portal.store.companies import CompanyRecord, WorkplaceRecord
from portal.store.matches import Proposal

Code = TypeVar("Code", bound=StrEnum)


def refuse_unlawful(work: Work, row: Proposal, field: str | None = None) -> None:
    """Raises Refused, with the law's own sentence and its citation, where this placement may not be.

    What the law leaves to an assessment is the caseworker's to assess. A full workplace stops a caseworker; a team leader
    may decide otherwise with a reason in the note, and the trail says so (`domain.md` B.6).
    """
    company = companies.get(work.session, row.company_id)
    place = next((one for one in company.workplaces if one.id == row.posting.workplace_id), None)
    found = check_placement(work.house.law, _question(row, company, place))
    if found.allowed is Allowed.NO:
        raise Refused(f"{found.text} Det står i {found.citation}.", field)
    full = _why_full(work, row, place)
    if not full:
        return
    if work.party is not Party.TEAM_LEADER:
        raise Refused(f"{full} Vælg en senere start, eller bed en teamleder om at se på det.", field)
    if not (row.note or "").strip():
        raise Refused(f"{full} Skriv i noten, hvorfor det er i orden alligevel.", field and "note")
    work.audit(
        "proposal",
        "exceed_ratio",
        row.id,
        subject=row.person_id,
        municipality=row.operating_municipality,
        finding=full,
    )


def _question(row: Proposal, company: CompanyRecord, place: WorkplaceRecord | None) -> PlacementQuestion:
    facts = row.person.known_facts or {}
    last = last_employer(row.person.previous_employers) or Employer(None, None)
    return PlacementQuestion(
        on=row.start_on,
        kind=PlacementKind(row.posting.kind),
        benefit=_code(Benefit, facts.get("benefit")) or Benefit.UNKNOWN,
        sector=Sector(company.sector),
        weeks=row.posting.weeks,
        benefit_since=benefit_since(facts),
        has_employer=_code(HasEmployer, facts.get("has_employer")),
        birth_date=row.person.birth_date,
        company=Workplace(company.cvr, place.p_number if place else None),
        last_employer=Workplace(last.cvr, last.p_number),
    )


def _code(kind: type[Code], value: object) -> Code | None:
    """The code, where the registers know exactly one."""
    return kind(value) if isinstance(value, str) and value in set(kind) else None


def _why_full(work: Work, row: Proposal, place: WorkplaceRecord | None) -> str:
    """Why the workplace has no room on the first day, with the numbers; empty where it has, or where the kind does not count."""
    law, kind = work.house.law, PlacementKind(row.posting.kind)
    rule = law.get(RatioRow, row.start_on)
    if kind not in rule.counted_kinds:
        return ""
    if place is None or len(place.ordinary_fte) != rule.months:
        return "Antallet af ansatte mangler for stedet."
    there = placements.list_supported(work.session, [place.id])
    new = SupportedPlacement(kind=kind, hours=row.hours, first_day=row.start_on, last_day=row.end_on)
    question = RatioQuestion(
        on=row.start_on, ordinary_fte=tuple(place.ordinary_fte), supported=supported_at(place, there), new=new
    )
    found = check_ratio(law, question)
    return "" if found.passes else f"{found.text} Det står i {found.citation}."
