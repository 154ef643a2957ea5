"""One change, at once: the day's answer follows what has changed, and only those who are touched get another proposal.

Nothing is held in memory between changes. A run keeps its input and its answer; the next change begins from those,
whichever worker takes it. What is written can be repeated like any run, and is proved best in the same way.
"""

from __future__ import annotations

from uuid import UUID

from portal.domain.matching import ENGINE_VERSION, Instance, input_digest
from portal.domain.matching.engine import Computation
from portal.domain.matching.following import follow, touched
from portal.domain.workflow import ProposalState
from portal.services.matching.gather import Gathered, gather, law_of
from portal.services.matching.run import write
from portal.services.matching.snapshot import answer_of, instance_of
from portal.services.work import Work
from portal.store import matches, numbers


def follow_up(work: Work, run_id: UUID) -> None:
    """Carry out a run after a change. Where there is nothing to follow, or nothing new, it leaves no trace.

    An answer of another day or another engine is not followed: the night's run takes everything in.
    """
    numbers.one_at_a_time(work.session, "match_run")
    row = matches.run_for_update(work.session, run_id)
    standing = matches.find_standing(work.session, row.operating_municipality)
    if standing is None or standing.instance is None or standing.engine_version != ENGINE_VERSION:
        work.session.delete(row)
        return
    before, answer = instance_of(standing.instance, law_of(work)), answer_of(standing.instance)
    if answer is None or before.on != work.today:
        work.session.delete(row)
        return
    found = gather(work, row.operating_municipality, standing.id)
    computation = follow(before, answer, found.instance)
    staying = _staying(found, computation, before)
    if len(staying) == len(computation.answer()) and input_digest(found.instance) == standing.input_digest:
        work.session.delete(row)
        return
    write(work, row, found, computation, staying)


def _staying(found: Gathered, computation: Computation, before: Instance) -> frozenset[UUID]:
    """The enrolments whose proposal says what a new one would: neither side is touched, and the two stay together."""
    people, places = touched(before, found.instance)
    answer = computation.answer()
    return frozenset(
        one.enrolment_id
        for one in found.own
        if one.state == ProposalState.COMPUTED
        and answer.get(str(one.enrolment_id)) == str(one.posting_id)
        and str(one.enrolment_id) not in people
        and str(one.posting_id) not in places
    )
