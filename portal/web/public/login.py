"""Logging in and out. Outside production a clearly marked page of demo people stands beside MitID."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import flash, make_response, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from portal.domain.access import Door, Permission, Role
from portal.services import login as login_service
from portal.services.ports import ProviderDown
from portal.services.work import Work
from portal.store import users
from portal.web.context import LOGIN, portal
from portal.web.i18n import gettext as _
from portal.web.pages import Pages
from portal.web.render import Page, has_pages, home_of, render, role_label
from portal.web.security import local_path

KEPT_OVER_LOGIN = ("svar", "bring_svar")
"""What the citizen chose to bring along from the anonymous check."""
LEAVING = "farvel"
"""The key in the cookie for the door a person came in by, from the log-off until the provider has been told."""
DOORS = {"borger": Door.CITIZEN, "virksomhed": Door.COMPANY, "medarbejder": Door.STAFF}

login = Pages("login", __name__)


@dataclass(frozen=True)
class DoorView:
    title: str
    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ChooseLogin(Page):
    timed_out: bool
    demo_login: bool
    doors: tuple[DoorView, ...]
    trouble: str
    next: str


@login.page("/log-paa", allow=Permission.LOGIN, queries=0)
def choose(work: Work) -> tuple[str, int]:
    return show_doors(work, timed_out=request.args.get("udloebet") == "1")


def show_doors(work: Work, *, trouble: str = "", timed_out: bool = False, status: int = 200) -> tuple[str, int]:
    """The ways in, and above them what went wrong on the last try."""
    title = _("Du er logget af") if timed_out else _("Du er ikke logget på") if trouble else _("Log på")
    target = local_path(request.args.get("next")) or ""
    page = ChooseLogin(
        title=title,
        timed_out=timed_out,
        demo_login=portal().site.demo_login,
        doors=_doors(work.ports.identities.doors, target),
        trouble=trouble,
        next=target,
    )
    return render("public/login/choose.html", page, status)


def _doors(found: frozenset[Door], target: str) -> tuple[DoorView, ...]:
    texts = {
        Door.CITIZEN: (_("Borger"), _("Log på med MitID")),
        Door.COMPANY: (_("Virksomhed"), _("Log på med MitID Erhverv")),
        Door.STAFF: (_("Medarbejder i kommunen"), _("Log på med din arbejdskonto")),
    }
    addresses = {door: url_for("arrival.begin", name=name, next=target or None) for name, door in DOORS.items()}
    return tuple(DoorView(*texts[door], addresses[door]) for door in Door if door in found)


@dataclass(frozen=True, kw_only=True)
class Stay(Page):
    until: datetime


@login.page("/log-paa/bliv", allow=Permission.LOGOUT, queries=0)
def stay(work: Work) -> tuple[str, int]:
    """Anything opened keeps a log-in going; this is for who wants nothing else, and for the page's script."""
    return render(
        "public/login/stay.html", Stay(title=_("Du er stadig logget på"), until=work.now + login_service.IDLE_LIMIT)
    )


@dataclass(frozen=True, kw_only=True)
class Left(Page):
    onward: str
    """Where the person leaves the provider too; empty when that is done."""


@login.action("/log-af", allow=Permission.LOGOUT)
def leave(work: Work) -> Response:
    door = login_service.end(work, cookie.get(LOGIN, ""))
    cookie.clear()
    if door:
        cookie[LEAVING] = door
        return redirect(url_for("login.leave_provider"), 303)
    flash(_("Du er logget af."), "success")
    return redirect(url_for("public.show_front"), 303)


@login.page("/log-af/videre", allow=Permission.LOGIN, queries=0)
def leave_provider(work: Work) -> Response | tuple[str, int]:
    """Single logout. A page of its own, because a form may only lead to our own addresses (CSP `form-action`)."""
    door = cookie.pop(LEAVING, None)
    try:
        onward = work.ports.identities.goodbye(Door(door)) if door else None
    except ProviderDown:
        onward = None
    if not onward:
        return redirect(url_for("login.farewell"), 303)
    page, status = render("public/login/left.html", Left(title=_("Du er logget af her"), onward=onward))
    response = make_response(page, status)
    response.headers["Refresh"] = f"1; url={onward}"
    return response


@login.page("/log-paa/farvel", allow=Permission.LOGIN, queries=0)
def farewell(work: Work) -> tuple[str, int]:
    return render("public/login/left.html", Left(title=_("Du er logget af"), onward=""))


def log_in(work: Work, user: users.User, target: str | None, door: Door | None = None) -> Response:
    """A new session for every log-in: nothing of the old cookie survives but what the citizen brought along."""
    kept = {key: cookie[key] for key in KEPT_OVER_LOGIN if key in cookie}
    login_service.end(work, cookie.get(LOGIN, ""))
    cookie.clear()
    cookie.update(kept)
    cookie[LOGIN] = login_service.start(work, user, door)
    if not has_pages(Role(user.role)):
        flash(_("Du er logget på. Der er ikke lavet sider til din rolle endnu."), "info")
    return redirect(local_path(target) or home_of(users.actor_of(user)), 303)


def group_of(user: users.User) -> str:
    """The heading a demo person stands under."""
    return role_label(Role(user.role))
