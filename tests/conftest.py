"""What every test may ask for: a clock that stands still, a clean database of both kinds, and a client that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from portal import assemble, build_house, create_app
from portal.adapters.clock import FixedClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.mailbox import DevelopmentMailbox
from portal.domain.access import ANONYMOUS, Actor
from portal.services.ports import Ports
from portal.services.work import House, Work
from portal.settings import Settings
from portal.store.engine import open_database, writing_session
from tests.databases import Databases
from tests.factories import Factory
from tests.web.browse import Browse

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday morning, the day the tests believe it is."""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with Databases.open(tmp_path_factory.mktemp("db")) as databases:
        yield databases


_first: list[Engine] = []


def keep_what_is_compiled(engine: Engine) -> None:
    """A new SQLite engine reads the statements the first one has compiled: making SQL anew was a quarter of a page test."""
    if engine.dialect.name != "sqlite":
        return
    if not _first:
        _first.append(engine)
    engine.dialect, engine._compiled_cache = _first[0].dialect, _first[0]._compiled_cache


@dataclass(frozen=True)
class Database:
    url: str
    engine: Engine


def _database(databases: Databases, kind: str) -> Iterator[Database]:
    url = databases.fresh(kind)
    engine = open_database(url, Settings.from_env(SETTINGS_ENV | {"PORTAL_DATABASE_URL": url}).data_keys)
    keep_what_is_compiled(engine)
    yield Database(url, engine)
    engine.dispose()
    databases.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def db(databases: Databases, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated, empty database: every test that asks for it runs on SQLite and on PostgreSQL."""
    yield from _database(databases, request.param)


@pytest.fixture
def sqlite(databases: Databases) -> Iterator[Database]:
    """A migrated, empty SQLite database, for tests of pages."""
    yield from _database(databases, "sqlite")


SETTINGS_ENV = {
    "PORTAL_MODE": "development",
    "PORTAL_SECRET_KEY": "kun-til-prøver-0123456789-abcdefghijklmnop",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env(SETTINGS_ENV | {"PORTAL_DATA": str(tmp_path), "PORTAL_UNDO_MINUTES": "10"})


@pytest.fixture
def house(settings: Settings, ports: Ports) -> House:
    return build_house(settings, ports)


@pytest.fixture
def ports(db: Database, clock: FixedClock) -> Ports:
    return Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(db.engine, clock))


MakeWork = Callable[..., Work]


@pytest.fixture
def make_work(db: Database, clock: FixedClock, house: House, ports: Ports) -> Iterator[MakeWork]:
    """`make_work(actor)` gives work in one session; what a test does not commit is undone."""
    with writing_session(db.engine) as session:

        def make(actor: Actor = ANONYMOUS) -> Work:
            return Work(session, actor, clock.now(), house, ports)

        yield make


@pytest.fixture
def make(make_work: MakeWork) -> Factory:
    """Makes people, companies and cases in the session of `make_work`."""
    return Factory(make_work().session, NOW)


@pytest.fixture
def app_ports(sqlite: Database, clock: FixedClock) -> Ports:
    return Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(sqlite.engine, clock))


@pytest.fixture(scope="session")
def _routes(databases: Databases) -> Flask:
    """The application made once: its routes and templates are the same for every test."""
    settings = Settings.from_env(SETTINGS_ENV | {"PORTAL_DATABASE_URL": databases.fresh("sqlite")})
    return create_app(settings)


@pytest.fixture
def browse(_routes: Flask, sqlite: Database, settings: Settings, app_ports: Ports) -> Iterator[Browse]:
    """A client that inspects every page it opens, whatever the test is about. What stands behind the routes is its own."""
    _routes.extensions["portal"] = assemble(replace(settings, database_url=sqlite.url), app_ports)
    keep_what_is_compiled(_routes.extensions["portal"].engine)
    browse = Browse(_routes)
    yield browse
    browse.parts.engine.dispose()
