"""The public CVR index over HTTP: what it answers, and every way in which it does not. A server of the test's own plays it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from portal.adapters.cvr_index import CvrIndex
from portal.services.ports import RegisterDown

ADDRESS = {
    "vejnavn": "Kastrupvej",
    "husnummerFra": 10,
    "bogstavFra": "A",
    "etage": "2",
    "postnummer": 2770,
    "postdistrikt": "Kastrup",
    "kommune": {"kommuneKode": 185},
}
COMPANY: dict[str, Any] = {
    "cvrNummer": 99001011,
    "virksomhedMetadata": {
        "nyesteNavn": {"navn": "Kastrup  Kontorservice ApS"},
        "nyesteBeliggenhedsadresse": ADDRESS,
        "nyesteHovedbranche": {"branchekode": "692000", "branchetekst": "Bogføring og revision"},
        "nyesteVirksomhedsform": {"kortBeskrivelse": "APS", "langBeskrivelse": "Anpartsselskab"},
        "sammensatStatus": "NORMAL",
    },
}


def unit(number: int, **changed: Any) -> dict[str, Any]:
    latest = {
        "nyesteNavn": {"navn": "Kontoret"},
        "nyesteBeliggenhedsadresse": ADDRESS,
        "nyesteCvrNummerRelation": 99001011,
        "sammensatStatus": "Aktiv",
    }
    return {"pNummer": number, "produktionsEnhedMetadata": latest | changed}


def hits(name: str, *found: dict[str, Any]) -> bytes:
    rows = [{"_source": {name: one}} for one in found]
    return json.dumps({"timed_out": False, "hits": {"total": len(rows), "hits": rows}}).encode()


def status(text: str) -> dict[str, Any]:
    return COMPANY | {"virksomhedMetadata": COMPANY["virksomhedMetadata"] | {"sammensatStatus": text}}


@dataclass
class Index:
    """Answers with `companies` and `units`; `mood` is how it answers at all."""

    companies: bytes = hits("Vrvirksomhed", COMPANY)
    units: bytes = hits("VrproduktionsEnhed", unit(1003388394))
    mood: str = "fine"
    asked: list[tuple[str, Any, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        self.asked.append((request.path, body["query"]["term"], request.headers.get("Authorization", "")))
        text = self.companies if "/virksomhed/" in request.path else self.units
        if self.mood == "silent":
            self.over.wait(10)
            return
        if self.mood == "drips_head":
            self._drip(request, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 2000)
            return
        request.send_response({"error": 500, "locked_out": 401, "moved": 302}.get(self.mood, 200))
        request.send_header("Location", "http://127.0.0.1:1/")
        request.send_header("Content-Length", str(len(text)))
        request.end_headers()
        if self.mood == "drips":
            self._drip(request, text)
        else:
            request.wfile.write(text[: len(text) // 2] if self.mood == "hangs_up" else text)

    def _drip(self, request: BaseHTTPRequestHandler, text: bytes) -> None:
        for letter in text:
            request.wfile.write(bytes([letter]))
            request.wfile.flush()
            if self.over.wait(0.02):
                return


@pytest.fixture
def index() -> Iterator[tuple[Index, CvrIndex]]:
    played = Index()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with suppress(OSError):  # the portal has hung up, as it should
                played.answer(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield played, CvrIndex(f"http://127.0.0.1:{server.server_port}/cvr-permanent", "skridtvis", "ord", patience=0.3)
    played.over.set()
    server.shutdown()
    server.server_close()


def test_a_company_with_its_workplaces(index: tuple[Index, CvrIndex]) -> None:
    played, register = index
    company = register.find("99001011")
    assert company is not None
    assert (company.name, company.sector, company.status) == ("Kastrup Kontorservice ApS", "private", "active")
    assert company.address == "Kastrupvej 10A, 2., 2770 Kastrup"
    assert company.industry == "692000 Bogføring og revision"
    (place,) = company.workplaces
    assert (place.p_number, place.municipality, place.postal_code) == ("1003388394", "185", "2770")
    assert [path for path, *_ in played.asked] == [
        "/cvr-permanent/virksomhed/_search",
        "/cvr-permanent/produktionsenhed/_search",
    ]
    assert all(access.startswith("Basic ") for *_, access in played.asked)


def test_one_that_is_not_there_is_none(index: tuple[Index, CvrIndex]) -> None:
    played, register = index
    played.companies = hits("Vrvirksomhed")
    assert register.find("99001011") is None


@pytest.mark.parametrize(
    ("told", "status_"),
    [
        ("Aktiv", "active"),
        ("UNDER KONKURS", "bankrupt"),
        ("OPLØST EFTER KONKURS", "bankrupt"),
        ("OPHØRT", "closed"),
        ("", "closed"),
    ],
)
def test_the_status_is_read(index: tuple[Index, CvrIndex], told: str, status_: str) -> None:
    played, register = index
    played.companies = hits("Vrvirksomhed", status(told))
    found = register.find("99001011")
    assert found is not None
    assert found.status == status_


def test_workplaces_that_are_closed_sold_or_abroad_are_left_out(index: tuple[Index, CvrIndex]) -> None:
    played, register = index
    played.units = hits(
        "VrproduktionsEnhed",
        unit(1, sammensatStatus="Ophørt"),
        unit(2, nyesteCvrNummerRelation=99001380),
        unit(3, nyesteBeliggenhedsadresse={"landekode": "SE", "fritekst": "Storgatan 1"}),
        unit(4),
    )
    found = register.find("99001011")
    assert found is not None
    assert [place.p_number for place in found.workplaces] == ["0000000004"]


@pytest.mark.parametrize("mood", ["silent", "drips", "drips_head", "hangs_up", "error", "locked_out", "moved"])
def test_one_that_does_not_answer_is_down(index: tuple[Index, CvrIndex], mood: str) -> None:
    played, register = index
    played.mood = mood
    with pytest.raises(RegisterDown):
        register.find("99001011")


GARBAGE: list[Callable[[], bytes]] = [
    lambda: b"",
    lambda: b"<html>Vedligehold</html>",
    lambda: b"null",
    lambda: b"[]",
    lambda: b"{}",
    lambda: b"\xff\xfe",
    lambda: b"[" * 100_000,
    lambda: json.dumps({"timed_out": True, "hits": {"hits": []}}).encode(),
    lambda: json.dumps({"timed_out": False, "hits": {"hits": [{}]}}).encode(),
    lambda: hits("Vrvirksomhed", COMPANY | {"cvrNummer": 99001380}),
    lambda: hits("Vrvirksomhed", COMPANY | {"virksomhedMetadata": {"nyesteNavn": None}}),
    lambda: hits("Vrvirksomhed", COMPANY | {"virksomhedMetadata": {"nyesteNavn": {"navn": 7}}}),
    lambda: b"x" * 4_100_000,
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_what_makes_no_sense_is_no_answer(index: tuple[Index, CvrIndex], garbage: Callable[[], bytes]) -> None:
    played, register = index
    played.companies = garbage()
    with pytest.raises(RegisterDown):
        register.find("99001011")


def test_nobody_there_is_down_too() -> None:
    with pytest.raises(RegisterDown):
        CvrIndex("http://127.0.0.1:1/cvr-permanent", patience=0.3).find("99001011")
