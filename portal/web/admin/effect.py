"""The effect of a set of weights on the people of today, in words: before, after, and by group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.domain.matching.effect import FEWEST
from portal.domain.small_numbers import band, shown
from portal.services.work import Work
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext, number
from portal.web.small_numbers import shown_words

NOT_TOLD = "–"
"""What changes for fewer than five people is not told: a mean before and after would be about one of them."""


@dataclass(frozen=True)
class EffectView:
    summary: str
    few: bool
    totals: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


def effect_view(work: Work, kept: dict[str, Any]) -> EffectView:
    whole = kept["all"]
    people = ngettext("%(num)s borger", "%(num)s borgere", whole["people"])
    summary = _("%(changed)s af %(people)s ville få et andet forslag.", changed=_changed(whole), people=people)
    return EffectView(
        summary=summary[:1].upper() + summary[1:],
        few=whole["people"] < FEWEST,
        totals=(
            (_("Får et forslag"), *_sides(whole, "matched", lambda count: shown_words(shown(count)))),
            (_("Gennemsnitlig afstand"), *_sides(whole, "mean_km", _km)),
            (_("Får deres første ønske"), *_sides(whole, "first_wish", percent)),
            (_("Har ventet i gennemsnit"), *_sides(whole, "weeks", _weeks)),
        ),
        groups=(
            (_("Alder"), _rows(kept["age"], age_words())),
            (_("Tilbud"), _rows(kept["programme"], programme_words(work))),
        ),
    )


def _rows(groups: dict[str, dict[str, Any] | None], words: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """Group, people, another proposal, and waiting time before and after; a small group has no numbers."""
    few = _("færre end 5")
    return tuple(
        (words.get(name, name), few, NOT_TOLD, NOT_TOLD, NOT_TOLD)
        if one is None
        else (words.get(name, name), number(one["people"]), _changed(one), *_sides(one, "weeks", _weeks))
        for name, one in groups.items()
    )


def _sides(some: dict[str, Any], name: str, words: Callable[[Any], str]) -> tuple[str, str]:
    """Before and after. A mean of a few is about one of them, and so is one that changes because of a few."""
    told = [side for side in (some["before"], some["after"]) if name == "matched" or side["matched"] >= FEWEST]
    if len(told) < 2:
        return NOT_TOLD, NOT_TOLD
    before, after = (words(side[name]) for side in told)
    return before, NOT_TOLD if some["changed"] < FEWEST else after


def _changed(some: dict[str, Any]) -> str:
    """In bands: a draft can be tried again and again with one number changed, and one more would be somebody."""
    return shown_words(band(some["changed"]))


def age_words() -> dict[str, str]:
    return {"under_55": _("Under 55 år"), "55_59": _("55–59 år"), "60_up": _("60 år og derover")}


def programme_words(work: Work) -> dict[str, str]:
    return {one.code: one.name for one in work.house.programmes}


def percent(share: float | None) -> str:
    return "–" if share is None else _("%(percent)s %%", percent=round(100 * share))


def _km(value: float | None) -> str:
    return "–" if value is None else _("%(km)s km", km=number(round(value, 1)))


def _weeks(value: float | None) -> str:
    if value is None:
        return "–"
    return _("1 uge") if round(value, 1) == 1 else _("%(weeks)s uger", weeks=number(round(value, 1)))
