"""The kinds of question the six steps are made of, with their checks and their Danish messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Field, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.web.forms import CHOOSE, DateParts, Decimal, Listed, MaxLength, PortalForm, Required
from portal.web.i18n import gettext as _

EARLIEST = 1950
TEXT_LIMIT = 1000


class Email:
    """An address has one @ with something on both sides; more only the post can tell."""

    def __call__(self, form: PortalForm, field: Field) -> None:
        text = (field.data or "").strip()
        name, at, host = text.partition("@")
        if text and not (name and at and "." in host and " " not in text and "@" not in host):
            raise StopValidation(_("Skriv din e-mail med et @. For eksempel navn@mail.dk."))


class NotAfterToday:
    """A first day without work, or of illness, lies behind us; `form.today` is the day in Denmark."""

    def __call__(self, form: PortalForm, field: Field) -> None:
        if field.data is None:
            return
        if field.data > form.today:
            raise StopValidation(_("Skriv en dato, der ikke ligger efter i dag."))
        if field.data.year < EARLIEST:
            raise StopValidation(_("Se efter, om årstallet er rigtigt. Datoen ligger meget langt tilbage."))


def radios(label: str, pairs: Mapping[str, str], hint: str = "") -> RadioField:
    """One answer of several, which must be given."""
    options = [SelectChoice(value, text) for value, text in pairs.items()]
    checks = [Required(CHOOSE), Listed()]
    return RadioField(label, checks, choices=options, description=hint, validate_choice=False)


def boxes(
    label: str, pairs: Mapping[str, str], hint: str = "", required: bool = False, **extra: Any
) -> SelectMultipleField:
    """Any number of answers."""
    options = [SelectChoice(value, text) for value, text in pairs.items()]
    checks = [Required(CHOOSE), Listed()] if required else [Listed()]
    return SelectMultipleField(label, checks, choices=options, description=hint, validate_choice=False, render_kw=extra)


def words(label: str, hint: str = "") -> TextAreaField:
    """Free text, always a choice."""
    return TextAreaField(
        label, [MaxLength(TEXT_LIMIT)], description=hint, render_kw={"kind": "text_area", "limit": TEXT_LIMIT}
    )


class StepForm(PortalForm):
    """Base of the steps. `today` and `wanted` are set before validation."""

    today: date = date.max

    def drop_unwanted(self, wanted: tuple[str, ...]) -> None:
        """Leave out the questions this programme has no use for."""

    def answers(self) -> dict[str, Any]:
        """What was given and can be kept, by the names of the case. After `validate`, without what failed."""
        return {f.short_name: value for f in self if not f.errors and (value := _plain(f)) is not None}


def _plain(field: Field) -> Any:
    if isinstance(field, DateParts):
        return field.data.isoformat() if field.data else None
    if isinstance(field, Decimal):
        return field.number
    if isinstance(field.data, list):
        return field.data
    return (field.data or "").strip()
