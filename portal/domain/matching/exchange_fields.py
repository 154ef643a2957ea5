"""Reads the fields of one JSON object with their types, and refuses what is missing, wrong or unknown, by path."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from portal.domain.matching.model import Hours, Refusal

# What an export may carry about a person and the matching must never see: dropped at the door.
NEVER_READ: Final = frozenset({"name", "sex", "age", "nationality", "diagnosis", "programme"})
_MISSING: Final = object()


class Fields:
    """One object at a path. Every field that is read is ticked off, so that `done` can refuse the rest."""

    def __init__(self, path: str, raw: Any) -> None:
        """Refuses anything but an object."""
        if not isinstance(raw, dict):
            raise Refusal(path, "skal være et objekt.")
        self.path, self._raw, self._left = path, raw, set(raw)

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """The field is there and not null."""
        return self._raw.get(name) is not None

    def text(self, name: str, default: Any = _MISSING) -> Any:
        """A string that is not empty."""
        return self._typed(name, default, str, "skal være en tekst, der ikke er tom.", lambda value: value != "")

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        return bool(self._typed(name, default, bool, "skal være true eller false."))

    def number(self, name: str, default: Any = _MISSING) -> Any:
        """A number; true and false are none."""
        right = "skal være et tal."
        return self._typed(name, default, (int, float), right, lambda value: not isinstance(value, bool))

    def whole(self, name: str, default: Any = _MISSING) -> Any:
        """A whole number; 2.0 is one."""
        value = self.number(name, default)
        if isinstance(value, float):
            if not value.is_integer():
                raise Refusal(self.at(name), "skal være et helt tal.")
            return int(value)
        return value

    def day(self, name: str, default: Any = _MISSING) -> Any:
        """A date, written 2026-11-22."""
        value = self._typed(name, default, str, "skal være en dato som 2026-11-22.")
        if value is default:
            return value
        try:
            if len(value) != 10:
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError as error:
            raise Refusal(self.at(name), f"{value!r} er ikke en dato som 2026-11-22.") from error

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; none at all is an empty one."""
        rows = self.rows(name)
        for index, row in enumerate(rows):
            if not isinstance(row, str) or not row:
                raise Refusal(f"{self.at(name)}[{index}]", "skal være en tekst.")
        return tuple(rows)

    def codes(self, name: str) -> frozenset[str]:
        """A list of strings where order and repeats mean nothing."""
        return frozenset(self.texts(name))

    def rows(self, name: str) -> list[Any]:
        """A list of anything."""
        return list(self._typed(name, [], list, "skal være en liste."))

    def inside(self, name: str) -> Fields:
        """An object in the object; it must be there."""
        return Fields(self.at(name), self._typed(name, _MISSING, dict, "skal være et objekt."))

    def maybe_inside(self, name: str) -> Fields | None:
        """An object in the object, or null, or nothing."""
        self._left.discard(name)
        return self.inside(name) if self.has(name) else None

    def hours(self, name: str = "hours") -> Hours:
        """{"min": 15, "max": 37}."""
        inner = self.inside(name)
        hours = Hours(inner.number("min"), inner.number("max"))
        inner.done()
        return hours

    def done(self, ignored: frozenset[str] = frozenset()) -> None:
        """Refuses what nobody has asked for: a misspelt field must not be lost without a word."""
        for name in sorted(self._left - ignored):
            raise Refusal(self.at(name), "er ikke et kendt felt.")

    def _typed(self, name: str, default: Any, kind: Any, sentence: str, right: Any = None) -> Any:
        self._left.discard(name)
        value = self._raw.get(name)
        if value is None:
            if default is _MISSING:
                raise Refusal(self.at(name), "mangler.")
            return default
        if not isinstance(value, kind) or (right and not right(value)):
            raise Refusal(self.at(name), sentence)
        return value
