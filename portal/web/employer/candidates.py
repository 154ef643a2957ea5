"""Candidates without names: tasks, hours and start until both have said yes; then who it is (V11, V12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.accommodations import describe
from portal.domain.company_reasons import COMPANY_NO_REASONS
from portal.domain.errors import NotFound
from portal.domain.workflow import ProposalState
from portal.services import proposal as service
from portal.services.disclosure import shown_to_company
from portal.services.work import Work
from portal.store import matches
from portal.store.companies import CompanyRecord
from portal.store.matches import ProposalRecord
from portal.web.employer.blueprint import employer, seen_version, tried, with_company
from portal.web.employer.fields import radios
from portal.web.employer.posting_guidance import kind_label
from portal.web.employer.posting_summary import weeks_words
from portal.web.forms import FormView, PortalForm, filled
from portal.web.hours_words import hours_in_short, hours_lines
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

UNOPENED = ProposalState.SENT_TO_COMPANY


class NoForm(PortalForm):
    reason = radios(_("Hvorfor?"), COMPANY_NO_REASONS, _("Dit svar går kun til kommunen."))


@dataclass(frozen=True)
class Card:
    """What a company may see of a candidate in a list: nothing about who it is."""

    id: UUID
    code: str
    title: str
    hours: str
    start: date
    deadline: date | None
    state: str
    state_kind: str
    waiting: bool
    opened: bool


@dataclass(frozen=True)
class Person:
    """Who it is, when both have said yes."""

    name: str
    adviser: str
    adviser_phone: str


@dataclass(frozen=True, kw_only=True)
class CandidatesPage(Page):
    waiting: tuple[Card, ...]
    others: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class CandidatePage(Page):
    card: Card
    kind: str
    tasks: tuple[str, ...]
    hours_lines: tuple[str, ...]
    working_times: str
    duration: str
    person: Person | None
    needs: tuple[str, ...]
    needs_until: date | None
    meeting_at: datetime | None
    version: int
    form: FormView
    said_no: bool
    expired: bool


def states() -> dict[str, tuple[str, str]]:
    return {
        ProposalState.SENT_TO_COMPANY: (_("Venter på jeres svar"), "attention"),
        ProposalState.COMPANY_YES: (_("I har begge sagt ja"), "success"),
        ProposalState.COMPANY_NO: (_("I har sagt nej tak"), "neutral"),
        ProposalState.COMPANY_EXPIRED: (_("Tiden er gået"), "neutral"),
        ProposalState.MEETING_AGREED: (_("Mødet er aftalt"), "success"),
        ProposalState.AGREEMENT: (_("Aftalen er lavet"), "success"),
    }


def _card(proposal: ProposalRecord) -> Card:
    state, kind = states()[ProposalState(proposal.state)]
    return Card(
        id=proposal.id,
        code=proposal.candidate_code,
        title=proposal.title,
        hours=hours_in_short(proposal.hours_steps),
        start=proposal.start_on,
        deadline=proposal.company_deadline,
        state=state,
        state_kind=kind,
        waiting=proposal.state == UNOPENED,
        opened=proposal.company_opened_at is not None or proposal.state != UNOPENED,
    )


@employer.page("/virksomhed/kandidater", allow=Permission.CANDIDATE_LIST)
@with_company
def list_candidates(work: Work, company: CompanyRecord) -> tuple[str, int]:
    cards = [_card(one) for one in matches.list_of_company(work.session, company.id)]
    page = CandidatesPage(
        title=_("Kandidater"),
        waiting=tuple(card for card in cards if card.waiting),
        others=tuple(card for card in cards if not card.waiting),
    )
    return render("employer/candidate/list.html", page)


@employer.page("/virksomhed/kandidater/<uuid:proposal_id>", allow=Permission.CANDIDATE_ANSWER, load=matches.get)
def show_candidate(work: Work, proposal: ProposalRecord) -> tuple[str, int]:
    if proposal.is_gone_from_company:
        return render("employer/candidate/gone.html", Page(title=_("Kandidaten er ikke længere ledig")))
    return _candidate(work, proposal, filled(NoForm))


def _candidate(work: Work, proposal: ProposalRecord, form: NoForm, status: int = 200) -> tuple[str, int]:
    needs = shown_to_company(work, proposal)
    page = CandidatePage(
        title=_("Kandidat %(code)s", code=proposal.candidate_code),
        card=_card(proposal),
        kind=kind_label(proposal.kind),
        tasks=tuple(proposal.tasks.splitlines()),
        hours_lines=hours_lines(proposal.hours_steps),
        working_times=proposal.working_times,
        duration=weeks_words(proposal.weeks),
        person=_person(proposal) if proposal.names_shown else None,
        needs=tuple(describe(one.need) for one in needs),
        needs_until=max((one.ends_on for one in needs), default=None),
        meeting_at=proposal.meeting_at if proposal.names_shown else None,
        version=proposal.version,
        form=form.view(),
        said_no=proposal.state == ProposalState.COMPANY_NO,
        expired=proposal.state == ProposalState.COMPANY_EXPIRED,
    )
    return render("employer/candidate/show.html", page, status)


def _person(proposal: ProposalRecord) -> Person:
    return Person(proposal.full_name, proposal.adviser_name or "", proposal.adviser_phone or "")


@employer.action("/virksomhed/kandidater/<uuid:proposal_id>", allow=Permission.CANDIDATE_ANSWER, load=matches.get)
def answer_candidate(work: Work, proposal: ProposalRecord) -> Response | tuple[str, int]:
    """Open the candidate, say yes, or say no with a reason. Opening is a fact: the citizen can regret until then."""
    here = redirect(url_for("employer.show_candidate", proposal_id=proposal.id), 303)
    if proposal.is_gone_from_company:
        return here
    chosen = request.form.get("handling", "")
    if chosen == "aabn":
        service.mark_opened_by_company(work, proposal.id)
        return here
    if chosen not in ("ja", "nej"):
        raise NotFound
    if proposal.state == UNOPENED and proposal.company_opened_at is None:
        flash(_("Se kandidaten, før I svarer."), "info")
        return here
    return _yes(work, proposal) if chosen == "ja" else _no(work, proposal)


def _yes(work: Work, proposal: ProposalRecord) -> Response:
    service.answer_as_company(work, service.AnswerAsCompany(proposal.id, seen_version(), "yes", None))
    flash(_("Tak. I har begge sagt ja. Nu kan I se, hvem det er."), "success")
    return redirect(url_for("employer.show_candidate", proposal_id=proposal.id), 303)


def _no(work: Work, proposal: ProposalRecord) -> Response | tuple[str, int]:
    form = filled(NoForm)
    command = service.AnswerAsCompany(proposal.id, seen_version(), "no", form.reason.data)
    if not tried(form, lambda: service.answer_as_company(work, command)):
        return _candidate(work, proposal, form, 422)
    flash(_("Tak for svaret. Vi leder videre efter en, der passer."), "success")
    return redirect(url_for("employer.list_candidates"), 303)
