"""A copy of the database taken with its own tools: after the original is gone it is the same portal."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.access import ANONYMOUS
from portal.services import login
from portal.services.ports import Ports
from portal.services.work import House, Work
from portal.settings import Settings
from portal.store import audit_chain, users
from portal.store.crypto import KeyRing, Undecryptable
from portal.store.engine import open_database, reading_session, writing_session
from portal.store.people import Person
from portal.store.tables import metadata
from portal.store.types import use_keys
from tests.conftest import NOW, SETTINGS_ENV, Database
from tests.databases import Databases
from tests.factories import Factory


def copy_of(databases: Databases, db: Database) -> str:
    """The address of a copy: SQLite's own backup, or PostgreSQL's copy of a whole database."""
    url = databases.empty("sqlite" if db.url.startswith("sqlite") else "postgresql")
    if db.url.startswith("sqlite"):
        paths = [one.removeprefix("sqlite:///") for one in (db.url, url)]
        with closing(sqlite3.connect(paths[0])) as source, closing(sqlite3.connect(paths[1])) as target:
            source.backup(target)
        return url
    names = [one.split("@/")[-1].split("?")[0] for one in (db.url, url)]
    db.engine.dispose()
    assert databases.server is not None
    databases.server.execute(f"DROP DATABASE {names[1]}")
    databases.server.execute(f"CREATE DATABASE {names[1]} TEMPLATE {names[0]}")
    return url


def counted(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.sorted_tables
    }


def test_check_38_a_copy_has_the_same_rows_the_same_chain_and_a_working_log_in(
    databases: Databases, db: Database, house: House, ports: Ports
) -> None:
    with writing_session(db.engine) as session, session.begin():
        make = Factory(session, NOW)
        birgit = make.citizen(make.person())
        token = login.start(Work(session, ANONYMOUS, NOW, house, ports), birgit)
    with reading_session(db.engine) as session:
        before, head = counted(session), audit_chain.verify(session, kept={}, expected=None).head
    url = copy_of(databases, db)
    databases.drop(db.url)
    settings = Settings.from_env(SETTINGS_ENV | {"PORTAL_DATABASE_URL": url})
    engine = open_database(url, settings.data_keys)
    with reading_session(engine) as session:
        assert counted(session) == before
        found = audit_chain.verify(session, kept={}, expected=head)
        assert (found.head, found.faults) == (head, ())
        assert users.find_login(session, token) is not None
        assert session.scalars(select(Person)).one().cpr == "7403670202"
    use_keys(KeyRing(((1, b"x" * 32),)))
    try:
        with reading_session(engine) as session, pytest.raises(Undecryptable):
            session.scalars(select(Person)).all()
    finally:
        open_database(url, settings.data_keys).dispose()
        engine.dispose()
        databases.drop(url)
