"""How much room a workplace has: the law's ratio and net expansion, with those who are there or on their way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.placement_law import (
    HeadroomQuestion,
    LawTables,
    PlacementKind,
    Sector,
    SupportedPlacement,
    check_net_expansion,
    headroom,
)
from portal.domain.placement_law.tables import NetExpansionRow, RatioRow
from portal.store.companies import Company, CompanyRecord, Workplace, WorkplaceRecord


@dataclass(frozen=True)
class Room:
    """The first day one more may begin (None: no day), how many then (None: no limit), and why, with the source."""

    first_day: date | None
    places: int | None
    text: str
    source: str


def room_at(
    law: LawTables,
    kind: str,
    hours: float,
    on: date,
    company: Company | CompanyRecord,
    place: Workplace | WorkplaceRecord,
    supported: Iterable[SupportedPlacement],
    today: date | None = None,
) -> Room:
    """Room for one more of a kind at a workplace from a day on (BAB §§ 65 and 83; LAB on net expansion).

    A workplace without numbers has no room that anybody can vouch for: a person must fill them in first. `today` tells
    the sentence whether that day is now.
    """
    counted = PlacementKind(kind)
    if counted not in law.get(RatioRow, on).counted_kinds:
        return Room(
            on, None, "Formen tæller ikke med i antallet af pladser med støtte.", law.get(RatioRow, on).citation
        )
    if counted in law.get(NetExpansionRow, on).kinds and company.sector == Sector.PRIVATE:
        expansion = net_expansion(law, company, on)
        if expansion is not None:
            return expansion
    if len(place.ordinary_fte) != law.get(RatioRow, on).months:
        return Room(None, 0, "Antallet af ansatte mangler for stedet.", law.get(RatioRow, on).citation)
    found = headroom(
        law,
        HeadroomQuestion(
            on=on,
            today=today,
            kind=counted,
            hours=hours,
            ordinary_fte=tuple(place.ordinary_fte),
            supported=tuple(supported),
        ),
    )
    return Room(found.first_day, found.places, found.text, found.citation)


def net_expansion(law: LawTables, company: Company | CompanyRecord, on: date) -> Room | None:
    """Why a wage subsidy must wait, where the company has not grown; None where it has."""
    row = law.get(NetExpansionRow, on)
    if len(company.monthly_fte) != row.months:
        return Room(None, 0, "Antallet af ansatte de sidste 12 måneder mangler.", row.citation)
    found = check_net_expansion(law, company.monthly_fte, on)
    return None if found.passes else Room(None, 0, found.text, found.citation)
