"""A real browser against a real server with the demo people in it, and axe after every step."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
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
from portal.store.types import key_ring, use_keys
from tests.browser.visitor import Visitor
from tests.conftest import NOW
from tools.browser import find

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Served:
    """A portal that runs, with the demo people loaded."""

    url: str
    app: Flask
    keys: KeyRing


def _settings(folder: Path) -> Settings:
    return Settings.from_env({"PORTAL_MODE": "demo", "PORTAL_DATA": str(folder)})


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a portal where the demo people's story is told: making them takes seconds, copying them none."""
    folder = tmp_path_factory.mktemp("told")
    settings = _settings(folder)
    to_revision(settings.database_url, "head")
    demo_people.load(settings, FixedClock(NOW))
    return folder


@contextmanager
def _serving(told: Path, folder: Path) -> Iterator[Served]:
    shutil.copytree(told, folder, dirs_exist_ok=True)
    settings, clock = _settings(folder), FixedClock(NOW)
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


@pytest.fixture
def served(told: Path, tmp_path: Path) -> Iterator[Served]:
    with _serving(told, tmp_path) as served:
        yield served


@pytest.fixture(scope="session")
def _standing(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One portal for all tests that only look."""
    with _serving(told, tmp_path_factory.mktemp("standing")) as served:
        yield served


@pytest.fixture
def standing(_standing: Served) -> Served:
    """Its own keys again: the process has one ring, and other portals have been made in it since."""
    use_keys(_standing.keys)
    return _standing


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = find()
    assert path, "Prøverne mangler en browser. Debian: apt-get install chromium"
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Visit]:
    """`visit(javascript=False, viewport=DESK)` gives a person with a browser of her own."""
    with _visiting(chromium, served) as visit:
        yield visit


@pytest.fixture
def look(chromium: Browser, standing: Served) -> Iterator[Visit]:
    """The same, where what is done is only to look."""
    with _visiting(chromium, standing) as visit:
        yield visit


@contextmanager
def _visiting(chromium: Browser, served: Served) -> Iterator[Visit]:
    contexts: list[BrowserContext] = []

    def make(*, javascript: bool = True, viewport: dict[str, int] = PHONE, **given) -> Visitor:
        context = chromium.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            has_touch=viewport is PHONE,
            **given,
        )
        context.set_default_timeout(10_000)
        examining = chromium.new_context(viewport=viewport, locale="da-DK")
        contexts.extend((context, examining))
        return Visitor(context.new_page(), served.url, javascript, examining.new_page())

    yield make
    for context in contexts:
        context.close()
