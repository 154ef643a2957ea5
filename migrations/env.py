"""Runs the migrations: the same revisions on SQLite and PostgreSQL, with short time-outs so that nothing waits for long."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, pool, text

from portal.store.tables import metadata

config = context.config


def run() -> None:
    url = config.get_main_option("sqlalchemy.url").replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '4s'"))
            connection.execute(text("SET LOCAL statement_timeout = '60s'"))
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()


run()
