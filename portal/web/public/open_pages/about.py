"""About the service: privacy, cookies, accessibility, whether it runs, and the page in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, g

from portal.domain.access import Permission
from portal.services.work import Work
from portal.store import engine
from portal.web.context import portal
from portal.web.i18n import gettext as _
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render

LOGGED_IN = ("/min-side", "/tilmeld", "/medarbejder", "/virksomhed/", "/log-paa", "/demo", "/tjek/")


@dataclass(frozen=True, kw_only=True)
class AboutPage(Page):
    address: str


@dataclass(frozen=True, kw_only=True)
class StatusPage(Page):
    at: datetime


@public.page("/privatliv", allow=Permission.PUBLIC_READ, queries=0)
def show_privacy(work: Work) -> tuple[str, int]:
    page = AboutPage(title=_("Sådan passer vi på dine oplysninger"), address=portal().site.support_address)
    return render("public/about/privacy.html", page)


@public.page("/cookies", allow=Permission.PUBLIC_READ, queries=0)
def show_cookies(work: Work) -> tuple[str, int]:
    return render("public/about/cookies.html", Page(title=_("Cookies")))


@public.page("/om", allow=Permission.PUBLIC_READ, queries=0)
def show_about(work: Work) -> tuple[str, int]:
    return render("public/about/show.html", Page(title=_("Om %(service)s", service=portal().site.service_name)))


@public.page("/english", allow=Permission.PUBLIC_READ, queries=0)
def show_english(work: Work) -> tuple[str, int]:
    """The one page that is English from top to bottom; its words are not translations."""
    g.language = "en"
    page = AboutPage(title=f"About {portal().site.service_name}", address=portal().site.support_address)
    return render("public/about/english.html", page)


@public.page("/driftsstatus", allow=Permission.PUBLIC_READ)
def show_status(work: Work) -> tuple[str, int]:
    """A page that is only shown when the database answers, so that what it says is true."""
    engine.ping(work.session)
    return render("public/about/status.html", StatusPage(title=_("Driftsstatus"), at=work.now))


@public.page("/robots.txt", allow=Permission.PUBLIC_READ, queries=0)
def robots(work: Work) -> Response:
    """Search engines are welcome to the open pages only."""
    lines = ("User-agent: *", *(f"Disallow: {path}" for path in LOGGED_IN))
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
