"""The migrations go up, down and up again on both databases, and end where the models are."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine

from portal.adapters.migrations import config_for, to_revision
from portal.store.tables import metadata
from tests.databases import Databases


def _engine(url: str):
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))


def _schema(url: str) -> dict[str, list[str]]:
    engine, found = _engine(url), MetaData()
    found.reflect(engine)
    engine.dispose()
    return {
        table.name: sorted(f"{c.name} {c.type} {c.nullable}" for c in table.columns) for table in found.sorted_tables
    }


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_check_37_migrations_go_up_down_and_up_again(databases: Databases, kind: str) -> None:
    url = databases.empty(kind)
    to_revision(url, "head")
    first = _schema(url)
    to_revision(url, "base")
    assert set(_schema(url)) <= {"alembic_version"}
    to_revision(url, "head")
    assert _schema(url) == first
    databases.drop(url)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_check_37_the_migrated_database_is_what_the_models_say(databases: Databases, kind: str) -> None:
    url = databases.fresh(kind)
    engine = _engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    databases.drop(url)
    assert differences == []


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(config_for("sqlite://")).get_heads()) == 1
