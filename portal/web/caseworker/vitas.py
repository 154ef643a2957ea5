"""The sheet to copy from: what VITAS asks, field by field in its own order, with what the portal knows (domain.md B.9)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from portal.domain.access import Permission
from portal.domain.placement_law import PlacementKind
from portal.services import agreement as service
from portal.services.work import Work
from portal.store import agreements, companies, placements
from portal.store.companies import CompanyRecord, WorkplaceRecord
from portal.store.placements import PlacementRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number
from portal.web.render import Page, render


@dataclass(frozen=True)
class Field:
    label: str
    value: str
    missing: str = ""
    """What to do where the portal does not know it."""


@dataclass(frozen=True)
class Group:
    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True)
class VitasPage(Page):
    groups: tuple[Group, ...]
    reference: str
    back: str


@caseworker.page(
    "/medarbejder/forloeb/<uuid:placement_id>/vitas", allow=Permission.PLACEMENT_FOLLOW, load=placements.get, queries=16
)
def show_vitas(work: Work, one: PlacementRecord) -> tuple[str, int]:
    current = agreements.find_current(work.session, one.id)
    terms = current.terms if current else service.draft_terms(work, one.id)
    company = companies.get(work.session, one.company_id)
    page = VitasPage(
        title=_("Kopiark til VITAS"),
        groups=_groups(one, company, terms),
        reference=one.vitas_reference,
        back=url_for("caseworker.show_agreement", placement_id=one.id),
    )
    return render("caseworker/agreement/vitas.html", page)


def _groups(one: PlacementRecord, company: CompanyRecord, terms: dict[str, str]) -> tuple[Group, ...]:
    """In the order of VITAS, so that nobody has to look for anything."""
    place = next(place for place in company.workplaces if place.id == one.workplace_id)
    kinds = ", ".join(PlacementKind(part.kind).label for part in one.parts)
    subsidy = any(part.kind == PlacementKind.WAGE_SUBSIDY_JOB for part in one.parts)
    name, _comma, phone = terms.get("contact", "").partition(", telefon ")
    steps = one.parts[0].hours_ladder if one.parts else []
    ask = _("Spørg virksomheden")
    groups = (
        Group(_("1. Type"), (Field(_("Ordning"), _("%(kind)s, %(sector)s", kind=kinds, sector=_sector(company))),)),
        Group(
            _("2. Virksomhed"),
            (
                Field(_("CVR-nummer"), company.cvr),
                Field(_("P-nummer"), one.p_number),
                Field(_("Arbejdssted"), f"{one.address}, {place.postal_code} {one.town}"),
            ),
        ),
        Group(
            _("3. Kontaktperson"), (Field(_("Navn"), name, ask), Field(_("Telefon"), phone, ask)),
        ),
        Group(
            _("4. Øremærket til en person"),
            (Field(_("Ja, til"), one.full_name), Field(_("CPR-nummer"), "", _("Hent det i fagsystemet. Det står ikke her."))),
        ),
        Group(
            _("5. Stilling"),
            (Field(_("Opgaver"), terms.get("tasks", "")), Field(_("Formål"), terms.get("aim", ""))),
        ),
        Group(
            _("6. Periode og tid"),
            (
                Field(_("Første dag"), long_date(one.start_on)),
                Field(_("Sidste dag"), long_date(one.end_on), _("Ingen slutdato")),
                Field(_("Timer om ugen"), number(steps[0]["hours"]) if steps else ""),
                Field(_("Bemærkning om progression"), terms.get("hours", "")),
            ),
        ),
    )  # fmt: skip
    return (*groups, *_rest(place, subsidy=subsidy))


def _rest(place: WorkplaceRecord, *, subsidy: bool) -> tuple[Group, ...]:
    """Wage for a subsidy, then the numbers, the declarations and the employees."""
    ask = _("Spørg virksomheden")
    asked = (_("Timeløn"), _("Overenskomst"), _("Samlet udgift om måneden"))
    wage = Group(_("7. Løn"), tuple(Field(label, "", ask) for label in asked))
    mean = number(round(sum(place.ordinary_fte) / len(place.ordinary_fte), 2)) if place.ordinary_fte else ""
    rest: tuple[Group, ...] = (
        Group(
            _("8. Ansatte"),
            (
                Field(_("Ansatte på fuld tid"), mean, ask),
                Field(_("Allerede i praktik eller løntilskud"), str(len(place.other_supported))),
            ),
        ),
        Group(
            _("9. Erklæringer"),
            (
                Field(_("Erstatter ikke en fyret medarbejder"), "", ask),
                Field(_("Ikke ægtefælle"), "", ask),
                Field(_("Ikke seneste arbejdsgiver"), _("Kontrolleret i portalen, da forslaget blev lavet")),
            ),
        ),
        Group(
            _("10. De ansattes talsperson"),
            (
                Field(_("Navn"), place.representative_name, _("Ingen oplyst")),
                Field(_("E-mail"), place.representative_email, _("Ingen oplyst")),
            ),
        ),
    )
    return (*([wage] if subsidy else []), *rest)


def _sector(company: CompanyRecord) -> str:
    return _("offentlig") if company.sector == "public" else _("privat")
