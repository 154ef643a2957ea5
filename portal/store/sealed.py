"""Every encrypted column of the schema, with the number of the key each value was written with; to change keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, func, select, type_coerce, update
from sqlalchemy.orm import Session

from portal.store.tables import metadata
from portal.store.types import SEALED, key_ring


def sealed_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Found by walking the schema: a column that is encrypted tomorrow is rotated too."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, SEALED):
                yield table, column


def found_by_hash() -> Iterator[Column[Any]]:
    """The encrypted columns that a keyed hash beside them finds."""
    return (column for table, column in sealed_columns() if f"{column.name}_hash" in table.c)


def _raw(column: Column[Any]) -> Any:
    """The bytes as they lie in the database."""
    return type_coerce(column, LargeBinary)


def _key_byte(column: Column[Any]) -> Any:
    return func.substr(_raw(column), 1, 1, type_=LargeBinary)


def count_by_key(session: Session) -> dict[int, int]:
    """How many values were written with each key."""
    counted: Counter[int] = Counter()
    for table, column in sealed_columns():
        key = _key_byte(column)
        found = select(key, func.count()).select_from(table).where(column.is_not(None)).group_by(key)
        for number, times in session.execute(found):
            counted[bytes(number)[0]] += times
    return dict(sorted(counted.items()))


def seal_anew(session: Session, table: Table, column: Column[Any], limit: int) -> int:
    """Write up to `limit` values of a column with the newest key. Returns how many were still under another.

    A value that somebody changes meanwhile is theirs: it is only replaced where it still is what was read.
    """
    keys = key_ring()
    (identity,) = table.primary_key.columns
    behind = _key_byte(column) != bytes([keys.newest])
    rows = session.execute(select(identity, _raw(column)).where(column.is_not(None), behind).limit(limit)).all()
    for key, sealed in rows:
        plain = keys.decrypt(bytes(sealed), column.type.context)  # type: ignore[attr-defined]
        fresh = keys.encrypt(plain, column.type.context)  # type: ignore[attr-defined]
        same = update(table).where(identity == key, _raw(column) == bytes(sealed))
        session.execute(same.values({column: type_coerce(fresh, LargeBinary)}))
    return len(rows)


def hash_anew(session: Session, column: Column[Any], after: Any, limit: int) -> Any:
    """The same for the keyed hashes that find what is sealed: the next `limit` rows. Returns the last one's id."""
    table, found_by = column.table, column.table.c[f"{column.name}_hash"]
    found = select(table.c.id, column, found_by).where(column.is_not(None)).limit(limit)
    if after is not None:
        found = found.where(table.c.id > after)
    rows = session.execute(found.order_by(table.c.id)).all()
    for key, plain, old in rows:
        fresh = key_ring().lookup_hash(plain, column.type.context)  # type: ignore[attr-defined]
        if bytes(old) != fresh:
            session.execute(update(table).where(table.c.id == key).values({found_by: fresh}))
    return rows[-1][0] if rows else None
