"""Logging in and out: a new session each time, ended on the server by idling, by age or by leaving."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from portal.domain.access import Actor
from portal.services.work import Work
from portal.store import users
from portal.store.users import LoginSession, User

IDLE_LIMIT = timedelta(minutes=30)
WARN_AFTER = timedelta(minutes=25)
ABSOLUTE_LIMIT = timedelta(hours=12)
SEEN_INTERVAL = timedelta(minutes=1)


def start(work: Work, user: User, door: str | None = None) -> str:
    """Begin a log-in; returns the token for the cookie. Only its hash is stored."""
    token = secrets.token_urlsafe(32)
    work.session.add(
        LoginSession(
            token_hash=users.token_hash(token), user_id=user.id, started_at=work.now, seen_at=work.now, door=door
        )
    )
    work.audit("user", "log_in", user.id, subject=user.person_id)
    return token


def end(work: Work, token: str) -> str | None:
    """Leave: the cookie's token is worth nothing from now on. Returns the door the person came in by, if any."""
    found = users.find_login(work.session, token)
    if not found:
        return None
    login, user = found
    login.ended_at = work.now
    work.audit("user", "log_out", user.id, subject=user.person_id)
    return login.door


def is_over(login: LoginSession, now: datetime) -> bool:
    """Has the log-in been idle for 30 minutes, or gone on for twelve hours?"""
    return now - login.seen_at > IDLE_LIMIT or now - login.started_at > ABSOLUTE_LIMIT


def actor_of(user: User) -> Actor:
    return users.actor_of(user)
