"""The only client web tests use: whatever a test is about, every page it opens is inspected."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.domain.access import ANONYMOUS
from portal.services import login
from portal.services.work import Work
from portal.store.engine import writing_session
from portal.store.users import User
from portal.web.context import LOGIN, Portal
from tests.web.swapped import around, is_live

FORBIDDEN_ATTRIBUTES = re.compile(r"^(on\w+|style|hx-on.*)$")
NOTING_A_LOOK = re.compile(r"INSERT INTO (access_entry|audit_link)|SELECT audit_link\.|SELECT pg_advisory")
"""What the guard writes when somebody looked at somebody: three statements, however many people the page shows."""
STRAIGHT_QUOTES = re.compile(r"[A-Za-zæøå]'[a-zæøå]")


class PageFault(AssertionError):
    """A page breaks a promise that holds for all pages."""


@dataclass
class Seen:
    """A response that has been looked at."""

    response: TestResponse
    soup: BeautifulSoup
    queries: int

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        return urlsplit(self.response.location or "").path

    @property
    def h1(self) -> str:
        heading = self.soup.h1
        return " ".join(heading.get_text(" ", strip=True).split()) if heading else ""

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ", strip=True).split())

    @property
    def main(self) -> str:
        main = self.soup.find("main")
        return " ".join(main.get_text(" ", strip=True).split()) if main else ""

    @property
    def title(self) -> str:
        return self.soup.title.get_text(strip=True) if self.soup.title else ""

    def errors(self) -> dict[str, str]:
        """The error texts by the id of the field they stand at."""
        found = self.soup.select(".form-error-message[id]")
        return {str(e["id"]).removesuffix("-error"): e.get_text(" ", strip=True).removeprefix("Fejl: ") for e in found}

    def values(self, number: int = -1) -> dict[str, Any]:
        """What the last form of `main` holds, as a browser would send it without touching anything."""
        form = self.soup.select("main form[method=post]")[number]
        return form_values(form)


def form_values(form: Tag) -> dict[str, Any]:
    values: dict[str, Any] = {}

    def put(name: str, value: str) -> None:
        values[name] = (
            [*values[name], value]
            if isinstance(values.get(name), list)
            else ([values[name], value] if name in values else value)
        )

    for control in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(control["name"]), control.get("type", "")
        if control.name == "textarea":
            put(name, control.get_text().removeprefix("\n"))
        elif control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            if chosen is not None:
                put(name, str(chosen.get("value", "")))
        elif kind in ("radio", "checkbox"):
            if control.has_attr("checked"):
                put(name, str(control.get("value", "on")))
        elif kind != "submit":
            put(name, str(control.get("value", "")))
    return values


class Browse:
    """Opens pages and sends their forms, as a browser without JavaScript does."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.parts: Portal = app.extensions["portal"]
        self.page: Seen | None = None
        self._statements = 0
        self._html = self._stands = ""
        event.listen(self.parts.engine, "before_cursor_execute", self._count)

    def _count(self, _c: Any, _cur: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")) and not NOTING_A_LOOK.match(statement):
            self._statements += 1

    def session(self) -> Session:
        """A session of the test's own, to prepare and to look."""
        return writing_session(self.parts.engine)

    def log_in(self, user: User) -> Browse:
        """Log in as this account through the same service as the log-in page."""
        with writing_session(self.parts.engine) as session, session.begin():
            work = Work(session, ANONYMOUS, self.parts.ports.clock.now(), self.parts.house, self.parts.ports)
            token = login.start(work, session.get_one(User, user.id))
        with self.client.session_transaction(base_url="http://127.0.0.1:5000") as cookie:
            cookie[LOGIN] = token
        return self

    def other(self) -> Browse:
        """Another browser on the same portal."""
        return Browse(self.app)

    def get(self, path: str, status: int = 200, **kwargs: Any) -> Seen:
        self._stands = ""
        return self._open(path, status, **kwargs)

    def _open(self, path: str, status: int = 200, **kwargs: Any) -> Seen:
        self._statements = 0
        response = self.client.get(path, base_url="http://127.0.0.1:5000", **kwargs)
        return self._look(response, path, "GET", status)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 303, *, csrf: bool = True) -> Seen:
        """Send a form. The hidden token of the last page is added; to send a page's whole form use `submit`."""
        data = dict(data or {})
        if csrf and "csrf_token" not in data:
            data["csrf_token"] = self.csrf_token()
        self._statements = 0
        response = self.client.post(path, data=data, base_url="http://127.0.0.1:5000")
        return self._look(response, path, "POST", status)

    def submit(self, changes: dict[str, Any] | None = None, status: int = 303, form: int = -1) -> Seen:
        """Fill in the page's last form and send it to where it points."""
        assert self.page is not None
        element = self.page.soup.select("main form[method=post]")[form]
        data = {key: value for key, value in {**form_values(element), **(changes or {})}.items() if value is not None}
        self._stands = around(self._html) if is_live(element) else ""
        return self.post(str(element["action"]), data, status)

    def follow(self) -> Seen:
        """Go where the last response leads."""
        assert self.page is not None
        return self._open(self.page.response.location)

    def csrf_token(self) -> str:
        if self.page is None or not self.page.soup.select_one("input[name=csrf_token]"):
            self.get("/log-paa/demo")
        assert self.page is not None
        field = self.page.soup.select_one("input[name=csrf_token]")
        assert field is not None
        return str(field["value"])

    def _look(self, response: TestResponse, path: str, method: str, status: int) -> Seen:
        words = "" if response.mimetype == "application/pdf" else response.get_data(as_text=True)
        soup = BeautifulSoup(words, "html.parser")
        seen = Seen(response, soup, self._statements)
        assert response.status_code == status, (
            f"{method} {path}: {response.status_code}, ventede {status}\n{seen.main[:600]}"
        )
        inspect_headers(response, path)
        if response.mimetype == "text/html" and response.status_code not in (302, 303):
            inspect_page(words, soup, path)
            self._check_budget(seen, path, method)
            self._check_swap(words, path)
        if response.mimetype == "text/html" and not (response.status_code in (302, 303) and self.page):
            self.page = seen
        else:
            self.page = Seen(response, self.page.soup if self.page else soup, seen.queries)
        return seen

    def _check_swap(self, html: str, path: str) -> None:
        """Where htmx swaps a part, what stands around it is what the new page would have had there."""
        _require(not self._stands or around(html) == self._stands, path, "det uden om #main ville være et andet")
        self._html, self._stands = html, ""

    def _check_budget(self, seen: Seen, path: str, method: str) -> None:
        """A page keeps within the queries it declared; looking up the log-in is not its own."""
        if method != "GET" or seen.status != 200:
            return
        adapter = self.app.url_map.bind("127.0.0.1:5000")
        endpoint, _ = adapter.match(urlsplit(path).path, method="GET")
        budget = self.app.view_functions[endpoint].rule.queries  # type: ignore[attr-defined]
        overhead = 2
        if seen.queries > budget + overhead:
            raise PageFault(f"{path}: {seen.queries} forespørgsler, lovet højst {budget} + {overhead}")


def inspect_headers(response: TestResponse, path: str) -> None:
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        raise PageFault(f"{path}: politikken for indhold er {policy!r}")
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        raise PageFault(f"{path}: nosniff mangler")


def inspect_page(html: str, soup: BeautifulSoup, path: str) -> None:
    """Valid HTML, one h1 that begins the title, a language, unique ids, labelled fields, safe forms, nothing inline."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    real = [e for e in parser.errors if e[1] not in ("expected-doctype-but-got-chars",)]
    _require(not real, path, f"HTML: {real[:3]}")
    _inspect_headings(soup, path)
    ids = [str(e["id"]) for e in soup.find_all(id=True)]
    doubles = {name for name, times in Counter(ids).items() if times > 1}
    _require(not doubles, path, f"id'er står to gange: {doubles}")
    _inspect_references(soup, set(ids), path)
    _inspect_forms(soup, path)
    for element in soup.find_all(True):
        inline = [a for a in element.attrs if FORBIDDEN_ATTRIBUTES.match(a)]
        _require(not inline, path, f"{element.name} har {inline}")
        for attribute in ("href", "src", "action"):
            value = str(element.get(attribute, ""))
            _require(not value.startswith("javascript:"), path, f"{element.name} {attribute}={value}")
            foreign = value.startswith(("http:", "https:", "//")) and element.name in (
                "script",
                "link",
                "img",
                "form",
            )
            _require(not foreign, path, f"{element.name} henter fra {value}")
    for script in soup.find_all(["script", "style"]):
        _require(script.name == "script" and not script.get_text(strip=True), path, f"indlejret {script.name}")
    _require("{{" not in html and "None</" not in html, path, "en skabelon har ladet noget stå")


def _inspect_headings(soup: BeautifulSoup, path: str) -> None:
    headings = soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    tops = [h for h in headings if h.name == "h1"]
    _require(len(tops) == 1, path, f"{len(tops)} h1")
    title = soup.title.get_text(strip=True) if soup.title else ""
    start = " ".join(tops[0].get_text(" ", strip=True).split())
    _require(title.removeprefix("Fejl: ").startswith(start), path, f"titlen {title!r} begynder ikke med {start!r}")
    level = 0
    for heading in headings:
        now = int(heading.name[1])
        _require(
            now <= level + 1,
            path,
            f"overskrift springer fra h{level} til h{now}: {heading.get_text(strip=True)}",
        )
        level = now
    html = soup.html
    _require(html is not None and html.get("lang") in ("da", "en"), path, "sproget mangler")


def _inspect_references(soup: BeautifulSoup, ids: set[str], path: str) -> None:
    for attribute in ("aria-describedby", "aria-labelledby", "for", "aria-controls", "headers"):
        for element in soup.find_all(attrs={attribute: True}):
            raw = element[attribute]
            names = raw if isinstance(raw, list) else str(raw).split()
            missing = [name for name in names if name not in ids]
            _require(not missing, path, f"{element.name} {attribute} peger på {missing}, som ikke findes")
    for link in soup.find_all("a", href=re.compile("^#")):
        _require(str(link["href"])[1:] in ids, path, f"linket {link['href']} peger ingen steder hen")


def _inspect_forms(soup: BeautifulSoup, path: str) -> None:
    for form in soup.select("form"):
        _require(
            bool(form.get("action")) and bool(form.get("method")),
            path,
            "en formular mangler action eller method",
        )
        if form["method"] == "post":
            _require(form.select_one("input[name=csrf_token]") is not None, path, "en formular mangler csrf")
    labels = {str(label["for"]) for label in soup.find_all("label", attrs={"for": True})}
    for control in soup.find_all(["input", "textarea", "select"]):
        if control.get("type") not in ("hidden", "submit"):
            labelled = control.get("aria-label") or control.get("aria-labelledby") or control.get("id", "") in labels
            _require(bool(labelled), path, f"feltet {control.get('name')} mangler en etiket")


def _require(holds: bool, path: str, fault: str) -> None:
    if not holds:
        raise PageFault(f"{path}: {fault}")
