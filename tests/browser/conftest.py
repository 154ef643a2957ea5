"""A real browser against a real server with the demo people in it, and axe after every step."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from portal import create_app
from portal.adapters import demo_people
from portal.adapters.migrations import to_revision
from portal.settings import Settings
from tools.browser import find

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
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


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    settings = Settings.from_env({"PORTAL_MODE": "demo", "PORTAL_DATA": str(tmp_path)})
    to_revision(settings.database_url, "head")
    demo_people.load(settings)
    app = create_app(settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}", app)
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["portal"].engine.dispose()


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


@dataclass
class Visitor:
    """One person with a telephone or a desk: opens pages, taps, writes, and every page is examined."""

    page: Page
    url: str
    javascript: bool
    examiner: Page
    """A page with scripts, where axe can run on what a page without scripts shows."""
    seen: list[str] = field(default_factory=list)
    taps: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _hear(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> Visitor:
        self.page.goto(self.url + path)
        return self.examine()

    def tap(self, name: str, *, exact: bool = True, within: str = "main, header") -> Visitor:
        """Tap the link or button with this name, and examine where it leads."""
        self.taps += 1
        place = self.page.locator(within)
        target = place.get_by_role("link", name=name, exact=exact).or_(
            place.get_by_role("button", name=name, exact=exact)
        )
        before = self.page.url
        target.first.click()
        self._settle(before)
        return self.examine()

    def _settle(self, before: str) -> None:
        """Wait until the new page, or the part htmx fetched, stands."""
        self.page.wait_for_load_state("load")
        if self.javascript:
            self.page.wait_for_function("() => !document.querySelector('.htmx-request, [aria-busy=true]')")
            self.page.wait_for_timeout(60)

    def fill(self, **values: str) -> Visitor:
        for label, value in values.items():
            self.page.get_by_label(label, exact=True).fill(value)
        return self

    def write(self, label: str, value: str) -> Visitor:
        self.page.locator("main").get_by_label(label).first.fill(value)
        return self

    def choose(self, *labels: str) -> Visitor:
        """Tick the radio buttons or boxes with these labels."""
        for label in labels:
            self.page.locator("main").get_by_label(label, exact=True).first.check()
        return self

    @property
    def h1(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def examine(self) -> Visitor:
        """No violation of WCAG 2.1 or 2.2 A and AA, no sideways scrolling, no error in the console."""
        place = self.page if self.javascript else self._copy()
        result = place.evaluate(
            "async ([source, rules]) => { if (!window.axe) { (0, Function)(source)(); }"
            " const found = await window.axe.run(document, {runOnly: rules, resultTypes: ['violations']});"
            " return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' | ')); }",
            [AXE, RULES],
        )
        assert result == [], f"{self.page.url}: {json.dumps(result, ensure_ascii=False, indent=1)}"
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url}: siden er {wide} px for bred"
        assert self.faults == [], self.faults
        self.seen.append(self.page.url.removeprefix(self.url))
        return self

    def _copy(self) -> Page:
        """The same HTML in a page where axe can run; the portal's own scripts stay away."""
        html = self.page.content()
        self.examiner.route("**/*.js", lambda route: route.abort())
        self.examiner.route(
            self.page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
        )
        self.examiner.goto(self.page.url)
        self.examiner.unroute(self.page.url)
        return self.examiner

    def log_in(self, person: str) -> Visitor:
        """Through the demo's log-in page, as a newcomer would."""
        self.page.goto(f"{self.url}/log-paa/demo")
        self.page.locator(f"button[name=person][value={person}]").click()
        self.page.wait_for_load_state("load")
        return self.examine()


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Visit]:
    """`visit(javascript=False, viewport=DESK)` gives a person with a browser of her own."""
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
