"""Mine oplysninger: what we know, where it comes from, how it is mended, and all of it to take away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, url_for

from portal.domain.access import Permission
from portal.domain.access.limits import EXPORT
from portal.domain.municipalities import sender
from portal.domain.placement_law import Benefit
from portal.services.looks import Look, list_looks
from portal.services.own_data import export
from portal.services.work import Work
from portal.store import disclosures, enrolments, matches, people, placements
from portal.store.enrolments import EnrolmentRecord
from portal.store.people import Person
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, ngettext
from portal.web.looks_words import looker_text, purpose_text
from portal.web.permission_words import field_text, given_text
from portal.web.render import Page, render

HIDDEN = frozenset({"deleted"})
SHOWN_LOOKS = 8
"""The newest stand on the page; the others are folded away."""


@dataclass(frozen=True)
class Row:
    """A line of a summary list; nothing here is mended by the citizen alone, so there is no link."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class Source:
    """What came from one place."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class CaseLink:
    text: str
    href: str


@dataclass(frozen=True)
class LookRow:
    """One day's looks by one kind of person from one place, as the component `history_list` shows them."""

    when: str
    text: str
    who: str


@dataclass(frozen=True, kw_only=True)
class OwnDataPage(Page):
    sources: tuple[Source, ...]
    cases: tuple[CaseLink, ...]
    has_case: bool
    looks: tuple[LookRow, ...]
    older_looks: tuple[LookRow, ...]


@citizen.page("/min-side/oplysninger", allow=Permission.MY_PAGE)
def show_own_data(work: Work) -> tuple[str, int]:
    assert work.actor.person_id is not None
    person = people.get(work.session, work.actor.person_id)
    cases = [case for case in enrolments.list_of_person(work.session, person.id) if case.state not in HIDDEN]
    looks = _looks(work, person)
    page = OwnDataPage(
        title=_("Mine oplysninger"),
        sources=(*_sources(person, cases), *_given(work, person)),
        cases=tuple(link for case in cases for link in _links(work, case)),
        has_case=any(case.number for case in cases),
        looks=looks[:SHOWN_LOOKS],
        older_looks=looks[SHOWN_LOOKS:],
    )
    return render("citizen/rights/own_data.html", page)


@citizen.page("/min-side/oplysninger/hent.json", allow=Permission.MY_PAGE, queries=60, limit=EXPORT)
def download_own_data(work: Work) -> Response:
    """Everything, in a file that other systems can read."""
    assert work.actor.person_id is not None
    everything = export(work, work.actor.person_id)
    response = make_response(json.dumps(everything, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="mine-oplysninger.json"'
    return response


def _looks(work: Work, person: Person) -> tuple[LookRow, ...]:
    """Who has looked. A company is named to her only where both have said yes to each other."""
    looks = list_looks(work, person.id)
    known = _companies(work, person) if any(look.company_id for look in looks) else {}
    return tuple(LookRow(_day_of(look), purpose_text(look), looker_text(look, known)) for look in looks)


def _day_of(look: Look) -> str:
    times = ngettext("%(num)s gang", "%(num)s gange", look.times)
    return f"{long_date(look.on)}, {times}" if look.times > 1 else long_date(look.on)


def _companies(work: Work, person: Person) -> dict[str, str]:
    placed = placements.list_of_person(work.session, person.id)
    proposed = [one for one in matches.list_of_person(work.session, person.id) if one.names_shown]
    return {str(one.company_id): one.company_name for one in [*placed, *proposed]}


def _sources(person: Person, cases: list[EnrolmentRecord]) -> tuple[Source, ...]:
    found = (
        Source(_("Hentet fra CPR"), _from_register(person)),
        Source(_("Hentet fra kommunen"), _from_municipality(person)),
        Source(_("Det har du selv skrevet"), _from_citizen(cases)),
    )
    return tuple(source for source in found if source.rows)


def _given(work: Work, person: Person) -> tuple[Source, ...]:
    """What she has let companies see, what she has taken back too: she can hold us to each line."""
    found = disclosures.list_given(work.session, person.id)
    rows = tuple(Row(field_text(one), given_text(one, work.today)) for one in found)
    return (Source(_("Det har du sagt ja til, at virksomheder ser"), rows),) if rows else ()


def _rows(*pairs: tuple[str, str | None]) -> tuple[Row, ...]:
    return tuple(Row(label, value) for label, value in pairs if value)


def _from_register(person: Person) -> tuple[Row, ...]:
    """The personal number stands masked: whoever looks over her shoulder shall not read it."""
    address = "" if person.address_protected else f"{person.address}, {person.postal_code} {person.town}"
    return _rows(
        (_("Navn"), person.full_name),
        (_("CPR-nummer"), f"{person.cpr[:6]}-····"),
        (_("Adresse"), address or _("Din adresse er beskyttet. Vi viser den ikke.")),
        (_("Din kommune"), sender(person.home_municipality)),
    )


def _from_municipality(person: Person) -> tuple[Row, ...]:
    facts = person.known_facts or {}
    benefit = facts.get("benefit")
    known = isinstance(benefit, str) and benefit in set(Benefit)
    return _rows(
        (_("Ydelse"), Benefit(benefit).label.capitalize() if known else ""),
        (_("Ledig siden"), _day(facts.get("unemployed_since"))),
        (_("Første sygedag"), _day(facts.get("sick_since"))),
    )


def _day(iso: str | None) -> str:
    return long_date(date.fromisoformat(iso)) if iso else ""


def _from_citizen(cases: list[EnrolmentRecord]) -> tuple[Row, ...]:
    contact = next((case.answers["kontakt"] for case in cases if case.answers.get("kontakt")), {})
    return _rows((_("Telefon"), contact.get("phone")), (_("E-mail"), contact.get("email")))


def _links(work: Work, case: EnrolmentRecord) -> list[CaseLink]:
    """Where the rest of it stands: her answers, the plan, the messages."""
    name = work.house.programme(case.programme_code).name
    if case.number is None:
        return []
    links = [
        CaseLink(_("Dine svar til %(program)s", program=name), url_for("citizen.show_receipt", enrolment_id=case.id)),
        CaseLink(
            _("Dine beskeder om %(program)s", program=name), url_for("citizen.show_conversation", enrolment_id=case.id)
        ),
    ]
    if case.plan and case.plan.sent_at:
        plan = url_for("citizen.show_plan_of", enrolment_id=case.id)
        links.append(CaseLink(_("Din plan i %(program)s, skrevet af din rådgiver", program=name), plan))
    return links
