"""Records: frozen pictures of rows, so that nothing outside the store can query or change a row by accident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Protocol, Self, TypeVar

from portal.domain.alphabet import danish_order


class Named(Protocol):
    id: Any
    name: Any


Row = TypeVar("Row", bound=Named)


def by_name(rows: Iterable[Row]) -> list[Row]:
    """In the order of the Danish alphabet. Names are encrypted, so the database cannot sort by them."""
    return sorted(rows, key=lambda row: (danish_order(row.name), row.id))


@dataclass(frozen=True)
class Record:
    """Base of the records. `of` copies the named attributes of a row; what differs is given by keyword."""

    @classmethod
    def of(cls, row: Any, **given: Any) -> Self:
        return cls(**{f.name: given[f.name] if f.name in given else getattr(row, f.name) for f in fields(cls)})
