"""What people read about places and waiting: always a range, never a date (service-design.md R7, t1 and N09)."""

from __future__ import annotations

from portal.domain.capacity import Wait
from portal.services.places import waiting_words
from portal.web.i18n import gettext as _


def wait_text(wait: Wait | None) -> str:
    """The sentence of R7; empty where nothing can be said."""
    if wait is None:
        return ""
    weeks = waiting_words(wait)
    if wait.low:
        return _("Vi regner med, at der er en plads om %(weeks)s.", weeks=weeks)
    return _("Vi regner med, at der er en plads inden for %(weeks)s.", weeks=weeks.removeprefix("op til "))
