"""One change, at once: the day's answer follows what has changed, and only those who are touched get another proposal.

Nothing is held in memory between changes. A run keeps its input and its answer; the next change begins from those,
whichever worker takes it. What is written can be repeated like any run, and is proved best in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.matching import ENGINE_VERSION, Instance, input_digest
from portal.domain.matching.engine import Computation
from portal.domain.matching.following import follow, touched
from portal.domain.matching.solve import WITH_KERNELS
from portal.domain.workflow import ProposalState
from portal.services.matching.gather import Gathered, gather, law_of
from portal.services.matching.run import write
from portal.services.matching.snapshot import answer_of, instance_of
from portal.services.work import Work
from portal.store import matches, numbers


@dataclass(frozen=True)
class StandingAnswer:
    """The last run of today: what it was made from, and its answer (citizen id → place id)."""

    run_id: UUID
    input_digest: str
    before: Instance
    answer: dict[str, str]


def follow_up(work: Work, run_id: UUID) -> None:
    """Carry out a run after a change. Where there is nothing to follow, or nothing new, it leaves no trace."""
    numbers.one_at_a_time(work.session, "match_run")
    row = matches.run_for_update(work.session, run_id)
    standing = standing_answer(work, row.operating_municipality)
    if standing is None:
        work.session.delete(row)
        return
    found = gather(work, row.operating_municipality, standing.run_id)
    computation = follow(standing.before, standing.answer, found.instance)
    staying = staying_after(standing, found, computation)
    if len(staying) == len(computation.answer()) and input_digest(found.instance) == standing.input_digest:
        work.session.delete(row)
        return
    write(work, row, found, computation, staying)


def standing_answer(work: Work, municipality: str) -> StandingAnswer | None:
    """None where the last run is of another day or another engine: the night's run takes everything in."""
    row = matches.find_standing(work.session, municipality)
    if row is None or row.instance is None or row.engine_version.removesuffix(WITH_KERNELS) != ENGINE_VERSION:
        return None
    before, answer = instance_of(row.instance, law_of(work)), answer_of(row.instance)
    if answer is None or before.on != work.today:
        return None
    return StandingAnswer(row.id, row.input_digest, before, answer)


def staying_after(standing: StandingAnswer | None, found: Gathered, computation: Computation) -> frozenset[UUID]:
    """The enrolments whose proposal says what a new one would: neither side is touched, and the two stay together."""
    if standing is None:
        return frozenset()
    people, places = touched(standing.before, found.instance)
    answer = computation.answer()
    return frozenset(
        one.enrolment_id
        for one in found.own
        if one.state == ProposalState.COMPUTED
        and answer.get(str(one.enrolment_id)) == str(one.posting_id)
        and str(one.enrolment_id) not in people
        and str(one.posting_id) not in places
    )
