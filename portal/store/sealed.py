"""Every encrypted column of the schema, with the number of the key each value was written with; to change keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, func, select, type_coerce, update
from sqlalchemy.orm import Session

from portal.store.people import CPR_CONTEXT, Person
from portal.store.tables import metadata
from portal.store.types import SEALED, key_ring


def sealed_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Found by walking the schema: a column that is encrypted tomorrow is rotated too."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, SEALED):
                yield table, column


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


def hash_anew(session: Session, after: Any, limit: int) -> Any:
    """The same for the keyed hashes that find a CPR number: the next `limit` people. Returns the last one's id."""
    found = select(Person.__table__.c.id, Person.__table__.c.cpr, Person.__table__.c.cpr_hash).limit(limit)
    if after is not None:
        found = found.where(Person.__table__.c.id > after)
    rows = session.execute(found.order_by(Person.__table__.c.id)).all()
    for person_id, cpr, old in rows:
        fresh = key_ring().lookup_hash(cpr, CPR_CONTEXT)
        if bytes(old) != fresh:
            changed = update(Person.__table__).where(Person.__table__.c.id == person_id)
            session.execute(changed.values(cpr_hash=fresh))
    return rows[-1][0] if rows else None
