"""The application's role in PostgreSQL: it reads and writes cases, and can only add to the trail."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from portal.store.audit import MONTHS_KEPT

FORBIDDEN = ("UPDATE", "DELETE", "TRUNCATE")


def grant(connection: Connection, role: str) -> None:
    """Give `role` what the portal needs and no more. Run as the owner of the tables, after each migration."""
    name = connection.dialect.identifier_preparer.quote_identifier(role)
    trail = ", ".join(MONTHS_KEPT)
    for statement in (
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {name}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {trail} FROM {name}",
    ):
        connection.execute(text(statement))


def can_change_the_trail(engine: Engine) -> list[str]:
    """What the connected role could do to the trail and must not, for example ["UPDATE audit_entry"].

    The owner of a table can always give itself the right back, and take triggers away: it counts as all of it.
    """
    if engine.dialect.name != "postgresql":
        return []
    found = []
    with engine.connect() as connection:
        for table in MONTHS_KEPT:
            for verb in FORBIDDEN:
                asked = {"table": table, "verb": verb}
                if connection.scalar(text("SELECT has_table_privilege(current_user, :table, :verb)"), asked):
                    found.append(f"{verb} {table}")
    return found
