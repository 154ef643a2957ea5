"""The effect of a set of weights on the people of today, in words: before, after, and by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.domain.matching.effect import FEWEST
from portal.services.work import Work
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext, number


@dataclass(frozen=True)
class EffectView:
    summary: str
    few: bool
    totals: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


def effect_view(work: Work, kept: dict[str, Any]) -> EffectView:
    whole = kept["all"]
    before, after = whole["before"], whole["after"]
    people = ngettext("%(num)s borger", "%(num)s borgere", whole["people"])
    changed = _("%(changed)s af %(people)s ville få et andet forslag.", changed=whole["changed"], people=people)
    return EffectView(
        summary=changed if whole["changed"] else _("Ingen af %(people)s ville få et andet forslag.", people=people),
        few=whole["people"] < FEWEST,
        totals=(
            (_("Får et forslag"), number(before["matched"]), number(after["matched"])),
            (_("Gennemsnitlig afstand"), _km(before["mean_km"]), _km(after["mean_km"])),
            (_("Får deres første ønske"), percent(before["first_wish"]), percent(after["first_wish"])),
            (_("Har ventet i gennemsnit"), _weeks(before["weeks"]), _weeks(after["weeks"])),
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
        (words.get(name, name), few, "–", "–", "–")
        if one is None
        else (
            words.get(name, name),
            number(one["people"]),
            number(one["changed"]),
            _weeks(one["before"]["weeks"]),
            _weeks(one["after"]["weeks"]),
        )
        for name, one in groups.items()
    )


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
