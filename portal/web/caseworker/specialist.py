"""One recruitment specialist who could help a citizen: does it fit, and shall the citizen know of her?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField

from portal.domain.access import Permission, permits
from portal.domain.workflow import SPECIALIST_PROPOSAL, SpecialistProposalState
from portal.services import specialist_proposal as service
from portal.services.related import not_close
from portal.services.work import Work
from portal.store import matches, specialist_proposals
from portal.store.matches import RunRecord
from portal.store.specialist_proposals import SpecialistProposalRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import NOTHING_TRIED, Deed, Tried, forms_of, perform, possible, sent_version
from portal.web.caseworker.history import Entry, history_of
from portal.web.forms import FormView, PortalForm, Required, choices
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

S = SpecialistProposalState
REASONS = {
    "citizen": "Borgeren vil hellere være fri",
    "trade": "Faget passer ikke",
    "person": "De to passer ikke sammen",
    "other": "Noget andet",
}


class DiscardForm(PortalForm):
    reason = RadioField("Hvorfor?", [Required("Vælg, hvorfor det ikke er den rigtige.")], choices=choices(REASONS))


def _approve(work: Work, one: SpecialistProposalRecord, form: PortalForm) -> None:
    service.approve_specialist(work, service.ApproveSpecialist(one.id, sent_version()))


def _discard(work: Work, one: SpecialistProposalRecord, form: DiscardForm) -> None:
    service.discard_specialist(work, service.DiscardSpecialist(one.id, sent_version(), form.reason.data or ""))


def _end(work: Work, one: SpecialistProposalRecord, form: PortalForm) -> None:
    service.end_specialist(work, service.EndSpecialist(one.id, sent_version()))


DEEDS = {
    "approve": Deed(_approve, lambda: _("Godkendt. Borgeren kan nu se, hvem hun eller han kan ringe til.")),
    "discard": Deed(_discard, lambda: _("Forkastet. De to foreslås ikke til hinanden igen."), DiscardForm),
    "end": Deed(_end, lambda: _("Afsluttet. Specialisten har plads til en anden.")),
}


@dataclass(frozen=True, kw_only=True)
class ShowSpecialist(Page):
    one: SpecialistProposalRecord
    back: str
    action: str
    state: str
    state_kind: str
    fit: str
    fit_kind: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    same_company: bool
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    history: tuple[Entry, ...]
    form: FormView


@caseworker.page(
    "/medarbejder/match/specialist/<uuid:specialist_proposal_id>",
    allow=Permission.CASE_READ,
    load=specialist_proposals.get,
)
def show_specialist(work: Work, one: SpecialistProposalRecord) -> tuple[str, int]:
    return render("caseworker/match/specialist.html", _page(work, one, NOTHING_TRIED))


@caseworker.action(
    "/medarbejder/match/specialist/<uuid:specialist_proposal_id>",
    allow=Permission.PROPOSAL_DECIDE,
    load=specialist_proposals.get,
)
def decide_specialist(work: Work, one: SpecialistProposalRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, one, "specialist_proposal")
    if tried:
        return render("caseworker/match/specialist.html", _page(work, one, tried), tried.status)
    return redirect(url_for("caseworker.show_specialist", specialist_proposal_id=one.id), 303)


def _page(work: Work, one: SpecialistProposalRecord, tried: Tried) -> ShowSpecialist:
    decides = permits(work.actor, Permission.PROPOSAL_DECIDE, one)
    deeds = possible(DEEDS, SPECIALIST_PROPOSAL, one.state, work.party) if decides else []
    state, state_kind = state_words(one.state)
    fit, fit_kind = words.fit_word(one.points)
    return ShowSpecialist(
        title=_("%(who)s og %(specialist)s", who=one.short_name, specialist=one.specialist_name),
        one=one,
        back=url_for("caseworker.show_run", run_id=one.run_id),
        action=url_for("caseworker.show_specialist", specialist_proposal_id=one.id),
        state=state,
        state_kind=state_kind,
        fit=fit,
        fit_kind=fit_kind,
        speaks_for=tuple(part["sentence"] for part in one.parts if part["for_or_against"] == "for"),
        speaks_against=tuple(part["sentence"] for part in one.parts if part["for_or_against"] == "against"),
        same_company=matches.has_live_with_company(work.session, one.person_id, one.company_id),
        deeds=tuple(deeds),
        forms=forms_of(DEEDS, deeds, one, tried),
        tried=tried,
        history=history_of(work, "specialist_proposal", one.id),
        form=tried.form,
    )


def state_words(state: str) -> tuple[str, str]:
    return {
        S.PROPOSED: (_("Mangler din beslutning"), "waiting"),
        S.APPROVED: (_("Godkendt"), "success"),
        S.DISCARDED: (_("Forkastet"), "neutral"),
        S.STALE: (_("Forældet"), "neutral"),
        S.ENDED: (_("Afsluttet"), "neutral"),
    }[SpecialistProposalState(state)]


@dataclass(frozen=True)
class SpecialistRow:
    """A specialist as a line of a run or of a proposal."""

    href: str
    who: str
    specialist: str
    company: str
    fit: str
    fit_kind: str
    state: str
    state_kind: str


def specialist_row(one: SpecialistProposalRecord) -> SpecialistRow:
    fit, fit_kind = words.fit_word(one.points)
    state, state_kind = state_words(one.state)
    return SpecialistRow(
        href=url_for("caseworker.show_specialist", specialist_proposal_id=one.id),
        who=one.short_name,
        specialist=one.specialist_name,
        company=one.company_name,
        fit=fit,
        fit_kind=fit_kind,
        state=state,
        state_kind=state_kind,
    )


def specialists_of_run(work: Work, run: RunRecord) -> tuple[SpecialistRow, ...]:
    by = run.finished_at or run.started_at
    found = specialist_proposals.list_of_run(work.session, run.operating_municipality, run.id, by)
    return tuple(specialist_row(one) for one in not_close(work, found))


def specialist_of_case(work: Work, enrolment_id: UUID) -> SpecialistRow | None:
    one = specialist_proposals.find_current(work.session, enrolment_id)
    return specialist_row(one) if one else None
