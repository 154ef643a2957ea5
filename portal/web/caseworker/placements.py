"""Placements: those that are planned and running, the ones that need somebody first, then by their next checkpoint."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import request, url_for
from wtforms import SelectField

from portal.domain.access import Permission
from portal.domain.workflow import PlacementState
from portal.services import following as service
from portal.services.related import not_close
from portal.services.work import Work
from portal.store import following, placements
from portal.store.following import CheckpointRecord
from portal.store.placements import PlacementRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.forms import FormView, PortalForm, choices
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext, short_date
from portal.web.render import Page, render

OVER = (PlacementState.CLOSED, PlacementState.CANCELLED)


class Filter(PortalForm):
    vis = SelectField(
        "Vis", choices=choices({"alle": "Alle i gang", "advarsel": "Kun advarsler", "slut": "Afsluttede"})
    )


@dataclass(frozen=True)
class Row:
    id: UUID
    href: str
    who: str
    company: str
    kinds: str
    start: date
    end: date | None
    next: str
    late: bool
    warnings: tuple[str, ...]
    state: str
    state_kind: str


@dataclass(frozen=True, kw_only=True)
class ListPlacements(Page):
    summary: str
    rows: tuple[Row, ...]
    filter: FormView
    action: str


@caseworker.page("/medarbejder/forloeb", allow=Permission.STAFF_DESK, queries=8)
def list_placements(work: Work) -> tuple[str, int]:
    form = Filter(request.args)
    every = not_close(work, placements.list_of_municipalities(work.session, work.actor.municipalities))
    ended = form.vis.data == "slut"
    found = [one for one in every if (one.state in OVER) == ended]
    signs = service.signs_of(work, found)
    points = _next_points(following.list_checkpoints(work.session, [one.id for one in found]))
    rows = sorted(
        (_row(work, one, points.get(one.id), tuple(sign.why for sign in signs[one.id])) for one in found),
        key=lambda row: (
            min((s.rank for s in signs[row.id]), default=99),
            _day_of(points.get(row.id)),
            row.start,
            row.id,
        ),
    )
    warned = sum(bool(row.warnings) for row in rows)
    if form.vis.data == "advarsel":
        rows = [row for row in rows if row.warnings]
    count = ngettext("%(num)s forløb", "%(num)s forløb", len(rows))
    page = ListPlacements(
        title=_("Forløb"),
        summary=_("%(count)s · %(warned)s med en advarsel", count=count, warned=warned),
        rows=tuple(rows),
        filter=form.view(),
        action=url_for("caseworker.list_placements"),
    )
    return render("caseworker/placement/list.html", page)


def _next_points(days: list[CheckpointRecord]) -> dict[UUID, CheckpointRecord]:
    """The first checkpoint of each placement that nobody has held yet."""
    waiting: dict[UUID, list[CheckpointRecord]] = defaultdict(list)
    for one in days:
        if one.done_at is None:
            waiting[one.placement_id].append(one)
    return {key: found[0] for key, found in waiting.items()}


def _day_of(point: CheckpointRecord | None) -> date:
    return point.due_on if point else date.max


def _row(work: Work, one: PlacementRecord, point: CheckpointRecord | None, warnings: tuple[str, ...]) -> Row:
    state, kind = words.placement_state(one.state)
    said = _("%(day)s: %(what)s", day=short_date(point.due_on), what=words.checkpoint_kind(point.kind)) if point else ""
    return Row(
        id=one.id,
        href=url_for("caseworker.show_placement", placement_id=one.id),
        who=one.full_name,
        company=_("%(company)s, %(town)s", company=one.company_name, town=one.town),
        kinds=", ".join(words.kind_word(part.kind) for part in one.parts),
        start=one.start_on,
        end=one.ended_on or one.end_on,
        next=said,
        late=point is not None and point.due_on < work.today,
        warnings=warnings,
        state=state,
        state_kind=kind,
    )
