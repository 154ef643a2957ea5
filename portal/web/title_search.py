"""Choosing from a long list by typing a part of a name: a whole page without scripts, the same page swapped with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.domain.competences import COMPETENCES
from portal.domain.titles import MOST_FOUND, Found, Title, also_called, text_in
from portal.services.occupations import known_occupations, search_competences, search_occupations
from portal.services.work import Work
from portal.web.forms import PortalForm
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext

BUTTON = "soeg"
"""The name of the button that searches; its value is the field it stands in."""
LONGEST, MOST_CHOSEN = 80, 10


@dataclass(frozen=True)
class Source:
    """A list to choose from: how it is searched, which choices are on it, and how a kept choice reads."""

    search: Callable[[Work, str], Found]
    known: Callable[[Work, Iterable[str]], frozenset[str]]
    key: Callable[[Title], str]
    label: Callable[[str], str]


OCCUPATIONS = Source(search_occupations, known_occupations, lambda one: one.key, lambda key: text_in(key) or key)
SKILLS = Source(
    lambda work, words: search_competences(words),
    lambda work, keys: frozenset(keys) & COMPETENCES.keys(),
    lambda one: one.code,
    lambda key: COMPETENCES.get(key, key),
)


@dataclass(frozen=True)
class SearchView:
    """What stands beside the choices: the search box, and what was found the last time."""

    label: str
    words: str
    searched: str
    told: str


class TitleSearch(SelectMultipleField):
    """Any number of choices, by the keys of the list. What was typed and not searched for yet is searched for first."""

    def __init__(
        self, label: str = "", source: Source = OCCUPATIONS, box: str = "", hint: str = "", **more: Any
    ) -> None:
        super().__init__(label, description=hint, validate_choice=False, **more)
        self.source, self.box = source, box
        self.words = self.meant = self.searched = self.told = ""
        self.found: tuple[Title, ...] = ()
        self.may: frozenset[str] = frozenset()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data if isinstance(data, list) else [], extra_filters)
        self.data = list(dict.fromkeys(self.data or []))
        if formdata is None:
            self.may = frozenset(self.data)
        else:
            self.words = formdata.get(f"{self.name}-ord", "").strip()
            self.searched = formdata.get(f"{self.name}-soegt", "").strip()
        self._show()

    def pre_validate(self, form: Any) -> None:
        if len(self.words) > LONGEST:
            raise StopValidation(too_long(self.words))
        if not set(self.data) <= self.may:
            raise StopValidation(_("Vælg på listen. Søg igen, hvis det mangler."))
        if len(self.data) > MOST_CHOSEN:
            raise StopValidation(_("Vælg højst %(most)s.", most=MOST_CHOSEN))

    def iter_choices(self) -> Iterator[SelectChoice]:
        """First what was found, then what was chosen before; what is on no list is not repeated to anybody."""
        for key, text in self._options().items():
            yield SelectChoice(key, text)

    def chosen_words(self, keys: Iterable[str]) -> str:
        """What was chosen, to read: one to a line."""
        return "\n".join(self.source.label(key) for key in keys)

    def allow(self, work: Work, before: Iterable[str]) -> None:
        """What may be chosen: what is on the list, and what was chosen before, also when the list has changed since."""
        self.may = frozenset(before) | self.source.known(work, set(self.data) - frozenset(before))
        self._show()

    def look_up(self, work: Work) -> None:
        result = self.source.search(work, self.words)
        self.found, self.meant, self.searched = result.titles, result.meant, self.words
        self.told = told(self.words, len(self.found))
        if self.meant:
            self.told = f"{searched_instead(self.words, self.meant)} {self.told}"
        self._show()

    def _options(self) -> dict[str, str]:
        fresh = {self.source.key(one): one.text for one in self.found}
        return fresh | {key: self.source.label(key) for key in self.data if key in self.may and key not in fresh}

    def _show(self) -> None:
        """What `field_view` hands on to the component."""
        others = {self.source.key(one): also_called(one, self.meant or self.words) for one in self.found}
        self.render_kw = {
            "kind": "title_search",
            "hints": {key: _("Også: %(name)s", name=name) for key, name in others.items() if name},
            "search": SearchView(_(self.box), self.words, self.searched, self.told),
        }


def told(words: str, count: int) -> str:
    if not count:
        return not_found(words)
    if count == MOST_FOUND:
        return _("Her er de første %(num)s. Skriv mere, hvis det mangler.", num=count)
    return ngettext(
        "Vi fandt én. Sæt flueben, hvis den passer.",
        "Vi fandt %(num)s. Sæt flueben ved dem, der passer.",
        count,
    )


def not_found(words: str) -> str:
    return _("Vi fandt ikke »%(words)s«. Prøv et andet ord.", words=words)


def searched_instead(words: str, meant: str) -> str:
    return _("Vi fandt ikke »%(words)s«. Vi søgte på »%(meant)s« i stedet.", words=words, meant=meant)


def too_long(words: str) -> str:
    return _("Skriv højst %(most)s tegn. Du har skrevet %(count)s.", most=LONGEST, count=len(words))


def searches(work: Work, form: PortalForm, before: Mapping[str, Any], going_on: bool = True) -> bool:
    """Tell the form's searches what may be chosen; True when the page comes back with what was found.

    `before` is what was kept. A search that was typed but not made is made before somebody goes on, so that it is not lost.
    """
    fields = [field for field in form if isinstance(field, TitleSearch)]
    for field in fields:
        field.allow(work, before.get(field.short_name) or ())
    pressed = request.form.get(BUTTON)
    due = [one for one in fields if one.words != one.searched and one.words and (going_on or pressed is not None)]
    if pressed is not None and not due:
        due = [one for one in fields if one.short_name == pressed and one.words]
    for field in due:
        if len(field.words) > LONGEST:
            form.add_error(field.short_name, too_long(field.words))
        else:
            field.look_up(work)
    asked = pressed is not None and bool(fields)
    if asked and not due:
        name = pressed if pressed in {one.short_name for one in fields} else fields[0].short_name
        form.add_error(name, _("Skriv lidt af navnet, før du søger."))
    return bool(due) or asked
