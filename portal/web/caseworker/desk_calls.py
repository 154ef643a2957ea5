"""Who has asked to be rung up, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.services.work import Work
from portal.store import callbacks
from portal.web.caseworker.words import deadline_words
from portal.web.i18n import gettext as _


@dataclass(frozen=True)
class Call:
    id: str
    name: str
    phone: str
    when: str


def waiting_calls(work: Work) -> tuple[Call, ...]:
    times = {"forenoon": _("om formiddagen"), "afternoon": _("om eftermiddagen")}
    return tuple(
        Call(str(one.id), one.first_name, one.phone, _when(one.call_on, work.today, times.get(one.time_of_day, "")))
        for one in callbacks.list_waiting(work.session)
    )


def _when(day: date, today: date, part: str) -> str:
    return f"{deadline_words(day, today)} {part}".strip()
