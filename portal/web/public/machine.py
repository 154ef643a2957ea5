"""Addresses that machines read: is the service well, where to report a hole, where the accessibility statement is."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.access import Permission
from portal.services.work import Work
from portal.store import engine
from portal.web.context import portal
from portal.web.pages import Pages

machine = Pages("machine", __name__)


@machine.page("/sundhedstjek", allow=Permission.PUBLIC_READ)
def health(work: Work) -> Response:
    """200 when the database answers."""
    engine.ping(work.session)
    return jsonify(status="ok", programmes=len(work.house.programmes))


@machine.page("/.well-known/security.txt", allow=Permission.PUBLIC_READ)
def security_txt(work: Work) -> Response:
    """RFC 9116: whom to write to, and until when this holds."""
    site = portal().site
    expires = (work.now + timedelta(days=180)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = (
        f"Contact: {site.security_contact}",
        f"Expires: {expires}",
        "Preferred-Languages: da, en",
        f"Canonical: {site.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@machine.page("/was", allow=Permission.PUBLIC_READ)
def accessibility_statement(work: Work) -> AnyResponse:
    """Where the statutory statement is; our own page until the address is set."""
    return redirect(portal().site.was_url or url_for("public.show_accessibility"), 302)
