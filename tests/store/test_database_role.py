"""On PostgreSQL the application's role reads and writes cases, and can only add to the trail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from portal.adapters import database_role
from portal.settings import Settings
from portal.store.audit import AccessEntry
from portal.store.base import new_id
from portal.store.engine import open_database, writing_session
from tests.conftest import NOW, SETTINGS_ENV, Database, _database
from tests.databases import Databases
from tests.factories import Factory

ROLE = "skridtvis_app"


@pytest.fixture
def postgres(databases: Databases) -> Iterator[Database]:
    yield from _database(databases, "postgresql")


@pytest.fixture
def as_app(postgres: Database) -> Iterator[Database]:
    """The same database, as the application should be connected to it."""
    with postgres.engine.begin() as connection:
        connection.execute(
            text(f"DO $$ BEGIN CREATE ROLE {ROLE} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        )
        database_role.grant(connection, ROLE)
    url = postgres.url.replace("//portal@", f"//{ROLE}@")
    engine = open_database(url, Settings.from_env(SETTINGS_ENV | {"PORTAL_DATABASE_URL": url}).data_keys)
    yield Database(url, engine)
    engine.dispose()


def test_the_owner_is_too_powerful_and_the_application_is_not(postgres: Database, as_app: Database) -> None:
    assert "UPDATE audit_entry" in database_role.can_change_the_trail(postgres.engine)
    assert database_role.can_change_the_trail(as_app.engine) == []


@pytest.mark.parametrize(
    "statement",
    [
        f"{verb} {table}{rest}"
        for table in ("audit_entry", "access_entry", "audit_link")
        for verb, rest in (("DELETE FROM", ""), ("UPDATE", " SET at = now()"), ("TRUNCATE", ""))
    ]
    + ["ALTER TABLE audit_entry DISABLE TRIGGER ALL", "DROP TABLE audit_link", "DELETE FROM alembic_version"],
)
def test_check_31_the_application_cannot_change_the_trail(as_app: Database, statement: str) -> None:
    with as_app.engine.connect() as connection, pytest.raises(ProgrammingError):
        connection.execute(text(statement))


def test_the_application_can_do_its_work(as_app: Database) -> None:
    with writing_session(as_app.engine) as session, session.begin():
        person = Factory(session, NOW).person()
        person.town = "Dragør"
        session.add(AccessEntry(id=new_id(), at=NOW, actor_role="caseworker", subject_id=person.id, purpose="x"))
