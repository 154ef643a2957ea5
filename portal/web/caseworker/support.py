"""Support from a health professional, as the adviser sees it: asking for it, and what it means for the next plan."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission, permits
from portal.domain.errors import Refused
from portal.services import health as service
from portal.services.work import Work
from portal.store import enrolments, health
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.health_words import Told, told
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

URL = "/medarbejder/tilmeldinger/<uuid:enrolment_id>/stoette"


@dataclass(frozen=True, kw_only=True)
class SupportPage(Page):
    back: str
    state: str
    told: tuple[Told, ...]
    plan: str
    """Where the newest suggestion lies over the plan, ready to be read and agreed."""
    action: str
    """Where to ask for support; empty where there is one, or where the citizen has not said yes."""
    problem: str = ""


@caseworker.page(URL, allow=Permission.CASE_READ, load=enrolments.get, queries=4)
def show_support(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    return _page(work, case)


def _page(work: Work, case: EnrolmentRecord, problem: str = "", status: int = 200) -> tuple[str, int]:
    found = health.find_of_enrolment(work.session, case.id)
    yes = (case.answers or {}).get("deling", {}).get("health_notes") == "yes"
    given = health.list_feedback(work.session, found.id) if found and yes else []
    may_write = permits(work.actor, Permission.PLAN_WRITE, case)
    page = SupportPage(
        title=_("Støtte til %(who)s", who=case.short_name),
        back=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        state=_state(found, yes),
        told=tuple(told(one) for one in given),
        plan=url_for("caseworker.edit_plan", enrolment_id=case.id, fra="stoette") if given and may_write else "",
        action=url_for("caseworker.ask_support", enrolment_id=case.id) if yes and not found and may_write else "",
        problem=problem,
    )
    return render("caseworker/support/show.html", page, status)


def _state(found: health.SupportRecord | None, yes: bool) -> str:
    if not yes:
        return _("Borgeren har ikke sagt ja til, at en støtte må skrive til dig. Tal om det. Borgeren vælger selv.")
    if found is None:
        return _("En ergoterapeut eller en sygeplejerske kan hjælpe før og på arbejdspladsen.")
    if found.worker_id is None:
        return _("Du har spurgt efter støtte. Ingen har taget imod endnu.")
    return _("%(who)s støtter borgeren.", who=found.worker_name)


@caseworker.action(URL, allow=Permission.ENROLMENT_REVIEW, load=enrolments.get)
def ask_support(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    try:
        service.ask_for_support(work, service.AskForSupport(case.id))
    except Refused as fault:
        return _page(work, case, fault.text, 422)
    flash(_("Der er spurgt efter støtte. De sundhedsfaglige kan se det nu."), "success")
    return redirect(url_for("caseworker.show_support", enrolment_id=case.id), 303)
