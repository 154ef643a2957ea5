"""What staff can do on a page: one small form for each deed, and the same way through them all.

The state machine says which deeds there are right now, so a page shows no button that would answer 409.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from flask import abort, flash, request
from wtforms import StringField

from portal.domain.errors import IllegalMove, Overtaken, Refused, Stale
from portal.domain.workflow import Machine, Party
from portal.services.work import COPENHAGEN, Work
from portal.web.caseworker.history import Entry, history_of
from portal.web.forms import FieldView, FormView, PortalForm
from portal.web.i18n import gettext as _

NAME = "handling"
"""The form field that says which deed it is."""
SHOWN_CHANGES = 5
CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9])?)?")


class NoFields(PortalForm):
    """A deed that is only a button."""


@dataclass(frozen=True)
class Deed:
    """One thing to do: its form, the use case, and what is said when it went well."""

    do: Callable[[Work, Any, Any], object]
    done: Callable[[], str]
    form: type[PortalForm] = NoFields
    start: Callable[[Any], Mapping[str, Any]] = lambda record: {}
    prefix: str = ""
    """Set where forms of one page ask the same things, so that each field has a name of its own."""

    def view(self, record: Any) -> FormView:
        """The form as it stands before anybody has written in it."""
        return self.form(data=dict(self.start(record)), prefix=self.prefix).view()


@dataclass(frozen=True)
class Tried:
    """A deed that did not go through: its form with what was written, or a sentence where there is no field."""

    name: str = ""
    form: FormView = field(default_factory=FormView)
    problem: str = ""
    status: int = 422
    changed: tuple[Entry, ...] = ()
    """What others have done since the page was shown, where that is why it did not go through."""
    typed: tuple[tuple[str, str], ...] = ()
    """What was written, by the name of its field: it stands there too when the deed is no longer possible."""

    @property
    def is_overtaken(self) -> bool:
        return bool(self) and not self.problem and self.status == 409

    def __bool__(self) -> bool:
        return bool(self.name)


NOTHING_TRIED = Tried()


def perform(deeds: Mapping[str, Deed], work: Work, record: Any, noun: str) -> Tried:
    """Do the deed that the form names. What comes back is empty when it went well.

    Where somebody else has changed the thing of this `noun` meanwhile, it is 409 with what they did and what was typed.
    """
    name = request.form.get(NAME, "")
    if name not in deeds:
        abort(400)
    deed = deeds[name]
    form = deed.form(request.form, prefix=deed.prefix)
    if not form.validate():
        return Tried(name, form.view())
    try:
        deed.do(work, record, form)
    except Refused as fault:
        status = 409 if isinstance(fault, Overtaken) else 422
        if not list(form):
            return Tried(name, problem=fault.text, status=status)
        form.add_error(fault.field, fault.text)
        return Tried(name, form.view(), status=status)
    except (Stale, IllegalMove):
        work.session.rollback()
        return _overtaken(work, record, noun, name, form.view())
    flash(deed.done(), "success")
    return NOTHING_TRIED


def _overtaken(work: Work, record: Any, noun: str, name: str, view: FormView) -> Tried:
    """Both versions: what has happened since the page was shown, and what the person was about to write."""
    behind = max(1, min(SHOWN_CHANGES, record.version - sent_version()))
    changed = history_of(work, noun, record.id)[:behind]
    typed = tuple((one.label, text) for one in view.values() if (text := _text(one)))
    return Tried(name, view, status=409, changed=changed, typed=typed)


def _text(view: FieldView) -> str:
    """What stands in a field, as the person would read it."""
    if view.kind == "date":
        return ".".join(part for part in view.value if part)
    names = {value: label for value, label, _ in view.options}
    return names.get(view.value, view.value).strip() if isinstance(view.value, str) else ""


def forms_of(deeds: Mapping[str, Deed], names: Iterable[str], record: Any, tried: Tried) -> dict[str, FormView]:
    """The forms of the deeds that are possible now, the one that was tried with its errors."""
    views = {name: deeds[name].view(record) for name in names}
    if tried.name in views and tried.form:
        views[tried.name] = tried.form
    return views


def possible(deeds: Mapping[str, Deed], machine: Machine, state: str, party: Party) -> list[str]:
    """The deeds that the table lists from this state for this party, in the order the page shows them."""
    parties = {party, Party.CASEWORKER} if party is Party.TEAM_LEADER else {party}
    return [name for name in deeds if any(machine.allows(state, name, one) for one in parties)]


def sent_version() -> int:
    """The version of the thing as the page showed it."""
    return request.form.get("version", 0, type=int)


class ClockField(StringField):
    """A time of day, typed as 10.30 or 10:30."""

    clock: time | None = None

    def pre_validate(self, form: Any) -> None:
        typed = CLOCK.fullmatch((self.data or "").strip())
        self.clock = time(int(typed[1]), int(typed[2] or 0)) if typed else None


def moment(day: date | None, field: ClockField) -> datetime | None:
    """Day and clock together as a moment in Denmark; nothing unless both are there."""
    return datetime.combine(day, field.clock, COPENHAGEN) if day and field.clock else None


def clock_text() -> str:
    return _("Skriv klokkeslættet som timer og minutter. For eksempel 10.30.")
