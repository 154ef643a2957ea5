"""Facts to and from JSON, by the exact rules of validity that other programs rely on (`design.md` 5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal.domain.eligibility.facts import FACTS, TALK, Choice, Facts, Kind, Range


class InvalidFacts(ValueError):
    """The facts cannot be read; the message is one Danish sentence."""


def day_from_text(name: str, value: object) -> date:
    """A date as year-month-day, with all its digits, that exists."""
    if type(value) is str and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise InvalidFacts(f"'{name}' skal være en dato, der findes, skrevet som 2026-11-22.")


def _number(name: str, value: object) -> float:
    if type(value) in (int, float) and 0 <= value < math.inf:  # type: ignore[arg-type]
        return value  # type: ignore[return-value]
    raise InvalidFacts(f"'{name}' skal være et tal, der ikke er under nul.")


def _range(name: str, value: object) -> Range:
    if not isinstance(value, dict) or not value.keys() <= {"min", "max"}:
        raise InvalidFacts(f'\'{name}\' skal være et spænd som {{"min": 3, "max": 9}}.')
    low, high = (_number(name, value[end]) if end in value else None for end in ("min", "max"))
    if low is not None and high is not None and low > high:
        raise InvalidFacts(f"'{name}' har et spænd, hvor min er større end max.")
    return Range(low, high)


def _number_or_range(name: str, value: object) -> float | Range:
    return _range(name, value) if isinstance(value, dict) else _number(name, value)


def _is_code(name: str, value: object) -> bool:
    """A listed code; for a municipality any three digits, since people move from everywhere."""
    if type(value) is not str:
        return False
    if FACTS[name].kind is Kind.MUNICIPALITY:
        return len(value) == 3 and value.isascii() and value.isdigit()
    return value in FACTS[name].codes


def _code(name: str, value: object) -> str | Choice:
    if _is_code(name, value):
        return value  # type: ignore[return-value]
    if not isinstance(value, dict):
        raise InvalidFacts(f"'{name}' har en værdi, der ikke står på listen.")
    if value.keys() not in ({"in"}, {"not_in"}):
        raise InvalidFacts(f"'{name}' skal være en kode eller en liste under enten 'in' eller 'not_in'.")
    ((side, codes),) = value.items()
    if not isinstance(codes, list) or not all(_is_code(name, code) for code in codes):
        raise InvalidFacts(f"'{name}' har en kode på sin liste, der ikke findes.")
    if side == "in" and not codes:
        raise InvalidFacts(f"'{name}' har en tom liste, så ingen værdi er mulig.")
    return Choice(frozenset(codes), excluded=side == "not_in")


_READERS: Mapping[Kind, Callable[[str, object], Any]] = {
    Kind.MUNICIPALITY: _code,
    Kind.CODE: _code,
    Kind.DATE: day_from_text,
    Kind.RANGE: _range,
    Kind.NUMBER: _number_or_range,
}
_READER_OF = {name: _READERS[fact.kind] for name, fact in FACTS.items()}


def facts_from_dict(data: object, on: date | None = None) -> Facts:
    """Read a person's facts. `on` is the day they hold for: nobody is born after it."""
    if not isinstance(data, dict):
        raise InvalidFacts("'facts' skal være et objekt.")
    values: dict[str, Any] = {}
    for name, value in data.items():
        read = _READER_OF.get(name)
        if read is None:
            raise InvalidFacts(f"'{name}' er ikke en oplysning, vi kender.")
        values[name] = TALK if value == "talk" else read(name, value)
    born = values.get("birth_date")
    if on is not None and isinstance(born, date) and born > on:
        raise InvalidFacts("'birth_date' ligger efter 'on'.")
    return Facts(**values)


def value_to_json(value: object) -> object:
    """One fact as JSON, so that reading it back gives the same fact."""
    match value:
        case Choice(codes, excluded):
            return {"not_in" if excluded else "in": sorted(codes)}
        case Range(low, high):
            return {end: side for end, side in (("min", low), ("max", high)) if side is not None}
        case date():
            return value.isoformat()
    return "talk" if value is TALK else value


def facts_to_dict(facts: Facts) -> dict[str, object]:
    """The facts that have been given, as JSON."""
    return {name: value_to_json(value) for name, value in facts.known().items()}
