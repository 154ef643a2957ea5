"""What was filled in together with staff: put one step right, or take it all back, within the days of regret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.services.enrolment import (
    CorrectStep,
    UndoAssisted,
    correct_step,
    may_correct,
    undo_assisted,
    wanted_of,
)
from portal.services.work import Work
from portal.store import enrolments, people
from portal.store.enrolments import EnrolmentRecord
from portal.store.people import Person
from portal.web.citizen.blueprint import citizen
from portal.web.enrolment_steps import FORMS, StepPage, kept, named_step, of_step, step_page, tell
from portal.web.enrolment_steps.fields import StepForm
from portal.web.forms import filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render
from portal.web.title_search import searches

ALLOW = Permission.ENROLMENT_OWN
CORRECT = "/min-side/tilmelding/<uuid:enrolment_id>/ret/<step>"
UNDO = "/min-side/tilmelding/<uuid:enrolment_id>/tag-tilbage"


@dataclass(frozen=True, kw_only=True)
class TakeBack(Page):
    program: str
    until: date
    version: int
    action: str
    back: str


@citizen.page(CORRECT, allow=ALLOW, load=of_step)
def show_correction(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    if not may_correct(case, work.today):
        return redirect(_receipt(case))
    step, person = named_step(), people.get(work.session, case.person_id)
    form = FORMS[step](data=kept(person, case.answers, step))
    form.drop_unwanted(_wanted(work, person, case))
    return render("citizen/assisted/correct.html", _step(work, case, person, step, form))


@citizen.action(CORRECT, allow=ALLOW, load=of_step)
def correct(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    if not may_correct(case, work.today):
        return redirect(_receipt(case), 303)
    step, person = named_step(), people.get(work.session, case.person_id)
    form = filled(FORMS[step])
    form.today = work.today
    form.drop_unwanted(_wanted(work, person, case))
    if searches(work, form, case.answers.get(step) or {}) or not form.validate():
        return render("citizen/assisted/correct.html", _step(work, case, person, step, form), 422)
    correct_step(work, CorrectStep(case.id, step, form.answers(), request.form.get("version", "")))
    tell(form, overwrote=False)
    flash(_("Dit svar er rettet. Din rådgiver kan se det."), "success")
    return redirect(_receipt(case), 303)


@citizen.page(UNDO, allow=ALLOW, load=enrolments.get)
def show_take_back(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    if case.assisted_until is None or not may_correct(case, work.today):
        return redirect(url_for("citizen.show_my_page"))
    page = TakeBack(
        title=_("Vil du tage din tilmelding tilbage?"),
        program=work.house.programme(case.programme_code).name,
        until=case.assisted_until,
        version=case.version,
        action=url_for("citizen.show_take_back", enrolment_id=case.id),
        back=_receipt(case),
    )
    return render("citizen/assisted/take_back.html", page)


@citizen.action(UNDO, allow=ALLOW, load=enrolments.get)
def take_back(work: Work, case: EnrolmentRecord) -> Response:
    try:
        undo_assisted(work, UndoAssisted(case.id, request.form.get("version", 0, int)))
    except Refused as refusal:
        flash(refusal.text, "warning")
    else:
        flash(_("Din tilmelding er taget tilbage. Du er altid velkommen igen."), "success")
    return redirect(url_for("citizen.show_my_page"), 303)


def _receipt(case: EnrolmentRecord) -> str:
    return url_for("citizen.show_receipt", enrolment_id=case.id)


def _wanted(work: Work, person: Person, case: EnrolmentRecord) -> tuple[str, ...]:
    return wanted_of(work.house.programme(case.programme_code), person, case.answers)


def _step(work: Work, case: EnrolmentRecord, person: Person, step: str, form: StepForm) -> StepPage:
    def href(one: str) -> str:
        return url_for("citizen.show_correction", enrolment_id=case.id, step=one)

    return step_page(
        person,
        case.answers,
        step,
        form,
        program=work.house.programme(case.programme_code).name,
        wanted=_wanted(work, person, case),
        action=href(step),
        back=_receipt(case),
        href=href,
    )
