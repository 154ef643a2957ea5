"""The front page, and the front page for companies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.access import Permission
from portal.domain.eligibility import Programme, State
from portal.services.places import ProgrammePlaces, of_programmes
from portal.services.work import Work
from portal.web.i18n import gettext as _
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render


@dataclass(frozen=True, kw_only=True)
class FrontPage(Page):
    is_anything_open: bool
    """Can somebody come in today, without waiting in line?"""
    has_line: bool
    """Is there at least a line to stand in?"""


@public.page("/", allow=Permission.PUBLIC_READ, queries=1)
def show_front(work: Work) -> tuple[str, int]:
    open_now = [p for p in work.house.programmes if p.is_shown_in_check and p.term.state(work.today) is State.OPEN]
    page = FrontPage(
        title=_("Et skridt tættere på arbejde – i dit tempo"),
        is_anything_open=any(not one.is_full for one in _places(work, open_now)),
        has_line=bool(open_now),
    )
    return render("public/front/show.html", page)


def _places(work: Work, programmes: list[Programme]) -> Iterable[ProgrammePlaces]:
    """Those where nobody counts places first: they answer the question without asking the database."""
    uncounted = [p for p in programmes if not p.capacity.is_counted]
    return of_programmes(work, uncounted[:1] or programmes).values()


@public.page("/virksomhed", allow=Permission.PUBLIC_READ, queries=0)
def show_for_companies(work: Work) -> tuple[str, int]:
    return render("public/front/companies.html", Page(title=_("Få en kollega med erfaring")))
