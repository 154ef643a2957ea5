"""One person with a telephone or a desk: what she opens, taps and writes, and what is demanded of every page."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STANDS = """() => { const all = [...document.querySelectorAll('*')], html = document.documentElement.cloneNode(true);
  html.querySelectorAll('input[name=csrf_token], input[name=idempotency_key]').forEach(e => e.removeAttribute('value'));
  return [innerWidth, innerHeight, all.indexOf(document.activeElement), html.outerHTML,
    all.filter(e => e.form !== undefined && e.type !== 'hidden').map(e => [e.value, e.checked, e.selectedIndex])]; }"""
"""All that axe can see of a page, but for the numbers in hidden fields that are new each time."""
FOUND_GOOD: set[str] = set()
"""What axe has found nothing in. Where the same page stands again, it would find nothing again: rules read nothing else."""


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

    def _hear(self, message: ConsoleMessage) -> None:
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
        stands = json.dumps([self.javascript, self.page.evaluate(STANDS)])
        if stands not in FOUND_GOOD:
            self._ask_axe()
            FOUND_GOOD.add(stands)
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url}: siden er {wide} px for bred"
        assert self.faults == [], self.faults
        self.seen.append(self.page.url.removeprefix(self.url))
        return self

    def _ask_axe(self) -> None:
        place = self.page if self.javascript else self._copy()
        result = place.evaluate(
            "async ([source, rules]) => { if (!window.axe) { (0, Function)(source)(); }"
            " const found = await window.axe.run(document, {runOnly: rules, resultTypes: ['violations']});"
            " return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' | ')); }",
            [AXE, RULES],
        )
        assert result == [], f"{self.page.url}: {json.dumps(result, ensure_ascii=False, indent=1)}"

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
