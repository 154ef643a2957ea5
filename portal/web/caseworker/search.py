"""Søg: find a case by name or number. The words never stand in an address; each search is kept with what it asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField

from portal.domain.access import Permission
from portal.domain.access.limits import SEARCH
from portal.domain.errors import NotFound, Refused
from portal.services.case_search import OpenCase, Search, open_case, search
from portal.services.work import Work
from portal.store import searches
from portal.store.searches import Hit, SearchRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.words import enrolment_state
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render

URL = "/medarbejder/soeg"
FOUND = "/medarbejder/soeg/<uuid:search_id>"
REASONS = {
    "stand_in": "Jeg er vikar for rådgiveren",
    "called": "Borgeren har ringet til mig",
    "supervision": "Ledelse eller tilsyn",
    "other": "Andet arbejde med sagen",
}


class SearchForm(PortalForm):
    criteria = StringField(
        "Navn eller sagsnummer",
        [Required("Skriv et navn eller et sagsnummer."), MaxLength(80)],
        description="For eksempel Birgit Holm eller T-2026-000123. Skriv ikke CPR-nummer. Søgningen bliver gemt.",
    )


class OpenForm(PortalForm):
    reason = RadioField(
        "Hvorfor åbner du sagen?", [Required("Vælg, hvorfor du åbner sagen.")], choices=choices(REASONS)
    )


@dataclass(frozen=True)
class Row:
    id: UUID
    who: str
    number: str
    programme: str
    state: str
    state_kind: str
    adviser: str
    href: str
    """Empty where the case is a colleague's: then the reason comes first."""


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    action: str
    summary: str
    rows: tuple[Row, ...]
    foreign: tuple[tuple[str, str], ...]
    chosen: str
    open_form: FormView
    open_action: str
    form: FormView = field(default_factory=FormView)


@caseworker.page(URL, allow=Permission.CASE_SEARCH)
def show_search(work: Work) -> tuple[str, int]:
    return render("caseworker/search/show.html", _page(SearchForm().view()))


@caseworker.action(URL, allow=Permission.CASE_SEARCH, limit=SEARCH)
def search_cases(work: Work) -> Response | tuple[str, int]:
    form = filled(SearchForm)
    if form.validate():
        try:
            key = search(work, Search(form.criteria.data or ""))
            return redirect(url_for("caseworker.show_hits", search_id=key), 303)
        except Refused as fault:
            form.add_error(fault.field, fault.text)
    return render("caseworker/search/show.html", _page(form.view()), 422)


@caseworker.page(FOUND, allow=Permission.CASE_SEARCH_OWN, load=searches.get)
def show_hits(work: Work, one: SearchRecord) -> tuple[str, int]:
    return _hits(work, one, OpenForm())


@caseworker.action(FOUND, allow=Permission.CASE_SEARCH_OWN, load=searches.get)
def open_hit(work: Work, one: SearchRecord) -> Response | tuple[str, int]:
    form = filled(OpenForm)
    if not form.validate():
        return _hits(work, one, form, 422)
    try:
        key = UUID(request.form.get("sag", ""))
    except ValueError:
        raise NotFound from None
    open_case(work, OpenCase(one.id, key, form.reason.data or ""))
    return redirect(url_for("caseworker.show_enrolment", enrolment_id=key), 303)


def _hits(work: Work, one: SearchRecord, form: OpenForm, status: int = 200) -> tuple[str, int]:
    found = searches.find_cases(work.session, work.actor.municipalities, one.criteria, work.actor.related)
    rows = tuple(_row(work, hit) for hit in found)
    known = SearchForm(data={"criteria": one.criteria}).view()
    count = ngettext("%(num)s sag", "%(num)s sager", len(rows))
    full = len(rows) == searches.MOST
    page = _page(
        known,
        summary=_("%(count)s fundet. Der kan være flere: skriv mere af navnet.", count=count)
        if full
        else _("%(count)s fundet.", count=count),
        rows=rows,
        foreign=tuple((str(row.id), f"{row.who} · {row.number}") for row in rows if not row.href),
        chosen=request.form.get("sag", ""),
        open_form=form.view(),
        open_action=url_for("caseworker.show_hits", search_id=one.id),
    )
    return render("caseworker/search/show.html", page, status)


def _row(work: Work, hit: Hit) -> Row:
    mine = hit.assigned_to in (None, work.actor.user_id)
    state, kind = enrolment_state(hit.state)
    return Row(
        id=hit.enrolment_id,
        who=hit.full_name,
        number=hit.number,
        programme=work.house.programme(hit.programme_code).name,
        state=state,
        state_kind=kind,
        adviser=hit.adviser_name or _("ingen endnu"),
        href=url_for("caseworker.show_enrolment", enrolment_id=hit.enrolment_id) if mine else "",
    )


def _page(
    form: FormView,
    *,
    summary: str = "",
    rows: tuple[Row, ...] = (),
    foreign: tuple[tuple[str, str], ...] = (),
    chosen: str = "",
    open_form: FormView | None = None,
    open_action: str = "",
) -> SearchPage:
    view = open_form or FormView()
    return SearchPage(
        title=_("Søg efter en sag"),
        action=url_for("caseworker.show_search"),
        summary=summary,
        rows=rows,
        foreign=foreign,
        chosen=chosen or (foreign[0][0] if len(foreign) == 1 else ""),
        open_form=view,
        open_action=open_action,
        form=FormView({**form, **{f"open_{name}": one for name, one in view.items()}}),
    )
