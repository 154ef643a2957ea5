"""What the portal knows about a person, all of it, as she may take it away (GDPR articles 15 and 20).

Found by walking the schema, so that a table added tomorrow is in it too: one truth for the file and for the paper.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from portal.domain.workflow import SpecialistProposalState
from portal.services.work import Work
from portal.store.matches import STAFF_ONLY
from portal.store.subject_rows import PERSON, key_of, rows_below
from portal.store.tables import metadata

LEFT_OUT = frozenset({"cpr_hash", "subject_hash", "token_hash", "code_hash", "actor_id", "alternatives"})
"""What is not hers to read: hashes that open something, which employee looked (Datatilsynet 2024-32-0283), and who
else was considered for a place."""
PROPOSAL, REFUSAL = metadata.tables["proposal"], metadata.tables["refusal_letter"]
ADVICE, TOLD = metadata.tables["specialist_proposal"], (SpecialistProposalState.APPROVED, SpecialistProposalState.ENDED)


def export(work: Work, person_id: UUID) -> dict[str, Any]:
    """Every row about the person as plain data, by table; decrypted, and without anything about other people.

    What is still being written is not hers yet: a proposal nobody has sent, a letter nobody has signed.
    """
    found = rows_below(work.session, {PERSON: {person_id}})
    tables = {table.name: _rows(work, table, keys) for table, keys in found.items()}
    return {
        "format": "skridtvis-indsigt-1",
        "made_at": work.now.isoformat(),
        "tables": {name: tables[name] for name in sorted(tables) if tables[name]},
    }


def _rows(work: Work, table: Table, keys: set[Any]) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in LEFT_OUT]
    key = key_of(table)
    query = select(*columns).where(key.in_(sorted(keys, key=str))).order_by(key)
    if table is PROPOSAL:
        query = query.where(table.c.state.not_in(sorted(STAFF_ONLY)))
    if table is ADVICE:
        query = query.where(table.c.state.in_(TOLD))
    if table is REFUSAL:
        query = query.where(table.c.sent_at.is_not(None))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in work.session.execute(query)]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
