"""What each row of the legal tables says, as those who keep the rules read it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from portal.domain.placement_law import Allowed, Benefit, Deadline, DeadlineRow, PlacementKind, Sector
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
    SamePlace,
    TargetGroupRow,
)
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date

Words = tuple[str, tuple[str, ...]]
"""A heading, and what the row says in sentences."""

ANSWERS = {Allowed.YES: "Ja.", Allowed.NO: "Nej.", Allowed.ASSESS: "En medarbejder vurderer."}
MAY_BE_USED = ANSWERS | {Allowed.YES: "Må bruges.", Allowed.NO: "Må ikke bruges."}
SAME = {
    SamePlace.COMPANY: "Samme virksomhed (CVR-nummer)",
    SamePlace.UNIT: "Samme arbejdsplads (P-nummer)",
    SamePlace.OTHER_UNIT: "Samme virksomhed, en anden arbejdsplads",
}
DEADLINES = {
    Deadline.CITIZEN_ANSWER: "Borgerens svar på et forslag",
    Deadline.COMPANY_ANSWER: "Virksomhedens svar på en kandidat",
    Deadline.PLACE_ANSWER: "Svar på en ledig plads",
    Deadline.PAUSE_KEEPS: "Pause",
    Deadline.REGRET: "Fortrydelse",
    Deadline.HEARING: "Høring før et nej",
    Deadline.COMPLAINT: "Klage",
}


@singledispatch
def words_of(row: DatedRow) -> Words:
    """The row in words; every kind of row has its own."""
    raise TypeError(row.table)


@words_of.register
def _placement(row: PlacementRow) -> Words:
    heading = row.kind.label.capitalize()
    if len(row.sectors) == 1:
        heading = f"{heading}, {next(iter(row.sectors)).label}"
    may = _(MAY_BE_USED[row.allowed])
    if row.max_weeks is not None and row.longer is not None:
        longer = _(ANSWERS[row.longer]).lower()
        may = _("%(may)s Højst %(weeks)s uger. Længere: %(answer)s", may=may, weeks=row.max_weeks, answer=longer)
    said = [_who(row.benefits), may]
    if row.extension_weeks and row.extension_step_weeks:
        said.append(
            _(
                "Kan forlænges til %(weeks)s uger og derefter med %(step)s uger ad gangen.",
                weeks=row.extension_weeks,
                step=row.extension_step_weeks,
            )
        )
    return heading, tuple(said)


@words_of.register
def _prior_benefit(row: PriorBenefitRow) -> Words:
    exempt = [_("er fyldt %(age)s år", age=row.exempt_from_age)]
    exempt += [_("er uden uddannelse")] if row.exempt_no_education else []
    exempt += [_("er eneforsørger")] if row.exempt_single_provider else []
    said = [_who(row.benefits), _("Mindst %(months)s måneder på ydelsen først.", months=row.months)]
    said.append(_("Gælder ikke den, der %(exempt)s.", exempt=_or(exempt)))
    if len(row.sectors) < len(Sector):
        said.append(_("Kun %(sectors)s.", sectors=_or(one.label for one in row.sectors)))
    return _("%(kind)s: tid på ydelse", kind=row.kind.label.capitalize()), tuple(said)


@words_of.register
def _last_employer(row: LastEmployerRow) -> Words:
    said = [_who(row.benefits), f"{_(SAME[row.same])}: {_(ANSWERS[row.allowed]).lower()}"]
    if row.own_employer_exempt:
        said.append(_("Gælder ikke den, der stadig er ansat der."))
    return _("%(kind)s: seneste arbejdsgiver", kind=row.kind.label.capitalize()), tuple(said)


@words_of.register
def _has_employer(row: HasEmployerRow) -> Words:
    has, unknown = _(ANSWERS[row.employed]).lower(), _(ANSWERS[row.not_known]).lower()
    said = _("Har man et job: %(has)s Ved vi det ikke: %(unknown)s", has=has, unknown=unknown)
    return _("%(kind)s: har et job", kind=row.kind.label.capitalize()), (_who(row.benefits), said)


@words_of.register
def _benefit_closed(row: BenefitClosedRow) -> Words:
    closed = _("Ingen nye fra %(day)s.", day=long_date(row.closed_from))
    about = f"{_kinds(row.kinds)}: {_(ANSWERS[row.allowed]).lower()}"
    return _("Ydelse lukket for nye"), (_who(row.benefits), closed, about)


@words_of.register
def _ratio(row: RatioRow) -> Words:
    steps = [
        _("én plads for hver %(per)s ansatte op til %(top)s", per=band.per, top=band.up_to)
        if band.up_to
        else _("derefter én for hver %(per)s", per=band.per)
        for band in row.bands
    ]
    said = [
        f"{', '.join(steps)}.".capitalize(),
        _("Altid mindst %(least)s.", least=row.minimum),
        _("Det tæller: %(kinds)s.", kinds=_kinds(row.counted_kinds).lower()),
        _(
            "Ansatte er fuldtid på %(hours)s timer, snittet af %(months)s måneder.",
            hours=row.full_time_hours,
            months=row.months,
        ),
        _("%(kinds)s hos egen arbejdsgiver går altid an.", kinds=_kinds(row.own_employer_exempt_kinds)),
    ]
    return _("Forholdstal"), tuple(said)


@words_of.register
def _net_expansion(row: NetExpansionRow) -> Words:
    said = [
        _("%(kinds)s: der skal være mindst så mange ansatte som snittet af %(months)s måneder.",
          kinds=_kinds(row.kinds), months=row.months),
        _("Stillingen må ikke have stået ledig efter en ordinært ansat i %(months)s måneder.",
          months=row.vacancy_months),
        _("Gælder ikke ved %(benefits)s.", benefits=_or(one.label for one in row.exempt_benefits)),
    ]  # fmt: skip
    return _("Merbeskæftigelse"), tuple(said)


@words_of.register
def _representative(row: EmployeeRepresentativeRow) -> Words:
    text = _("De ansattes talsperson udtaler sig ved %(kinds)s, når der er mindst %(least)s ansatte.",
             kinds=_kinds(row.kinds).lower(), least=row.fewest_employees)  # fmt: skip
    return _("De ansattes udtalelse"), (text,)


@words_of.register
def _deadline(row: DeadlineRow) -> Words:
    return f"{_(DEADLINES[row.deadline])}: {row.words}", (row.text,)


@words_of.register
def _target_group(row: TargetGroupRow) -> Words:
    return _("Målgruppe %(number)s", number=row.number), (_who(row.benefits),)


@words_of.register
def _calendar(row: CalendarRow) -> Words:
    return long_date(row.valid_from), (row.text,)


@words_of.register
def _act(row: ActRow) -> Words:
    return row.name, (row.title,)


def _who(benefits: Iterable[Benefit]) -> str:
    """The benefits in the order they are listed everywhere."""
    wanted = set(benefits)
    if len(wanted) == len(Benefit):
        return _("Alle ydelser.")
    return " · ".join(one.label for one in Benefit if one in wanted).capitalize()


def _kinds(kinds: Iterable[PlacementKind]) -> str:
    wanted = set(kinds)
    return _or((one.label for one in PlacementKind if one in wanted), _(" og ")).capitalize()


def _or(words: Iterable[str], last: str = "") -> str:
    """a, b eller c"""
    said = list(words)
    return (last or _(" eller ")).join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
