"""How we look for a place: what the last search found, why it was nothing this time, and what could make a difference."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.domain.workflow import EnrolmentState
from portal.services.work import Work
from portal.store import enrolments, matches
from portal.store.enrolments import EnrolmentRecord
from portal.store.matches import RunRecord
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

ABOUT_THE_PLAN = "plan"
"""A reason for staff: something in the plan is missing, so the search could not take it along."""


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    searched: object
    found_nothing: bool
    reasons: tuple[str, ...]
    nearest: tuple[tuple[str, str], ...]
    adviser: str
    adviser_phone: str
    plan_href: str


@citizen.page("/min-side/soegning/<uuid:enrolment_id>", allow=Permission.ENROLMENT_OWN, load=enrolments.get)
def show_search(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    if case.state != EnrolmentState.READY_FOR_MATCH:
        raise NotFound
    run = matches.find_latest(work.session, case.operating_municipality)
    left = _left_out(run, case)
    page = SearchPage(
        title=_("Sådan leder vi efter et sted til dig"),
        searched=run.started_at if run and left else None,
        found_nothing=left is not None,
        reasons=_reasons(left) if left else (),
        nearest=tuple((near["title"], near["sentence"]) for near in left.get("nearest", ())) if left else (),
        adviser=case.adviser_name or _("Din rådgiver"),
        adviser_phone=case.adviser_phone or work.house.support_phone,
        plan_href=url_for("citizen.show_plan_of", enrolment_id=case.id),
    )
    return render("citizen/search/show.html", page)


def _left_out(run: RunRecord | None, case: EnrolmentRecord) -> dict | None:
    """The citizen's own line of the run, if she took part and got nothing."""
    return next((one for one in run.unmatched if one["enrolment_id"] == str(case.id)), None) if run else None


def _reasons(left: dict) -> tuple[str, ...]:
    if any(reason["code"] == ABOUT_THE_PLAN for reason in left["reasons"]):
        return (_("Din plan mangler noget, før vi kan lede. Det finder I ud af sammen."),)
    return tuple(reason["sentence"] for reason in left["reasons"])
