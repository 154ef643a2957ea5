"""The history of one thing as lines: when, what and who."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.services.work import Work
from portal.store import audit, users
from portal.web.caseworker.words import event_words
from portal.web.i18n import clock, short_date
from portal.web.i18n import gettext as _


@dataclass(frozen=True)
class Entry:
    when: str
    text: str
    who: str


def history_of(work: Work, noun: str, object_id: UUID) -> tuple[Entry, ...]:
    """Newest first: two queries, one for the trail and one for the names."""
    trail = [entry for entry in audit.list_about(work.session, noun, object_id) if event_words(entry.action)]
    names = users.names_of(work.session, {entry.actor_id for entry in trail if entry.actor_id})
    return tuple(
        Entry(
            f"{short_date(entry.at)} {clock(entry.at)}",
            event_words(entry.action),
            names.get(entry.actor_id, _("Portalen")) if entry.actor_id else _("Portalen"),
        )
        for entry in reversed(trail)
    )
