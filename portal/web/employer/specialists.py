"""Registration: the people in the company who welcome new colleagues (V4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.domain.occupations import TRADES
from portal.domain.values import PhoneNumber
from portal.domain.workflow import CompanyState
from portal.services import registration as service
from portal.services.work import Work
from portal.store.companies import CompanyRecord, SpecialistRecord
from portal.web.employer.blueprint import employer, seen_version, tried, with_company
from portal.web.employer.fields import Email, WholeNumber, boxes, line, words
from portal.web.employer.registration import after, step_title
from portal.web.employer.registration_summary import LANGUAGES, served_municipalities
from portal.web.forms import Between, FormView, Parsed, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

MOST = 50
ANOTHER = "en_til"
ONLINE = "online"


class SpecialistForm(PortalForm):
    name = line(_("Navn"), _("Skriv navnet på den, der tager imod."), autocomplete="name")
    title = line(_("Stilling"), _("Skriv stillingen. For eksempel teamleder."), autocomplete="organization-title")
    phone = line(
        _("Telefonnummer"),
        _("Skriv et telefonnummer med 8 tal."),
        (Parsed(PhoneNumber.parse, _("Skriv telefonnummeret med 8 tal. For eksempel 12 34 56 78.")),),
        type="tel",
        inputmode="tel",
        autocomplete="tel",
    )
    email = line(
        _("E-mail"), _("Skriv en e-mail, så vi kan skrive til jer."), (Email(),), type="email", autocomplete="email"
    )
    languages = boxes(_("Sprog på arbejdspladsen"), LANGUAGES, _("Vælg dem, I kan tale med en ny kollega på."))
    capacity = WholeNumber(
        _("Hvor mange kan I tage imod på samme tid?"),
        [
            Required(_("Skriv, hvor mange I kan tage imod.")),
            Between(1, MOST, _("Skriv et tal fra 1 til %(most)s.", most=MOST)),
        ],
        render_kw={"suffix": _("personer")},
    )
    strengths = words(
        _("Hvad er personen god til?"),
        hint=_("For eksempel at lære fra sig, eller at give sig god tid den første dag."),
        limit=500,
    )
    occupations = boxes(
        _("Hvilke fag kender personen?"),
        TRADES,
        _("Så kan vi foreslå personen til en borger, der søger inden for faget. Borgeren ringer selv."),
    )
    municipalities = boxes(_("Hvor bor dem, personen kan give råd?"), served_municipalities())
    online = boxes(_("Hvordan kan de tale sammen?"), {ONLINE: _("Også online eller i telefon")})


@dataclass(frozen=True, kw_only=True)
class SpecialistsPage(Page):
    heading: str
    form: FormView
    version: int
    back: str
    onwards: str
    people: tuple[SpecialistRecord, ...]
    editing: SpecialistRecord | None
    gives_advice: bool
    action: str
    sent: bool


@employer.page("/virksomhed/opret/specialist", allow=Permission.COMPANY_REGISTER)
@with_company
def edit_specialists(work: Work, company: CompanyRecord) -> tuple[str, int]:
    editing = _editing(company)
    known = (
        vars(editing) | {"online": [ONLINE] if editing.online else []}
        if editing
        else {"capacity": 1, "languages": ["da"]}
    )
    return _specialists(company, editing, filled(SpecialistForm, known))


def _editing(company: CompanyRecord) -> SpecialistRecord | None:
    """Whom the address asks to correct; one the company does not have is not found."""
    wanted = request.args.get("ret")
    if not wanted:
        return None
    found = next((s for s in company.specialists if str(s.id) == wanted and s.active), None)
    if found is None:
        raise NotFound
    return found


def _specialists(
    company: CompanyRecord, editing: SpecialistRecord | None, form: SpecialistForm, status: int = 200
) -> tuple[str, int]:
    heading = _("Hvem tager godt imod en ny kollega?")
    sent = company.state != CompanyState.DRAFT
    page = SpecialistsPage(
        title=heading if sent else step_title(heading, 4),
        heading=heading,
        form=form.view(),
        version=company.version,
        back=url_for("employer.show_overview") if sent else url_for("employer.edit_supported"),
        onwards=after(company, "specialist"),
        people=tuple(s for s in company.specialists if s.active and s is not editing),
        editing=editing,
        gives_advice=bool(form.occupations.data or form.municipalities.errors),
        action=url_for("employer.edit_specialists", ret=editing.id if editing else None),
        sent=sent,
    )
    return render("employer/company/specialists.html", page, status)


@employer.action("/virksomhed/opret/specialist", allow=Permission.COMPANY_REGISTER)
@with_company
def save_specialist(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    here = url_for("employer.edit_specialists")
    if "fjern" in request.form:
        service.remove_specialist(work, service.RemoveSpecialist(seen_version(), _removed()))
        return redirect(here, 303)
    editing = _editing(company)
    form = filled(SpecialistForm)
    if not tried(form, lambda: service.save_specialist(work, _command(form, editing))):
        return _specialists(company, editing, form, 422)
    return redirect(here if ANOTHER in request.form else after(company, "specialist"), 303)


def _removed() -> UUID:
    try:
        return UUID(request.form["fjern"])
    except ValueError:
        raise NotFound from None


def _command(form: Any, editing: SpecialistRecord | None) -> service.SaveSpecialist:
    return service.SaveSpecialist(
        version=seen_version(),
        specialist_id=editing.id if editing else None,
        name=form.name.data.strip(),
        title=form.title.data.strip(),
        phone=str(PhoneNumber.parse(form.phone.data)),
        email=form.email.data.strip(),
        languages=tuple(form.languages.data),
        capacity=form.capacity.data,
        strengths=(form.strengths.data or "").strip(),
        occupations=tuple(form.occupations.data or ()),
        municipalities=tuple(form.municipalities.data or ()),
        online=ONLINE in (form.online.data or ()),
    )
