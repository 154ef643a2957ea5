"""Every open place for one citizen, with each limit it passes or fails: what staff see before they choose by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from portal.domain.matching import Passed
from portal.domain.matching.weighing import Weighed, weighed
from portal.services.matching.gather import OfOne, gather_one
from portal.services.work import Work


@dataclass(frozen=True)
class PlaceFor:
    """A posting as it is for one citizen."""

    posting_id: UUID
    title: str
    company: str
    town: str
    points: int
    km: float
    limits: tuple[Passed, ...]
    taken: bool
    """It has no place left: all are in use, promised, or chosen by hand for somebody else."""

    @property
    def failed(self) -> tuple[Passed, ...]:
        return tuple(one for one in self.limits if one.outcome == "no")

    @property
    def possible(self) -> bool:
        return not self.failed and not self.taken


@dataclass(frozen=True)
class PlacesFor:
    why_not: str
    """Why the citizen can have no proposal now, in a sentence; empty where she can."""
    places: tuple[PlaceFor, ...]
    """The best of those that are possible first, then those that fail fewest limits."""


def weigh(work: Work, enrolment_id: UUID) -> PlacesFor:
    """By the very limits and the law that a run goes by. Nothing is stored. Raises NotFound.

    Postings of a firm that the member of staff has a part in are a colleague's to choose.
    """
    found = gather_one(work, enrolment_id)
    if found.instance is None:
        return PlacesFor(found.why_not, ())
    seats = {one.id: one.places for one in found.instance.places}
    known = {str(key) for key, one in found.places.by_id.items() if one.company_id in work.actor.related}
    open_to_me = (one for one in weighed(found.instance, str(enrolment_id)) if one.place_id not in known)
    places = [_place(found, one, seats[one.place_id]) for one in open_to_me]
    return PlacesFor("", tuple(sorted(places, key=lambda one: not one.possible)))


def _place(found: OfOne, one: Weighed, seats: int) -> PlaceFor:
    posting = found.places.by_id[UUID(one.place_id)]
    room = found.places.rooms[posting.id]
    return PlaceFor(
        posting_id=posting.id,
        title=posting.title,
        company=posting.company.name,
        town=posting.workplace.town if posting.workplace else "",
        points=one.points,
        km=one.km,
        limits=tuple(replace(limit, sentence=room.text) if limit.code == "headroom" else limit for limit in one.limits),
        taken=seats <= (posting.id in found.chosen),
    )
