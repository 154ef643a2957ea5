"""What the law says of a placement that is there already: may it last so long, and is there room for it meanwhile?"""

from __future__ import annotations

from datetime import date, timedelta

from portal.domain.placement_law import (
    Benefit,
    HasEmployer,
    PlacementFinding,
    PlacementKind,
    PlacementQuestion,
    RatioFinding,
    RatioQuestion,
    Sector,
    SupportedPlacement,
    Workplace,
    check_placement,
    check_ratio,
)
from portal.domain.placement_law.tables import RatioRow
from portal.services.matching.people import benefit_since, last_employer
from portal.services.work import Work
from portal.services.workplace_room import supported_at
from portal.store import placements
from portal.store.placements import Placement, PlacementPart


def finding_for(work: Work, row: Placement, part: PlacementPart, until: date | None) -> PlacementFinding:
    """One part of the placement, from its first day to `until`, as the law's tables see it."""
    facts = row.person.known_facts or {}
    benefit = facts.get("benefit")
    has_employer = facts.get("has_employer")
    last = last_employer(row.person.previous_employers)
    question = PlacementQuestion(
        on=part.start_on,
        kind=PlacementKind(part.kind),
        benefit=Benefit(benefit) if isinstance(benefit, str) else Benefit.UNKNOWN,
        sector=Sector(row.company.sector),
        weeks=((until - part.start_on).days + 1) / 7 if until else None,
        benefit_since=benefit_since(facts),
        has_employer=HasEmployer(has_employer) if has_employer in ("yes", "no", "unsure") else None,
        birth_date=row.person.birth_date,
        company=Workplace(row.company.cvr, row.workplace.p_number),
        last_employer=Workplace(last.cvr, last.p_number) if last else Workplace(),
        own_employer=row.posting_id is None,
    )
    return check_placement(work.house.law, question)


def room_for(work: Work, row: Placement, part: PlacementPart, until: date) -> RatioFinding | None:
    """Is there room under the ratio for the days that are added? None where nothing is counted or no numbers are known."""
    first = (part.end_on or row.start_on) + timedelta(days=1)
    rule = work.house.law.get(RatioRow, first)
    numbers = tuple(row.workplace.ordinary_fte)
    if part.kind not in rule.counted_kinds or len(numbers) != rule.months:
        return None
    others = [one for one in placements.list_supported(work.session, [row.workplace_id]) if one.id != row.id]
    hours = part.hours_ladder[-1]["hours"] if part.hours_ladder else 0
    return check_ratio(
        work.house.law,
        RatioQuestion(
            on=first,
            ordinary_fte=numbers,
            supported=supported_at(row.workplace, others),
            new=SupportedPlacement(kind=PlacementKind(part.kind), hours=hours, first_day=first, last_day=until),
        ),
    )
