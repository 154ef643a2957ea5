"""Those who are ready and have waited long: with the reason of the last run, and what comes nearest."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from wtforms import SelectField

from portal.domain.access import Permission, permits
from portal.services.no_solution import CHOICES, STANDARD, Unsolved, count_without_solution, without_solution
from portal.services.work import Work
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.paging import SIZE, Paging, paging_of
from portal.web.forms import FormView, PortalForm, choices
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render


class Filter(PortalForm):
    dage = SelectField(
        "Klar i mindst", choices=choices({str(days): f"{days} dage" for days in CHOICES}), default=str(STANDARD)
    )


@dataclass(frozen=True)
class Row:
    who: str
    programme: str
    waited: str
    adviser: str
    reasons: tuple[str, ...]
    nearest: tuple[str, ...]
    href: str


@dataclass(frozen=True, kw_only=True)
class NoSolution(Page):
    summary: str
    rows: tuple[Row, ...]
    paging: Paging
    filter: FormView
    action: str


@caseworker.page("/medarbejder/uden-loesning", allow=Permission.CASE_LIST, queries=8)
def list_no_solution(work: Work) -> tuple[str, int]:
    form = Filter(request.args)
    days = int(form.dage.data) if form.dage.data in {str(one) for one in CHOICES} else STANDARD
    people = count_without_solution(work, days)
    paging = paging_of(people)
    found = without_solution(work, days, paging.offset, SIZE)
    count = ngettext("%(num)s borger", "%(num)s borgere", people)
    page = NoSolution(
        title=_("Uden løsning"),
        summary=_("%(count)s har været klar i mindst %(days)s dage uden et forslag.", count=count, days=days),
        rows=tuple(_row(work, one) for one in found),
        paging=paging,
        filter=form.view(),
        action=url_for("caseworker.list_no_solution"),
    )
    return render("caseworker/no_solution/list.html", page)


def _row(work: Work, one: Unsolved) -> Row:
    return Row(
        who=one.case.short_name,
        programme=work.house.programme(one.case.programme_code).name,
        waited=ngettext("%(num)s dag", "%(num)s dage", one.days),
        adviser=one.case.adviser_name or _("ingen endnu"),
        reasons=one.reasons,
        nearest=one.nearest,
        href=url_for(f"caseworker.{_way_on(work, one)}", enrolment_id=one.case.id),
    )


def _way_on(work: Work, one: Unsolved) -> str:
    """Who writes the plan goes straight to it; the others read the case."""
    return "edit_plan" if permits(work.actor, Permission.PLAN_WRITE, one.case) else "show_enrolment"
