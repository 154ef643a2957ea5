"""The matching's settings: the weights in use, the limits nobody can switch off, and every version there has been."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from portal.domain.access import Permission
from portal.domain.matching import DEFAULT_WEIGHTS
from portal.domain.matching.weights import PARTS, SHIPPED, WHOLE, WeightsState, parts_of
from portal.services.work import Work
from portal.store import match_weights, users
from portal.store.match_weights import WeightsRecord
from portal.web.admin.blueprint import admin
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render


@dataclass(frozen=True)
class WeightBar:
    label: str
    value: int
    maximum: int
    text: str


@dataclass(frozen=True)
class VersionRow:
    number: int
    state: str
    state_kind: str
    note: str
    by: str
    weights: str
    again: str


@dataclass(frozen=True, kw_only=True)
class ShowWeights(Page):
    number: int
    bars: tuple[WeightBar, ...]
    limits: tuple[str, ...]
    draft_href: str
    has_draft: bool
    versions: tuple[VersionRow, ...]


@admin.page("/admin/matchning", allow=Permission.MATCH_SETTINGS)
def show_weights(work: Work) -> tuple[str, int]:
    versions = match_weights.list_all(work.session)
    active = next((one for one in versions if one.state == WeightsState.ACTIVE), None)
    parts = active.parts if active else parts_of(DEFAULT_WEIGHTS)
    people = {one.drafted_by for one in versions} | {one.approved_by for one in versions if one.approved_by}
    names = users.names_of(work.session, people) if people else {}
    page = ShowWeights(
        title=_("Matchning"),
        number=active.number if active else SHIPPED,
        bars=tuple(bars(parts)),
        limits=tuple(limit_words()),
        draft_href=url_for("admin.show_draft"),
        has_draft=any(one.state == WeightsState.DRAFT for one in versions),
        versions=(*(_row(one, names) for one in versions), _shipped_row(active is None)),
    )
    return render("admin/match/show.html", page)


def bars(parts: dict[str, int]) -> list[WeightBar]:
    """One bar for each part, out of the whole."""
    words = part_words()
    return [WeightBar(words[name], parts[name], WHOLE, _("%(part)s af 1000", part=parts[name])) for name in PARTS]


def part_words() -> dict[str, str]:
    return {
        "occupation": _("Ønske om job"),
        "competence": _("Kunnen"),
        "travel": _("Afstand"),
        "hours": _("Timer"),
        "support": _("Støtte og hensyn"),
        "waiting": _("Ventetid"),
    }


def limit_words() -> list[str]:
    """The hard limits, in the order they are asked."""
    return [
        _("Formen er lovlig, og borgeren har sagt ja til den"),
        _("Længden er inden for reglerne"),
        _("Ikke den sidste arbejdsgiver, når loven siger nej"),
        _("Timerne passer"),
        _("Begge kan begynde på samme tid"),
        _("Ikke længere væk end borgerens grænse"),
        _("Hensyn kan gives"),
        _("Sprog, kørekort og krav til kunnen"),
        _("Ingen af de to har sagt nej til hinanden"),
        _("Opslaget er åbent, og der er plads efter antal ansatte"),
    ]


def version_state(state: str) -> tuple[str, str]:
    return {
        WeightsState.DRAFT: (_("Kladde"), "waiting"),
        WeightsState.ACTIVE: (_("I brug"), "success"),
        WeightsState.RETIRED: (_("Afløst"), "neutral"),
        WeightsState.DISCARDED: (_("Droppet"), "neutral"),
    }[WeightsState(state)]


def _row(one: WeightsRecord, names: dict) -> VersionRow:
    state, kind = version_state(one.state)
    text = _("Skrevet af %(who)s %(date)s.", who=names.get(one.drafted_by, ""), date=long_date(one.drafted_at))
    if one.approved_by:
        approver = names.get(one.approved_by, "")
        text = _("%(text)s Godkendt af %(who)s %(date)s.", text=text, who=approver, date=long_date(one.approved_at))
    again = url_for("admin.show_draft", fra=one.number) if one.state != WeightsState.DRAFT else ""
    return VersionRow(one.number, state, kind, one.note, text, _short(one.parts), again)


def _shipped_row(in_use: bool) -> VersionRow:
    state, kind = version_state(WeightsState.ACTIVE if in_use else WeightsState.RETIRED)
    note = _("De vægte, som løsningen er født med.")
    again = url_for("admin.show_draft", fra=SHIPPED)
    return VersionRow(SHIPPED, state, kind, note, "", _short(parts_of(DEFAULT_WEIGHTS)), again)


def _short(parts: dict[str, int]) -> str:
    return " · ".join(f"{label} {parts[name]}" for name, label in part_words().items())
