"""All rows of a case, moved to another municipality: found by walking the schema, so that a new table cannot stay behind."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.store.subject_rows import key_of, rows_below
from portal.store.tables import metadata

ENROLMENT = metadata.tables["enrolment"]
STAYS = frozenset({"blind_glance"})
"""What tells of the team that worked with a case, not of the citizen, stays where it was made."""


def move_case(session: Session, enrolment_id: UUID, to: str) -> None:
    """Give everything below a case another operating municipality. Rows read before are read anew afterwards."""
    session.flush()
    for table, keys in rows_below(session, {ENROLMENT: {enrolment_id}}, soft=False).items():
        if "operating_municipality" in table.c and table.name not in STAYS:
            session.execute(
                update(table).where(key_of(table).in_(sorted(keys, key=str))).values(operating_municipality=to)
            )
    session.expire_all()
