"""What one request has at hand: the engine, the house, the ports, and the person asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, g
from flask import session as cookie
from sqlalchemy import Engine

from portal.domain.access import ANONYMOUS, Actor
from portal.domain.workflow import PROGRAMME_VERSION
from portal.services import login
from portal.services.ports import Ports
from portal.services.programme_version import RuleBook, house_on
from portal.services.work import House, Work, day_in_denmark
from portal.store import users
from portal.store.audit import AccessEntry, AuditEntry
from portal.store.engine import reading_session, writing_session
from portal.web.site import Site

LOGIN = "login"
"""The key in the cookie that holds the log-in."""


@dataclass(frozen=True)
class Portal:
    """The application's parts, put together once in `create_app`."""

    engine: Engine
    house: House
    """The rules as they are shipped; `rules` lays over them what has been published since."""
    ports: Ports
    site: Site
    rules: RuleBook


def portal() -> Portal:
    return current_app.extensions["portal"]


def current_actor() -> Actor:
    """Who asks, looked up once a request. A log-in that is over counts as nobody."""
    if "actor" not in g:
        g.actor = _look_up()
    return g.actor


def _look_up() -> Actor:
    token = cookie.get(LOGIN)
    if not token:
        return ANONYMOUS
    now = portal().ports.clock.now()
    with reading_session(portal().engine) as session:
        found = users.find_login(session, token)
        if found is None or login.is_over(found[0], now):
            cookie.pop(LOGIN, None)
            g.timed_out = True
            return ANONYMOUS
        row, user = found
        actor, seen_at = users.actor_of(user), row.seen_at
    if now - seen_at > login.SEEN_INTERVAL:
        _mark_seen(token)
    return actor


def _mark_seen(token: str) -> None:
    """The session store may be written by a page that only shows: it holds nothing but the log-in itself."""
    with writing_session(portal().engine) as session, session.begin():
        found = users.find_login(session, token)
        if found:
            found[0].seen_at = portal().ports.clock.now()


@contextmanager
def reading(actor: Actor) -> Iterator[Work]:
    """Work for a page: every write through it is refused."""
    now = portal().ports.clock.now()
    with reading_session(portal().engine) as session:
        g.session = session
        yield Work(session, actor, now, portal().rules.house(portal().house, now), portal().ports)


@contextmanager
def writing(actor: Actor, *, stores: bool = True) -> Iterator[Work]:
    """Work for an action: the guard commits when it succeeded, and everything is undone otherwise.

    What is decided is decided by the rules of this very moment, read in the same transaction.
    """
    now = portal().ports.clock.now()
    with writing_session(portal().engine) as session:
        g.session = session
        house = portal().house
        in_force = house_on(session, house, day_in_denmark(now)) if stores else portal().rules.house(house, now)
        work = Work(session, actor, now, in_force, portal().ports)
        yield work
        if any(entry.noun == PROGRAMME_VERSION.name for entry in work.trail):
            portal().rules.look(now)


def log_tries(tries: Iterable[AuditEntry]) -> None:
    """Write down what was tried and refused, when the try itself has been undone. Append-only, in a session of its own."""
    with writing_session(portal().engine) as session, session.begin():
        session.add_all(tries)


def log_access(actor: Actor, subjects: Iterable[UUID], purpose: str) -> None:
    """Note that somebody looked at other people's data. Append-only, in a session of its own."""
    now = portal().ports.clock.now()
    home = next(iter(actor.municipalities)) if len(actor.municipalities) == 1 else None
    with writing_session(portal().engine) as session, session.begin():
        session.add_all(
            AccessEntry(
                at=now,
                actor_id=actor.user_id,
                actor_role=str(actor.role),
                municipality=home,
                company_id=actor.company_id,
                subject_id=subject_id,
                purpose=purpose,
            )
            for subject_id in subjects
        )
