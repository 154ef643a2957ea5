"""Turning away whoever tries the same thing over and over: before anything else is done, and counted in the database."""

from __future__ import annotations

from typing import Any

import structlog
from flask import request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from portal.domain.access import Actor
from portal.domain.access.limits import Limit
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
    """The same for whoever is known by another name, such as the provider's own."""
    now = portal().ports.clock.now()
    since = limit.begins(now)
    scopes = ((account, "account", limit.per_account), (address, "address", limit.per_address))
    try:
        with writing_session(portal().engine) as session, session.begin():
            over = [
                most < attempts.count(session, f"{limit.name}.{scope}", who, since)
                for who, scope, most in scopes
                if who
            ]
    except SQLAlchemyError as fault:
        log.error("limits", what=limit.name, kind=type(fault).__name__)
        if limit.fails_closed:
            raise ServiceUnavailable from None
        return
    if any(over):
        log.warning("too_many", what=limit.name)
        raise TooManyRequests(retry_after=limit.seconds_left(now))
