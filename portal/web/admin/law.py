"""The legal tables and the deadlines as the portal reckons with them, each row with its days, citation and source (A7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from portal.domain.access import Permission
from portal.domain.eligibility import Programme
from portal.domain.placement_law import Deadline, DeadlineRow, LawTables, Status
from portal.domain.placement_law.dated import DatedRow
from portal.domain.placement_law.deadlines import ActRow
from portal.domain.placement_law.tables import (
    BenefitClosedRow,
    CalendarRow,
    EmployeeRepresentativeRow,
    HasEmployerRow,
    LastEmployerRow,
    NetExpansionRow,
    PlacementRow,
    PriorBenefitRow,
    RatioRow,
    TargetGroupRow,
)
from portal.services.deadlines import deadline_of, reply_days
from portal.services.work import Work
from portal.web.admin.blueprint import admin
from portal.web.admin.law_words import DEADLINES, words_of
from portal.web.admin.programmes import is_mine
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

Tag = tuple[str, str]
OWN = (Deadline.PLACE_ANSWER, Deadline.PAUSE_KEEPS)
"""The deadlines that a programme can have of its own, besides the answer to an enrolment."""


@dataclass(frozen=True, kw_only=True)
class LawLine:
    """One row: what it says, when it holds, how sure it is, and where it stands. `href` is empty where nobody has a link."""

    heading: str
    said: tuple[str, ...]
    valid: str = ""
    state: Tag | None = None
    citation: str = ""
    href: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    id: str
    heading: str
    intro: str
    lines: tuple[LawLine, ...]


@dataclass(frozen=True, kw_only=True)
class ShowLaw(Page):
    today: str
    sections: tuple[Section, ...]


@admin.page("/admin/regler", allow=Permission.PROGRAMME_DESK)
def show_law(work: Work) -> tuple[str, int]:
    page = ShowLaw(title=_("Regler og frister"), today=long_date(work.today), sections=tuple(_sections(work)))
    return render("admin/law/show.html", page)


def _sections(work: Work) -> Iterable[Section]:
    law = work.house.law
    conditions = (PriorBenefitRow, LastEmployerRow, HasEmployerRow, BenefitClosedRow)
    workplace = (RatioRow, NetExpansionRow, EmployeeRepresentativeRow)
    yield Section("laengde", _("Slags og længde"), _("Hvem må få hvad, og hvor længe."), _in_use(law, PlacementRow))
    yield Section(
        "betingelser", _("Betingelser"), _("Det skal være opfyldt, før det begynder."), _in_use(law, *conditions)
    )
    yield Section(
        "virksomhed", _("Virksomhedens regler"), _("Hvor mange, og hvad de ansatte siger."), _in_use(law, *workplace)
    )
    own = _("Et tilbud kan have sin egen frist. Den står i tilbuddets version.")
    yield Section("frister", _("Frister"), own, (*_in_use(law, DeadlineRow), *_own_deadlines(work)))
    yield Section(
        "maalgrupper", _("Målgrupper"), _("Lovens egne numre. Ingen regel regner på dem."), _in_use(law, TargetGroupRow)
    )
    yield Section("kalender", _("Ændringer, der gælder"), _("De forklarer. De afgør intet."), _in_use(law, CalendarRow))
    expected = tuple(_line(law, row) for row in sorted(law.rows, key=lambda row: row.valid_from) if not row.in_use)
    waits = _("Det er foreslået, ikke vedtaget. Ingen regel regner med det, før rækken er bekræftet.")
    yield Section("ventes", _("Forventet, ikke aktiv"), waits, expected)
    yield Section("love", _("Love og forkortelser"), _("Her kan du læse dem."), _in_use(law, ActRow))


def _in_use(law: LawTables, *kinds: type[DatedRow]) -> tuple[LawLine, ...]:
    return tuple(_line(law, row) for kind in kinds for row in law.all(kind) if row.in_use)


def _line(law: LawTables, row: DatedRow) -> LawLine:
    heading, said = words_of(row)
    acts = [one for one in law.all(ActRow) if row.citation.startswith(one.name)]
    linked = row if isinstance(row, ActRow) else max(acts, key=lambda one: len(one.name), default=None)
    return LawLine(
        heading=heading,
        said=said,
        valid=_valid(row),
        state=_state(row),
        citation=row.citation,
        href=(linked.link or "") if linked else "",
        source=row.source,
        note=row.note or "",
    )


def _valid(row: DatedRow) -> str:
    first = long_date(row.valid_from)
    return f"{first} – {long_date(row.valid_to)}" if row.valid_to else _("fra %(day)s", day=first)


def _state(row: DatedRow) -> Tag:
    return {
        Status.ACTIVE: (_("Gælder"), "success"),
        Status.UNCERTAIN: (_("Skal bekræftes"), "attention"),
        Status.EXPECTED: (_("Forventet, ikke aktiv"), "waiting"),
    }[row.status]


def _own_deadlines(work: Work) -> Iterable[LawLine]:
    """The promised answer, which the municipality sets itself, and what single programmes have chosen."""
    yield LawLine(
        heading=_("Svar på en tilmelding: %(days)s hverdage", days=reply_days(work)),
        said=(_("Så længe går der højst, før borger eller virksomhed hører fra os."),),
        valid=_("indtil kommunen ændrer det"),
        state=(_("Gælder"), "success"),
        citation=_("Retssikkerhedsloven § 3"),
        source=_("Kommunens egen frist, sat ved driften"),
    )
    for programme in work.house.programmes:
        if said := tuple(_own_words(work, programme)):
            yield LawLine(
                heading=programme.name,
                said=said,
                valid=_("fra %(day)s", day=long_date(programme.valid_from)) if programme.valid_from else "",
                state=(_("Tilbuddets egen"), "active"),
                citation=_("Version %(number)s", number=programme.version),
                href=url_for("admin.show_programme", code=programme.code)
                if is_mine(work, programme.lead_municipality)
                else "",
            )


def _own_words(work: Work, programme: Programme) -> Iterable[str]:
    if programme.deadlines.reply is not None:
        yield _("Svar på en tilmelding: %(days)s hverdage", days=programme.deadlines.reply)
    for deadline in OWN:
        if programme.deadlines.own(deadline) is not None:
            yield f"{_(DEADLINES[deadline])}: {deadline_of(work, deadline, programme).words}"
