"""A portal that runs, with the demo people in it. They are made once, and every portal of the tests gets a copy of its own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from portal import create_app
from portal.adapters import demo_people
from portal.adapters.clock import FixedClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.mailbox import DevelopmentMailbox
from portal.adapters.migrations import to_revision
from portal.services.ports import Ports
from portal.settings import Settings
from portal.store.crypto import KeyRing
from portal.store.engine import open_database
from portal.store.types import key_ring
from tests.conftest import NOW


@dataclass(frozen=True)
class Served:
    """A portal that runs, with the demo people loaded."""

    url: str
    app: Flask
    keys: KeyRing


def _settings(folder: Path) -> Settings:
    return Settings.from_env({"PORTAL_MODE": "demo", "PORTAL_DATA": str(folder)})


def load_people(folder: Path) -> None:
    """The database with the demo people, and the secret that goes with it."""
    settings = _settings(folder)
    to_revision(settings.database_url, "head")
    demo_people.load(settings, FixedClock(NOW))


@contextmanager
def serving(peopled: Path, folder: Path) -> Iterator[Served]:
    """Serve a copy of the folder until the end of the block."""
    shutil.copytree(peopled, folder)
    settings = _settings(folder)
    clock = FixedClock(NOW)
    engine = open_database(settings.database_url, settings.data_keys)
    app = create_app(settings, Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(engine, clock)))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}", app, key_ring())
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["portal"].engine.dispose()
    engine.dispose()
