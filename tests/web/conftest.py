"""One walk through the whole portal, shared by every test that only looks at what was seen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.adapters.clock import FixedClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.mailbox import DevelopmentMailbox
from portal.services.ports import Ports
from portal.settings import Settings
from portal.store.engine import open_database
from tests.conftest import NOW, SETTINGS_ENV
from tests.databases import Databases
from tests.house.test_access_matrix import World
from tests.web.browse import Browse
from tests.web.tour import Visit, furnish, walk


@dataclass(frozen=True)
class Tour:
    app: Flask
    world: World
    visits: list[Visit]
    printed: str
    """What the portal wrote to its log on the way."""

    def __iter__(self) -> Iterator[Visit]:
        return iter(self.visits)


@pytest.fixture(scope="session")
def tour(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    url = databases.fresh("sqlite")
    env = SETTINGS_ENV | {"PORTAL_DATABASE_URL": url, "PORTAL_DATA": str(Path(tmp_path_factory.mktemp("tour")))}
    settings = Settings.from_env(env)
    clock, engine = FixedClock(NOW), open_database(url, settings.data_keys)
    app = create_app(settings, Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(engine, clock)))
    world, printed = furnish(Browse(app)), io.StringIO()
    with redirect_stdout(printed):
        visits = list(walk(app, world))
    yield Tour(app, world, visits, printed.getvalue())
    engine.dispose()
    databases.drop(url)
