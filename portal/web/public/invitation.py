"""An invitation to act for a company: the link shows what it is about, and a log-in of that company takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission, Role
from portal.domain.errors import Refused
from portal.services import company_users as service
from portal.services.work import Work
from portal.store import invitations
from portal.store.invitations import InvitationRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render

PATH = "/virksomhed/invitation/<code>"


@dataclass(frozen=True)
class Link:
    """An invitation and the code that led to it."""

    code: str
    record: InvitationRecord


@dataclass(frozen=True, kw_only=True)
class InvitationPage(Page):
    is_open: bool
    company: str
    cvr: str
    until: str
    can_accept: bool
    here: str
    trouble: str


def by_code(session: Any, code: str) -> Link:
    return Link(code, invitations.by_code(session, code))


@public.page(PATH, allow=Permission.INVITATION_SEE, load=by_code, queries=1)
def show_invitation(work: Work, link: Link) -> tuple[str, int]:
    return _page(work, link)


def _page(work: Work, link: Link, trouble: str = "", status: int = 200) -> tuple[str, int]:
    one = link.record
    is_open = one.is_open(work.now)
    page = InvitationPage(
        title=_("Kom med for %(company)s", company=one.company_name)
        if is_open
        else _("Invitationen gælder ikke længere"),
        is_open=is_open,
        company=one.company_name,
        cvr=one.cvr,
        until=long_date(one.expires_at),
        can_accept=work.actor.role is Role.COMPANY_USER,
        here=request.path,
        trouble=trouble,
    )
    return render("public/invitation/show.html", page, status)


@public.action(PATH, allow=Permission.INVITATION_ACCEPT, load=by_code)
def accept_invitation(work: Work, link: Link) -> Response | tuple[str, int]:
    try:
        service.accept(work, service.AcceptInvitation(link.code))
    except Refused as fault:
        return _page(work, link, fault.text, 422)
    flash(_("Velkommen. Du er med for %(company)s.", company=link.record.company_name), "success")
    return redirect(url_for("employer.show_overview"), 303)
