"""Looking for a job the plan's three lists do not have: what is found stands first in them, and what was typed is kept."""

from __future__ import annotations

from collections.abc import Iterable

from portal.domain.titles import Title, code_in, text_in
from portal.programmes.occupations import occupation_title, shipped_occupations
from portal.services.occupations import known_occupations, search_occupations
from portal.services.work import Work
from portal.web.caseworker.plan_form import PlanForm
from portal.web.i18n import gettext as _
from portal.web.title_search import not_found, searched_instead


def offer_kept(form: PlanForm) -> None:
    """A plan that is only shown: its own jobs are on its lists."""
    form.offer(_titles(form.chosen()))


def look_up(work: Work, form: PlanForm, kept: Iterable[str], asked: bool) -> str:
    """Offer what was chosen and what is found now; what was found in words, or nothing when nobody looks for anything.

    `kept` is what the plan had. Words that were typed and not searched for are searched for, so that they are not lost.
    """
    chosen = _titles(_on_a_list(work, form.chosen(), frozenset(kept)))
    field = form.occupation_search
    words = (field.data or "").strip()
    if not field.validate(form) or not (words or asked):
        form.offer(chosen)
        return ""
    if not words:
        form.offer(chosen)
        form.add_error("occupation_search", _("Skriv lidt af navnet, før du søger."))
        return ""
    found = search_occupations(work, words)
    form.offer((*found.titles, *chosen))
    if not found.titles:
        form.add_error("occupation_search", not_found(words))
        return ""
    field.data = ""
    jobs = ", ".join(one.text for one in found.titles)
    told = _("Vi fandt: %(jobs)s. De står nu øverst i de tre lister.", jobs=jobs)
    return f"{searched_instead(words, found.meant)} {told}" if found.meant else told


def _on_a_list(work: Work, chosen: Iterable[str], kept: frozenset[str]) -> tuple[str, ...]:
    wanted = {key for key in chosen if key and key not in kept}
    codes = {one.code for one in shipped_occupations()}
    known = kept | (wanted & codes) | known_occupations(work, wanted - codes)
    return tuple(key for key in chosen if key in known)


def _titles(chosen: Iterable[str]) -> tuple[Title, ...]:
    return tuple(Title(code_in(key), text_in(key) or occupation_title(code_in(key))) for key in chosen if key)
