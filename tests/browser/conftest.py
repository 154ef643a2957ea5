"""A real browser against a real server with the demo people in it, and axe after every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from portal.store.types import use_keys
from tests.browser.serving import Served, load_people, serving
from tests.browser.visitor import Visitor
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


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("peopled") / "var"
    load_people(folder)
    return folder


@pytest.fixture
def served(peopled: Path, tmp_path: Path) -> Iterator[Served]:
    with serving(peopled, tmp_path / "var") as served:
        yield served


@pytest.fixture(scope="session")
def _standing(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One portal for all tests that only look."""
    with serving(peopled, tmp_path_factory.mktemp("standing") / "var") as served:
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
