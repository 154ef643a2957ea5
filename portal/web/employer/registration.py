"""Registration: finding the company in CVR, the rules of conduct, the check page and the receipt (V2, V5, V6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.domain.values import Cvr
from portal.domain.workflow import CompanyState
from portal.services import registration as service
from portal.services.ports import Ports, RegisterDown
from portal.services.work import Work
from portal.store.companies import CompanyRecord
from portal.web.context import portal
from portal.web.employer.blueprint import employer, own_company, seen_version, tried, with_company
from portal.web.employer.fields import line
from portal.web.employer.registration_summary import Group, summary_of
from portal.web.forms import FormView, Parsed, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

TOTAL = 6
CVR_MISSING = _("Skriv CVR-nummeret med 8 tal.")


def step_title(heading: str, number: int) -> str:
    return _("%(heading)s – trin %(number)s af %(total)s", heading=heading, number=number, total=TOTAL)


class CvrForm(PortalForm):
    cvr = line(
        _("CVR-nummer"),
        CVR_MISSING,
        (Parsed(Cvr.parse),),
        _("8 tal. Vi henter navn og adresse i CVR-registret."),
        inputmode="numeric",
        autocomplete="off",
    )


class SafetyForm(PortalForm):
    read = BooleanField(_("Ja, vi har læst det"), [Required(_("Sæt kryds, når I har læst det."))])


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Page):
    form: FormView
    vouched: str


@dataclass(frozen=True, kw_only=True)
class SafetyPage(Page):
    heading: str
    form: FormView
    version: int
    back: str


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    heading: str
    groups: tuple[Group, ...]
    version: int
    missing: str


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Page):
    deadline: date


def after(company: CompanyRecord, step: str) -> str:
    """Where a saved step leads: on through the registration, or back to the overview when it was sent already."""
    if company.state != CompanyState.DRAFT:
        return url_for("employer.show_overview")
    following = service.missing_step(company)
    if following == "tjek" and step not in ("arbejdsplads", "specialist"):
        return url_for("employer.show_registration")
    return {
        "arbejdsplads": url_for("employer.edit_supported"),
        "i-gang": url_for("employer.edit_specialists"),
        "specialist": url_for("employer.show_safety"),
    }.get(step, url_for("employer.show_registration"))


@employer.page("/virksomhed/opret", allow=Permission.COMPANY_REGISTER)
def register(work: Work) -> Response | tuple[str, int]:
    company = own_company(work)
    if company is not None and company.state != CompanyState.DRAFT:
        return redirect(url_for("employer.show_overview"))
    vouched = service.vouched_cvr(work)
    form = filled(CvrForm, {"cvr": company.cvr if company else ""})
    return _register(form, vouched)


def _register(form: CvrForm, vouched: str, status: int = 200) -> tuple[str, int]:
    title = step_title(_("Find jeres virksomhed"), 1)
    page = RegisterPage(title=title, form=form.view(), vouched=vouched)
    return render("employer/company/register.html", page, status)


def _ask_register(ports: Ports) -> Ports:
    register = service.AnsweredRegister(ports.companies, request.form.get("cvr", ""))
    return replace(ports, companies=register)


@employer.action("/virksomhed/opret", allow=Permission.COMPANY_REGISTER, ask=_ask_register)
def find_company(work: Work) -> Response | tuple[str, int]:
    form = filled(CvrForm)
    if not tried(form, lambda: _open(work, form)):
        return _register(form, service.vouched_cvr(work), 422)
    return redirect(url_for("employer.edit_workplace"), 303)


def _open(work: Work, form: CvrForm) -> None:
    """CVR may be down: the person is told so, and nothing she typed is lost."""
    try:
        service.open_company(work, service.OpenCompany(form.cvr.data or ""))
    except RegisterDown:
        text = _(
            "CVR svarer ikke lige nu. Det er ikke jeres skyld. Prøv igen om lidt, eller ring til os på %(phone)s.",
            phone=portal().site.support_phone,
        )
        raise Refused(text, "cvr") from None


@employer.page("/virksomhed/opret/tryghed", allow=Permission.COMPANY_REGISTER)
@with_company
def show_safety(work: Work, company: CompanyRecord) -> tuple[str, int]:
    return _safety(company, filled(SafetyForm, {"read": company.safety_read_at is not None}))


def _safety(company: CompanyRecord, form: SafetyForm, status: int = 200) -> tuple[str, int]:
    heading = _("Sådan passer vi på hinanden")
    page = SafetyPage(
        title=step_title(heading, 5),
        heading=heading,
        form=form.view(),
        version=company.version,
        back=url_for("employer.edit_specialists"),
    )
    return render("employer/company/safety.html", page, status)


@employer.action("/virksomhed/opret/tryghed", allow=Permission.COMPANY_REGISTER)
@with_company
def read_safety(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    form = filled(SafetyForm)
    if not tried(form, lambda: service.read_safety(work, service.ReadSafety(seen_version()))):
        return _safety(company, form, 422)
    return redirect(url_for("employer.show_registration"), 303)


@employer.page("/virksomhed/opret/tjek", allow=Permission.COMPANY_REGISTER)
@with_company
def show_registration(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    if company.state != CompanyState.DRAFT:
        return redirect(url_for("employer.show_overview"))
    return _check(company)


def _check(company: CompanyRecord, status: int = 200) -> tuple[str, int]:
    heading = _("Tjek og send")
    step = service.missing_step(company)
    page = CheckPage(
        title=step_title(heading, TOTAL),
        heading=heading,
        groups=summary_of(company),
        version=company.version,
        missing="" if step == "tjek" else _address_of(step),
    )
    return render("employer/company/check.html", page, status)


def _address_of(step: str) -> str:
    endpoints: dict[str, Any] = {
        "arbejdsplads": "employer.edit_workplace",
        "specialist": "employer.edit_specialists",
        "tryghed": "employer.show_safety",
    }
    return url_for(endpoints[step])


@employer.action("/virksomhed/opret/tjek", allow=Permission.COMPANY_REGISTER)
@with_company
def send_registration(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    try:
        service.submit(work, service.SubmitCompany(seen_version()))
    except Refused:
        return _check(company, 422)
    return redirect(url_for("employer.show_receipt"), 303)


@employer.page("/virksomhed/opret/kvittering", allow=Permission.COMPANY_SEE)
@with_company
def show_receipt(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    if company.submitted_at is None:
        return redirect(url_for("employer.show_registration"))
    receipt = service.receipt_of(work, company)
    page = ReceiptPage(title=_("Tak. Vi har fået jeres tilmelding"), deadline=receipt.deadline)
    return render("employer/company/receipt.html", page)
