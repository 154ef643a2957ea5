"""What the company said about my placement: all of it, in its own words, and nobody can change it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.domain.access import Permission
from portal.services.work import COPENHAGEN, Work
from portal.store import following, placements
from portal.store.placements import PlacementRecord
from portal.web import feedback_words
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.render import Page, render


@dataclass(frozen=True)
class Given:
    day: date
    lines: tuple[tuple[str, str], ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class FeedbackPage(Page):
    company: str
    given: tuple[Given, ...]


@citizen.page(
    "/min-side/forloeb/<uuid:placement_id>/tilbagemeldinger", allow=Permission.FEEDBACK_READ, load=placements.get
)
def show_feedback(work: Work, one: PlacementRecord) -> tuple[str, int]:
    found = following.list_feedback(work.session, [one.id])
    page = FeedbackPage(
        title=_("Det siger virksomheden"),
        company=one.company_name,
        given=tuple(
            Given(given.sent_at.astimezone(COPENHAGEN).date(), feedback_words.lines(given.answers), given.words or "")
            for given in found
        ),
    )
    return render("citizen/feedback/show.html", page)
