"""Danish is the source language: msgids are the Danish sentences, and a missing translation shows the Danish one."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import g, has_request_context

from portal.services.work import COPENHAGEN
from portal.web.context import current_actor, portal
from portal.web.wording import EVERYBODY, Words, read_words

CATALOGUES = Path(__file__).resolve().parent.parent.parent / "translations"
NO_BREAK = "\N{NO-BREAK SPACE}"


def language() -> str:
    """The language of the page being made: Danish unless the page itself says otherwise."""
    return g.get("language", "da") if has_request_context() else "da"


@functools.cache
def _catalogue(lang: str) -> Words:
    path = CATALOGUES / lang / "LC_MESSAGES" / "messages.po"
    return read_words(path) if path.is_file() else {}


def _said(message: Any) -> Any:
    """The sentence, or the pair of one and many, in the language of the page and the words of who is asking's municipality."""
    if not has_request_context():
        return message
    if language() != "da":
        return _catalogue(language()).get(message, message)
    own = portal().site.own_words
    if not own:
        return message
    mine = own.get(current_actor().sender or "", {})
    return mine.get(message) or own.get(EVERYBODY, {}).get(message, message)


def gettext(message: str, **values: Any) -> str:
    """The sentence in the page's language, with its named placeholders filled in; a phone number stays on one line."""
    text = _said(message)
    if isinstance(values.get("phone"), str):
        values["phone"] = values["phone"].replace(" ", NO_BREAK)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """The sentence for one or for many; `%(num)s` is the count."""
    one, many = _said((singular, plural))
    return (one if num == 1 else many) % {"num": num, **values}


def long_date(value: date | datetime | None) -> str:
    """7. december 2026"""
    return _date(value, "d. MMMM y", "d MMMM y")


def short_date(value: date | datetime | None) -> str:
    """7. dec."""
    return _date(value, "d. MMM", "d MMM")


def weekday_date(value: date | datetime | None) -> str:
    """mandag den 7. december"""
    return _date(value, "EEEE 'den' d. MMMM", "EEEE d MMMM")


def _date(value: date | datetime | None, danish: str, english: str) -> str:
    if not value:
        return ""
    return format_date(_local(value), danish if language() == "da" else english, locale=language())


def clock(value: datetime | None) -> str:
    """10.42"""
    return format_time(value.astimezone(COPENHAGEN), "HH.mm", locale="da") if value else ""


def number(value: float | None) -> str:
    """12,5 and 8 (never 8,0)"""
    return format_decimal(value, format="#,##0.##", locale=language()) if value is not None else ""


def _local(value: date | datetime) -> date:
    return value.astimezone(COPENHAGEN).date() if isinstance(value, datetime) else value


FILTERS: dict[str, Callable[..., str]] = {
    "long_date": long_date,
    "short_date": short_date,
    "weekday_date": weekday_date,
    "clock": clock,
    "number": number,
}
