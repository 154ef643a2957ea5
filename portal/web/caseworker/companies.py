"""Companies that want to take part: the queue, and each with the facts it is approved on."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.workflow import COMPANY, CompanyState
from portal.services import approval, registration
from portal.services.approval_checks import Check
from portal.services.work import Work
from portal.store import companies
from portal.store.companies import CompanyRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.checks import Shown, shown
from portal.web.caseworker.deeds import NOTHING_TRIED, Deed, Tried, forms_of, perform, possible, sent_version
from portal.web.caseworker.history import Entry, history_of
from portal.web.caseworker.paging import SIZE, Paging, paging_of
from portal.web.forms import FormView, MaxLength, PortalForm, Required
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render

S = CompanyState
VIEWS = {
    "nye": [S.SUBMITTED, S.AWAITING_COMPANY, S.SUSPENDED],
    "godkendte": [S.APPROVED],
    "slut": [S.REJECTED, S.ENDED],
}
AREA = {"kind": "text_area", "limit": 1000}


class AskForm(PortalForm):
    question = TextAreaField(
        "Hvad mangler I at få at vide?", [Required("Skriv, hvad I gerne vil vide."), MaxLength()], render_kw=AREA
    )


class RejectForm(PortalForm):
    reason = TextAreaField(
        "Hvorfor?", [Required("Skriv grunden, så virksomheden kan forstå den."), MaxLength()], render_kw=AREA
    )


class EndForm(PortalForm):
    reason = TextAreaField(
        "Hvorfor stopper samarbejdet?",
        [MaxLength()],
        description="Virksomheden kan læse det. Har den selv givet en grund, gælder den.",
        render_kw=AREA,
    )


def _approve(work: Work, company: CompanyRecord, form: PortalForm) -> None:
    approval.approve_company(work, approval.ApproveCompany(company.id, sent_version()))


def _ask(work: Work, company: CompanyRecord, form: AskForm) -> None:
    approval.ask_company(work, approval.AskCompany(company.id, sent_version(), form.question.data or ""))


def _reject(work: Work, company: CompanyRecord, form: RejectForm) -> None:
    approval.reject_company(work, approval.RejectCompany(company.id, sent_version(), form.reason.data or ""))


def _end(work: Work, company: CompanyRecord, form: EndForm) -> None:
    registration.end_company(work, registration.EndCompany(company.id, sent_version(), form.reason.data or ""))


def _keep(work: Work, company: CompanyRecord, form: PortalForm) -> None:
    registration.keep_company(work, registration.KeepCompany(company.id, sent_version()))


DEEDS = {
    "approve": Deed(_approve, lambda: _("Virksomheden er godkendt og får besked.")),
    "ask_company": Deed(_ask, lambda: _("Spørgsmålet er sendt til virksomheden."), AskForm),
    "reject": Deed(_reject, lambda: _("Virksomheden er ikke godkendt og får besked."), RejectForm),
    "reinstate": Deed(_keep, lambda: _("Virksomheden fortsætter. Opslagene er lukket og kan kopieres.")),
    "end": Deed(_end, lambda: _("Samarbejdet er stoppet. Virksomheden får besked."), EndForm),
}


@dataclass(frozen=True)
class Row:
    id: UUID
    href: str
    name: str
    cvr: str
    towns: str
    industry: str
    submitted: object
    state: str
    state_kind: str


@dataclass(frozen=True, kw_only=True)
class ListCompanies(Page):
    summary: str
    view: str
    views: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]
    paging: Paging


@dataclass(frozen=True, kw_only=True)
class ShowCompany(Page):
    action: str
    version: int
    company: CompanyRecord
    state: str
    state_kind: str
    checks: tuple[Shown, ...]
    history: tuple[Entry, ...]
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    form: FormView = field(default_factory=FormView)


@caseworker.page("/medarbejder/virksomheder", allow=Permission.STAFF_DESK)
def list_companies(work: Work) -> tuple[str, int]:
    view = request.args.get("vis", "nye")
    view = view if view in VIEWS else "nye"
    mine, states = work.actor.municipalities, VIEWS[view]
    count = companies.count_in_states(work.session, mine, states)
    paging = paging_of(count)
    found = companies.list_page(work.session, mine, states, paging.offset, SIZE)
    labels = {"nye": _("Venter på jer"), "godkendte": _("Godkendte"), "slut": _("Ikke med")}
    here = url_for("caseworker.list_companies")
    page = ListCompanies(
        title=_("Virksomheder"),
        summary=ngettext("%(num)s virksomhed", "%(num)s virksomheder", count),
        view=view,
        views=tuple((name, label, f"{here}?vis={name}") for name, label in labels.items()),
        rows=tuple(_row(company) for company in found),
        paging=paging,
    )
    return render("caseworker/company/list.html", page)


@caseworker.page("/medarbejder/virksomheder/<uuid:company_id>", allow=Permission.COMPANY_REVIEW, load=companies.get)
def show_company(work: Work, company: CompanyRecord) -> tuple[str, int]:
    return render("caseworker/company/show.html", _page(work, company, NOTHING_TRIED))


@caseworker.action("/medarbejder/virksomheder/<uuid:company_id>", allow=Permission.COMPANY_REVIEW, load=companies.get)
def decide_company(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, company, "company")
    if tried:
        return render("caseworker/company/show.html", _page(work, company, tried), tried.status)
    return redirect(url_for("caseworker.show_company", company_id=company.id), 303)


def _row(company: CompanyRecord) -> Row:
    state, kind = words.company_state(company.state)
    return Row(
        id=company.id,
        href=url_for("caseworker.show_company", company_id=company.id),
        name=company.name,
        cvr=company.cvr,
        towns=", ".join(dict.fromkeys(place.town for place in company.workplaces)),
        industry=company.industry.partition(" ")[2] or company.industry,
        submitted=company.submitted_at,
        state=state,
        state_kind=kind,
    )


def _page(work: Work, company: CompanyRecord, tried: Tried) -> ShowCompany:
    checks: tuple[Check, ...] = approval.checks_for_company(work, company)
    deeds = possible(DEEDS, COMPANY, company.state, work.party)
    state, kind = words.company_state(company.state)
    return ShowCompany(
        title=company.name,
        action=url_for("caseworker.show_company", company_id=company.id),
        version=company.version,
        company=company,
        state=state,
        state_kind=kind,
        checks=shown(checks),
        history=history_of(work, "company", company.id),
        deeds=tuple(deeds),
        forms=forms_of(DEEDS, deeds, company, tried),
        tried=tried,
        form=tried.form,
    )
