"""Logging in and out. Outside production a clearly marked page of demo people stands in for MitID."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from portal.domain.access import Permission, Role
from portal.services import login as login_service
from portal.services.work import Work
from portal.store import users
from portal.web.context import LOGIN, portal
from portal.web.i18n import gettext as _
from portal.web.pages import Pages
from portal.web.render import Page, has_pages, home_of, render, role_label
from portal.web.security import local_path

KEPT_OVER_LOGIN = ("svar", "bring_svar")
"""What the citizen chose to bring along from the anonymous check."""

login = Pages("login", __name__)


@dataclass(frozen=True, kw_only=True)
class ChooseLogin(Page):
    timed_out: bool
    demo_login: bool
    next: str


@login.page("/log-paa", allow=Permission.LOGIN)
def choose(work: Work) -> tuple[str, int]:
    timed_out = request.args.get("udloebet") == "1"
    title = _("Du er logget af") if timed_out else _("Log på")
    target = local_path(request.args.get("next")) or ""
    page = ChooseLogin(title=title, timed_out=timed_out, demo_login=portal().site.demo_login, next=target)
    return render("public/login/choose.html", page)


@login.action("/log-af", allow=Permission.LOGOUT)
def leave(work: Work) -> Response:
    login_service.end(work, cookie.get(LOGIN, ""))
    cookie.clear()
    flash(_("Du er logget af."), "success")
    return redirect(url_for("public.show_front"), 303)


def log_in(work: Work, user: users.User, target: str | None) -> Response:
    """A new session for every log-in: nothing of the old cookie survives but what the citizen brought along."""
    kept = {key: cookie[key] for key in KEPT_OVER_LOGIN if key in cookie}
    cookie.clear()
    cookie.update(kept)
    cookie[LOGIN] = login_service.start(work, user)
    if not has_pages(Role(user.role)):
        flash(_("Du er logget på. Der er ikke lavet sider til din rolle endnu."), "info")
    return redirect(local_path(target) or home_of(users.actor_of(user)), 303)


def group_of(user: users.User) -> str:
    """The heading a demo person stands under."""
    return role_label(Role(user.role))
