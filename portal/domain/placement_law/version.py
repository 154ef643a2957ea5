"""A name for what the legal tables say: the same rows have the same one, whatever file they came from."""

from __future__ import annotations

import hashlib

from .tables import LawTables

DIGITS = 16


def version_of(law: LawTables) -> str:
    """The first 16 hex digits of the SHA-256 of all rows in order."""
    lines = sorted(f"{row.table}: {_plain(row)}" for row in law.rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGITS]


def _plain(row: object) -> str:
    """A row's fields as text; sets in order, since theirs changes from process to process."""
    return ", ".join(f"{name}={_value(value)}" for name, value in sorted(vars(row).items()))


def _value(value: object) -> str:
    return repr(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
