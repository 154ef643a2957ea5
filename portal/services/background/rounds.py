"""One round of what is due: each verb in a transaction of its own, so that one that fails does not stop the others.

Any number of workers may go their rounds at once. Rows are locked while they are dealt with, and every verb leaves
its row so that it is not due any more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from portal.domain.access import ANONYMOUS
from portal.services import callback, following, matching, places, post, posting, proposal
from portal.services.background.drafts import delete_drafts, remind_of_drafts, warn_of_deletion
from portal.services.background.pauses import ask_about_pauses
from portal.services.background.traces import forget_traces
from portal.services.background.weeks import ask_afterwards, ask_how_it_goes, remind_of_first_day
from portal.services.ports import Ports
from portal.services.programme_version import house_on
from portal.services.work import House, Work, day_in_denmark, may_disturb
from portal.store.engine import writing_session

Verb = Callable[[Work], int]

HOURLY: tuple[Verb, ...] = (
    proposal.expire_citizens,
    proposal.expire_companies,
    places.expire_offers,
    proposal.remind_citizens,
    proposal.remind_companies,
    places.remind_of_offers,
    following.complete_due,
    delete_drafts,
    warn_of_deletion,
    remind_of_drafts,
    ask_about_pauses,
    posting.close_outdated,
    posting.ask_if_still_open,
    remind_of_first_day,
    ask_how_it_goes,
    ask_afterwards,
    places.write_to_waiting,
    callback.delete_due,
    forget_traces,
    matching.plan_night,
)
"""They go by the date, so once an hour is often enough. What is over comes before what is soon over."""
ALWAYS: tuple[Verb, ...] = (proposal.send_due, places.offer_places)
"""What people wait for while they look. A place that an hourly verb has freed is offered in the same round."""
HOUR = timedelta(hours=1)
_last_hourly: WeakKeyDictionary[Engine, datetime] = WeakKeyDictionary()
"""When this process last went the whole round on a database. Forgetting it costs only a few queries."""


def run_due(engine: Engine, house: House, ports: Ports) -> int:
    """Do what is due now; returns how many letters left. Safe to run in several places at once.

    A verb that fails does not keep the letters back; its fault is raised when all else is done.
    """
    faults: list[Exception] = []
    now = ports.clock.now()
    hourly = _is_hourly_due(engine, now)
    verbs = (*(HOURLY if hourly else ()), *ALWAYS)
    for verb in verbs:
        try:
            do(verb, engine, house, ports)
        except Exception as fault:
            faults.append(fault)
    if hourly and not faults:
        _last_hourly[engine] = now
    sent = post.deliver_due(engine, ports, quiet=not may_disturb(house, now))
    try:
        matching.carry_out_runs(engine, house, ports)
    except Exception as fault:
        faults.append(fault)
    if faults:
        raise faults[0]
    return sent


def do(verb: Verb, engine: Engine, house: House, ports: Ports) -> int:
    """One verb in its own transaction, done by nobody in particular: the trail says that it was the system."""
    with writing_session(engine) as session, session.begin():
        now = ports.clock.now()
        return verb(Work(session, ANONYMOUS, now, house_on(session, house, day_in_denmark(now)), ports))


def _is_hourly_due(engine: Engine, now: datetime) -> bool:
    """Has an hour gone by, or a new day begun in Denmark?"""
    last = _last_hourly.get(engine)
    if last is None or now - last >= HOUR:
        return True
    return day_in_denmark(now) != day_in_denmark(last)
