"""A reminder for the calendar on the person's own phone. It holds a day and an address, and nothing of the answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from portal.web.i18n import gettext as _

WEEKS = (4, 8, 12)


def calendar_file(day: date, now: datetime, service_name: str, address: str) -> str:
    """An iCalendar file (RFC 5545) with one whole-day event."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(service_name)}//Tjek dine muligheder//DA",
        "BEGIN:VEVENT",
        f"UID:tjek-{day:%Y%m%d}-{now.astimezone(UTC):%Y%m%dT%H%M%S}@paamindelse",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(_('Tjek dine muligheder igen'))}",
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(_('Tjek dine muligheder igen'))}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _text(value: str) -> str:
    """A text value: backslash, comma and semicolon are escaped."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> str:
    """No line is longer than 75 octets; what follows begins with a space."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > 74:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
