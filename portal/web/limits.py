"""Turning away whoever tries the same thing over and over: before anything else is done, and counted in the database."""

from __future__ import annotations

from typing import Any

import structlog
from flask import request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from portal.domain.access import Actor
from portal.domain.access.limits import Limit
from portal.services.work import Work
from portal.store import attempts
from portal.store.engine import writing_session
from portal.web.context import portal

log = structlog.get_logger()


def hold_to(limit: Limit | None, actor: Actor, url: dict[str, Any]) -> None:
    """Count this try, by account and by address. Raises TooManyRequests with how long to wait."""
    if limit is None:
        return
    given = str(url.get(limit.account) or request.form.get(limit.account) or "") if limit.account else ""
    account = given.replace(" ", "")[:200] or (str(actor.user_id) if actor.user_id else "")
    count(limit, account=account, address=request.remote_addr or "")


def count(limit: Limit, *, account: str = "", address: str = "") -> None:
    """Count one try in a transaction of its own: it stays counted whatever becomes of the request."""
    try:
        with writing_session(portal().engine) as session, session.begin():
            over = _is_over(session, limit, account=account, address=address)
    except SQLAlchemyError as fault:
        log.error("limits", what=limit.name, kind=type(fault).__name__)
        if limit.fails_closed:
            raise ServiceUnavailable from None
        return
    if over:
        _turn_away(limit)


def count_within(work: Work, limit: Limit, *, account: str) -> None:
    """The same in the request's own transaction, for an account that is known first when that is open.

    A try that is turned away is undone with the rest; those before it are kept, and they are what makes it one too many.
    """
    if _is_over(work.session, limit, account=account):
        _turn_away(limit)


def _is_over(session: Session, limit: Limit, *, account: str = "", address: str = "") -> bool:
    since = limit.begins(portal().ports.clock.now())
    scopes = ((account, "account", limit.per_account), (address, "address", limit.per_address))
    counted = [
        most < attempts.count(session, f"{limit.name}.{scope}", who, since) for who, scope, most in scopes if who
    ]
    return any(counted)


def _turn_away(limit: Limit) -> None:
    log.warning("too_many", what=limit.name)
    raise TooManyRequests(retry_after=limit.seconds_left(portal().ports.clock.now()))
