"""The kinds of field the company's forms are made of, with their Danish messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wtforms import Field, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.web.forms import CHOOSE, MAX_LINE, Decimal, Listed, MaxLength, PortalForm, Required
from portal.web.i18n import gettext as _
from portal.web.i18n import number


class Email:
    """An address has one @ with something on both sides; more only the post can tell."""

    def __call__(self, form: PortalForm, field: Field) -> None:
        text = (field.data or "").strip()
        if text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
            raise StopValidation(_("Skriv e-mailen med et @. For eksempel navn@mail.dk."))


def _options(pairs: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, text) for value, text in pairs.items()]


def radios(label: str, pairs: Mapping[str, str], hint: str = "", **extra: Any) -> RadioField:
    """One answer of several, which must be given."""
    checks = [Required(CHOOSE), Listed()]
    return RadioField(label, checks, choices=_options(pairs), description=hint, validate_choice=False, render_kw=extra)


def drop_down(label: str, pairs: Mapping[str, str], placeholder: str = "", hint: str = "") -> SelectField:
    """One answer of many."""
    return SelectField(
        label,
        [Required(CHOOSE), Listed()],
        choices=_options(pairs),
        description=hint,
        validate_choice=False,
        render_kw={"placeholder": placeholder},
    )


def boxes(label: str, pairs: Mapping[str, str], hint: str = "", **extra: Any) -> SelectMultipleField:
    """Any number of answers, none too."""
    return SelectMultipleField(
        label, [Listed()], choices=_options(pairs), description=hint, validate_choice=False, render_kw=extra
    )


def line(label: str, missing: str = "", checks: tuple[Any, ...] = (), hint: str = "", **extra: Any) -> StringField:
    """One line of text; `missing` is the message when it must be there."""
    required = [Required(missing)] if missing else []
    return StringField(label, [*required, MaxLength(MAX_LINE), *checks], description=hint, render_kw=extra)


def words(label: str, missing: str = "", hint: str = "", limit: int = 1000) -> TextAreaField:
    """Several lines of text."""
    required = [Required(missing)] if missing else []
    return TextAreaField(
        label,
        [*required, MaxLength(limit)],
        description=hint,
        render_kw={"kind": "text_area", "limit": limit},
    )


class DanishNumber(Decimal):
    """A number with a decimal comma, and perhaps a point at the thousands: 8; 7,5; 1.200."""

    def pre_validate(self, form: Any) -> None:
        text = (self.data or "").strip()
        if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3}){1,3}(,[0-9]{1,9})?", text):
            self.number = float(text.replace(".", "").replace(",", "."))
        else:
            super().pre_validate(form)


class WholeNumber(IntegerField):
    """A whole number; what is no number is answered in Danish and stays in the field."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if not text:
            return
        if not re.fullmatch(r"[-+]?[0-9]{1,9}", text):
            raise ValueError(_("Skriv et helt tal. For eksempel 4."))
        self.data = int(text)


def typed(value: float | None) -> str:
    """A number as it is typed: with a comma, and empty when there is none."""
    return number(value) if value is not None else ""
