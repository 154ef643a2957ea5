"""Danish is the source language: msgids are the Danish sentences, and a missing translation shows the Danish one."""

from __future__ import annotations

import functools
import gettext as std_gettext
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import g, has_request_context

from portal.services.work import COPENHAGEN

CATALOGUES = Path(__file__).resolve().parent.parent.parent / "translations"
LANGUAGES = ("da", "en")
NO_BREAK = "\N{NO-BREAK SPACE}"


def language() -> str:
    """The language of the page being made: Danish unless the page itself says otherwise."""
    return g.get("language", "da") if has_request_context() else "da"


@functools.cache
def _catalogue(lang: str) -> std_gettext.NullTranslations:
    return std_gettext.translation("messages", CATALOGUES, languages=[lang], fallback=True)


def gettext(message: str, **values: Any) -> str:
    """The sentence in the page's language, with its named placeholders filled in; a phone number stays on one line."""
    text = _catalogue(language()).gettext(message)
    if isinstance(values.get("phone"), str):
        values["phone"] = values["phone"].replace(" ", NO_BREAK)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """The sentence for one or for many; `%(num)s` is the count."""
    text = _catalogue(language()).ngettext(singular, plural, num)
    return text % {"num": num, **values}


def long_date(value: date | datetime | None) -> str:
    """7. december 2026"""
    return format_date(_local(value), "d. MMMM y", locale="da") if value else ""


def short_date(value: date | datetime | None) -> str:
    """7. dec."""
    return format_date(_local(value), "d. MMM", locale="da") if value else ""


def weekday_date(value: date | datetime | None) -> str:
    """mandag den 7. december"""
    return format_date(_local(value), "EEEE 'den' d. MMMM", locale="da") if value else ""


def clock(value: datetime | None) -> str:
    """10.42"""
    return format_time(value.astimezone(COPENHAGEN), "HH.mm", locale="da") if value else ""


def number(value: float | None) -> str:
    """12,5 and 8 (never 8,0)"""
    return format_decimal(value, format="#,##0.##", locale="da") if value is not None else ""


def _local(value: date | datetime) -> date:
    return value.astimezone(COPENHAGEN).date() if isinstance(value, datetime) else value


FILTERS: dict[str, Callable[..., str]] = {
    "long_date": long_date,
    "short_date": short_date,
    "weekday_date": weekday_date,
    "clock": clock,
    "number": number,
}
