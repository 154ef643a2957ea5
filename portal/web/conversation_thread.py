"""A conversation as both sides see it: who wrote what and when, with one's own lines told apart and the new ones marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wtforms import TextAreaField

from portal.store.conversations import MessageRecord
from portal.web.forms import MaxLength, PortalForm, Required
from portal.web.i18n import clock, weekday_date
from portal.web.i18n import gettext as _

LONGEST = 2000


class MessageForm(PortalForm):
    text = TextAreaField(
        _("Din besked"),
        [Required(_("Skriv en besked, eller ring til os.")), MaxLength(LONGEST)],
        render_kw={"kind": "text_area", "limit": LONGEST},
    )


@dataclass(frozen=True)
class Line:
    who: str
    when: str
    iso: str
    text: str
    mine: bool
    new: bool


def lines_of(messages: Iterable[MessageRecord], *, citizen_reads: bool) -> tuple[Line, ...]:
    """Oldest first; `new` is what the other side wrote and the reader has not dealt with."""
    return tuple(
        Line(
            who=_("Dig") if citizen_reads and one.from_citizen else one.author_name,
            when=_("%(day)s klokken %(clock)s", day=weekday_date(one.at), clock=clock(one.at)),
            iso=one.at.isoformat(timespec="minutes"),
            text=one.body,
            mine=one.from_citizen == citizen_reads,
            new=one.from_citizen != citizen_reads and one.settled_at is None,
        )
        for one in messages
    )
