"""Blueprints whose every route says who may use it: `.page` shows and only reads, `.action` changes and commits.

The order never varies: method, CSRF, log-in, load, policy, view, commit. A view gets an authorised record, never an id.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, g, make_response, redirect, request, url_for
from flask import session as cookie
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.domain.access import Actor, Permission, permits, permits_place
from portal.domain.access.limits import Limit
from portal.domain.errors import NotFound
from portal.services.ports import Ports
from portal.services.work import Work
from portal.store import forms, people
from portal.web.context import current_actor, log_access, log_tries, portal, reading, writing
from portal.web.limits import hold_to

FORM_KEY = "idempotency_key"
CSRF_FIELD = "csrf_token"
ATTEMPTS = 3

Loader = Callable[..., Any]
View = Callable[..., Any]
Ask = Callable[[Ports], Ports]
"""Asks one of the ports, and gives back ports in which that answer lies ready."""


@dataclass(frozen=True)
class Rule:
    """What a route declared about itself; the access matrix and the query budgets are read from here."""

    permission: Permission
    loader: Loader | None
    queries: int
    writes: bool
    limit: Limit | None = None
    """How often it may be asked for, where that is limited."""
    ask: Ask | None = None
    """What somebody outside is asked before the transaction begins, so that a slow answer holds no lock."""


class Pages(Blueprint):
    """A blueprint on which a route without `allow=` cannot be registered."""

    def page(
        self,
        rule: str,
        *,
        allow: Permission,
        load: Loader | None = None,
        queries: int = 5,
        limit: Limit | None = None,
    ) -> Callable[[View], View]:
        """A GET that shows something through a read-only session, within a budget of queries."""

        def register(view: View) -> View:
            declared = Rule(allow, load, queries, writes=False, limit=limit)
            self._add(rule, view, declared, functools.partial(_show, view, declared), "GET")
            return view

        return register

    def action(
        self,
        rule: str,
        *,
        allow: Permission,
        load: Loader | None = None,
        stores: bool = True,
        limit: Limit | None = None,
        ask: Ask | None = None,
    ) -> Callable[[View], View]:
        """A POST to the URL of its page: 303 on success commits; anything else leaves everything as it was.

        `stores=False` is for actions that write nothing to the database, such as the anonymous check.
        """

        def register(view: View) -> View:
            declared = Rule(allow, load, queries=0, writes=stores, limit=limit, ask=ask)
            self._add(rule, view, declared, functools.partial(_act, view, declared), "POST")
            return view

        return register

    def arrival(self, rule: str, *, allow: Permission, limit: Limit) -> Callable[[View], View]:
        """The one GET that writes: the way back from a log-in, which begins a session. Its `state` is its CSRF token."""

        def register(view: View) -> View:
            declared = Rule(allow, None, queries=5, writes=True, limit=limit)
            self._add(rule, view, declared, functools.partial(_act, view, declared), "GET")
            return view

        return register

    def _add(self, rule: str, view: View, declared: Rule, guard: View, method: str) -> None:
        guarded = functools.update_wrapper(guard, view)
        guarded.rule = declared  # type: ignore[attr-defined]
        self.add_url_rule(rule, view.__name__, guarded, methods=[method])


def _refuse_nul(*given: MultiDict[str, str]) -> None:
    """Nobody types it, and PostgreSQL can neither keep it nor look for it."""
    if any("\0" in text for one in given for texts in one.listvalues() for text in texts):
        abort(400)


def _show(view: View, rule: Rule, **url: Any) -> Response:
    _refuse_nul(request.args)
    actor = current_actor()
    turned_away = _turn_away(actor, rule)
    if turned_away:
        return turned_away
    hold_to(rule.limit, actor, url)
    with reading(actor) as work:
        arguments = _authorised(work.session, actor, rule, url)
        response = make_response(view(work, *arguments))
        seen = people.seen_in(work.session)
    _note_look(actor, rule, seen)
    return response


def _act(view: View, rule: Rule, **url: Any) -> Response:
    actor = current_actor()
    turned_away = _turn_away(actor, rule)
    if turned_away:
        return turned_away
    _refuse_nul(request.form, request.args)
    hold_to(rule.limit, actor, url)
    before = dict(cookie)
    ports = rule.ask(portal().ports) if rule.ask else portal().ports
    for attempt in range(ATTEMPTS):
        try:
            return _act_once(view, rule, actor, url, ports)
        except (IntegrityError, OperationalError) as fault:
            _forget_what_did_not_happen(before)
            # Two at once: the other has won, or the database ended a deadlock. Doing it again finds the other's result.
            if attempt == ATTEMPTS - 1:
                raise fault
        except Exception:
            _forget_what_did_not_happen(before)
            raise
    raise AssertionError


def _forget_what_did_not_happen(before: dict[str, Any]) -> None:
    """The cookie is part of the action: a word of thanks must not outlive what it thanked for."""
    if dict(cookie) != before:
        cookie.clear()
        cookie.update(before)


def _act_once(view: View, rule: Rule, actor: Actor, url: dict[str, Any], ports: Ports) -> Response:
    with writing(actor, stores=rule.writes) as work:
        work.ports = ports
        sent = _claim_form(work, actor) if rule.writes else None
        if sent is not None and sent.location:
            return redirect(sent.location, 303)
        arguments = _authorised(work.session, actor, rule, url)
        response = make_response(view(work, *arguments))
        if response.status_code == 303 and rule.writes:
            if sent is not None:
                sent.location = response.location
            work.session.commit()
            return response
        work.session.rollback()
        seen = people.seen_in(work.session)
    if work.tries:
        log_tries(work.tries)
    # Done leaves its own line in the trail; a form that comes back with its errors shows the person once more.
    _note_look(actor, rule, seen)
    return response


def _files_sent() -> list[tuple[str, str]]:
    """Each file by its digest: another file is another post."""
    found = []
    for name, one in sorted(request.files.items()):
        found.append((name, hashlib.file_digest(one.stream, "sha256").hexdigest()))  # type: ignore[arg-type]
        one.stream.seek(0)
    return found


def _claim_form(work: Work, actor: Actor) -> forms.SentForm | None:
    """Find the form's earlier post, or take its one-time number, so that a simultaneous second post has to wait.

    A post with other content is not the same post: who goes back and corrects something must not be told it was kept.
    """
    number = request.form.get(FORM_KEY, "")
    if not number:
        return None
    content = sorted((name, texts) for name, texts in request.form.lists() if name != CSRF_FIELD)
    seed = f"{request.full_path}|{actor.user_id}|{content}{_files_sent() or ''}"
    key = hashlib.sha256(seed.encode()).hexdigest()
    found = forms.find(work.session, key)
    if found is None:
        found = forms.SentForm(key=key, at=work.now)
        work.session.add(found)
        work.session.flush()
    return found


def _turn_away(actor: Actor, rule: Rule) -> Response | None:
    """Nobody goes to the log-in and comes back; somebody in a place that is not theirs gets 403."""
    if permits_place(actor, rule.permission):
        return None
    if not actor.is_anonymous:
        abort(403)
    back = request.full_path.rstrip("?") if request.method == "GET" else request.path
    target = url_for("login.choose", next=back, udloebet=1 if g.get("timed_out") else None)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target, 303 if request.method == "POST" else 302)


def _authorised(session: Session, actor: Actor, rule: Rule, url: dict[str, Any]) -> tuple[Any, ...]:
    """Load first, then ask the policy of what was loaded. Not yours looks exactly like not there."""
    if rule.loader is None:
        return tuple(url.values())
    record = rule.loader(session, **url)
    if not permits(actor, rule.permission, record):
        raise NotFound
    return (record,)


def _note_look(actor: Actor, rule: Rule, seen: frozenset[UUID]) -> None:
    """Any look at another person is logged with its purpose: everybody the session read, so that no view can forget it.

    When it cannot be written down, the page is not shown.
    """
    others = seen - {actor.person_id}
    if others:
        log_access(actor, sorted(others), str(rule.permission))
