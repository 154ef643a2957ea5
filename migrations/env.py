"""Runs the migrations: the same revisions on SQLite and PostgreSQL, with short time-outs so that nothing waits for long."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import JSON, create_engine, pool, text

from portal.store.tables import metadata
from portal.store.types import SEALED, UtcDateTime

config = context.config


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what the database knows: a migration must run after the code has changed."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, SEALED):
        return "sa.LargeBinary()"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run() -> None:
    url = config.get_main_option("sqlalchemy.url").replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '4s'"))
            connection.execute(text("SET LOCAL statement_timeout = '60s'"))
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
