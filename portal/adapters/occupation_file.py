"""The European classification's own CSV of occupations (ESCO), read with every fault named by its line.

The columns are those of the European Commission's file "occupations_da.csv", release 1.0 and later: one row for each job,
several lines where a cell holds several titles.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.domain.titles import Title
from portal.store.occupations import OccupationRow

COLUMNS = ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels")
MOST_BYTES = 60_000_000
MOST_FAULTS = 20
LONGEST = 300
CODE = re.compile(r"[0-9]{4}")
ADDRESS = re.compile(r"https?://data\.europa\.eu/esco/occupation/[A-Za-z0-9-]{1,100}")
RELEASED = frozenset({"", "released"})


class InvalidFile(ValueError):
    """Every fault that was found, up to a number of them, as one sentence each with its line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class OccupationFile:
    rows: tuple[OccupationRow, ...]
    digest: str
    left_out: int
    """Jobs the classification no longer uses."""


def read_occupations(path: Path) -> OccupationFile:
    """Raises InvalidFile when there is anything in the file that cannot be used: then nothing of it is."""
    if path.stat().st_size > MOST_BYTES:
        raise InvalidFile([f"Filen fylder mere end {MOST_BYTES // 1_000_000} MB. Er det den rigtige fil?"])
    content = path.read_bytes()
    rows, faults, left_out = [], [], 0
    seen: dict[str, int] = {}
    for line, cells in _cells(_text(content)):
        if (cells["status"] or "") not in RELEASED:
            left_out += 1
            continue
        fault = _fault(cells, seen)
        if fault:
            faults.append(f"Linje {line}: {fault}")
            if len(faults) == MOST_FAULTS:
                raise InvalidFile([*faults, "Der kan være flere fejl."])
            continue
        seen[cells["conceptUri"]] = line
        rows.append(_row(cells))
    if faults or not rows:
        raise InvalidFile(faults or ["Filen har ingen job."])
    return OccupationFile(tuple(rows), hashlib.sha256(content).hexdigest(), left_out)


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise InvalidFile([f"Linje {line}: Filen er ikke skrevet i UTF-8."]) from None
    if "\0" in text:
        raise InvalidFile([f"Linje {text[: text.index(chr(0))].count(chr(10)) + 1}: Filen er ikke en tekstfil."])
    return text


def _cells(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by its column names, with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = next(reader, [])
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise InvalidFile([f"Linje 1: Der mangler en kolonne: {', '.join(missing)}."])
        line = reader.line_num + 1
        for values in reader:
            if values:
                if len(values) != len(names):
                    raise InvalidFile([f"Linje {line}: Der er {len(values)} kolonner. Der skal være {len(names)}."])
                yield line, {"status": ""} | dict(zip(names, (value.strip() for value in values), strict=True))
            line = reader.line_num + 1
    except csv.Error as fault:
        raise InvalidFile([f"Linje {reader.line_num}: Linjen kan ikke læses som CSV ({fault})."]) from None


def _fault(cells: dict[str, str], seen: dict[str, int]) -> str:
    uri, title = cells["conceptUri"], cells["preferredLabel"]
    if cells["conceptType"] != "Occupation":
        return f"conceptType skal være Occupation. Her står {cells['conceptType'][:40]!r}."
    if not ADDRESS.fullmatch(uri):
        return "conceptUri er ikke adressen på et job i ESCO."
    if uri in seen:
        return f"Det samme job står også i linje {seen[uri]}."
    if not CODE.fullmatch(cells["iscoGroup"]):
        return f"iscoGroup skal være fire tal. Her står {cells['iscoGroup'][:20]!r}."
    if not title or len(title) > LONGEST:
        return f"preferredLabel skal have mellem 1 og {LONGEST} tegn."
    if any(len(name) > LONGEST for name in _others(cells)):
        return f"Et navn i altLabels er længere end {LONGEST} tegn."
    return ""


def _others(cells: dict[str, str]) -> tuple[str, ...]:
    names = (name.strip() for name in cells["altLabels"].splitlines())
    return tuple(dict.fromkeys(name for name in names if name and name != cells["preferredLabel"]))


def _row(cells: dict[str, str]) -> OccupationRow:
    """Titles begin with a capital letter on the pages; the classification writes them small."""
    text = " ".join(cells["preferredLabel"].split())
    title = Title(cells["iscoGroup"], text[:1].upper() + text[1:], _others(cells))
    return OccupationRow(cells["conceptUri"], title)
