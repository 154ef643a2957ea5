"""Every row that belongs to a person, found by walking the schema: a table added tomorrow is found too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from portal.store.tables import metadata

PERSON = metadata.tables["person"]
SOFT_KEYS = {"subject_id": PERSON}
"""Columns that point at a person without a foreign key, because the trail outlives the case."""

Rows = dict[Table, set[Any]]
"""Table → primary keys."""


def key_of(table: Table) -> Column[Any]:
    """The one column of the primary key."""
    (key,) = table.primary_key.columns
    return key


def references(table: Table, *, soft: bool) -> Iterator[tuple[Column[Any], Table]]:
    """The columns of a table that point at another, with the table they point at."""
    for foreign in table.foreign_keys:
        yield foreign.parent, foreign.column.table
    if soft:
        yield from ((table.c[name], target) for name, target in SOFT_KEYS.items() if name in table.c)


def rows_below(session: Session, start: Mapping[Table, set[Any]], *, soft: bool = True) -> Rows:
    """The rows of `start` and everything that points at them, and at that, and so on.

    `soft=False` leaves the trail out: it stays when a case is deleted.
    """
    found: Rows = {table: set(keys) for table, keys in start.items()}
    fresh = dict(found)
    while fresh:
        following: Rows = {}
        for table in metadata.sorted_tables:
            for column, target in references(table, soft=soft):
                if not fresh.get(target):
                    continue
                keys = set(session.scalars(select(key_of(table)).where(column.in_(sorted(fresh[target], key=str)))))
                new = keys - found.get(table, set())
                if new:
                    found.setdefault(table, set()).update(new)
                    following.setdefault(table, set()).update(new)
        fresh = following
    return found


def tables_about_people(*, soft: bool = True) -> set[Table]:
    """Every table that can hold a row about a person."""
    about = {PERSON}
    while True:
        more = {t for t in metadata.sorted_tables for _column, target in references(t, soft=soft) if target in about}
        if more <= about:
            return about
        about |= more
