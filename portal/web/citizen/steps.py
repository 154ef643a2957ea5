"""The six steps of an enrolment: each shows what is kept, saves what is given, and leads on."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.services.enrolment import (
    STEPS,
    SaveStep,
    closed_text,
    facts_of_check,
)
from portal.services.enrolment import (
    save_step as save,
)
from portal.services.work import Work
from portal.web.citizen.begin import already, brought_answers, closed, forget_check
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.case import Case, case_of
from portal.web.enrolment_steps import FORMS, StepPage, kept, step_page, tell
from portal.web.enrolment_steps.fields import StepForm
from portal.web.forms import filled
from portal.web.i18n import clock
from portal.web.i18n import gettext as _
from portal.web.render import render
from portal.web.title_search import searches

KEEP, BY_ITSELF = "gem", "selv"
"""Saved without being finished: to go on another day, or by the page itself while something is written."""


@citizen.page("/tilmeld/<program>/<step>", allow=Permission.ENROL)
def show_step(work: Work, program: str, step: str) -> Response | tuple[str, int]:
    case = _case(work, program, step)
    if case.is_sent:
        return already(case.programme)
    if closed_text(work, case.programme):
        return closed(work, case.programme)
    form = FORMS[step](data=kept(case.person, case.answers, step))
    form.drop_unwanted(_wanted(work, case))
    return render("citizen/enrolment/step.html", _page(case, step, form))


@citizen.action("/tilmeld/<program>/<step>", allow=Permission.ENROL)
def save_step(work: Work, program: str, step: str) -> Response | tuple[str, int]:
    case = _case(work, program, step)
    if case.is_sent:
        return already(case.programme)
    if closed_text(work, case.programme):
        return closed(work, case.programme, 422)
    form = filled(FORMS[step])
    form.today = work.today
    form.drop_unwanted(_wanted(work, case))
    keep = request.form.get(KEEP, "")
    searched = searches(work, form, case.answers.get(step) or {}, going_on=not keep)
    if searched or (not form.validate() and not keep):
        return render("citizen/enrolment/step.html", _page(case, step, form), 422)
    after = _after(case, step, keep)
    if keep and step not in case.answers and not any(form.answers().values()):
        if keep != BY_ITSELF:  # nothing written here yet: she goes on with this step, not after it
            flash(_("Vi har gemt for dig."), "success")
        return redirect(after, 303)
    seen = request.form.get("version", "")
    saved = save(work, SaveStep(case.programme.code, step, form.answers(), seen, brought_answers()))
    forget_check()
    if keep == BY_ITSELF:
        flash(_("Gemt klokken %(clock)s.", clock=clock(work.now)), "success")
        return redirect(after, 303)
    tell(form, saved.overwrote)
    if keep:
        flash(_("Vi har gemt for dig."), "success")
    return redirect(after, 303)


def _case(work: Work, program: str, step: str) -> Case:
    if step not in STEPS:
        raise NotFound
    return case_of(work, program)


def _wanted(work: Work, case: Case) -> tuple[str, ...]:
    answers = brought_answers()
    return case.wanted(facts_of_check(work, answers) if answers else None)


def _after(case: Case, step: str, keep: str) -> str:
    if keep == BY_ITSELF:
        return _address_of(case, step)
    if keep:
        return url_for("citizen.show_my_page")
    number = STEPS.index(step) + 1
    if request.args.get("ret") == "1" or number == len(STEPS):
        return url_for("citizen.show_check", program=case.programme.slug)
    return url_for("citizen.show_step", program=case.programme.slug, step=STEPS[number])


def _address_of(case: Case, step: str) -> str:
    fixing = request.args.get("ret") == "1"
    return url_for("citizen.show_step", program=case.programme.slug, step=step, ret=1 if fixing else None)


def _page(case: Case, step: str, form: StepForm) -> StepPage:
    number, slug = STEPS.index(step) + 1, case.programme.slug
    fixing = request.args.get("ret") == "1"
    before = (
        url_for("citizen.show_step", program=slug, step=STEPS[number - 2])
        if number > 1
        else url_for("citizen.begin", program=slug)
    )
    return step_page(
        case.person,
        case.answers,
        step,
        form,
        program=case.programme.name,
        wanted=case.wanted(),
        action=_address_of(case, step),
        back=url_for("citizen.show_check", program=slug) if fixing else before,
        href=lambda one: url_for("citizen.show_step", program=slug, step=one),
    )
