"""The page a caseworker decides on in half a minute: is it allowed, does it fit, what could go wrong, is there better?

No picture, age, sex or nationality is on it. The fit is a word first; the numbers lie one step away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission, permits
from portal.domain.workflow import PROPOSAL, ProposalState
from portal.domain.workflow.proposal import EXPIRED
from portal.services.proposal import glance as service
from portal.services.proposal.risks import Risk, risks_of
from portal.services.work import Work
from portal.store import enrolments, matches, placements
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import ProposalRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import NAME, NOTHING_TRIED, Tried, forms_of, perform, possible
from portal.web.caseworker.history import Entry, history_of
from portal.web.caseworker.match import waited
from portal.web.caseworker.proposal_deeds import DEEDS
from portal.web.caseworker.proposal_words import Part, limit_row, part_row, status_of
from portal.web.caseworker.ratio import RatioWord, ratio_word
from portal.web.caseworker.specialist import SpecialistRow, specialist_of_case
from portal.web.forms import FormView
from portal.web.hours_words import hours_in_short, hours_lines
from portal.web.i18n import gettext as _
from portal.web.i18n import number
from portal.web.permission_words import yes_text
from portal.web.render import Page, render

SMALL = frozenset({"language", "licence", "competence", "declined", "open"})
CHOSEN = "valg"
"""Proposals chosen to be approved together, carried along while one of them is looked at for control."""


@dataclass(frozen=True)
class Other:
    """Another place for the citizen, or another citizen for the place."""

    name: str
    fit: str
    href: str
    swap: str


@dataclass(frozen=True, kw_only=True)
class ShowProposal(Page):
    proposal: ProposalRecord
    hours: str
    hours_lines: tuple[str, ...]
    action: str
    back: str
    waited: str
    state: str
    state_kind: str
    status: str
    limits: tuple[SimpleNamespace, ...]
    all_limits: tuple[SimpleNamespace, ...]
    """With those that are met and seldom what a decision hangs on."""
    unclear: bool
    fit: str
    fit_kind: str
    points: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    parts: tuple[Part, ...]
    weights: str
    risks: tuple[Risk, ...]
    for_citizen: tuple[Other, ...]
    for_place: tuple[Other, ...]
    specialist: SpecialistRow | None
    history: tuple[Entry, ...]
    placement_href: str
    undo_minutes: int
    yes_text: str
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    is_expired: bool
    ratio: RatioWord
    blind: bool
    """The facts only: the fit is shown when this person has said what she sees."""
    facts: tuple[str, ...]
    form: FormView = field(default_factory=FormView)


@caseworker.page("/medarbejder/match/<uuid:proposal_id>", allow=Permission.CASE_READ, load=matches.get, queries=11)
def show_proposal(work: Work, one: ProposalRecord) -> tuple[str, int]:
    return render("caseworker/match/show.html", _page(work, one, NOTHING_TRIED))


@caseworker.action("/medarbejder/match/<uuid:proposal_id>", allow=Permission.PROPOSAL_DECIDE, load=matches.get)
def decide_proposal(work: Work, one: ProposalRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, one, "proposal")
    if tried:
        return render("caseworker/match/show.html", _page(work, one, tried), tried.status)
    chosen = request.args.getlist(CHOSEN)
    if chosen and request.form.get(NAME) == "glance":
        return redirect(url_for("caseworker.review_together", run_id=one.run_id, **{CHOSEN: chosen}), 303)
    return redirect(url_for("caseworker.show_proposal", proposal_id=one.id), 303)


def _page(work: Work, one: ProposalRecord, tried: Tried) -> ShowProposal:
    chosen = request.args.getlist(CHOSEN)
    blind = service.is_blind(work, one, control=bool(chosen))
    deeds = [name for name in _possible(work, one) if (name == "glance") == blind]
    case = enrolments.get(work.session, one.enrolment_id)
    known = placements.list_pasts(work.session, [one.company_id])
    state, state_kind = words.proposal_state(one.state)
    unclear = any(limit.get("outcome") == "assess" for limit in one.limits)
    return ShowProposal(
        title=_title(work, one),
        proposal=one,
        hours=hours_in_short(one.hours_steps),
        hours_lines=hours_lines(one.hours_steps),
        action=url_for("caseworker.show_proposal", proposal_id=one.id, **{CHOSEN: chosen}),
        back=url_for("caseworker.show_run", run_id=one.run_id),
        waited=waited(work, one.ready_at),
        state=state,
        state_kind=state_kind,
        status=status_of(one),
        limits=tuple(limit_row(limit) for limit in one.limits if not _is_small(limit)),
        all_limits=tuple(limit_row(limit) for limit in one.limits),
        unclear=unclear,
        **_fit(one),
        weights=_("model version %(version)s", version=matches.get_run(work.session, one.run_id).weights_version),
        risks=risks_of(work, one, case, known),
        for_citizen=_places(one),
        for_place=_people(work, one, case),
        specialist=specialist_of_case(work, one.enrolment_id),
        history=history_of(work, "proposal", one.id),
        placement_href=next((_href(place) for place in known if place.proposal_id == one.id), ""),
        undo_minutes=work.house.undo_minutes,
        yes_text=yes_text(),
        deeds=tuple(deeds),
        forms=forms_of(DEEDS, deeds, one, tried),
        tried=tried,
        is_expired=one.state in EXPIRED,
        ratio=ratio_word(work, "proposal", one, [one.kind], one.start_on, tried),
        blind=blind,
        form=tried.form,
    )


def _href(placement: placements.Past) -> str:
    return url_for("caseworker.show_placement", placement_id=placement.id)


def _is_small(limit: dict[str, Any]) -> bool:
    return limit["code"] in SMALL and limit.get("outcome") != "assess"


def _fit(one: ProposalRecord) -> dict[str, Any]:
    """The word for the fit, and what it rests on."""
    fit, kind = words.fit_word(one.points)
    return {
        "fit": fit,
        "fit_kind": kind,
        "points": number(round(one.points / 10_000)),
        "speaks_for": _said(one, "for"),
        "speaks_against": _said(one, "against"),
        "facts": tuple(sorted(part["sentence"] for part in one.parts)),
        "parts": tuple(part_row(part) for part in one.parts),
    }


def _said(one: ProposalRecord, side: str) -> tuple[str, ...]:
    return tuple(part["sentence"] for part in one.parts if part.get("for_or_against") == side)


def _possible(work: Work, one: ProposalRecord) -> list[str]:
    """What the table lists, for those who decide; a computed proposal is discarded, not called off."""
    if not permits(work.actor, Permission.PROPOSAL_DECIDE, one):
        return []
    deeds = ["glance", *possible(DEEDS, PROPOSAL, one.state, work.party)]
    quiet = one.state in (ProposalState.COMPUTED, ProposalState.APPROVED, ProposalState.POSTPONED)
    return [name for name in deeds if not (quiet and name == "cancel")]


def _title(work: Work, one: ProposalRecord) -> str:
    return _(
        "%(who)s · %(programme)s → %(title)s, %(company)s",
        who=one.short_name,
        programme=work.house.programme(one.programme_code).name,
        title=one.title,
        company=one.company_name,
    )


def _places(one: ProposalRecord) -> tuple[Other, ...]:
    return tuple(
        Other(
            _("%(title)s, %(town)s", title=other["title"], town=other["town"]) if other.get("town") else other["title"],
            words.fit_word(other["points"])[0],
            url_for("caseworker.show_posting", posting_id=UUID(other["posting_id"])),
            url_for("caseworker.show_swap", proposal_id=one.id, plads=other["posting_id"]),
        )
        for other in one.alternatives.get("for_citizen", [])
    )


def _people(work: Work, one: ProposalRecord, case: EnrolmentRecord) -> tuple[Other, ...]:
    others = one.alternatives.get("for_place", [])
    ids = [UUID(other["enrolment_id"]) for other in others]
    names = enrolments.names_of(work.session, case.operating_municipality, ids) if ids else {}
    return tuple(
        Other(
            _("%(who)s, ventet %(days)s", who=person.short_name, days=waited(work, person.ready_at)),
            words.fit_word(other["points"])[0],
            url_for("caseworker.edit_plan", enrolment_id=UUID(other["enrolment_id"])),
            url_for("caseworker.show_swap", proposal_id=one.id, borger=other["enrolment_id"]),
        )
        for other in others
        if (person := names.get(UUID(other["enrolment_id"])))
    )
