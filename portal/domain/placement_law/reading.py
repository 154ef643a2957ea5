"""Reads the legal tables from TOML and refuses whatever is not right, with file, line and a Danish sentence.

Refused: a field nobody knows, one that is missing, a value that is none, a period the wrong way round, two rows that would
both be in force on one day, and tables with a hole where the rules need an answer.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations, pairwise, product
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from .benefits import Benefit
from .dated import DatedRow, Key
from .deadlines import ActRow, Deadline, DeadlineRow
from .kinds import Allowed, PlacementKind, Sector
from .tables import (
    ROW_TYPES,
    Band,
    EmployeeRepresentativeRow,
    LawTables,
    NetExpansionRow,
    PlacementRow,
    RatioRow,
)


class LawTableError(ValueError):
    """A legal table that cannot be used: where, and why."""

    def __init__(self, file: str, line: int | None, why: str) -> None:
        self.file, self.line, self.why = file, line, why
        super().__init__(f"{file}, linje {line}: {why}" if line else f"{file}: {why}")


class _BadValueError(ValueError):
    """A value that a field cannot have."""


class _Place(NamedTuple):
    """Where a row stands, so that an error can point at it, or at one field of it."""

    file: str
    lines: tuple[str, ...]
    start: int

    def wrong(self, why: str, field: str | None = None) -> LawTableError:
        return LawTableError(self.file, self._line_of(field), why)

    def _line_of(self, field: str | None) -> int:
        for number in range(self.start, len(self.lines)):
            if self.lines[number].lstrip().startswith("["):
                break
            if field and re.match(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=", self.lines[number]):
                return number + 1
        return self.start


class _Placed(NamedTuple):
    row: DatedRow
    place: _Place


def read_law(files: Mapping[str, str]) -> LawTables:
    """The legal tables from the texts of their TOML files, by file name."""
    placed = [item for name in sorted(files) for item in _read_file(name, files[name])]
    _refuse_overlaps(placed)
    law = LawTables(tuple(item.row for item in placed))
    _refuse_holes(law)
    return law


def _read_file(name: str, text: str) -> Iterator[_Placed]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise LawTableError(name, int(line[1]) if line else None, f"Filen er ikke gyldig TOML ({error}).") from error
    lines = tuple(text.splitlines())
    for table, rows in tables.items():
        if table not in ROW_TYPES:
            raise LawTableError(name, _first_line(lines, table), f"Tabellen »{table}« findes ikke.")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise LawTableError(name, _first_line(lines, table), f"Skriv rækkerne som [[{table}]].")
        starts = [i + 1 for i, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
        for raw, start in zip(rows, starts, strict=False):
            place = _Place(name, lines, start)
            yield _Placed(_read_row(ROW_TYPES[table], raw, place), place)


def _first_line(lines: tuple[str, ...], table: str) -> int | None:
    return next((i + 1 for i, line in enumerate(lines) if re.match(rf"\s*\[*\s*[\"']?{re.escape(table)}", line)), None)


def _read_row(row_type: type[DatedRow], raw: dict[str, Any], place: _Place) -> DatedRow:
    known = {field.name: field for field in fields(row_type)}
    hints = get_type_hints(row_type)
    for name in raw:
        if name not in known:
            raise place.wrong(f"Feltet »{name}« findes ikke i {row_type.table}.", name)
    for name, field in known.items():
        if field.default is MISSING and name not in raw:
            raise place.wrong(f"Feltet »{name}« mangler.")
    values = {}
    for name, value in raw.items():
        try:
            values[name] = _read_value(hints[name], value)
        except _BadValueError as error:
            raise place.wrong(f"Feltet »{name}«: {error}", name) from error
    row = row_type(**values)
    _refuse_nonsense(row, place)
    return row


def _read_value(hint: Any, value: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is frozenset:
        return _read_set(get_args(hint)[0], value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _read_code(hint, value)
    return _READERS[hint](value)


def _read_code(codes: type[StrEnum], value: Any) -> StrEnum:
    if value not in list(codes):
        raise _BadValueError(f"»{value}« er ikke en af {', '.join(codes)}.")
    return codes(value)


def _read_set(codes: type[StrEnum], value: Any) -> frozenset[StrEnum]:
    if not isinstance(value, list):
        raise _BadValueError("skal være en liste.")
    if len(set(map(str, value))) < len(value):
        raise _BadValueError("nævner det samme to gange.")
    return frozenset(_read_code(codes, item) for item in value)


def _read_text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _BadValueError("skal være en tekst og må ikke være tom.")
    return value.strip()


def _read_count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise _BadValueError("skal være et helt tal, 0 eller derover.")
    return value


def _read_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _BadValueError("skal være true eller false.")
    return value


def _read_date(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _BadValueError("skal være en dato som 2026-02-01, uden anførselstegn.")
    return value


def _read_bands(value: Any) -> tuple[Band, ...]:
    """Rising, each but the last with its `up_to`, the last without end."""
    if not isinstance(value, list) or not all(isinstance(band, dict) for band in value) or not value:
        raise _BadValueError("skal være en liste som [{ up_to = 50, per = 5 }, { per = 10 }].")
    if any(set(band) - {"up_to", "per"} or "per" not in band for band in value):
        raise _BadValueError("hvert trin har kun »up_to« og »per«.")
    bands = tuple(Band(_read_count(b["up_to"]) if "up_to" in b else None, _read_count(b["per"])) for b in value)
    if any(band.per == 0 for band in bands):
        raise _BadValueError("»per« skal være mindst 1.")
    if bands[-1].up_to is not None or any(band.up_to is None for band in bands[:-1]):
        raise _BadValueError("kun det sidste trin er uden »up_to«.")
    if any(low.up_to >= high.up_to for low, high in pairwise(bands[:-1])):
        raise _BadValueError("trinene skal stige.")
    return bands


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _read_text,
    int: _read_count,
    bool: _read_flag,
    date: _read_date,
    tuple[Band, ...]: _read_bands,
}


def _refuse_nonsense(row: DatedRow, place: _Place) -> None:
    """What each field allows but the row as a whole does not."""
    if row.valid_to is not None and row.valid_to < row.valid_from:
        raise place.wrong("Perioden slutter, før den begynder.", "valid_to")
    if not list(row.keys()):
        raise place.wrong("Rækken gælder ikke for noget. Nævn mindst én ydelse og én sektor.")
    if isinstance(row, PlacementRow):
        if (row.max_weeks is None) != (row.longer is None):
            raise place.wrong("»max_weeks« og »longer« hører sammen.", "max_weeks")
        if row.max_weeks is not None and row.allowed is Allowed.NO:
            raise place.wrong("Det, der ikke er tilladt, har ingen varighed.", "max_weeks")
    if isinstance(row, ActRow) and row.link is not None and not row.link.startswith("https://"):
        raise place.wrong("»link« skal begynde med https://.", "link")
    _refuse_zero(row, place)


def _refuse_zero(row: DatedRow, place: _Place) -> None:
    names = _AT_LEAST_ONE.get(type(row), ())
    if zero := next((name for name in names if not getattr(row, name)), None):
        which = " og ".join(f"»{name}«" for name in names)
        raise place.wrong(f"{which} skal være mindst 1.", zero)


_AT_LEAST_ONE: Mapping[type[DatedRow], tuple[str, ...]] = {
    RatioRow: ("full_time_hours", "months"),
    NetExpansionRow: ("months",),
    DeadlineRow: ("length",),
}


def _refuse_overlaps(placed: list[_Placed]) -> None:
    """Two rows in use may not decide the same thing on the same day."""
    by_key: dict[tuple[type[DatedRow], Key], list[_Placed]] = defaultdict(list)
    for item in placed:
        for key in item.row.keys() if item.row.in_use else ():
            by_key[type(item.row), tuple(key)].append(item)
    for (row_type, key), items in by_key.items():
        for one, other in combinations(items, 2):
            if _overlap(one.row, other.row):
                about = f" for {', '.join(key)}" if key else ""
                where = f"{one.place.file}, linje {one.place.start}"
                raise other.place.wrong(f"Rækken overlapper {where} i {row_type.table}{about}.")


def _overlap(one: DatedRow, other: DatedRow) -> bool:
    return one.valid_from <= (other.valid_to or date.max) and other.valid_from <= (one.valid_to or date.max)


def _refuse_holes(law: LawTables) -> None:
    """Every kind has its row for every benefit in both sectors; the rules of numbers and the deadlines have theirs."""
    needed: list[tuple[type[DatedRow], Key]] = [(PlacementRow, key) for key in product(PlacementKind, Benefit, Sector)]
    needed += [(RatioRow, ()), (NetExpansionRow, ()), (EmployeeRepresentativeRow, ())]
    needed += [(DeadlineRow, (one,)) for one in Deadline]
    for row_type, key in needed:
        if law.find(row_type, date.max, *key) is None:
            about = f" for {', '.join(key)}" if key else ""
            raise LawTableError("lovtabellerne", None, f"{row_type.table} mangler en gældende række{about}.")
