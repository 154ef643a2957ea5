"""The room a posting's workplace has for one more: told on the posting, and asked again before it is approved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portal.domain.placement_law import LawTables, PlacementKind
from portal.services.matching.room import Room, room_at
from portal.services.work import Work
from portal.services.workplace_room import FULL_TIME, supported_at
from portal.store import placements
from portal.store.companies import CompanyRecord, WorkplaceRecord
from portal.store.placements import PlacementRecord, Seat
from portal.store.postings import PostingRecord


def room_of(
    law: LawTables,
    posting: PostingRecord,
    company: CompanyRecord,
    place: WorkplaceRecord,
    there: Iterable[PlacementRecord | Seat],
    today: date,
) -> Room:
    """The ratio at one workplace from the posting's first day on, for its longest week.

    Net expansion is left out: it is a point of its own wherever this is told, with its own numbers.
    """
    subsidy = posting.kind == PlacementKind.WAGE_SUBSIDY_JOB
    asked = PlacementKind.WORK_TRIAL if subsidy else posting.kind
    first = max(posting.start_from or today, today)
    hours = posting.hours_max or FULL_TIME
    return room_at(law, asked, hours, first, company, place, supported_at(place, there), today)


def rooms_for(work: Work, posting: PostingRecord, company: CompanyRecord) -> list[tuple[str, Room]]:
    """The posting's workplace and its room; while none is chosen, every workplace that has given its numbers."""
    known = [place for place in company.workplaces if place.ordinary_fte]
    chosen = [place for place in known if place.id == posting.workplace_id] or known
    there = placements.list_seats(work.session, company.id)
    return [(place.name, room_of(work.house.law, posting, company, place, there, work.today)) for place in chosen]
