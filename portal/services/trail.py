"""What may stand in the open in the trail: codes, ids, days and numbers. Nobody's words, names or CPR number."""

from __future__ import annotations

import re
from typing import Any

import structlog

CODE = re.compile(r"[a-z0-9_.:+-]{0,80}", re.ASCII)
"""A code, an id, a day or a moment: without spaces, capitals and Danish letters, which words have."""
CPR = re.compile(r"(?<![0-9])[0-9]{6}-?[0-9]{4}(?![0-9])")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.+-]{5,21}")
OWN_SENTENCES = frozenset({"finding", "what"})
"""Details in the portal's own words: what the law says of a ratio, and which part of a programme was changed."""
WITHHELD = "***"
log = structlog.get_logger()


def told_openly(detail: dict[str, Any]) -> dict[str, Any]:
    """The detail without whatever may be somebody's: the trail lies unencrypted, and nothing is ever taken out of it.

    That something is withheld is a fault of ours, and a line for the operator; the person who acts is not stopped by it.
    """
    withheld = {name for name, value in detail.items() if not (_is_open(value) or _is_ours(name, value))}
    for name in sorted(withheld):
        log.error("trail_withheld", field=name)
    return {name: WITHHELD if name in withheld else value for name, value in detail.items()}


def _is_ours(name: str, value: object) -> bool:
    return name in OWN_SENTENCES and isinstance(value, str) and CPR.search(value) is None


def _is_open(value: object) -> bool:
    match value:
        case None | bool() | int() | float():
            return abs(value or 0) < 10**9
        case str():
            return bool(CODE.fullmatch(value) or MOMENT.fullmatch(value)) and CPR.search(value) is None
        case dict():
            return all(_is_open(name) and _is_open(one) for name, one in value.items())
        case list() | tuple() | set() | frozenset():
            return all(map(_is_open, value))
    return False
