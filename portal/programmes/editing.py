"""A programme's file as data that can be edited piece by piece and written as TOML again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

import tomli_w

Data = dict[str, Any]


def data_of(toml: str) -> Data:
    """The file as tables and values."""
    return tomllib.loads(toml)


def toml_of(data: Data) -> str:
    """The data as a file; what is empty is left out, so that no field stands there without meaning."""
    return tomli_w.dumps({key: value for key, value in data.items() if value not in ([], {}, None, "")})


def find(rows: Iterable[Data], key: str, value: str) -> Data | None:
    """The row of a list that is known by this key."""
    return next((row for row in rows if row.get(key) == value), None)


def put(data: Data, field: str, key: str, row: Data) -> None:
    """Replace the row with the same key in a list, or add it at the end."""
    rows = data.setdefault(field, [])
    at = next((n for n, one in enumerate(rows) if one.get(key) == row[key]), None)
    if at is None:
        rows.append(row)
    else:
        rows[at] = row


def take_out(data: Data, field: str, key: str, value: str) -> bool:
    """Remove the row with this key from a list; tells whether it was there."""
    rows = data.get(field, [])
    kept = [row for row in rows if row.get(key) != value]
    data[field] = kept
    return len(kept) != len(rows)


def period_field(data: Data, demo: bool) -> str:
    """The field whose days count: the demo runs some programmes in days of its own, the real service never does."""
    return "demo_period" if demo and "demo_period" in data else "period"


def set_or_drop(data: Data, field: str, value: Any) -> None:
    """Set a field, or take it away where there is nothing to say."""
    if value in (None, "", [], {}):
        data.pop(field, None)
    else:
        data[field] = value
