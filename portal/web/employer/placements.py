"""A placement as its company follows it: the calendar, the adviser, and a way to say that something is hard (V15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.accommodations import describe
from portal.domain.following import FEEDBACK_KINDS
from portal.services import agreement
from portal.services import following as service
from portal.services.following.company import RUNNING
from portal.services.work import Work
from portal.store import agreements, disclosures, following, matches, placements
from portal.store.following import CheckpointRecord
from portal.store.placements import PlacementRecord
from portal.web.employer.blueprint import employer, tried
from portal.web.employer.fields import words
from portal.web.employer.posting_guidance import kind_label
from portal.web.forms import FormView, PortalForm, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number
from portal.web.render import Page, render

PATH = "/virksomhed/forloeb/<uuid:placement_id>"


class ConcernForm(PortalForm):
    words: TextAreaField = words(
        _("Hvad er svært?"),
        _("Skriv kort, hvad der er svært. Så ringer vi."),
        _("Skriv om arbejdet, ikke om helbred. Kun kommunen læser det."),
        500,
    )


@dataclass(frozen=True)
class Day:
    day: date
    what: str
    href: str
    state: str
    state_kind: str


@dataclass(frozen=True)
class Adviser:
    name: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class PlacementPage(Page):
    placement: PlacementRecord
    lead: str
    days: tuple[Day, ...]
    hours: tuple[str, ...]
    needs: tuple[str, ...]
    needs_until: date | None
    adviser: Adviser | None
    agreement_href: str
    agreement_waits: bool
    running: bool
    action: str
    form: FormView


def day_words(kind: str) -> str:
    return {
        "first_day": _("Første dag"),
        "first_week": _("Efter en uge"),
        "midway": _("Midtvejs"),
        "step": _("Timerne stiger"),
        "ending": _("Før slut"),
    }.get(kind, _("Opfølgning"))


@employer.page(PATH, allow=Permission.PLACEMENT_HOST, load=placements.get, queries=9)
def show_placement(work: Work, one: PlacementRecord) -> tuple[str, int]:
    return _placement(work, one, filled(ConcernForm))


def _placement(work: Work, one: PlacementRecord, form: ConcernForm, status: int = 200) -> tuple[str, int]:
    kinds = ", ".join(dict.fromkeys(kind_label(part.kind) for part in one.parts))
    current = agreements.find_current(work.session, one.id)
    needs = disclosures.list_of_proposal(work.session, one.proposal_id, work.today) if one.proposal_id else []
    page = PlacementPage(
        title=one.full_name,
        placement=one,
        lead=_("%(kind)s fra %(day)s.", kind=kinds.capitalize(), day=long_date(one.start_on))
        if one.end_on is None
        else _(
            "%(kind)s fra %(day)s til %(end)s.",
            kind=kinds.capitalize(),
            day=long_date(one.start_on),
            end=long_date(one.end_on),
        ),
        days=tuple(_days(work, one)),
        hours=tuple(_hours(one)),
        needs=tuple(describe(need.need) for need in needs),
        needs_until=max((need.ends_on for need in needs), default=None),
        adviser=_adviser(work, one),
        agreement_href=url_for("employer.show_agreement", placement_id=one.id) if current else "",
        agreement_waits=current is not None and "company" not in agreement.parties_of(work, current),
        running=one.state in RUNNING,
        action=url_for("employer.show_placement", placement_id=one.id),
        form=form.view(),
    )
    return render("employer/placement/show.html", page, status)


def feedback_points(found: list[CheckpointRecord]) -> list[CheckpointRecord]:
    """The agreed points of feedback in order: the first is number 1 in the address."""
    return [one for one in found if one.kind in FEEDBACK_KINDS]


def _days(work: Work, one: PlacementRecord) -> list[Day]:
    found = following.list_checkpoints(work.session, [one.id])
    given = {feedback.checkpoint_id for feedback in following.list_feedback(work.session, [one.id])}
    numbers = {point.id: place for place, point in enumerate(feedback_points(found), 1)}
    days = []
    for point in found:
        waits = point.id in numbers and point.id not in given and point.due_on <= work.today and one.state in RUNNING
        if point.id in given or point.done_at is not None:
            state, kind = _("Klaret"), "success"
        else:
            state, kind = (_("Venter på jer"), "attention") if waits else (_("Kommer"), "neutral")
        href = url_for("employer.show_feedback", placement_id=one.id, nr=str(numbers[point.id])) if waits else ""
        days.append(Day(point.due_on, day_words(point.kind), href, state, kind))
    return days


def _hours(one: PlacementRecord) -> list[str]:
    return [
        _(
            "Fra %(day)s: %(hours)s timer om ugen",
            day=long_date(date.fromisoformat(step["from"])),
            hours=number(step["hours"]),
        )
        for part in one.parts
        for step in part.hours_ladder
    ]


def _adviser(work: Work, one: PlacementRecord) -> Adviser | None:
    if one.proposal_id is None:
        return None
    proposal = matches.get(work.session, one.proposal_id)
    return Adviser(proposal.adviser_name, proposal.adviser_phone or "") if proposal.adviser_name else None


@employer.action(PATH, allow=Permission.PLACEMENT_HOST, load=placements.get)
def tell_concern(work: Work, one: PlacementRecord) -> Response | tuple[str, int]:
    """Something is hard: it reaches the adviser at once."""
    form = filled(ConcernForm)
    if not tried(form, lambda: service.raise_concern(work, service.RaiseConcern(one.id, form.words.data or ""))):
        return _placement(work, one, form, 422)
    flash(_("Tak, fordi I siger det. Vi ringer til jer."), "success")
    return redirect(url_for("employer.show_placement", placement_id=one.id), 303)
