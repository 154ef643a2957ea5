"""Finding a case by name or number: every search is kept with what was asked for, and a colleague's case has a reason."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.services.work import Work
from portal.store import enrolments, searches
from portal.store.searches import CaseSearch

SHORTEST = 2
REASONS = ("stand_in", "called", "supervision", "other")


@dataclass(frozen=True)
class Search:
    criteria: str


@dataclass(frozen=True)
class OpenCase:
    """Open what a search found although it is somebody else's case."""

    search_id: UUID
    enrolment_id: UUID
    reason: str
    words: str = ""


def search(work: Work, cmd: Search) -> UUID:
    """Keep the search and what it asked for; returns its key, under which the hits are shown to the same person."""
    criteria = " ".join(cmd.criteria.split())
    if len(criteria) < SHORTEST:
        raise Refused("Skriv mindst to bogstaver af navnet, eller hele sagsnummeret.", "criteria")
    assert work.actor.user_id is not None
    found = searches.find_cases(work.session, work.actor.municipalities, criteria, work.actor.related)
    row = CaseSearch(user_id=work.actor.user_id, criteria=criteria, found=len(found), at=work.now)
    work.session.add(row)
    work.session.flush()
    work.audit("case_search", "search", row.id, found=len(found))
    return row.id


def open_case(work: Work, cmd: OpenCase) -> None:
    """Note why somebody opens a case that a colleague has. The reason is a code in the trail; her words stay with the search."""
    one = searches.get(work.session, cmd.search_id)
    if one.user_id != work.actor.user_id:
        raise NotFound
    if cmd.reason not in REASONS:
        raise Refused("Vælg, hvorfor du åbner sagen.", "reason")
    case = enrolments.get(work.session, cmd.enrolment_id)
    if case.operating_municipality not in work.actor.municipalities or case.person_id in work.actor.related:
        raise NotFound
    work.audit(
        "enrolment",
        "search_open",
        case.id,
        subject=case.person_id,
        municipality=case.operating_municipality,
        reason=cmd.reason,
        search=str(cmd.search_id),
    )
