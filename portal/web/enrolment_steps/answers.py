"""The answers of the six steps in words: each question with what was chosen, skipped or still missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import RadioField, SelectMultipleField

from portal.services.enrolment import STEPS, is_complete
from portal.web.enrolment_steps.forms import FORMS
from portal.web.enrolment_steps.pages import group_names
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number
from portal.web.title_search import TitleSearch

Href = Callable[[str], str]
"""The address of a step, by its name."""


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    href: str


@dataclass(frozen=True)
class Group:
    id: str
    heading: str
    rows: tuple[Row, ...]
    missing: bool


def step_group(step: str, answers: Mapping[str, Any], wanted: tuple[str, ...], href: str) -> Group:
    """One step of a draft, with the way to change it."""
    missing = not is_complete(step, answers, wanted)
    return Group(f"gruppe-{step}", group_names()[step], _rows(step, answers, wanted, href), missing)


def sent_groups(answers: Mapping[str, Any], href: Href = lambda step: "") -> tuple[Group, ...]:
    """What was sent, to read: the questions asked then are those that have an answer now."""
    asked = tuple(answers.get("rammer") or ())
    return tuple(
        Group(f"sendt-{step}", group_names()[step], _rows(step, answers, asked, href(step)), missing=False)
        for step in STEPS
    )


def _rows(step: str, answers: Mapping[str, Any], wanted: tuple[str, ...], href: str) -> tuple[Row, ...]:
    """Every question of the step with its answer in words; what is not there is either skipped or missing."""
    form = FORMS[step](data={})
    form.drop_unwanted(wanted)
    kept: Mapping[str, Any] = answers.get(step) or {}
    skipped = _("Du har sprunget det her over")
    missing = _("Her mangler vi et svar")
    rows = []
    for field in form:
        name = field.short_name
        text = answer_words(field, kept.get(name), bool(kept.get("talk")))
        if not text and name == "notify" and name in kept:
            text = _("Nej tak")
        rows.append(Row(label_of(step, field), text or (missing if field.flags.required else skipped), href))
    return tuple(rows)


def label_of(step: str, field: Any) -> str:
    """A row needs a label of its own where the step's heading asks the question."""
    own = {
        "interests": _("Det har du lyst til"),
        "occupations": _("Job, du har i tankerne"),
        "competences": _("Det kan du allerede"),
        "good_at": _("Det er du god til"),
        "needs": _("Det skal en arbejdsplads tage hensyn til"),
        "other": _("Andet, vi skal vide"),
        "support": _("Støtte undervejs"),
    }
    return own.get(field.short_name, field.label.text)


def answer_words(field: Any, value: Any, talk: bool = False) -> str:
    """An answer as the citizen read it when choosing; lists one to a line."""
    if isinstance(field, TitleSearch):
        return field.chosen_words(value or ())
    if isinstance(field, RadioField | SelectMultipleField):
        chosen = value if isinstance(value, list) else [value]
        if talk and field.short_name == "needs":
            chosen = [*chosen, "talk"]
        return "\n".join(choice.label for choice in field.iter_choices() if choice.value in chosen)
    if isinstance(value, int | float):
        return _("%(hours)s timer om ugen", hours=number(value))
    if value and field.short_name.endswith("_since"):
        return long_date(date.fromisoformat(value))
    return value or ""
