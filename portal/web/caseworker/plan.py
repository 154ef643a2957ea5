"""The plan that a caseworker and a citizen agree on: it decides what the matching may propose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.domain.workflow import EnrolmentState
from portal.services import review
from portal.services.health import suggestion_of
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import EnrolmentRecord, PlanRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import sent_version
from portal.web.caseworker.plan_form import STEPS, WISHES, PlanForm, laid_over, limits_of, start_of
from portal.web.caseworker.plan_search import look_up, offer_kept
from portal.web.forms import FormView, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

CHANGEABLE = frozenset({EnrolmentState.ADMITTED, EnrolmentState.READY_FOR_MATCH})


@dataclass(frozen=True, kw_only=True)
class EditPlan(Page):
    action: str
    back: str
    version: int
    form: FormView
    found: str
    steps: tuple[int, ...]
    sent: object
    staff_agreed: object
    citizen_agreed: object
    comment: str
    changeable: bool
    can_send: bool
    is_draft: bool


@caseworker.page("/medarbejder/borgere/<uuid:enrolment_id>/plan", allow=Permission.PLAN_WRITE, load=enrolments.get)
def edit_plan(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    form = filled(PlanForm, _start(work, case))
    offer_kept(form)
    return render("caseworker/plan/edit.html", _page(case, form))


@caseworker.action("/medarbejder/borgere/<uuid:enrolment_id>/plan", allow=Permission.PLAN_WRITE, load=enrolments.get)
def save_plan(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    form = filled(PlanForm)
    start, asked = _start(work, case), request.form.get("handling") == "soeg"
    found = look_up(work, form, [start[name] for name in WISHES], asked)
    if found or form.errors or not form.validate():
        return render("caseworker/plan/edit.html", _page(case, form, found), 422)
    try:
        review.write_plan(work, _command(case, form))
        if request.form.get("handling") == "send":
            version = sent_version() + 1
            review.send_plan(work, review.SendPlan(case.id, version))
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return render("caseworker/plan/edit.html", _page(case, form), 422)
    flash(_said(request.form.get("handling", "")), "success")
    return redirect(url_for("caseworker.edit_plan", enrolment_id=case.id), 303)


def _said(deed: str) -> str:
    if deed == "send":
        return _("Planen er sendt. Når borgeren siger ja, er hun eller han klar til match.")
    return _("Planen er gemt. Borgeren ser den først, når du sender den.")


def _start(work: Work, case: EnrolmentRecord) -> dict[str, Any]:
    """The plan as it stands, or a first draft from the citizen's own answers."""
    if case.plan is not None:
        return _with_support(work, case, start_of(case.plan))
    programme = work.house.programme(case.programme_code)
    draft = review.prefilled(case.answers, programme.placement_kinds, work.today)
    wanted = any(phase.id == "specialist" for phase in programme.phases)
    return _with_support(work, case, start_of(draft | {"wants_specialist": wanted}))


def _with_support(work: Work, case: EnrolmentRecord, values: dict[str, Any]) -> dict[str, Any]:
    """The newest word of a health professional laid over the plan, when the adviser asks for it; nothing is kept yet."""
    found = suggestion_of(work, case.id) if request.args.get("fra") == "stoette" else None
    return laid_over(values, found) if found else values


def _command(case: EnrolmentRecord, form: PlanForm) -> review.WritePlan:
    return review.WritePlan(
        enrolment_id=case.id,
        version=sent_version(),
        goal=form.goal.data or "",
        kinds=list(form.kinds.data or []),
        occupations=form.wishes(),
        occupation_titles=form.titles(),
        competences=list(form.competences.data or []),
        hours_from=form.hours_from.number or 0,
        hours_to=form.hours_to.number or 0,
        hours_ladder=form.ladder(),
        max_km=form.max_km.number or 0,
        available_from=form.available_from.data,
        needs=[{"code": code, **limits_of(form, code)} for code in form.needs.data or []],
        support=form.support.data or "",
        wants_specialist=bool(form.specialist.data),
        excused=list(form.excused.data or []),
    )


def _page(case: EnrolmentRecord, form: PlanForm, found: str = "") -> EditPlan:
    plan: PlanRecord | None = case.plan
    return EditPlan(
        title=_("Plan for %(who)s", who=case.short_name),
        action=url_for("caseworker.edit_plan", enrolment_id=case.id),
        back=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        version=plan.version if plan else 0,
        form=form.view(),
        found=found,
        steps=STEPS,
        sent=plan.sent_at if plan else None,
        staff_agreed=plan.staff_agreed_at if plan else None,
        citizen_agreed=plan.citizen_agreed_at if plan else None,
        comment=(plan.citizen_comment if plan else None) or "",
        changeable=case.state in CHANGEABLE,
        can_send=case.state in CHANGEABLE,
        is_draft=plan is None,
    )
