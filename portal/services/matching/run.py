"""One run for one municipality: asked for, carried out, and written as proposals that wait for a person's decision."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.matching.engine import Computation
from portal.domain.matching.exchange_result import result_text
from portal.domain.matching.parts import compute_on_workers
from portal.domain.matching.progress import RunCause, RunStep
from portal.domain.matching.solve import result_of
from portal.domain.workflow import PROPOSAL, Party, ProposalState
from portal.services import bell
from portal.services.matching.gather import Gathered, gather
from portal.services.matching.left import reasons_of
from portal.services.matching.snapshot import stored
from portal.services.matching.specialists import write_specialists
from portal.services.matching.writing import Writer
from portal.services.work import Work
from portal.store import matches, numbers
from portal.store.matches import MatchRun, Proposal


@dataclass(frozen=True)
class RunMatching:
    municipality: str


def request_run(work: Work, cmd: RunMatching) -> UUID:
    """Ask for a run; a worker carries it out in a moment. One that waits already is the same wish."""
    if cmd.municipality not in work.actor.municipalities:
        raise NotFound
    numbers.one_at_a_time(work.session, "match_request")
    if known := matches.find_unfinished(work.session, cmd.municipality):
        return known
    row = new_run(work, cmd.municipality)
    work.audit("match_run", "request", row.id, municipality=cmd.municipality)
    bell.ring_after_commit(work.session)
    return row.id


def new_run(work: Work, municipality: str, night: date | None = None) -> MatchRun:
    row = MatchRun(
        operating_municipality=municipality,
        step=RunStep.WAITING,
        started_at=work.now,
        started_by=work.actor.user_id,
        night=night,
    )
    work.session.add(row)
    work.session.flush()
    return row


def run(work: Work, cmd: RunMatching) -> UUID:
    """The whole run at once, in one transaction: for a municipality, a matter of milliseconds."""
    if cmd.municipality not in work.actor.municipalities:
        raise NotFound
    row = new_run(work, cmd.municipality)
    numbers.one_at_a_time(work.session, "match_run")
    found = gather(work, cmd.municipality)
    write(work, row, found, solve(found))
    return row.id


def solve(found: Gathered) -> Computation:
    """The best assignment, proved: as many as possible, then the best places. It asks nothing of the store."""
    return compute_on_workers(found.instance, previous=found.previous)


def write(
    work: Work, row: MatchRun, found: Gathered, computation: Computation, staying: frozenset[UUID] = frozenset()
) -> None:
    """Replace the proposals nobody has decided on yet by those of this run, and keep what it was made from.

    The proposals of the enrolments that are `staying` are as good as new ones, and are left as they are.
    """
    result = result_of(computation)
    staying |= _picked(found, computation)
    row.step, row.finished_at, row.touched_at, row.failure = RunStep.DONE, work.now, work.now, None
    row.engine_version, row.weights_version = result.engine_version, result.weights_version
    row.input_digest, row.result_digest = result.input_digest, digest_of(computation)
    row.instance = stored(found.instance, found.previous, computation.answer())
    row.citizens = len(found.ready.rows) + len(found.ready.left_out)
    row.places = sum(place.places for place in found.instance.places)
    row.matched = result.matched
    row.unmatched = [*found.ready.left_out, *(reasons_of(one, found.places) for one in result.unmatched)]
    work.session.flush()
    for lesson in found.lessons:
        if lesson.enrolment_id not in staying:
            lesson.used_in = row.id
    _outdate(work, [one for one in found.own if one.enrolment_id not in staying])
    new = [pair for pair in result.pairs if UUID(pair.citizen_id) not in staying]
    Writer(work, row, found.places, found.ready.rows, computation).write(new)
    write_specialists(work, row, found.ready.rows, result)
    counts = {"citizens": row.citizens, "matched": row.matched, "proposals": len(new)}
    event = "run" if row.cause == RunCause.WHOLE else "follow"
    work.audit("match_run", event, row.id, municipality=row.operating_municipality, **counts)


def _picked(found: Gathered, computation: Computation) -> frozenset[UUID]:
    """Those whom staff have chosen a place for by hand, and who have it still."""
    answer = computation.answer()
    return frozenset(
        one.enrolment_id
        for one in found.own
        if one.picked_by and answer.get(str(one.enrolment_id)) == str(one.posting_id)
    )


def digest_of(computation: Computation) -> str:
    """SHA-256 of the result file, byte for byte."""
    text = hashlib.sha256()
    for piece in result_text(computation, result_of(computation)):
        text.update(piece.encode(errors="backslashreplace"))
    return text.hexdigest()


def _outdate(work: Work, own: list[Proposal]) -> None:
    """A newer run replaces what nobody has decided on."""
    for row in own:
        if row.state == ProposalState.COMPUTED:
            work.move(PROPOSAL, row, "outdate", subject=row.person_id, party=Party.SYSTEM)
