"""The six steps of an enrolment: each shows what is kept, saves what is given, and leads on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.domain.municipalities import sender
from portal.services.enrolment import (
    STEPS,
    SaveStep,
    closed_text,
    facts_of_check,
    fingerprint,
    is_complete,
    known_facts,
    text_warnings,
)
from portal.services.enrolment import (
    save_step as save,
)
from portal.services.work import Work
from portal.web.citizen.begin import already, brought_answers, closed, forget_check
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.case import Case, case_of
from portal.web.citizen.step_forms import FORMS, StepForm
from portal.web.forms import FormView, filled
from portal.web.i18n import clock
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

KEEP, BY_ITSELF = "gem", "selv"
"""Saved without being finished: to go on another day, or by the page itself while something is written."""
EXACT = ("unemployed_since", "sick_since", "flex_job_hours")
CODED = ("hours", "travel")
"""Answers that may be "talk" and are kept as such; a date or a number that is "talk" is left empty."""


@dataclass(frozen=True, kw_only=True)
class StepPage(Page):
    step: str
    heading: str
    number: int
    total: int
    indicator: tuple[tuple[str, str, str], ...]
    program: str
    action: str
    back: str
    version: str
    form: FormView
    name: str
    address: str
    sender: str


def headings() -> dict[str, str]:
    return {
        "kontakt": _("Hvordan får vi bedst fat i dig?"),
        "erfaring": _("Hvad kan du, og hvad har du lyst til?"),
        "rammer": _("Hvad passer ind i din hverdag?"),
        "hensyn": _("Hvad skal en arbejdsplads tage hensyn til?"),
        "stoette": _("Vil du have støtte undervejs?"),
        "deling": _("Hvem må se hvad?"),
    }


def group_names() -> dict[str, str]:
    return {
        "kontakt": _("Kontakt"),
        "erfaring": _("Det kan du, og det har du lyst til"),
        "rammer": _("Din hverdag"),
        "hensyn": _("Hensyn"),
        "stoette": _("Støtte"),
        "deling": _("Dine valg"),
    }


@citizen.page("/tilmeld/<program>/<step>", allow=Permission.ENROL)
def show_step(work: Work, program: str, step: str) -> Response | tuple[str, int]:
    case = _case(work, program, step)
    if case.is_sent:
        return already(case.programme)
    if closed_text(work, case.programme):
        return closed(work, case.programme)
    form = FORMS[step](data=_kept(work, case, step))
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
    if not form.validate() and not keep:
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
    _tell(form, saved.overwrote)
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


def _kept(work: Work, case: Case, step: str) -> dict[str, Any]:
    """What the citizen answered before; at first what the registers know, so that nobody types it twice."""
    kept = case.answers.get(step)
    if kept is None:
        known = known_facts(case.person, case.answers)
        first = {
            "kontakt": {"phone": case.person.phone, "email": case.person.email},
            "rammer": {key: known.get(key) for key in EXACT if not isinstance(known.get(key), dict)},
        }
        kept = first.get(step, {})
    elif step == "kontakt" and kept.get("notify") == []:
        kept = kept | {"notify": ["no"]}
    elif kept.get("talk"):
        kept = kept | {"needs": [*kept["needs"], "talk"]}
    return {key: _typed(key, value) for key, value in kept.items() if value not in (None, "talk") or key in CODED}


def _typed(key: str, value: Any) -> Any:
    """Dates are kept as text, and numbers are typed with a comma."""
    if key.endswith("_since") and isinstance(value, str):
        return date.fromisoformat(value)
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) and not isinstance(value, bool) else value


def _tell(form: StepForm, overwrote: bool) -> None:
    if overwrote:
        flash(
            _("Du har også denne side åben et andet sted. Vi har gemt det, du skrev sidst."),
            "warning",
        )
    for text in text_warnings(*(field.data for field in form if isinstance(field.data, str))):
        flash(text, "warning")


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
    heading, person = headings()[step], case.person
    before = (
        url_for("citizen.show_step", program=slug, step=STEPS[number - 2])
        if number > 1
        else url_for("citizen.begin", program=slug)
    )
    return StepPage(
        title=_("%(heading)s – trin %(number)s af %(total)s", heading=heading, number=number, total=len(STEPS)),
        step=step,
        heading=heading,
        number=number,
        total=len(STEPS),
        indicator=_indicator(case, step),
        program=case.programme.name,
        action=_address_of(case, step),
        back=url_for("citizen.show_check", program=slug) if fixing else before,
        version=fingerprint(case.answers.get(step)),
        form=form.view(),
        name=person.full_name,
        address="" if person.address_protected else _address(person.address, person.postal_code, person.town),
        sender=sender(person.operating_municipality),
    )


def _address(street: str | None, postal_code: str, town: str) -> str:
    return ", ".join(part for part in (street or "", f"{postal_code} {town}".strip()) if part)


def _indicator(case: Case, step: str) -> tuple[tuple[str, str, str], ...]:
    """All steps with a link to those that are done."""
    wanted, names = case.wanted(), group_names()
    return tuple(
        (
            names[one],
            url_for("citizen.show_step", program=case.programme.slug, step=one),
            "current" if one == step else "done" if is_complete(one, case.answers, wanted) else "later",
        )
        for one in STEPS
    )
