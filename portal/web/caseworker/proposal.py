"""The page a caseworker decides on in half a minute: is it allowed, does it fit, what could go wrong, is there better?

No picture, age, sex or nationality is on it. The fit is a word first; the numbers lie one step away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.workflow import PROPOSAL, Party, ProposalState
from portal.domain.workflow.proposal import EXPIRED
from portal.services.work import Work
from portal.store import enrolments, matches, placements
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import ProposalRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import NOTHING_TRIED, Tried, forms_of, perform, possible
from portal.web.caseworker.history import Entry, history_of
from portal.web.caseworker.match import waited
from portal.web.caseworker.proposal_deeds import DEEDS
from portal.web.caseworker.ratio import RatioWord, ratio_word
from portal.web.caseworker.risks import Risk, risks_of
from portal.web.forms import FormView
from portal.web.hours_words import hours_in_short, hours_lines
from portal.web.i18n import clock, long_date, number, short_date
from portal.web.i18n import gettext as _
from portal.web.render import Page, render


@dataclass(frozen=True)
class Part:
    """One part of the score, in thousandths of a point so that they add up to a hundred."""

    label: str
    sentence: str
    share: str
    weight: str
    points: str


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
    history: tuple[Entry, ...]
    placement_href: str
    undo_minutes: int
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    is_expired: bool
    ratio: RatioWord
    form: FormView = field(default_factory=FormView)


@caseworker.page("/medarbejder/match/<uuid:proposal_id>", allow=Permission.PROPOSAL_DECIDE, load=matches.get, queries=9)
def show_proposal(work: Work, one: ProposalRecord) -> tuple[str, int]:
    return render("caseworker/match/show.html", _page(work, one, NOTHING_TRIED))


@caseworker.action("/medarbejder/match/<uuid:proposal_id>", allow=Permission.PROPOSAL_DECIDE, load=matches.get)
def decide_proposal(work: Work, one: ProposalRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, one)
    if tried:
        return render("caseworker/match/show.html", _page(work, one, tried), 422)
    return redirect(url_for("caseworker.show_proposal", proposal_id=one.id), 303)


def _page(work: Work, one: ProposalRecord, tried: Tried) -> ShowProposal:
    deeds = _possible(work, one)
    case = enrolments.get(work.session, one.enrolment_id)
    known = placements.list_of_company(work.session, one.company_id)
    state, state_kind = words.proposal_state(one.state)
    fit, fit_kind = words.fit_word(one.points)
    unclear = any(limit.get("outcome") == "assess" for limit in one.limits)
    return ShowProposal(
        title=_title(work, one),
        proposal=one,
        hours=hours_in_short(one.hours_steps),
        hours_lines=hours_lines(one.hours_steps),
        action=url_for("caseworker.show_proposal", proposal_id=one.id),
        back=url_for("caseworker.show_run", run_id=one.run_id),
        waited=waited(work, one.ready_at),
        state=state,
        state_kind=state_kind,
        status=_status(one),
        limits=tuple(_limit(limit) for limit in one.limits),
        unclear=unclear,
        fit=fit,
        fit_kind=fit_kind,
        points=number(round(one.points / 10_000)),
        speaks_for=tuple(part["sentence"] for part in one.parts if part.get("for_or_against") == "for"),
        speaks_against=tuple(part["sentence"] for part in one.parts if part.get("for_or_against") == "against"),
        parts=tuple(_part(part) for part in one.parts),
        weights=_("model version %(version)s", version=matches.get_run(work.session, one.run_id).weights_version),
        risks=risks_of(work, one, case, known),
        for_citizen=_places(one),
        for_place=_people(work, one, case),
        history=history_of(work, "proposal", one.id),
        placement_href=next((_href(place) for place in known if place.proposal_id == one.id), ""),
        undo_minutes=work.house.undo_minutes,
        deeds=tuple(deeds),
        forms=forms_of(DEEDS, deeds, one, tried),
        tried=tried,
        is_expired=one.state in EXPIRED,
        ratio=ratio_word(work, "proposal", one, [one.kind], one.start_on, tried),
        form=tried.form,
    )


def _href(placement: placements.PlacementRecord) -> str:
    return url_for("caseworker.show_placement", placement_id=placement.id)


def _possible(work: Work, one: ProposalRecord) -> list[str]:
    """What the table lists; a computed proposal is discarded, not called off."""
    deeds = possible(DEEDS, PROPOSAL, one.state, work.party)
    quiet = one.state in (ProposalState.COMPUTED, ProposalState.APPROVED, ProposalState.POSTPONED)
    return [name for name in deeds if not (quiet and name == "cancel")] if work.party is not Party.SYSTEM else []


def _title(work: Work, one: ProposalRecord) -> str:
    return _(
        "%(who)s · %(programme)s → %(title)s, %(company)s",
        who=one.short_name,
        programme=work.house.programme(one.programme_code).name,
        title=one.title,
        company=one.company_name,
    )


def _status(one: ProposalRecord) -> str:
    """The line on top: what is about to happen, or what everybody waits for."""
    if one.state == ProposalState.APPROVED and one.send_at:
        return _("Sendes klokken %(clock)s.", clock=clock(one.send_at))
    if one.state == ProposalState.SENT_TO_CITIZEN:
        return _("Sendt. %(who)s svarer senest %(date)s.", who=one.first_name, date=long_date(one.citizen_deadline))
    if one.state == ProposalState.SENT_TO_COMPANY:
        return _(
            "%(who)s har sagt ja. Virksomheden svarer senest %(date)s.",
            who=one.first_name,
            date=long_date(one.company_deadline),
        )
    if one.state == ProposalState.COMPANY_YES:
        return _("Begge har sagt ja og kan se, hvem den anden er. Aftal et møde.")
    if one.state == ProposalState.MEETING_AGREED:
        return _("De mødes %(date)s klokken %(clock)s.", date=long_date(one.meeting_at), clock=clock(one.meeting_at))
    if one.state == ProposalState.POSTPONED:
        return _("Udsat til %(date)s.", date=short_date(one.postponed_to))
    if one.state == ProposalState.CITIZEN_WANTS_TALK:
        return _("%(who)s vil gerne tale om det, før hun eller han svarer. Ring.", who=one.first_name)
    return _expired(one)


def _expired(one: ProposalRecord) -> str:
    """No answer is not a no: ring first; the table knows no way from here but to call the proposal off."""
    if one.state == ProposalState.CITIZEN_EXPIRED:
        return _(
            "%(who)s har ikke svaret. Det er ikke et nej. Ring, og aflys bagefter. Så kan en ny kørsel foreslå "
            "det samme eller noget andet.",
            who=one.first_name,
        )
    if one.state == ProposalState.COMPANY_EXPIRED:
        return _(
            "%(company)s har ikke svaret. %(who)s ved, at vi leder videre. Ring til virksomheden, og aflys bagefter.",
            company=one.company_name,
            who=one.first_name,
        )
    return ""


def _limit(limit: dict[str, Any]) -> SimpleNamespace:
    """A limit as a row of the list of criteria; what is unclear is for a person to settle."""
    unclear = limit.get("outcome") == "assess"
    return SimpleNamespace(
        text=limit_words().get(limit["code"], limit["code"]),
        outcome="unknown" if unclear else "met",
        label=_("Uklart") if unclear else _("Opfyldt"),
        reason=limit["sentence"],
        source=limit.get("source", ""),
    )


def limit_words() -> dict[str, str]:
    return {
        "kind": _("Formen er lovlig"),
        "duration": _("Længden"),
        "previous_company": _("Tidligere arbejdsgiver"),
        "hours": _("Timer"),
        "start": _("Start"),
        "travel": _("Afstand"),
        "needs": _("Hensyn kan gives"),
        "language": _("Sprog"),
        "licence": _("Kørekort og beviser"),
        "competence": _("Krav til kunnen"),
        "declined": _("Ingen nej fra før"),
        "open": _("Opslaget er åbent"),
        "headroom": _("Plads efter antal ansatte"),
    }


def part_words() -> dict[str, str]:
    return {
        "occupation": _("Ønske om job"),
        "competence": _("Kunnen"),
        "travel": _("Afstand"),
        "hours": _("Timer"),
        "support": _("Støtte og hensyn"),
        "waiting": _("Ventetid"),
    }


def _part(part: dict[str, Any]) -> Part:
    most = part.get("max_points") or 0
    return Part(
        label=part_words().get(part["code"], part["code"]),
        sentence=part["sentence"],
        share=_("%(percent)s %%", percent=round(100 * part["points"] / most) if most else 0),
        weight=number(most / 10_000),
        points=number(round(part["points"] / 10_000, 1)),
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
