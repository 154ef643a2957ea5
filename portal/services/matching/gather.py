"""What a run is about: everything it needs from the store, in a handful of queries, as one instance of the matching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from portal.domain.matching import Instance, Keep, Place, PlacementLaw, input_digest
from portal.domain.matching.lessons import Lesson, taught
from portal.domain.placement_law import version_of
from portal.domain.workflow import EnrolmentState, ProposalState
from portal.services.lessons import as_lesson
from portal.services.matching.people import citizen_of, why_not
from portal.services.matching.places import HOLDS_NO_PLACE, Places
from portal.services.matching.specialists import with_specialists
from portal.services.matching.weights import weights_in_use
from portal.services.work import Work
from portal.store import enrolments, lessons, matches, placements, postings
from portal.store.behind import list_behind
from portal.store.enrolments import Enrolment
from portal.store.lessons import MatchLesson
from portal.store.matches import Proposal
from portal.store.placements import PlacementRecord

FREE = frozenset({ProposalState.COMPUTED, ProposalState.COMPANY_EXPIRED})
"""Live proposals that keep nobody from a new one: we look on when a company does not answer. A citizen who has not
answered is rung up first."""

NOT_READY = "Borgeren er ikke klar til et nyt forslag lige nu. Åbn sagen, og se hvorfor."


@dataclass(frozen=True)
class Ready:
    """Those who take part, and those who cannot yet, with why."""

    rows: dict[str, Enrolment]
    left_out: list[dict]


@dataclass(frozen=True)
class Gathered:
    """A municipality's people and places at one moment, and the earlier answer that a run stays close to."""

    ready: Ready
    places: Places
    own: list[Proposal]
    instance: Instance
    previous: dict[str, str]
    lessons: tuple[MatchLesson, ...]
    """What noes have taught, and this run takes into account."""

    @cached_property
    def fingerprint(self) -> tuple[str, str]:
        """The same for two moments between which nothing has changed that matters to a run."""
        return input_digest(self.instance), repr(sorted(self.previous.items()))


def gather(work: Work, municipality: str, standing: UUID | None = None) -> Gathered:
    """People who already have a proposal to think about, or a placement, are left in peace.

    What the run `standing` has learned holds on when its answer is followed.
    """
    own = matches.list_live(work.session, municipality)
    live = matches.list_all_live(work.session)
    running = placements.list_running(work.session)
    busy = {p.person_id for p in live if p.state not in FREE} | {p.person_id for p in running}
    ready = _ready(work, municipality, busy)
    places = _places(work, running, live)
    learned = _lessons(work, municipality, ready, own, standing)
    instance = with_specialists(work, municipality, _instance(work, ready, places, learned), ready.rows)
    instance = replace(instance, keep=_chosen_by_hand(own, instance))
    previous = {str(p.enrolment_id): str(p.posting_id) for p in own if p.state == ProposalState.COMPUTED}
    return Gathered(ready, places, own, instance, _still_there(previous, instance), learned)


@dataclass(frozen=True)
class OfOne:
    """One citizen's part of a run's input, as it is at this moment. Nothing is locked: it is only looked at."""

    why_not: str
    """Why no proposal can be made now, in a sentence for the caseworker; empty where one can."""
    places: Places
    instance: Instance | None
    chosen: frozenset[UUID]
    """Postings that staff have chosen by hand for somebody else, and nobody has decided on yet."""


def gather_one(work: Work, enrolment_id: UUID) -> OfOne:
    """What a run would know of this citizen, for somebody who looks for a place by hand."""
    row = enrolments.row_of(work.session, enrolment_id)
    live = matches.list_all_live(work.session)
    running = placements.list_running(work.session)
    places = _places(work, running, live)
    own = [one for one in live if one.operating_municipality == row.operating_municipality]
    others = {one.posting_id for one in own if one.picked_by and one.enrolment_id != row.id}
    why = _why_not_now(row, live, any(one.person_id == row.person_id for one in running))
    if why:
        return OfOne(why, places, None, frozenset(others))
    ready = Ready({str(row.id): row}, [])
    learned = _lessons(work, row.operating_municipality, ready, own, None)
    return OfOne("", places, _instance(work, ready, places, learned), frozenset(others))


def _places(work: Work, running: list[PlacementRecord], live: list[Proposal]) -> Places:
    """The open postings. A place promised at a posting that is not open now fills its workplace's room all the same."""
    rows = postings.list_open_rows(work.session)
    held = {one.posting_id for one in live if one.state not in HOLDS_NO_PLACE}
    others = postings.list_rows(work.session, held - {row.id for row in rows})
    return Places(work.house.law, work.today, rows, running, live, others)


def _why_not_now(row: Enrolment, live: list[Proposal], placed: bool) -> str:
    if placed:
        return "Borgeren har allerede et forløb."
    if row.state != EnrolmentState.READY_FOR_MATCH:
        return NOT_READY
    if any(one.person_id == row.person_id and one.state not in FREE for one in live):
        return "Borgeren har allerede et forslag at tage stilling til. Ét ad gangen er nok."
    return why_not(row) or ""


def law_of(work: Work) -> PlacementLaw:
    """The law as the matching asks it, under the name of what it says today."""
    return PlacementLaw(work.house.law, version_of(work.house.law))


def _ready(work: Work, municipality: str, busy: set[UUID]) -> Ready:
    """One enrolment for each person who is ready and free; what stands in the way of the others."""
    found = Ready({}, [])
    for row in enrolments.list_ready(work.session, municipality):
        if row.person_id in busy:
            continue
        busy.add(row.person_id)
        if why := why_not(row):
            reason = {"code": "plan", "sentence": why, "count": 0}
            found.left_out.append({"enrolment_id": str(row.id), "reasons": [reason]})
        else:
            found.rows[str(row.id)] = row
    return found


def _lessons(
    work: Work, municipality: str, ready: Ready, own: list[Proposal], standing: UUID | None
) -> tuple[MatchLesson, ...]:
    """Those no run has used yet; and those of the run whose proposal this one replaces before anybody has decided."""
    undecided = {(p.enrolment_id, p.run_id) for p in own if p.state == ProposalState.COMPUTED}
    return tuple(
        row
        for row in lessons.list_rows(work.session, municipality)
        if str(row.enrolment_id) in ready.rows
        and (row.used_in in (None, standing) or (row.enrolment_id, row.used_in) in undecided)
    )


def _instance(work: Work, ready: Ready, places: Places, learned: tuple[MatchLesson, ...]) -> Instance:
    people = [row.person_id for row in ready.rows.values()]
    before = list_behind(work.session, people)
    told: defaultdict[str, list[Lesson]] = defaultdict(list)
    for one in learned:
        told[str(one.enrolment_id)].append(as_lesson(one))
    found = places.all()
    citizens = (citizen_of(row, work.today, before[row.person_id]) for row in ready.rows.values())
    return Instance(
        on=work.today,
        citizens=tuple(taught(citizen, told[citizen.id], found) for citizen in citizens),
        places=found,
        weights=weights_in_use(work),
        law=law_of(work),
    )


def _chosen_by_hand(own: list[Proposal], instance: Instance) -> tuple[Keep, ...]:
    """The pairs that staff have chosen and nobody has decided on yet, as far as there still is room for them."""
    people, places = {one.id for one in instance.citizens}, {one.id: one for one in instance.places}
    found: list[Keep] = []
    for one in own:
        pair = Keep(str(one.enrolment_id), str(one.posting_id))
        chosen = one.picked_by and one.state == ProposalState.COMPUTED
        if not chosen or pair.citizen_id not in people or pair.place_id not in places:
            continue
        if room_for(places, found, places[pair.place_id]):
            found.append(pair)
    return tuple(found)


def room_for(places: dict[str, Place], keep: Iterable[Keep], place: Place) -> bool:
    """Can one more be fixed in this place, beside those who are, within its workplace's room?"""
    number, held = place.company.p_number, [places[one.place_id] for one in keep]
    caps = [p.workplace_places for p in places.values() if p.company.p_number == number]
    cap = min((one for one in caps if one is not None), default=None)
    at_place, at_work = sum(p.id == place.id for p in held), sum(p.company.p_number == number for p in held)
    return at_place < place.places and (cap is None or at_work < cap)


def _still_there(previous: dict[str, str], instance: Instance) -> dict[str, str]:
    people, places = {c.id for c in instance.citizens}, {p.id for p in instance.places}
    return {one: other for one, other in previous.items() if one in people and other in places}
