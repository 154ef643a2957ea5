"""The overview of a programme for the one who leads it: places, the way through, load, days to an answer, and money."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from portal.domain.access import Permission
from portal.domain.capacity import pools_of
from portal.domain.eligibility import Programme
from portal.domain.errors import NotFound, Refused, Stale
from portal.domain.municipalities import name_of
from portal.services import budget, programme_overview
from portal.services.no_solution import STANDARD
from portal.services.programme_overview import Days, MunicipalityLoad, Overview, Totals
from portal.services.work import Work
from portal.store import budgets
from portal.store import programme_versions as store
from portal.store.programme_versions import ProgrammeHead
from portal.web.admin.blueprint import admin
from portal.web.admin.money import Kroner, kroner
from portal.web.forms import DateParts, Decimal, FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, ngettext
from portal.web.render import Page, render
from portal.web.small_numbers import shown_words

OVERVIEW = Permission.PROGRAMME_OVERVIEW
URL = "/admin/programmer/<code>/overblik"
NO_NAMES = "Skriv aldrig om en borger her."


class GrantForm(PortalForm):
    grant_year = Decimal("År", [Required("Skriv året. For eksempel 2026.")])
    grant_amount = Kroner(
        "Bevilget i alt for året, i kroner",
        [Required("Skriv beløbet i hele kroner.")],
        render_kw={"inputmode": "numeric"},
    )
    grant_note = StringField(
        "Hvor kommer pengene fra, eller hvorfor ændrer beløbet sig?",
        [Required("Skriv, hvor bevillingen kommer fra, eller hvorfor den ændrer sig."), MaxLength(200)],
        description=NO_NAMES,
    )

    def whole_year(self) -> int:
        """The year, or one that no rule lets through where it has a fraction."""
        year = self.grant_year.number
        return int(year) if year is not None and year == int(year) else 0


class SpendingForm(PortalForm):
    spent_on = DateParts("Hvornår er det betalt?", [Required("Skriv den dag, pengene er betalt.")])
    spent_amount = Kroner(
        "Beløb i kroner",
        [Required("Skriv beløbet i hele kroner.")],
        description="Retter du et tidligere tal, så sæt et minus foran.",
    )
    spent_what = StringField(
        "Hvad er pengene brugt til?",
        [Required("Skriv, hvad pengene er brugt til, eller hvad du retter."), MaxLength(200)],
        description=NO_NAMES,
    )


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    maximum: int
    text: str


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ShowOverview(Page):
    name: str
    back: str
    action: str
    places: tuple[Bar, ...]
    facts: tuple[Fact, ...]
    steps: tuple[Bar, ...]
    load: tuple[tuple[str, ...], ...]
    money: tuple[Bar, ...]
    years: tuple[tuple[str, ...], ...]
    grants: tuple[tuple[str, ...], ...]
    spending: tuple[tuple[str, ...], ...]
    seen: int
    form: FormView
    grant_open: bool
    spend: FormView
    spend_open: bool


@admin.page(URL, allow=OVERVIEW, load=store.get_programme, queries=7)
def show_overview(work: Work, programme: ProgrammeHead) -> tuple[str, int]:
    return _show(work, programme)


@admin.action(URL, allow=OVERVIEW, load=store.get_programme)
def write_budget(work: Work, programme: ProgrammeHead) -> Response | tuple[str, int]:
    if request.form.get("handling") == "bevilling":
        return _grant(work, programme)
    form = filled(SpendingForm)
    if form.validate():
        try:
            budget.add_spending(work, _spending(programme, form))
        except Refused as fault:
            form.add_error(fault.field, fault.text)
        else:
            return _done(programme, _("Forbruget er skrevet ind."))
    return _show(work, programme, spend=form, status=422)


def _grant(work: Work, programme: ProgrammeHead) -> Response | tuple[str, int]:
    form, status = filled(GrantForm), 422
    if form.validate():
        try:
            budget.set_grant(work, _command(programme, form))
        except Refused as fault:
            form.add_error(fault.field, fault.text)
        except Stale:
            form.add_error("grant_amount", _("En anden har skrevet en bevilling imens. Se den, og gem så igen."))
            status = 409
        else:
            return _done(programme, _("Bevillingen er gemt. Det tidligere tal står stadig i listen."))
    return _show(work, programme, grant=form, status=status)


def _command(programme: ProgrammeHead, form: GrantForm) -> budget.SetGrant:
    return budget.SetGrant(
        programme=programme.code,
        lead_municipality=programme.lead_municipality,
        year=form.whole_year(),
        amount=form.grant_amount.amount or 0,
        note=form.grant_note.data or "",
        seen=request.form.get("seen", -1, int),
    )


def _spending(programme: ProgrammeHead, form: SpendingForm) -> budget.AddSpending:
    assert form.spent_on.data is not None
    return budget.AddSpending(
        programme=programme.code,
        lead_municipality=programme.lead_municipality,
        paid_on=form.spent_on.data,
        amount=form.spent_amount.amount or 0,
        what=form.spent_what.data or "",
    )


def _done(head: ProgrammeHead, text: str) -> Response:
    flash(text, "success")
    return redirect(url_for("admin.show_overview", code=head.code), 303)


def _show(
    work: Work,
    head: ProgrammeHead,
    grant: GrantForm | None = None,
    spend: SpendingForm | None = None,
    status: int = 200,
) -> tuple[str, int]:
    programme = next((one for one in work.house.programmes if one.code == head.code), None)
    if programme is None:
        raise NotFound
    found = programme_overview.overview_of(work, programme)
    grants, spending = budgets.list_grants(work.session, head.code), budgets.list_spending(work.session, head.code)
    years = budget.years_of(grants, spending)
    page = ShowOverview(
        title=_("Overblik over %(program)s", program=programme.name),
        name=programme.name,
        back=url_for("admin.show_programme", code=head.code),
        action=url_for("admin.show_overview", code=head.code),
        places=_places(programme, found.totals),
        facts=_facts(found),
        steps=_steps(found.totals),
        load=tuple(_load(one) for one in found.load),
        money=tuple(_money(one) for one in years if one.granted),
        years=tuple(_year(one) for one in years),
        grants=tuple((str(g.year), kroner(g.amount), g.note, g.who, long_date(g.at)) for g in grants),
        spending=tuple((long_date(s.paid_on), kroner(s.amount), s.what, s.who, long_date(s.at)) for s in spending),
        seen=grants[0].number if grants else 0,
        form=(grant or GrantForm(data={"grant_year": str(work.today.year)})).view(),
        grant_open=grant is not None,
        spend=(spend or SpendingForm(data={"spent_on": work.today})).view(),
        spend_open=spend is not None,
    )
    return render("admin/overview/show.html", page, status)


def _places(programme: Programme, totals: Totals) -> tuple[Bar, ...]:
    limits = [pool.limit for pool in pools_of(programme) if pool.limit is not None]
    if len(limits) < len(pools_of(programme)):
        return ()
    limit = sum(limits)
    text = _("%(taken)s af %(limit)s i brug", taken=shown_words(totals.taken), limit=limit)
    return (Bar(_("Pladser"), totals.taken.low, limit, text),)


def _facts(found: Overview) -> tuple[Fact, ...]:
    totals = found.totals
    return (
        Fact(_("Har en plads"), shown_words(totals.taken)),
        Fact(_("På venteliste"), shown_words(totals.in_line)),
        Fact(_("Klar i %(days)s dage eller mere uden et forslag", days=STANDARD), shown_words(totals.unsolved)),
        Fact(_("Åbne sager i alt"), shown_words(totals.open)),
        Fact(_("Fra tilmelding til svar, det seneste år"), _days(found.days)),
    )


def _days(days: Days | None) -> str:
    if days is None:
        return _("Der er færre end 5 svar")
    half = ngettext(
        "Halvdelen får svar inden for %(num)s dag.", "Halvdelen får svar inden for %(num)s dage.", days.half
    )
    return half if days.most is None else f"{half} {_('Ni af ti inden for %(num)s dage.', num=days.most)}"


def _steps(totals: Totals) -> tuple[Bar, ...]:
    words = {
        "new": _("Tilmeldt"),
        "review": _("Vi ser på den"),
        "meeting": _("Samtale aftalt"),
        "waiting": _("På venteliste"),
        "admitted": _("Optaget"),
        "ready": _("Klar til et sted"),
        "placement": _("I forløb"),
        "paused": _("Pause"),
        "closed": _("Afsluttet"),
        "refused": _("Ikke optaget"),
        "withdrawn": _("Meldt fra"),
    }
    most = max(one.high or one.low for one in totals.steps.values())
    return tuple(Bar(words[step], one.low, most, shown_words(one)) for step, one in totals.steps.items())


def _load(one: MunicipalityLoad) -> tuple[str, ...]:
    return name_of(one.municipality), shown_words(one.cases), "–" if one.advisers is None else str(one.advisers)


def _money(one: budget.Year) -> Bar:
    spent, granted = kroner(one.spent), kroner(one.granted or 0)
    text = _("%(spent)s brugt af %(granted)s", spent=spent, granted=granted)
    return Bar(str(one.year), max(0, one.spent), one.granted or 0, text)


def _year(one: budget.Year) -> tuple[str, ...]:
    if one.granted is None or one.left is None:
        return str(one.year), _("ikke skrevet ind"), kroner(one.spent), "–"
    left = kroner(one.left) if one.left >= 0 else _("%(amount)s for meget", amount=kroner(-one.left))
    return str(one.year), kroner(one.granted), kroner(one.spent), left
