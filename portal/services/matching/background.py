"""Carrying runs out in the background: staff ask for one, or the night does; any number of workers may take them.

The solver works between two transactions, so that nobody has to wait for it. If anything that matters has changed
meanwhile, the answer is computed again inside the second one: what is written is the answer to what is true then.
A run after a change is a matter of milliseconds, and happens in one.
"""

from __future__ import annotations

import re
from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import Engine

from portal.domain.access import ANONYMOUS
from portal.domain.matching import Refusal
from portal.domain.matching.progress import RunCause, RunStep
from portal.services.matching.after_change import follow_up
from portal.services.matching.gather import gather
from portal.services.matching.run import new_run, solve, write
from portal.services.ports import Ports
from portal.services.work import COPENHAGEN, House, Work
from portal.store import enrolment_lists, matches, numbers
from portal.store.engine import writing_session
from portal.store.matches import MatchRun

NIGHT = (time(2), time(6))
"""Runs by themselves begin at two; who was not there by six waits for the next night."""
SILENCE = timedelta(minutes=30)
"""A worker that has not been heard of for so long is gone, and another takes its run."""
MOST_TRIES = 3
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
BROKEN_OFF = "Der gik noget galt, mens vi regnede. De forslag, der var, er der stadig."


def plan_night(work: Work) -> int:
    """One run a night for every municipality where somebody is ready; returns how many were planned."""
    local = work.now.astimezone(COPENHAGEN)
    if not NIGHT[0] <= local.time() < NIGHT[1]:
        return 0
    numbers.one_at_a_time(work.session, "match_request")
    wanted = [
        municipality
        for municipality in enrolment_lists.list_municipalities_with_ready(work.session)
        if not matches.has_night(work.session, municipality, local.date())
    ]
    for municipality in wanted:
        row = new_run(work, municipality, night=local.date())
        work.audit("match_run", "request", row.id, municipality=municipality)
    return len(wanted)


def carry_out_runs(engine: Engine, house: House, ports: Ports) -> int:
    """Carry out every run that waits, the oldest first; returns how many were done. One that fails says so."""
    done, faults = 0, []
    while (claimed := _claim(engine, ports)) is not None:
        try:
            _carry_out(engine, house, ports, *claimed)
            done += 1
        except Exception as fault:
            _give_up(engine, ports, claimed[0], fault)
            faults.append(fault)
    if faults:
        raise faults[0]
    return done


def _claim(engine: Engine, ports: Ports) -> tuple[UUID, str] | None:
    """The next run, marked as begun, so that no other worker takes it."""
    with writing_session(engine) as session, session.begin():
        now = ports.clock.now()
        while row := matches.claim_next(session, now - SILENCE):
            row.tries, row.touched_at = row.tries + 1, now
            if row.tries <= MOST_TRIES:
                row.step = RunStep.READING
                return row.id, row.operating_municipality
            row.step, row.finished_at, row.failure = RunStep.FAILED, now, BROKEN_OFF
            session.flush()
        return None


def _carry_out(engine: Engine, house: House, ports: Ports, run_id: UUID, municipality: str) -> None:
    with writing_session(engine) as session, session.begin():
        work = Work(session, ANONYMOUS, ports.clock.now(), house, ports)
        if matches.run_for_update(session, run_id).cause == RunCause.CHANGE:
            follow_up(work, run_id)
            return
        found = gather(work, municipality)
        session.flush()
        session.expunge_all()
        row = _mark(work, run_id, RunStep.SOLVING)
        row.citizens = len(found.ready.rows) + len(found.ready.left_out)
        row.places = sum(place.places for place in found.instance.places)
    computation = solve(found)
    with writing_session(engine) as session, session.begin():
        _mark(Work(session, ANONYMOUS, ports.clock.now(), house, ports), run_id, RunStep.WRITING)
    with writing_session(engine) as session, session.begin():
        work = Work(session, ANONYMOUS, ports.clock.now(), house, ports)
        numbers.one_at_a_time(session, "match_run")
        row, now_true = matches.run_for_update(session, run_id), gather(work, municipality)
        if now_true.fingerprint != found.fingerprint:
            computation = solve(now_true)
        write(work, row, now_true, computation)


def _mark(work: Work, run_id: UUID, step: RunStep) -> MatchRun:
    """A sign of life, and how far it has come, for those who watch."""
    row = matches.run_for_update(work.session, run_id)
    row.step, row.touched_at = step, work.now
    return row


def _give_up(engine: Engine, ports: Ports, run_id: UUID, fault: Exception) -> None:
    """A run that cannot be done says why; the proposals of the last one stay as they are."""
    with writing_session(engine) as session, session.begin():
        row, now = matches.run_for_update(session, run_id), ports.clock.now()
        row.step, row.touched_at, row.finished_at = RunStep.FAILED, now, now
        row.failure = _words(fault)


def _words(fault: Exception) -> str:
    """What is wrong, without the value that stood there: this is kept in the open, and a value may be somebody's."""
    return (
        f"Oplysningerne kan ikke bruges: {QUOTED.sub('…', fault.sentence)}"
        if isinstance(fault, Refusal)
        else BROKEN_OFF
    )
