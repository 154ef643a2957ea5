"""One run for one municipality: read, solve exactly, and write proposals that wait for a person's decision."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.matching import ENGINE_VERSION, Instance, PlacementLaw
from portal.domain.matching.engine import compute
from portal.domain.matching.solve import result_of
from portal.domain.workflow import PROPOSAL, Party, ProposalState
from portal.services.matching.people import citizen_of, why_not
from portal.services.matching.places import Places
from portal.services.matching.writing import Writer, as_json, reasons_of
from portal.services.work import Work
from portal.store import enrolments, matches, numbers, placements, postings
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal

LAW_VERSION = "1"
FREE = frozenset({ProposalState.COMPUTED, ProposalState.COMPANY_EXPIRED})
"""Live proposals that keep nobody from a new one: we look on when a company does not answer. A citizen who has not
answered is rung up first."""


@dataclass(frozen=True)
class RunMatching:
    municipality: str


@dataclass(frozen=True)
class Ready:
    """Those who take part, and those who cannot yet, with why."""

    rows: dict[str, Enrolment]
    left_out: list[dict]


def run(work: Work, cmd: RunMatching) -> UUID:
    """Propose a place to as many as possible of those who are ready, the best places first among equals.

    People who already have a proposal to think about, or a placement, are left in peace. Proposals that nobody has
    decided on yet are replaced; of several equally good answers the run keeps the one closest to them.
    """
    if cmd.municipality not in work.actor.municipalities:
        raise NotFound
    numbers.one_at_a_time(work.session, "match_run")
    own = matches.list_live(work.session, cmd.municipality)
    live = matches.list_all_live(work.session)
    running = placements.list_running(work.session)
    busy = {p.person_id for p in live if p.state not in FREE} | {p.person_id for p in running}
    ready = _ready(work, cmd.municipality, busy)
    places = Places(work.house.law, work.today, postings.list_open_rows(work.session), running, live)
    instance = _instance(work, ready, places)
    previous = {str(p.enrolment_id): str(p.posting_id) for p in own if p.state == ProposalState.COMPUTED}
    computation = compute(instance, _still_there(previous, instance))
    result = result_of(computation)
    row = MatchRun(
        operating_municipality=cmd.municipality,
        started_at=work.now,
        started_by=work.actor.user_id,
        engine_version=ENGINE_VERSION,
        weights_version=result.weights_version,
        input_digest=result.input_digest,
        instance=as_json(instance),
        citizens=len(ready.rows) + len(ready.left_out),
        places=sum(place.places for place in instance.places),
        matched=result.matched,
        unmatched=[*ready.left_out, *map(reasons_of, result.unmatched)],
    )
    work.session.add(row)
    work.session.flush()
    _outdate(work, own)
    Writer(work, row, places, ready.rows, computation).write(result)
    work.audit("match_run", "run", row.id, municipality=cmd.municipality, citizens=row.citizens, matched=row.matched)
    return row.id


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


def _instance(work: Work, ready: Ready, places: Places) -> Instance:
    people = [row.person_id for row in ready.rows.values()]
    declined = defaultdict(set)
    for person_id, posting_id in matches.list_declined_pairs(work.session, people):
        declined[person_id].add(str(posting_id))
    return Instance(
        on=work.today,
        citizens=tuple(citizen_of(row, work.today, frozenset(declined[row.person_id])) for row in ready.rows.values()),
        places=places.all(),
        law=PlacementLaw(work.house.law, LAW_VERSION),
    )


def _still_there(previous: dict[str, str], instance: Instance) -> dict[str, str]:
    people, places = {c.id for c in instance.citizens}, {p.id for p in instance.places}
    return {one: other for one, other in previous.items() if one in people and other in places}


def _outdate(work: Work, own: list[Proposal]) -> None:
    """A newer run replaces what nobody has decided on."""
    for row in own:
        if row.state == ProposalState.COMPUTED:
            work.move(PROPOSAL, row, "outdate", subject=row.person_id, party=Party.SYSTEM)
