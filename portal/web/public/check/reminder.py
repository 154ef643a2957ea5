"""A reminder for the calendar on the person's own phone. It holds a day and an address, and nothing of the answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from portal.web.calendar_file import escaped, folded
from portal.web.i18n import gettext as _

WEEKS = (4, 8, 12)


def calendar_file(day: date, now: datetime, service_name: str, address: str) -> str:
    """An iCalendar file (RFC 5545) with one whole-day event."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{escaped(service_name)}//Tjek dine muligheder//DA",
        "BEGIN:VEVENT",
        f"UID:tjek-{day:%Y%m%d}-{now.astimezone(UTC):%Y%m%dT%H%M%S}@paamindelse",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(_('Tjek dine muligheder igen'))}",
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(_('Tjek dine muligheder igen'))}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines)
