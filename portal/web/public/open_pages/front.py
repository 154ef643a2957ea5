"""The front page, and the front page for companies."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.access import Permission
from portal.domain.eligibility import State
from portal.services.work import Work
from portal.web.i18n import gettext as _
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render


@dataclass(frozen=True, kw_only=True)
class FrontPage(Page):
    is_anything_open: bool


@public.page("/", allow=Permission.PUBLIC_READ, queries=0)
def show_front(work: Work) -> tuple[str, int]:
    is_open = any(p.term.state(work.today) is State.OPEN for p in work.house.programmes if p.is_shown_in_check)
    page = FrontPage(title=_("Et skridt tættere på arbejde – i dit tempo"), is_anything_open=is_open)
    return render("public/front/show.html", page)


@public.page("/virksomhed", allow=Permission.PUBLIC_READ, queries=0)
def show_for_companies(work: Work) -> tuple[str, int]:
    return render("public/front/companies.html", Page(title=_("Få en kollega med erfaring")))
