"""The company's answers as rows to check: what stands on the check page and, without the links, elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from portal.domain.municipalities import name_of
from portal.domain.occupations import TRADES
from portal.domain.placement_law import PlacementKind
from portal.programmes import load_programmes
from portal.store.companies import CompanyRecord, SpecialistRecord, WorkplaceRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, ngettext, number

LANGUAGES = {
    "da": _("Dansk"),
    "en": _("Engelsk"),
    "de": _("Tysk"),
    "sv": _("Svensk"),
    "ar": _("Arabisk"),
    "pl": _("Polsk"),
    "uk": _("Ukrainsk"),
    "tr": _("Tyrkisk"),
}


def served_municipalities() -> dict[str, str]:
    """Those that run a programme, by name: there the citizens live whom somebody can give advice."""
    codes = {place.code for programme in load_programmes() for place in programme.municipalities}
    return {code: name_of(code) for code in sorted(codes, key=name_of)}


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class Group:
    heading: str
    rows: tuple[Row, ...]


def summary_of(company: CompanyRecord) -> tuple[Group, ...]:
    """Company, each workplace with numbers, specialists and safety, in the order they were asked."""
    safety = Row(
        _("Læst"),
        long_date(company.safety_read_at) if company.safety_read_at else "",
        url_for("employer.show_safety"),
    )
    return (
        Group(_("Virksomheden"), tuple(_company(company))),
        *(Group(place.name, tuple(_workplace(place))) for place in company.workplaces if place.ordinary_fte),
        Group(_("De tager imod"), tuple(_specialist(s) for s in company.specialists if s.active)),
        Group(_("Sådan passer vi på hinanden"), (safety,)),
    )


def _company(company: CompanyRecord) -> Iterable[Row]:
    yield Row(_("CVR-nummer"), company.cvr)
    yield Row(_("Navn"), company.name)
    yield Row(_("Adresse"), company.address)
    yield Row(_("Branche"), company.industry.partition(" ")[2] or company.industry)
    yield Row(_("Kommune"), name_of(company.operating_municipality))


def _workplace(place: WorkplaceRecord) -> Iterable[Row]:
    edit = url_for("employer.edit_workplace", enhed=place.p_number)
    yield Row(_("Arbejdsplads"), f"{place.address}, {place.postal_code} {place.town}")
    months = " · ".join(number(month) for month in place.ordinary_fte)
    yield Row(_("Ansatte på fuld tid, de sidste fire måneder"), months, edit)
    name = ", ".join(filter(None, (place.representative_name, place.representative_email)))
    yield Row(_("Medarbejdernes repræsentant"), name or _("Ingen"), edit)
    supported = url_for("employer.edit_supported", enhed=place.p_number)
    yield Row(_("I praktik eller løntilskud nu"), supported_words(place.other_supported), supported)


def supported_words(people: list[dict[str, Any]]) -> str:
    """One line for each person."""
    return "\n".join(supported_line(person) for person in people) or _("Ingen")


def supported_line(person: dict[str, Any]) -> str:
    """Praktik, 20 timer om ugen, til 30. november 2026"""
    kind, hours = PlacementKind(person["kind"]).label.capitalize(), number(person["hours"])
    if person.get("to"):
        until = long_date(date.fromisoformat(person["to"]))
        return _("%(kind)s, %(hours)s timer om ugen, til %(date)s", kind=kind, hours=hours, date=until)
    return _("%(kind)s, %(hours)s timer om ugen, uden slutdato", kind=kind, hours=hours)


def advice_words(person: SpecialistRecord) -> str:
    """What she can give advice about, and where; nothing where she does not."""
    if not person.occupations:
        return ""
    trades = ", ".join(TRADES.get(code, code) for code in person.occupations)
    places = ", ".join(name_of(code) for code in person.municipalities)
    return _("Giver råd om %(trades)s til borgere i %(places)s", trades=trades, places=places)


def _specialist(person: SpecialistRecord) -> Row:
    lines = (
        person.title,
        f"{person.phone}, {person.email}",
        ngettext("Kan tage imod %(num)s person", "Kan tage imod %(num)s personer", person.capacity),
        advice_words(person),
    )
    return Row(
        person.name,
        "\n".join(filter(None, lines)),
        url_for("employer.edit_specialists", ret=person.id),
    )
