"""Equal terms: does everybody get the same chance of a proposal and of an approval? Only sums, small groups hidden."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.access import Permission
from portal.domain.fairness import Comparison, Share
from portal.services import fairness
from portal.services.work import Work
from portal.web.admin.blueprint import admin
from portal.web.admin.effect import age_words, percent, programme_words
from portal.web.i18n import gettext as _
from portal.web.render import Page, render


@dataclass(frozen=True)
class ShareRow:
    group: str
    people: str
    share: str
    interval: str
    flagged: bool
    hidden: bool


@dataclass(frozen=True)
class ShareTable:
    title: str
    rows: tuple[ShareRow, ...]
    flagged: bool
    empty: bool


@dataclass(frozen=True, kw_only=True)
class ShowFairness(Page):
    flags: tuple[str, ...]
    tables: tuple[ShareTable, ...]


@admin.page("/admin/matchning/lige-vilkaar", allow=Permission.MATCH_SETTINGS)
def show_fairness(work: Work) -> tuple[str, int]:
    words = {**age_words(), **programme_words(work), "woman": _("Kvinder"), "man": _("Mænd")}
    tables = tuple(_table(one, shares, words) for one, shares in fairness.comparisons(work))
    page = ShowFairness(
        title=_("Lige vilkår"),
        flags=tuple(table.title for table in tables if table.flagged),
        tables=tables,
    )
    return render("admin/match/fairness.html", page)


def _table(one: Comparison, shares: tuple[Share, ...], words: dict[str, str]) -> ShareTable:
    kinds = {"age": _("alder"), "sex": _("køn"), "programme": _("tilbud")}
    titles = {
        "proposal": _("Fik et forslag, efter %(kind)s", kind=kinds[one.kind]),
        "approval": _("Fik et forslag godkendt, efter %(kind)s", kind=kinds[one.kind]),
    }
    people = {count.group: count.people for count in one.counts}
    rows = tuple(_row(share, words) for share in shares if people[share.group])
    return ShareTable(titles[one.outcome], rows, any(share.flagged for share in shares), not rows)


def _row(share: Share, words: dict[str, str]) -> ShareRow:
    if share.hidden:
        few = _("under 5 eller skjult")
        return ShareRow(words.get(share.group, share.group), few, "", "", flagged=False, hidden=True)
    low, high = percent(share.low), percent(share.high)
    return ShareRow(
        group=words.get(share.group, share.group),
        people=str(share.people),
        share=percent(share.share),
        interval=_("%(low)s til %(high)s", low=low, high=high),
        flagged=share.flagged,
        hidden=False,
    )
