"""Reading a table of data strictly: every field is known, present, and of its kind, or the file is refused.

A refusal says in Danish what is wrong and where in the data it stands; the loader finds the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

Place = tuple[str | int, ...]
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_MISSING: Any = object()
LONGEST = 2000
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Categories of signs that are not seen and can turn what a person reads."""
ALLOWED = "\n\u00ad"
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days outside are slips of the pen, and the calendar ends shortly after them."""


class InvalidProgramme(ValueError):
    """A programme or question file that cannot be used; `place` is the path to the fault in the data."""

    def __init__(self, sentence: str, place: Place = ()) -> None:
        super().__init__(sentence)
        self.sentence, self.place = sentence, place


class Table:
    """One table of the data and the path to it. Fields are taken one by one; `close` refuses the rest."""

    def __init__(self, data: object, place: Place = ()) -> None:
        if not isinstance(data, dict):
            raise InvalidProgramme("Her skal stå en tabel med felter.", place)
        self._data: dict[str, Any] = data
        self._read: set[str] = set()
        self.place = place

    def refuse(self, sentence: str, field: str | None = None) -> InvalidProgramme:
        """The refusal of this table, or of one of its fields."""
        return InvalidProgramme(sentence, (*self.place, field) if field else self.place)

    def fields(self) -> tuple[str, ...]:
        """The names of the fields, for a table whose names are free."""
        return tuple(self._data)

    def has(self, field: str) -> bool:
        """Whether the field is given at all."""
        return field in self._data

    def take(self, field: str, kind: type | tuple[type, ...], default: Any = _MISSING) -> Any:
        """A field of one of these kinds; without a default it must be there."""
        self._read.add(field)
        value = self._data.get(field, default)
        if value is _MISSING:
            raise self.refuse(f"Feltet '{field}' mangler.", field)
        is_bool_for_number = isinstance(value, bool) and kind is not bool
        if value is not default and (not isinstance(value, kind) or is_bool_for_number):
            raise self.refuse(f"Feltet '{field}' har en forkert slags værdi.", field)
        return value

    def text(self, field: str, default: Any = _MISSING) -> str:
        """A sentence or a word; where it must be there it may not be empty."""
        value: str = self.take(field, str, default)
        if default is _MISSING and not value.strip():
            raise self.refuse(f"Feltet '{field}' er tomt.", field)
        self._refuse_unreadable(field, value or "")
        return value

    def word(self, field: str, shape: re.Pattern[str], example: str) -> str:
        """A word that stands in addresses or keys, and so may hold few letters only."""
        word = self.text(field)
        if not shape.fullmatch(word):
            raise self.refuse(f"Feltet '{field}' skal ligne '{example}'.", field)
        return word

    def whole(self, field: str, least: int, most: int, default: Any = _MISSING) -> int:
        """A whole number between two ends, both included."""
        number: int = self.take(field, int, default)
        if number is not default and not least <= number <= most:
            raise self.refuse(f"Feltet '{field}' skal være et tal mellem {least} og {most}.", field)
        return number

    def _refuse_unreadable(self, field: str, text: str) -> None:
        if len(text) > LONGEST:
            raise self.refuse(f"Feltet '{field}' er for langt. Det må højst være {LONGEST} tegn.", field)
        if any(unicodedata.category(sign) in UNSEEN and sign not in ALLOWED for sign in text):
            raise self.refuse(f"Feltet '{field}' rummer tegn, som ingen kan se.", field)

    def texts(self, field: str, default: Any = _MISSING) -> tuple[str, ...]:
        """A list of texts."""
        values = self.take(field, list, default)
        if not all(isinstance(value, str) and value for value in values):
            raise self.refuse(f"Listen '{field}' må kun rumme tekst.", field)
        for value in values:
            self._refuse_unreadable(field, value)
        return tuple(values)

    def day(self, field: str, default: Any = _MISSING) -> date | None:
        """A date; a date with a time of day is not one."""
        value: date | None = self.take(field, date, default)
        if isinstance(value, datetime):
            raise self.refuse(f"Feltet '{field}' skal være en dato uden klokkeslæt.", field)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise self.refuse(f"Året skal være mellem {FIRST_YEAR} og {LAST_YEAR}.", field)
        return value

    def one_of(self, field: str, kinds: type[E]) -> E:
        """One word of a closed list."""
        word = self.text(field)
        try:
            return kinds(word)
        except ValueError:
            raise self.refuse(f"'{word}' er ikke en af: {', '.join(kinds)}.", field) from None

    def table(self, field: str) -> Table:
        """A table inside this one."""
        return Table(self.take(field, dict), (*self.place, field))

    def tables(self, field: str, default: Any = _MISSING) -> Iterator[Table]:
        """The tables of a list, each with its number in the path."""
        for number, item in enumerate(self.take(field, list, default)):
            yield Table(item, (*self.place, field, number))

    def close(self) -> None:
        """Refuse what nobody has read: a misspelt field must never be silently ignored."""
        unknown = sorted(self._data.keys() - self._read)
        if unknown:
            raise self.refuse(f"Feltet '{unknown[0]}' kendes ikke.", unknown[0])


def read_all(tables: Iterator[Table], read: Callable[[Table], T]) -> tuple[T, ...]:
    """Read each table of a list and refuse the fields nobody read."""
    items = []
    for table in tables:
        items.append(read(table))
        table.close()
    return tuple(items)
