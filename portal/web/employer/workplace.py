"""Registration: the workplace's numbers, and who is there with support already (V3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from babel.dates import format_date
from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.domain.placement_law import PlacementKind
from portal.domain.workflow import CompanyState
from portal.services import registration as service
from portal.services.work import Work
from portal.services.workplace_room import Room, room_at
from portal.store.companies import CompanyRecord, WorkplaceRecord
from portal.web.employer.blueprint import employer, seen_version, tried, with_company
from portal.web.employer.fields import DanishNumber, Email, line, radios, typed
from portal.web.employer.registration import after, step_title
from portal.web.employer.registration_summary import supported_line
from portal.web.forms import Between, DateParts, FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

MOST = 20_000
RECENT, EARLIER = 4, 8
SAME, OTHER = "same", "other"


class WorkplaceForm(PortalForm):
    """Made for the day: the months are named."""


def workplace_form(today: date, place: WorkplaceRecord) -> type[WorkplaceForm]:
    """Four months, the eight before them if they were different, and who speaks for the employees."""
    form = type("WorkplaceForm", (WorkplaceForm,), {})
    months = last_months(today)
    for number, month in enumerate(months[EARLIER:], 1):
        setattr(form, f"fte_{number}", _month(month, Required(_("Skriv tallet for %(month)s.", month=month))))
    form.earlier = radios(
        _("Var tallet det samme i de otte måneder før?"),
        {
            SAME: _("Ja, som i %(month)s", month=months[EARLIER]),
            OTHER: _("Nej, vi skriver tallene herunder"),
        },
        _("Vi bruger det til at se, om I kan få løntilskud."),
    )
    for number, month in enumerate(months[:EARLIER], 1):
        setattr(form, f"earlier_{number}", _month(month))
    form.representative_name = line(
        _("Navn på medarbejdernes repræsentant"),
        hint=_("Tillidsrepræsentanten, eller en anden, kollegerne har valgt. Er der kun én ansat, springer I over."),
        autocomplete="off",
    )
    form.representative_email = line(
        _("Repræsentantens e-mail"), "", (Email(), MaxLength(200)), type="email", inputmode="email", autocomplete="off"
    )
    return form


def _month(month: str, *checks: Any) -> DanishNumber:
    span = Between(0, MOST, _("Skriv et tal mellem 0 og 20.000."))
    return DanishNumber(
        month[:1].upper() + month[1:], [*checks, span], render_kw={"inputmode": "decimal", "optional": False}
    )


def last_months(today: date) -> list[str]:
    """The twelve calendar months before this one, oldest first: "december 2025" to "november 2026"."""
    index = today.year * 12 + today.month - 1
    firsts = [date((index - back) // 12, (index - back) % 12 + 1, 1) for back in range(12, 0, -1)]
    return [format_date(first, "LLLL y", locale="da") for first in firsts]


@dataclass(frozen=True, kw_only=True)
class WorkplacePage(Page):
    heading: str
    form: FormView
    version: int
    action: str
    back: str
    company: str
    place: WorkplaceRecord
    places: tuple[tuple[str, str, bool], ...]
    """(name, address of its page, is it this one) when the company has several."""
    sent: bool


@employer.page("/virksomhed/opret/arbejdsplads", allow=Permission.COMPANY_REGISTER)
@with_company
def edit_workplace(work: Work, company: CompanyRecord) -> tuple[str, int]:
    place = chosen_place(company)
    return _workplace(company, place, filled(workplace_form(work.today, place), _known(company, place)))


def chosen_place(company: CompanyRecord) -> WorkplaceRecord:
    """The workplace named in the address, or the first; one the company does not have is not found."""
    wanted = request.args.get("enhed")
    found = [place for place in company.workplaces if wanted in (None, place.p_number)]
    if not found:
        raise NotFound
    return next((place for place in found if place.ordinary_fte), found[0])


def _known(company: CompanyRecord, place: WorkplaceRecord) -> dict[str, Any]:
    known: dict[str, Any] = {
        "representative_name": place.representative_name,
        "representative_email": place.representative_email,
    }
    for number, value in enumerate(place.ordinary_fte, 1):
        known[f"fte_{number}"] = typed(value)
    earlier = company.monthly_fte[:EARLIER]
    if place.ordinary_fte and earlier:
        same = len(set(earlier)) == 1 and earlier[0] == company.monthly_fte[EARLIER]
        known["earlier"] = SAME if same else OTHER
        known |= {} if same else {f"earlier_{n}": typed(value) for n, value in enumerate(earlier, 1)}
    return known


def _workplace(company: CompanyRecord, place: WorkplaceRecord, form: PortalForm, status: int = 200) -> tuple[str, int]:
    heading = _("Hvor mange arbejder hos jer?")
    several = len(company.workplaces) > 1
    sent = company.state != CompanyState.DRAFT
    page = WorkplacePage(
        title=heading if sent else step_title(heading, 2),
        heading=heading,
        form=form.view(),
        version=company.version,
        action=url_for("employer.edit_workplace", enhed=place.p_number if several else None),
        back=url_for("employer.show_overview") if sent else url_for("employer.register"),
        company=company.name,
        place=place,
        places=tuple(
            (p.name, url_for("employer.edit_workplace", enhed=p.p_number), p.id == place.id) for p in company.workplaces
        )
        if several
        else (),
        sent=sent,
    )
    return render("employer/company/workplace.html", page, status)


@employer.action("/virksomhed/opret/arbejdsplads", allow=Permission.COMPANY_REGISTER)
@with_company
def save_workplace(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    place = chosen_place(company)
    form = filled(workplace_form(work.today, place))
    _require_earlier(form)
    if not tried(form, lambda: service.save_workplace(work, _command(form, place.id))):
        return _workplace(company, place, form, 422)
    if company.state != CompanyState.DRAFT:
        return redirect(after(company, "arbejdsplads"), 303)
    several = len(company.workplaces) > 1
    return redirect(url_for("employer.edit_supported", enhed=place.p_number if several else None), 303)


def _require_earlier(form: Any) -> None:
    """The eight months are needed only when they were different."""
    if form.earlier.data != OTHER:
        return
    for number in range(1, EARLIER + 1):
        field = form[f"earlier_{number}"]
        text = _("Skriv tallet for %(month)s.", month=field.label.text.lower())
        field.validators = [Required(text), *field.validators]


def _command(form: Any, workplace_id: UUID) -> service.SaveWorkplace:
    earlier = tuple(form[f"earlier_{n}"].number for n in range(1, EARLIER + 1))
    return service.SaveWorkplace(
        version=seen_version(),
        workplace_id=workplace_id,
        ordinary_fte=tuple(form[f"fte_{n}"].number for n in range(1, RECENT + 1)),
        earlier_fte=earlier if form.earlier.data == OTHER else (),
        representative_name=form.representative_name.data or "",
        representative_email=form.representative_email.data or "",
    )


class SupportedForm(PortalForm):
    kind = radios(
        _("Hvad er personen i?"),
        {
            PlacementKind.WORK_TRIAL: _("Praktik"),
            PlacementKind.WAGE_SUBSIDY_JOB: _("Løntilskud"),
        },
    )
    hours = DanishNumber(
        _("Timer om ugen"),
        [Required(_("Skriv timer om ugen.")), Between(1, 37, _("Skriv et tal fra 1 til 37."))],
        render_kw={"suffix": _("timer om ugen"), "inputmode": "decimal"},
    )
    until = DateParts(
        _("Sidste dag"), description=_("For eksempel 4 3 2027. Lad felterne stå tomme, hvis der ikke er en slutdato.")
    )


@dataclass(frozen=True, kw_only=True)
class SupportedPage(Page):
    heading: str
    form: FormView
    version: int
    action: str
    back: str
    onwards: str
    people: tuple[str, ...]
    room: Room | None
    place_name: str
    sent: bool


@employer.page("/virksomhed/opret/i-gang", allow=Permission.COMPANY_REGISTER)
@with_company
def edit_supported(work: Work, company: CompanyRecord) -> tuple[str, int]:
    return _supported(work, company, chosen_place(company), filled(SupportedForm))


def _supported(
    work: Work, company: CompanyRecord, place: WorkplaceRecord, form: SupportedForm, status: int = 200
) -> tuple[str, int]:
    heading = _("Er nogen i praktik eller løntilskud hos jer nu?")
    several = len(company.workplaces) > 1
    sent = company.state != CompanyState.DRAFT
    unit = place.p_number if several else None
    page = SupportedPage(
        title=heading if sent else step_title(heading, 3),
        heading=heading,
        form=form.view(),
        version=company.version,
        action=url_for("employer.edit_supported", enhed=unit),
        back=url_for("employer.edit_workplace", enhed=unit),
        onwards=after(company, "i-gang"),
        people=tuple(supported_line(person) for person in place.other_supported),
        room=room_at(work.house.law, place, work.today),
        place_name=place.name if several else "",
        sent=sent,
    )
    return render("employer/company/supported.html", page, status)


@employer.action("/virksomhed/opret/i-gang", allow=Permission.COMPANY_REGISTER)
@with_company
def save_supported(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    place = chosen_place(company)
    back = url_for("employer.edit_supported", enhed=request.args.get("enhed"))
    remove = request.form.get("fjern", type=int)
    if remove is not None:
        service.remove_supported(work, service.RemoveSupported(seen_version(), place.id, remove))
        return redirect(back, 303)
    form = filled(SupportedForm)
    if form.until.data and form.until.data < work.today:
        form.until.process_errors.append(_("Vælg en dato, der ligger efter i dag."))
    if not tried(form, lambda: service.add_supported(work, _added(form, place.id))):
        return _supported(work, company, place, form, 422)
    return redirect(back, 303)


def _added(form: Any, workplace_id: UUID) -> service.AddSupported:
    return service.AddSupported(seen_version(), workplace_id, form.kind.data, form.hours.number, form.until.data)
