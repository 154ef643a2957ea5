"""The first page on a thin line, and the minute the check takes, in a real browser: `python -m bench.line_speed`.

The line is Chromium's own: 400 kbit/s with 400 ms there and back, and "slow 4G" as Lighthouse has it, both with a processor
four times slower. What comes is compressed as the proxy in front does it. The bars are bytes, which are the same everywhere,
and ratios of the seconds to what the same line needs for the bytes alone; U03's own seconds are shown against its limits.
"""

from __future__ import annotations

import gzip
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import waitress
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS, PHONE
from tests.browser.serving import load_people, serving
from tests.browser.steps import CHECK
from tools.browser import find

FIRST_LOAD, FIRST_HTML = 100_000, 14_000
LCP_LIMIT, ANSWER_LIMIT, MINUTE, READING = 2.5, 0.5, 60.0, 4.0
LINE_BAR = 2.0
"""So many times what the bytes alone need may pass until the page is read, on the thin line."""
PAINTED = """() => new Promise(done => new PerformanceObserver(seen => done(seen.getEntries().at(-1).startTime / 1000))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""


@dataclass(frozen=True)
class Line:
    name: str
    bits: int
    delay: int
    """Milliseconds there and back."""


THIN, SLOW_4G = Line("400 kbit/s", 400_000, 400), Line("slow 4G", 1_638_400, 150)


@dataclass(frozen=True)
class Load:
    seconds: float
    """Until the largest thing on the screen stands."""
    wire: int
    html: int


class Compressed:
    """HTML as gzip, which is the proxy's work where the portal runs."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        head: list[Any] = []
        body = b"".join(self.inner(environ, lambda *given: head.extend(given[:2])))
        status, headers = head
        names = {name.lower(): value for name, value in headers}
        if names.get("content-type", "").startswith("text/html") and "gzip" in environ["HTTP_ACCEPT_ENCODING"]:
            body = gzip.compress(body)
            headers = [pair for pair in headers if pair[0].lower() != "content-length"]
            headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
        start(status, headers)
        return [body]


@contextmanager
def portal() -> Iterator[str]:
    """A portal with the demo people behind the production server."""
    with tempfile.TemporaryDirectory() as folder:
        load_people(Path(folder) / "peopled")
        with serving(Path(folder) / "peopled", Path(folder) / "var") as served:
            server = waitress.create_server(Compressed(served.app), host="127.0.0.1", port=0)
            threading.Thread(target=server.run, daemon=True).start()
            yield f"http://127.0.0.1:{server.effective_port}"
            server.close()


def first_load(browser: Browser, url: str, line: Line) -> Load:
    """The front page, never seen before, over this line."""
    with _phone(browser) as page:
        told = page.context.new_cdp_session(page)
        told.send("Network.enable")
        told.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        rate = line.bits / 8
        limits = {"offline": False, "latency": line.delay, "downloadThroughput": rate, "uploadThroughput": rate}
        told.send("Network.emulateNetworkConditions", limits)
        sizes: list[int] = []
        told.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.goto(f"{url}/", wait_until="networkidle")
        return Load(page.evaluate(PAINTED), sum(sizes), sizes[0])


@contextmanager
def _phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="da-DK", has_touch=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def minute(browser: Browser, url: str) -> tuple[float, float]:
    """U03: from the front page to the answer. The seconds with reading, and the slowest answer of the server."""
    with _phone(browser) as page:
        begin, slowest = time.perf_counter(), 0.0
        page.goto(f"{url}/")
        for name in CHECK:
            here = page.url
            page.locator("main").get_by_role("link", name=name, exact=True).or_(
                page.locator("main").get_by_role("button", name=name, exact=True)
            ).first.click()
            page.wait_for_url(lambda url, here=here: url != here)
            page.wait_for_function("() => !document.querySelector('.htmx-request, [aria-busy=true]')")
            waits = page.evaluate(
                "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
                ".filter(e => !e.name.includes('/static/')).map(e => (e.responseEnd - e.requestStart) / 1000)"
            )
            slowest = max(slowest, *waits)
        assert page.url.endswith("/tjek/svar")
        return time.perf_counter() - begin + READING * (len(CHECK) + 1), slowest


def main() -> None:
    with portal() as url, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=find(), args=FLAGS)
        thin, slow = first_load(browser, url, THIN), first_load(browser, url, SLOW_4G)
        seconds, slowest = minute(browser, url)
        browser.close()
    ratio = thin.seconds / (thin.wire * 8 / THIN.bits)
    print(f"first load {thin.wire / 1e3:.1f} kB (bar {FIRST_LOAD / 1e3:.0f}), HTML {thin.html / 1e3:.1f} kB (bar 14)")
    print(f"{THIN.name}: read after {thin.seconds:.2f} s, {ratio:.2f} times what its bytes alone need (bar {LINE_BAR})")
    print(f"{SLOW_4G.name}: read after {slow.seconds:.2f} s, {slow.seconds / LCP_LIMIT:.2f} of U03's {LCP_LIMIT} s")
    print(f"the check with {READING:.0f} s a page: {seconds:.0f} s, {seconds / MINUTE:.2f} of U03's minute")
    print(f"slowest answer {slowest * 1e3:.0f} ms, {slowest / ANSWER_LIMIT:.2f} of U03's {ANSWER_LIMIT * 1e3:.0f} ms")
    shares = (slow.seconds / LCP_LIMIT, seconds / MINUTE, slowest / ANSWER_LIMIT)
    light = thin.wire <= FIRST_LOAD and thin.html <= FIRST_HTML
    raise SystemExit(not light or ratio > LINE_BAR or max(shares) > 1)


if __name__ == "__main__":
    main()
