"""For trying things out: the demo people, the mailbox and the gallery of components. Not there in production."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort, request
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.access.limits import DEMO_LOGIN
from portal.services.work import Work
from portal.store import outbox, users
from portal.web.i18n import gettext as _
from portal.web.pages import Pages
from portal.web.public.login import group_of, log_in
from portal.web.render import Page, render
from portal.web.security import local_path

demo = Pages("demo", __name__)


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    note: str


@dataclass(frozen=True, kw_only=True)
class DemoLogin(Page):
    groups: tuple[tuple[str, tuple[DemoPerson, ...]], ...]
    next: str


@demo.page("/log-paa/demo", allow=Permission.LOGIN)
def choose_person(work: Work) -> tuple[str, int]:
    groups: dict[str, list[DemoPerson]] = {}
    for user in users.list_demo_users(work.session):
        groups.setdefault(group_of(user), []).append(DemoPerson(user.demo_key or "", user.name, user.title))
    page = DemoLogin(
        title=_("Vælg en demoperson"),
        groups=tuple((name, tuple(people)) for name, people in groups.items()),
        next=local_path(request.args.get("next")) or "",
    )
    return render("public/demo/login.html", page)


@demo.action("/log-paa/demo", allow=Permission.LOGIN, limit=DEMO_LOGIN)
def log_in_as(work: Work) -> Response:
    user = users.find_by_demo_key(work.session, request.form.get("person", ""))
    if user is None:
        abort(404)
    return log_in(work, user, request.form.get("next"))


@dataclass(frozen=True)
class Received:
    channel: str
    recipient: str
    subject: str
    body: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Mailbox(Page):
    letters: tuple[Received, ...]


@demo.page("/demo/postkasse", allow=Permission.DEMO_READ)
def show_mailbox(work: Work) -> tuple[str, int]:
    channels = {"sms": _("Sms"), "email": _("E-mail"), "digital_post": _("Digital Post")}
    letters = tuple(
        Received(channels.get(m.channel, m.channel), m.recipient, m.subject, m.body, m.received_at)
        for m in outbox.list_mailbox(work.session)
    )
    return render("public/demo/mailbox.html", Mailbox(title=_("Demoens postkasse"), letters=letters))


@demo.page("/_komponenter", allow=Permission.DEMO_READ)
def show_components(work: Work) -> tuple[str, int]:
    return render("public/component/gallery.html", Page(title=_("Komponenter")))
