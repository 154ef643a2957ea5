"""What the portal knows about a person, all of it: the right of access (GDPR article 15)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from portal.services.work import Work
from portal.store.subject_rows import PERSON, key_of, rows_below

LEFT_OUT = frozenset({"cpr_hash", "token_hash", "actor_id", "alternatives"})
"""What is not hers to read: hashes that open something, which employee looked (Datatilsynet 2024-32-0283), and who
else was considered for a place."""


def export(work: Work, person_id: UUID) -> dict[str, Any]:
    """Every row about the person as plain data, by table; decrypted, and without anything about other people."""
    found = rows_below(work.session, {PERSON: {person_id}})
    tables = {table.name: _rows(work, table, keys) for table, keys in found.items()}
    return {
        "format": "skridtvis-indsigt-1",
        "made_at": work.now.isoformat(),
        "tables": {name: tables[name] for name in sorted(tables)},
    }


def _rows(work: Work, table: Table, keys: set[Any]) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in LEFT_OUT]
    key = key_of(table)
    rows = work.session.execute(select(*columns).where(key.in_(sorted(keys, key=str))).order_by(key))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
