"""Records: frozen pictures of rows, so that nothing outside the store can query or change a row by accident."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Record:
    """Base of the records. `of` copies the named attributes of a row; what differs is given by keyword."""

    @classmethod
    def of(cls, row: Any, **given: Any) -> Self:
        return cls(**{f.name: given[f.name] if f.name in given else getattr(row, f.name) for f in fields(cls)})
