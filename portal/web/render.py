"""From a frozen page model to a page: one template variable, strict about what is missing."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask import Flask, get_flashed_messages, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined

from portal.domain.access import CASE_ROLES, HEALTH_ROLES, STAFF_ROLES, Actor, CompanyRight, Permission, Role, permits
from portal.domain.municipalities import sender
from portal.services import login
from portal.web import i18n, static
from portal.web.components import COMPONENTS
from portal.web.context import current_actor, portal

ADMIN_ROLES = frozenset({Role.ADMIN, Role.PROGRAMME_MANAGER})


@dataclass(frozen=True)
class NavItem:
    label: str
    href: str
    current: str
    """What `aria-current` says: "page" for the page itself, "true" for the section it lies in, or nothing."""


@dataclass(frozen=True)
class UserChip:
    name: str
    role_label: str


@dataclass(frozen=True)
class Flash:
    kind: str
    text: str


@dataclass(frozen=True)
class SessionView:
    """When the log-in ends if nothing is done: seconds for the script, a moment for the foot of the page."""

    warn_after: int
    end_after: int
    ends_at: datetime
    login_href: str


@dataclass(frozen=True)
class Chrome:
    """What surrounds every page: who we are, who you are, where you can go."""

    service_name: str
    payoff: str
    title: str
    lang: str
    user: UserChip | None
    session: SessionView | None
    nav: tuple[NavItem, ...]
    home: str
    demo: bool
    demo_login: bool
    csrf_token: str
    form_key: str
    flash: tuple[Flash, ...]
    support_phone: str
    support_hours: str
    errors: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """Base of the page models. A template sees one of these as `page`, and nothing else."""

    title: str
    """The text of the h1, with the step if there is one; the browser's title begins with it."""
    chrome: Chrome = field(default=None, repr=False)  # type: ignore[assignment]

    @property
    def has_errors(self) -> bool:
        form = getattr(self, "form", None)
        return bool(form and form.errors)


def render(template: str, page: Page, status: int = 200) -> tuple[str, int]:
    """The whole page, always: htmx picks out `#main` by itself."""
    whole = replace(page, chrome=_chrome(page))
    return render_template(template, page=whole), status


def _chrome(page: Page) -> Chrome:
    site, actor = portal().site, current_actor()
    return Chrome(
        service_name=site.service_name,
        payoff=site.payoff,
        title=page.title,
        lang=i18n.language(),
        user=_user_chip(actor),
        session=_session() if actor.role is not None else None,
        nav=_marked(_nav(actor), home_of(actor)),
        home=home_of(actor),
        demo=site.demo,
        demo_login=site.demo_login,
        csrf_token=generate_csrf(),
        form_key=secrets.token_urlsafe(16),
        flash=tuple(Flash(kind, text) for kind, text in get_flashed_messages(with_categories=True)),
        support_phone=site.support_phone,
        support_hours=site.support_hours,
        errors=page.has_errors,
    )


def _marked(items: Iterable[tuple[str, str]], home: str) -> tuple[NavItem, ...]:
    """The menu, with the page itself marked, or else the section it lies in; the start page is no section."""
    items, path = tuple(items), request.path
    within = [href for _, href in items if href not in ("/", home) and path.startswith(f"{href}/")]
    here = path if path in {href for _, href in items} else max(within, key=len, default="")
    return tuple(
        NavItem(label, href, "" if href != here else "page" if href == path else "true") for label, href in items
    )


def _session() -> SessionView:
    back = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return SessionView(
        warn_after=int(login.WARN_AFTER.total_seconds()),
        end_after=int(login.IDLE_LIMIT.total_seconds()),
        ends_at=portal().ports.clock.now() + login.IDLE_LIMIT,
        login_href=url_for("login.choose", next=back, udloebet=1),
    )


def _user_chip(actor: Actor) -> UserChip | None:
    """Who you are here as, and which authority you have to do with: visible on every page."""
    if actor.role is None:
        return None
    label = role_label(actor.role)
    return UserChip(actor.name, f"{label} · {sender(actor.sender)}" if actor.sender else label)


def role_label(role: Role | None) -> str:
    labels = {
        Role.CITIZEN: i18n.gettext("Borger"),
        Role.COMPANY_USER: i18n.gettext("Virksomhed"),
        Role.ADMIN: i18n.gettext("Administrator"),
        Role.PROGRAMME_MANAGER: i18n.gettext("Projektleder"),
    }
    if role in HEALTH_ROLES:
        return i18n.gettext("Sundhedsfaglig")
    return labels.get(role, i18n.gettext("Medarbejder")) if role else ""


def home_of(actor: Actor) -> str:
    """The start page of each role."""
    if actor.role is Role.CITIZEN:
        return url_for("citizen.show_my_page")
    if actor.role is Role.COMPANY_USER:
        return url_for("employer.show_overview")
    if actor.role in STAFF_ROLES:
        return url_for("caseworker.show_desk")
    if actor.role in HEALTH_ROLES:
        return url_for("health.show_desk")
    if actor.role in ADMIN_ROLES:
        return url_for("admin.list_programmes")
    return url_for("public.show_front")


def has_pages(role: Role) -> bool:
    """A recruitment specialist can log in before her pages are built."""
    return role in STAFF_ROLES | HEALTH_ROLES | ADMIN_ROLES | {Role.CITIZEN, Role.COMPANY_USER}


def _nav(actor: Actor) -> list[tuple[str, str]]:
    _ = i18n.gettext
    if actor.role in STAFF_ROLES:
        people = actor.role in CASE_ROLES
        return [
            (_("Min dag"), url_for("caseworker.show_desk")),
            *([(_("Tilmeldinger"), url_for("caseworker.list_enrolments"))] if people else []),
            *([(_("Pladser"), url_for("caseworker.list_places"))] if people else []),
            (_("Virksomheder"), url_for("caseworker.list_companies")),
            (_("Opslag"), url_for("caseworker.list_postings")),
            *([(_("Match"), url_for("caseworker.list_runs"))] if people else []),
            (_("Forløb"), url_for("caseworker.list_placements")),
            *([(_("Søg"), url_for("caseworker.show_search"))] if permits(actor, Permission.CASE_SEARCH) else []),
        ]
    if actor.role in HEALTH_ROLES:
        return [(_("Mine borgere"), url_for("health.show_desk")), (_("Få hjælp"), url_for("public.show_help"))]
    if actor.role in ADMIN_ROLES:
        return [
            (_("Programmer"), url_for("admin.list_programmes")),
            (_("Spørgsmål"), url_for("admin.list_questions")),
            (_("Regler"), url_for("admin.show_law")),
            (_("Matchning"), url_for("admin.show_weights")),
            (_("Lige vilkår"), url_for("admin.show_fairness")),
            *([(_("Pladser"), url_for("caseworker.list_places"))] if actor.role is Role.PROGRAMME_MANAGER else []),
        ]
    if actor.role is Role.COMPANY_USER:
        return _company_nav(actor)
    if actor.role is not None and not has_pages(actor.role):
        return [
            (_("Det kan du få hjælp til"), url_for("public.list_programmes")),
            (_("Få hjælp"), url_for("public.show_help")),
        ]
    return [
        (_("Tjek dine muligheder"), url_for("check.start")),
        (_("Det kan du få hjælp til"), url_for("public.list_programmes")),
        (_("Min side"), url_for("citizen.show_my_page")),
        (_("Få hjælp"), url_for("public.show_help")),
        (_("For virksomheder"), url_for("public.show_for_companies")),
    ]


def _company_nav(actor: Actor) -> list[tuple[str, str]]:
    """Candidates are for those the company has chosen; its own page for whoever acts for one."""
    _ = i18n.gettext
    candidates = [(_("Kandidater"), url_for("employer.list_candidates"))]
    company = [(_("Virksomheden"), url_for("employer.show_profile"))]
    return [
        (_("Overblik"), url_for("employer.show_overview")),
        *(candidates if actor.has_right(CompanyRight.CANDIDATES) else []),
        *(company if actor.company_id else []),
        (_("Få hjælp"), url_for("public.show_help")),
    ]


def prepare(app: Flask) -> None:
    """Give the templates their few globals: the components, gettext, static addresses and Danish dates."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    # Not lstrip_blocks: the space before an attribute that stands in an `if` on its own line must stay.
    env.trim_blocks = True
    app.template_context_processors[None] = [lambda: {}]
    env.globals.clear()
    env.globals.update(
        {
            "_": i18n.gettext,
            "ngettext": i18n.ngettext,
            "static": static.address,
            "url_for": url_for,
            "range": range,
            "dict": dict,
        }
    )
    env.filters.update(i18n.FILTERS)
    for name in COMPONENTS:
        env.globals[name] = _component(app, name)


def _component(app: Flask, name: str) -> Any:
    """A component is a macro of the same name as its file; it is looked up when used, so that edits show at once."""

    def call(*args: Any, **kwargs: Any) -> Any:
        module = app.jinja_env.get_template(f"components/{name}.html").module
        return getattr(module, name)(*args, **kwargs)

    return call
