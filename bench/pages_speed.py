"""What a page costs the server, beside the same template rendered from constants in bare Flask; and what it weighs.

Ours is the whole request: cookie, log-in, policy, queries, page model, template and headers. Theirs is one view of a Flask
without anything else, which renders the same template from the page model that ours made once. Both are called as WSGI with
the same request, in turn, and only the process's own seconds count. SQLite, so that the queries are paid here too.

The bar is 1.5 times bare Flask. HTML is weighed as gzip sends it: 14 kB for the first page, 12 kB for every later one.
Run: `python -m bench.pages_speed`.
"""

from __future__ import annotations

import gzip
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from sqlalchemy import select
from werkzeug.test import EnvironBuilder

from portal.store.engine import reading_session
from portal.store.users import User
from portal.web import render
from tests.browser.serving import Served, load_people, serving
from tests.web.browse import Browse

BAR, FIRST_HTML, LATER_HTML = 1.5, 14_000, 12_000
ROUNDS, EACH = 15, 12
HERE = "http://127.0.0.1:5000"
CITIZEN = "rene-toftegaard"
PAGES = (
    ("", "/"),
    ("", "/tilbud/seniorsporet"),
    ("", "/ordbog"),
    ("", "/tjek/situation"),
    ("birgit-holm", "/tilmeld/seniorsporet/kontakt"),
    (CITIZEN, "/min-side"),
    (CITIZEN, "/min-side/plan"),
    (CITIZEN, "/min-side/oplysninger"),
)
"""Who opens which page: nobody, somebody who joins, and somebody in a placement."""


@dataclass(frozen=True)
class Cost:
    """One page: what a request costs here, and in bare Flask; the bytes of its HTML, compressed; its queries."""

    ours: float
    bare: float
    html: int
    queries: int

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


@contextmanager
def made_of() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Template and constants of every page that is made inside."""
    kept: list[tuple[str, dict[str, Any]]] = []
    real = render.render_template

    def keep(template: str, **context: Any) -> str:
        kept.append((template, context))
        return real(template, **context)

    render.render_template = keep  # type: ignore[assignment]
    try:
        yield kept
    finally:
        render.render_template = real


def bare_flask(app: Flask, path: str, template: str, context: dict[str, Any]) -> Flask:
    """A Flask with one view: the template from constants. Addresses inside it are made from our routes, as ours are."""
    bare = Flask("bare", static_folder=None)
    bare.__dict__["jinja_env"] = app.jinja_env
    bare.template_context_processors[None] = [dict]
    bare.extensions["portal"] = app.extensions["portal"]
    bare.url_map = app.url_map
    endpoint, _ = app.url_map.bind("127.0.0.1:5000").match(path, method="GET")
    bare.view_functions[endpoint] = lambda **_: render_template(template, **context)
    return bare


def caller(app: Flask, path: str, cookie: str) -> Callable[[], bytes]:
    """One request to the application and its whole answer, without a client around it."""
    environ = EnvironBuilder(path, base_url=HERE, headers={"Cookie": cookie} if cookie else {}).get_environ()

    def call() -> bytes:
        asked = environ | {"wsgi.input": io.BytesIO()}
        answer = app.wsgi_app(asked, lambda status, *_: _expect_ok(path, status))
        try:
            return b"".join(answer)
        finally:
            answer.close()  # type: ignore[attr-defined]

    return call


def _expect_ok(path: str, status: str) -> None:
    assert status.startswith("200"), f"{path}: {status}"


def cost(app: Flask, person: User | None, path: str) -> Cost:
    """The two in turn, warm, so that a busy moment meets both; the median of the rounds."""
    browse = Browse(app)
    if person:
        browse.log_in(person)
    browse.get(path)
    with made_of() as kept:
        queries = browse.get(path).queries
    cookie = "; ".join(f"{one.key}={one.value}" for one in browse.client._cookies.values())
    ours = caller(app, path, cookie)
    bare = caller(bare_flask(app, path, *kept[-1]), path, cookie)
    html = ours()
    assert abs(len(bare()) - len(html)) < len(html) / 50, f"{path}: not the same page"
    pairs = [(_seconds(ours), _seconds(bare)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(one) for one in zip(*pairs, strict=True))
    return Cost(mine, theirs, len(gzip.compress(html)), queries)


def _seconds(call: Callable[[], bytes]) -> float:
    begin = time.process_time()
    for _ in range(EACH):
        call()
    return (time.process_time() - begin) / EACH


def people_of(served: Served) -> dict[str, User]:
    with reading_session(served.app.extensions["portal"].engine) as session:
        return {user.demo_key: user for user in session.scalars(select(User)) if user.demo_key}


def main() -> None:
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        load_people(Path(folder) / "peopled")
        with serving(Path(folder) / "peopled", Path(folder) / "var") as served:
            people = people_of(served)
            for who, path in PAGES:
                found = cost(served.app, people.get(who), path)
                most = FIRST_HTML if path == "/" else LATER_HTML
                missed |= found.ratio > BAR or found.html > most
                print(
                    f"{path:32} {found.ours * 1e3:5.2f} ms, bare Flask {found.bare * 1e3:5.2f} ms  ratio "
                    f"{found.ratio:4.2f} (bar {BAR})  HTML {found.html / 1e3:4.1f} kB (bar {most / 1e3:.0f})  "
                    f"queries {found.queries}",
                    flush=True,
                )
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
