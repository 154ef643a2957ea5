"""Placements: those that are planned and running, and each with its parts and its hours ladder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

from flask import url_for

from portal.domain.access import Permission
from portal.services.work import Work
from portal.store import placements
from portal.store.placements import PartRecord, PlacementRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.history import Entry, history_of
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, ngettext, number, short_date
from portal.web.render import Page, render


@dataclass(frozen=True)
class Row:
    id: UUID
    href: str
    who: str
    company: str
    kinds: str
    start: date
    end: date | None
    state: str
    state_kind: str


@dataclass(frozen=True)
class Part:
    kind: str
    period: str
    tasks: tuple[str, ...]
    ladder: tuple[SimpleNamespace, ...]


@dataclass(frozen=True, kw_only=True)
class ListPlacements(Page):
    summary: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class ShowPlacement(Page):
    placement: PlacementRecord
    state: str
    state_kind: str
    period: str
    parts: tuple[Part, ...]
    proposal_href: str
    enrolment_href: str
    company_href: str
    history: tuple[Entry, ...]


@caseworker.page("/medarbejder/forloeb", allow=Permission.STAFF_DESK)
def list_placements(work: Work) -> tuple[str, int]:
    found = placements.list_of_municipalities(work.session, work.actor.municipalities)
    page = ListPlacements(
        title=_("Forløb"),
        summary=ngettext("%(num)s forløb", "%(num)s forløb", len(found)),
        rows=tuple(_row(one) for one in found),
    )
    return render("caseworker/placement/list.html", page)


@caseworker.page("/medarbejder/forloeb/<uuid:placement_id>", allow=Permission.PLACEMENT_FOLLOW, load=placements.get)
def show_placement(work: Work, one: PlacementRecord) -> tuple[str, int]:
    state, kind = words.placement_state(one.state)
    proposal = one.proposal_id
    page = ShowPlacement(
        title=_("%(who)s hos %(company)s", who=one.full_name, company=one.company_name),
        placement=one,
        state=state,
        state_kind=kind,
        period=_period(one.start_on, one.end_on),
        parts=tuple(_part(part, work.today) for part in one.parts),
        proposal_href=url_for("caseworker.show_proposal", proposal_id=proposal) if proposal else "",
        enrolment_href=url_for("caseworker.show_enrolment", enrolment_id=one.enrolment_id),
        company_href=url_for("caseworker.show_company", company_id=one.company_id),
        history=history_of(work, "placement", one.id),
    )
    return render("caseworker/placement/show.html", page)


def _row(one: PlacementRecord) -> Row:
    state, kind = words.placement_state(one.state)
    return Row(
        id=one.id,
        href=url_for("caseworker.show_placement", placement_id=one.id),
        who=one.full_name,
        company=_("%(company)s, %(town)s", company=one.company_name, town=one.town),
        kinds=", ".join(words.kind_word(part.kind) for part in one.parts),
        start=one.start_on,
        end=one.end_on,
        state=state,
        state_kind=kind,
    )


def _period(start: date, end: date | None) -> str:
    if end is None:
        return _("Fra %(start)s, uden slutdato", start=long_date(start))
    return _("%(start)s til %(end)s", start=long_date(start), end=long_date(end))


def _part(part: PartRecord, today: date) -> Part:
    return Part(
        kind=words.kind_word(part.kind).capitalize(),
        period=_period(part.start_on, part.end_on),
        tasks=tuple(line for line in part.tasks.splitlines() if line.strip()),
        ladder=tuple(_steps(part, today)),
    )


def _steps(part: PartRecord, today: date) -> list[SimpleNamespace]:
    """The hours ladder as the component draws it; the step of today is marked."""
    days = [date.fromisoformat(step["from"]) for step in part.hours_ladder]
    found = []
    for index, step in enumerate(part.hours_ladder):
        last = days[index + 1] - timedelta(days=1) if index + 1 < len(days) else part.end_on
        found.append(
            SimpleNamespace(
                hours=step["hours"],
                hours_text=_("%(hours)s timer om ugen", hours=number(step["hours"])),
                period=_("fra %(day)s", day=short_date(days[index])),
                current=days[index] <= today and (last is None or today <= last),
            )
        )
    return found
