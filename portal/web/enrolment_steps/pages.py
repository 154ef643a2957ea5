"""What a step shows: what is kept, what the registers know, and how far one has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, request

from portal.domain.errors import NotFound
from portal.domain.municipalities import sender
from portal.services.enrolment import STEPS, fingerprint, is_complete, known_facts, text_warnings
from portal.store import enrolments
from portal.store.enrolments import EnrolmentRecord
from portal.store.people import Person
from portal.web.enrolment_steps.fields import StepForm
from portal.web.forms import FormView
from portal.web.i18n import gettext as _
from portal.web.render import Page

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


def of_step(session: Any, enrolment_id: UUID, step: str) -> EnrolmentRecord:
    """The enrolment behind an address that also names a step; which one, `named_step` tells once it is allowed."""
    return enrolments.get(session, enrolment_id)


def named_step() -> str:
    """The step the address names; raises NotFound."""
    step = (request.view_args or {})["step"]
    if step not in STEPS:
        raise NotFound
    return step


def kept(person: Person, answers: Mapping[str, Any], step: str) -> dict[str, Any]:
    """What the citizen answered before; at first what the registers know, so that nobody types it twice."""
    before = answers.get(step)
    if before is None:
        known = known_facts(person, answers)
        first = {
            "kontakt": {"phone": person.phone, "email": person.email},
            "rammer": {key: known.get(key) for key in EXACT if not isinstance(known.get(key), dict)},
        }
        before = first.get(step, {})
    elif step == "kontakt" and before.get("notify") == []:
        before = before | {"notify": ["no"]}
    elif before.get("talk"):
        before = before | {"needs": [*before["needs"], "talk"]}
    return {key: _typed(key, value) for key, value in before.items() if value not in (None, "talk") or key in CODED}


def _typed(key: str, value: Any) -> Any:
    """Dates are kept as text, and numbers are typed with a comma."""
    if key.endswith("_since") and isinstance(value, str):
        return date.fromisoformat(value)
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) and not isinstance(value, bool) else value


def tell(form: StepForm, overwrote: bool) -> None:
    if overwrote:
        flash(
            _("Du har også denne side åben et andet sted. Vi har gemt det, du skrev sidst."),
            "warning",
        )
    for text in text_warnings(*(field.data for field in form if isinstance(field.data, str))):
        flash(text, "warning")


def step_page(
    person: Person,
    answers: Mapping[str, Any],
    step: str,
    form: StepForm,
    *,
    program: str,
    wanted: tuple[str, ...],
    action: str,
    back: str,
    href: Callable[[str], str],
) -> StepPage:
    """One step for this person; `href` is the address of a step where the page stands."""
    number, heading = STEPS.index(step) + 1, headings()[step]
    names = group_names()
    return StepPage(
        title=_("%(heading)s – trin %(number)s af %(total)s", heading=heading, number=number, total=len(STEPS)),
        step=step,
        heading=heading,
        number=number,
        total=len(STEPS),
        indicator=tuple(
            (
                names[one],
                href(one),
                "current" if one == step else "done" if is_complete(one, answers, wanted) else "later",
            )
            for one in STEPS
        ),
        program=program,
        action=action,
        back=back,
        version=fingerprint(answers.get(step)),
        form=form.view(),
        name=person.full_name,
        address="" if person.address_protected else _address(person.address, person.postal_code, person.town),
        sender=sender(person.operating_municipality),
    )


def _address(street: str | None, postal_code: str, town: str) -> str:
    return ", ".join(part for part in (street or "", f"{postal_code} {town}".strip()) if part)
