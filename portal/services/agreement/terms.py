"""The sections of an agreement, from what is known of the placement: the caseworker corrects, she does not begin anew."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.placement_law import PlacementKind
from portal.services.messages import MONTHS
from portal.services.work import Work
from portal.store import companies, enrolments, placements, postings
from portal.store.placements import Placement, PlacementPart

STOP = "Forløbet kan stoppes, hvis det ikke går. Ring først til rådgiveren, så finder vi en god løsning."
FOLLOW_UP = "Virksomheden fortæller efter en uge, midtvejs og før slut, hvordan det går. Begge kan ringe hver dag."
AIMS = {
    PlacementKind.WORK_TRIAL: "At prøve opgaverne og finde ud af, hvor mange timer der passer.",
    PlacementKind.WAGE_SUBSIDY_JOB: "At få erfaring i et job med løn og blive klar til et ordinært job.",
    PlacementKind.PAID_HOURS: "At have timer med almindelig løn og se, om der kan blive flere.",
    PlacementKind.FLEX_JOB: "At arbejde de timer, der passer, og se, om der kan blive flere.",
    PlacementKind.ORDINARY_JOB: "At begynde i jobbet med god støtte.",
}


def draft_terms(work: Work, placement_id: UUID) -> dict[str, str]:
    """What the agreement says if nobody corrects it. The citizen's own needs are not in it: only what the company offers."""
    row = placements.whole(work.session, placement_id)
    posting = postings.get(work.session, row.posting_id) if row.posting_id else None
    plan = enrolments.get(work.session, row.enrolment_id).plan
    hosts = companies.get(work.session, row.company_id).specialists if posting else ()
    specialist = next((one for one in hosts if posting and one.id == posting.specialist_id), None)
    offers = posting.offers if posting else []
    aim = AIMS[PlacementKind(row.parts[0].kind)] if row.parts else ""
    return {
        **fixed_terms(row),
        "aim": f"{plan.goal.strip().rstrip('.')}. {aim}" if plan and plan.goal.strip() else aim,
        "hours": _hours(row, posting.working_times if posting else ""),
        "accommodations": "\n".join(ACCOMMODATIONS[code].label for code in offers if code in ACCOMMODATIONS),
        "contact": f"{specialist.name}, telefon {specialist.phone}" if specialist else "",
        "mentor": "",
    }


def fixed_terms(row: Placement) -> dict[str, str]:
    """What follows from the placement itself and is corrected there."""
    place = row.workplace
    end = f"til {day(row.end_on)}" if row.end_on else "uden slutdato"
    return {
        "workplace": f"{row.company.name}, {place.address}, {place.postal_code} {place.town}",
        "kind": ", ".join(PlacementKind(part.kind).label for part in row.parts).capitalize(),
        "period": f"Fra {day(row.start_on)} {end}",
        "tasks": "\n".join(part.tasks for part in row.parts if part.tasks),
        "hours": _hours(row, ""),
        "follow_up": FOLLOW_UP,
        "stop": STOP,
    }


def _hours(row: Placement, times: str) -> str:
    lines = [line for part in row.parts for line in _steps(part, several=len(row.parts) > 1)]
    return "\n".join([*lines, *([times] if times else [])])


def _steps(part: PlacementPart, *, several: bool) -> list[str]:
    name = f"{PlacementKind(part.kind).label.capitalize()}: fra" if several else "Fra"
    return [
        f"{name} {day(date.fromisoformat(step['from']))}: {_number(step)} timer om ugen" for step in part.hours_ladder
    ]


def _number(step: dict[str, Any]) -> str:
    return f"{step['hours']:g}".replace(".", ",")


def day(value: date) -> str:
    """7. december 2026"""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"
