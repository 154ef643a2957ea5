"""Forms: WTForms underneath, Danish messages per field, and plain views of fields for the components."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import request
from wtforms import (
    BooleanField,
    Field,
    FileField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.values import InvalidValue
from portal.web.i18n import gettext as _

F = TypeVar("F", bound="PortalForm")
MAX_LINE = 200
CHOOSE = _("Vælg det svar, der passer bedst.")
MAX_TEXT = 1000
# Plain digits only, and few enough of them: Python reads far more as numbers than a person means by one.
NUMBER = re.compile(r"[-+]?([0-9]{1,9}([.,][0-9]{0,9})?|[.,][0-9]{1,9})")
DAY, YEAR = re.compile(r"[0-9]{1,2}"), re.compile(r"(18|19|20|21)[0-9]{2}")


@dataclass(frozen=True)
class FieldView:
    """What a component needs to know of a field."""

    kind: str
    name: str
    id: str
    label: str
    value: Any
    hint: str = ""
    errors: tuple[str, ...] = ()
    optional: bool = False
    options: tuple[tuple[str, str, str], ...] = ()
    suffix: str = ""
    limit: int = 0
    placeholder: str = ""
    type: str = "text"
    autocomplete: str = ""
    inputmode: str = ""
    accept: str = ""
    search: Any = None
    """The search box beside the choices (`title_search.SearchView`)."""


class FormView(dict[str, FieldView]):
    """The fields by name (`page.form.phone`), and the errors for the summary as (id of the field, text)."""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        found = [(view, text) for view in self.values() for text in view.errors]
        said = [text for _, text in found]
        return tuple(
            # Two links with the same words may not lead to different places: then the field is named too.
            (_first_target(view), text if said.count(text) == 1 else f"{view.label} {text}")
            for view, text in found
        )


def _first_target(view: FieldView) -> str:
    """Where a link in the summary leads: the components give the field's own id to its first control."""
    return view.id


class NotOnTheList:
    """What WTForms itself has to say, in Danish: only a choice that is not on the list has no message of its own."""

    def gettext(self, text: str) -> str:
        return "Vælg en af mulighederne." if "valid choice" in text else text

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


class PortalForm(Form):
    """Base of the forms. CSRF is checked for every post before a form is made."""

    class Meta:
        locales = False  # every field has its own Danish message; WTForms has none in Danish
        cache_translations = True

        def get_translations(self, form: Form) -> NotOnTheList:
            return NotOnTheList()

    def add_error(self, field: str | None, text: str) -> None:
        """Show what a rule of the services said, at the field it belongs to, or at the first."""
        target = self._fields.get(field or "") or next(iter(self))
        target.errors = [*target.errors, text]

    def view(self) -> FormView:
        return FormView({field.short_name: field_view(field) for field in self})


class DateParts(Field):
    """A date typed as day, month and year; keeps what was typed, also when there is no such day."""

    def __init__(self, label: str = "", validators: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, list(validators), **kwargs)
        self.parts = ("", "", "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.data: date | None = data if isinstance(data, date) else None
        if self.data:
            self.parts = (str(self.data.day), str(self.data.month), str(self.data.year))
        names = [f"{self.name}-{part}" for part in ("dag", "maaned", "aar")]
        if formdata is not None and any(name in formdata for name in names):
            self.parts = tuple(formdata.get(name, "").strip() for name in names)  # type: ignore[assignment]
            self.data = self._parse()

    def _parse(self) -> date | None:
        if not any(self.parts):
            return None
        day, month, year = self.parts
        try:
            if not (DAY.fullmatch(day) and DAY.fullmatch(month) and YEAR.fullmatch(year)):
                raise ValueError
            return date(int(year), int(month), int(day))
        except ValueError:
            self.process_errors.append("Skriv datoen som dag, måned og år. For eksempel 4 3 2027.")
            return None


class Decimal(StringField):
    """A number typed the Danish way, with a comma: `number` is the value, `data` what was typed."""

    number: float | None = None

    def pre_validate(self, form: Any) -> None:
        text = (self.data or "").strip()
        if not text:
            return
        if not NUMBER.fullmatch(text):
            raise StopValidation("Skriv et tal. For eksempel 8 eller 7,5.")
        self.number = float(text.replace(",", "."))


class Listed:
    """The answer is one of those on the page; anything else counts as no answer."""

    def __call__(self, form: PortalForm, field: Field) -> None:
        known = {choice.value for choice in field.iter_choices()}
        given = field.data if isinstance(field.data, list) else [field.data]
        if not set(given) <= known:
            raise StopValidation(CHOOSE)


class Required:
    """The field must have an answer; the text says what to do."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms reads it as an attribute

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, form: Form, field: Field) -> None:
        if field.data is None or field.data is False or field.data == [] or not str(field.data).strip():
            if not field.process_errors:
                field.errors = []
                raise StopValidation(self.text)
            raise StopValidation


class Parsed:
    """The text must be a value of a self-validating type, such as Cvr or PhoneNumber; empty passes."""

    def __init__(self, parse: Callable[[str], Any], text: str | None = None) -> None:
        self.parse, self.text = parse, text

    def __call__(self, form: Form, field: Field) -> None:
        if not (field.data or "").strip():
            return
        try:
            self.parse(field.data.strip())
        except InvalidValue as fault:
            raise StopValidation(self.text or str(fault)) from None


class MaxLength:
    """Free text has a limit, and the message counts."""

    def __init__(self, longest: int = MAX_TEXT) -> None:
        self.longest = longest

    def __call__(self, form: Form, field: Field) -> None:
        if len(field.data or "") > self.longest:
            raise StopValidation(f"Skriv højst {self.longest} tegn. Du har skrevet {len(field.data)}.")


class Between:
    """The number lies between two ends, both included."""

    def __init__(self, least: float, most: float, text: str) -> None:
        self.least, self.most, self.text = least, most, text

    def __call__(self, form: Form, field: Field) -> None:
        value = field.number if isinstance(field, Decimal) else field.data
        if value is not None and not self.least <= value <= self.most:
            raise StopValidation(self.text)


def choices(pairs: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs.items()]


def filled(kind: type[F], data: Mapping[str, Any] | None = None) -> F:
    """A form with what was posted, or with what is known when the page is only shown."""
    return kind(request.form if request.method == "POST" else None, data=dict(data or {}))


def field_view(field: Field) -> FieldView:
    """A plain picture of a field. `render_kw` may carry suffix, limit, hints per choice and the browser's hints.

    Forms are declared when the program starts, so their words are asked for again here, where somebody is reading them.
    """
    extra = {key: _(value) if key == "suffix" else value for key, value in (field.render_kw or {}).items()}
    hints = extra.pop("hints", {})
    options = tuple((str(v), _(str(text)), _(hints[v]) if v in hints else "") for v, text, *__ in _choices(field))
    return FieldView(
        kind=extra.pop("kind", None) or _kind(field),
        name=field.name,
        id=field.id,
        label=_(field.label.text),
        value=_value(field),
        hint=_(field.description),
        errors=tuple(dict.fromkeys(_(error) for error in field.errors)),
        optional=extra.pop("optional", not field.flags.required),
        options=options,
        **extra,
    )


def _choices(field: Field) -> Iterable[tuple[Any, ...]]:
    return field.iter_choices() if isinstance(field, SelectField | SelectMultipleField) else ()


def _kind(field: Field) -> str:
    kinds: tuple[tuple[type[Field], str], ...] = (
        (DateParts, "date"),
        (RadioField, "radios"),
        (SelectMultipleField, "checkboxes"),
        (SelectField, "select"),
        (BooleanField, "checkbox"),
        (Decimal, "number"),
        (IntegerField, "number"),
        (FileField, "file"),
    )
    return next((name for kind, name in kinds if isinstance(field, kind)), "text")


def _value(field: Field) -> Any:
    if isinstance(field, DateParts):
        return field.parts
    if isinstance(field, IntegerField):
        return field.raw_data[0] if field.raw_data else field.data if field.data is not None else ""
    return field.data if field.data is not None else ""
