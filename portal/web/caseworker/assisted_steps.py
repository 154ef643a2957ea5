"""The six steps filled in together: each question read aloud, the answers heard once more, sent, and a receipt for both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.domain.workflow import EnrolmentState
from portal.services.enrolment import (
    STEPS,
    CorrectStep,
    SaveAssisted,
    SubmitEnrolment,
    UndoAssisted,
    correct_step,
    may_correct,
    save_assisted,
    submit_assisted,
    undo_assisted,
    wanted_of,
)
from portal.services.work import Work
from portal.store import enrolments, people
from portal.store.enrolments import EnrolmentRecord
from portal.store.people import Person
from portal.web.caseworker.blueprint import caseworker
from portal.web.enrolment_steps import (
    FORMS,
    Group,
    StepPage,
    kept,
    named_step,
    of_step,
    sent_groups,
    step_group,
    step_page,
    tell,
)
from portal.web.enrolment_steps.fields import StepForm
from portal.web.forms import FormView, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render
from portal.web.title_search import searches

URL = "/medarbejder/udfyld-sammen/<uuid:enrolment_id>"
HELP = Permission.ENROLMENT_HELPED


class SendForm(PortalForm):
    heard = BooleanField(
        "Borgeren har hørt svarene og siger ja til at sende",
        [Required("Læs svarene op, og spørg, om du må sende.")],
    )


@dataclass(frozen=True, kw_only=True)
class CheckTogether(Page):
    who: str
    program: str
    groups: tuple[Group, ...]
    action: str
    back: str
    version: int
    form: FormView = field(default_factory=FormView)


@dataclass(frozen=True, kw_only=True)
class SentTogether(Page):
    who: str
    number: str
    until: date | None
    """The last day on which it can be corrected or undone; nothing when that is over."""
    case_href: str
    groups: tuple[Group, ...]
    action: str
    version: int


@caseworker.page(f"{URL}/<step>", allow=HELP, load=of_step)
def show_helped_step(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    if not _is_open(work, case):
        return redirect(_to(case, "kvittering"))
    step, person = named_step(), people.get(work.session, case.person_id)
    form = FORMS[step](data=kept(person, case.answers, step))
    form.drop_unwanted(_wanted(work, person, case))
    return render("caseworker/assisted/step.html", _step(work, case, person, step, form))


@caseworker.action(f"{URL}/<step>", allow=HELP, load=of_step)
def save_helped_step(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    if not _is_open(work, case):
        return redirect(_to(case, "kvittering"), 303)
    step, person = named_step(), people.get(work.session, case.person_id)
    form = filled(FORMS[step])
    form.today = work.today
    form.drop_unwanted(_wanted(work, person, case))
    if searches(work, form, case.answers.get(step) or {}) or not form.validate():
        return render("caseworker/assisted/step.html", _step(work, case, person, step, form), 422)
    seen = request.form.get("version", "")
    if case.state != EnrolmentState.DRAFT:
        correct_step(work, CorrectStep(case.id, step, form.answers(), seen))
        flash(_("Svaret er rettet."), "success")
        return redirect(_to(case, "kvittering"), 303)
    tell(form, save_assisted(work, SaveAssisted(case.id, step, form.answers(), seen)))
    number = STEPS.index(step) + 1
    onward = "tjek" if number == len(STEPS) or request.args.get("ret") == "1" else STEPS[number]
    return redirect(_to(case, onward), 303)


@caseworker.page(f"{URL}/tjek", allow=HELP, load=enrolments.get)
def show_helped_check(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    if case.state != EnrolmentState.DRAFT:
        return redirect(_to(case, "kvittering"))
    return render("caseworker/assisted/check.html", _check(work, case, SendForm()))


@caseworker.action(f"{URL}/tjek", allow=HELP, load=enrolments.get)
def send_helped(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    form = filled(SendForm)
    if not form.validate():
        return render("caseworker/assisted/check.html", _check(work, case, form), 422)
    try:
        submit_assisted(work, SubmitEnrolment(case.id, request.form.get("version", 0, int)))
    except Refused as fault:
        form.add_error("heard", fault.text if fault.field is None else _("Der mangler svar. Se de røde mærker."))
        return render("caseworker/assisted/check.html", _check(work, case, form), 422)
    return redirect(_to(case, "kvittering"), 303)


@caseworker.page(f"{URL}/kvittering", allow=HELP, load=enrolments.get)
def show_helped_receipt(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    if case.number is None:
        return redirect(_to(case, "tjek"))
    open_still = may_correct(case, work.today)
    page = SentTogether(
        title=_("Tilmeldingen er sendt") if open_still else _("Tilmeldingen kan ikke rettes her længere"),
        who=case.full_name,
        number=case.number,
        until=case.assisted_until if open_still else None,
        case_href=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        groups=sent_groups(case.answers, lambda step: _to(case, step)) if open_still else (),
        action=_to(case, "kvittering"),
        version=case.version,
    )
    return render("caseworker/assisted/receipt.html", page)


@caseworker.action(f"{URL}/kvittering", allow=HELP, load=enrolments.get)
def undo_helped(work: Work, case: EnrolmentRecord) -> Response:
    try:
        undo_assisted(work, UndoAssisted(case.id, request.form.get("version", 0, int)))
    except Refused as fault:
        flash(fault.text, "warning")
        return redirect(_to(case, "kvittering"), 303)
    flash(_("Tilmeldingen er taget tilbage. Borgeren får et brev om det."), "success")
    return redirect(url_for("caseworker.begin_helping"), 303)


def _is_open(work: Work, case: EnrolmentRecord) -> bool:
    return case.state == EnrolmentState.DRAFT or may_correct(case, work.today)


def _wanted(work: Work, person: Person, case: EnrolmentRecord) -> tuple[str, ...]:
    return wanted_of(work.house.programme(case.programme_code), person, case.answers)


def _to(case: EnrolmentRecord, place: str, **more: int) -> str:
    """The address of a step, of the check or of the receipt."""
    names = {"tjek": "show_helped_check", "kvittering": "show_helped_receipt"}
    if place in names:
        return url_for(f"caseworker.{names[place]}", enrolment_id=case.id)
    return url_for("caseworker.show_helped_step", enrolment_id=case.id, step=place, **more)


def _step(work: Work, case: EnrolmentRecord, person: Person, step: str, form: StepForm) -> StepPage:
    number, fixing = STEPS.index(step), request.args.get("ret") == "1"
    before = _to(case, STEPS[number - 1]) if number else url_for("caseworker.begin_helping")
    draft = case.state == EnrolmentState.DRAFT
    return step_page(
        person,
        case.answers,
        step,
        form,
        program=work.house.programme(case.programme_code).name,
        wanted=_wanted(work, person, case),
        action=_to(case, step, ret=1) if fixing else _to(case, step),
        back=_to(case, "tjek") if fixing and draft else before if draft else _to(case, "kvittering"),
        href=lambda one: _to(case, one),
    )


def _check(work: Work, case: EnrolmentRecord, form: SendForm) -> CheckTogether:
    wanted = _wanted(work, people.get(work.session, case.person_id), case)
    groups = tuple(step_group(step, case.answers, wanted, _to(case, step, ret=1)) for step in STEPS)
    return CheckTogether(
        title=_("Læs svarene op"),
        who=case.full_name,
        program=work.house.programme(case.programme_code).name,
        groups=groups,
        action=_to(case, "tjek"),
        back=_to(case, STEPS[-1]),
        version=case.version,
        form=form.view(),
    )
