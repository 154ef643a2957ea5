"""What holds for every page, for everybody, in every state: looked for on a walk through all of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from itsdangerous.encoding import base64_decode
from sqlalchemy.orm import Session

from portal.web.components import FOLDER
from portal.web.security import CSP
from tests.house.test_access_matrix import outcome
from tests.web.conftest import Tour
from tests.web.tour import Visit

PERSONAL_NUMBER = re.compile(r"(?<![\w-])[4-9]\d(?:0[1-9]|1[0-2])\d\d-?\d{4}(?![\w-])")
OWN_EXPORT = "/min-side/oplysninger/hent.json"
BESIDES = {"login_session", "access_entry", "audit_link", "attempt"}
"""What a look may write: that the log-in is in use, that somebody looked, and how often something was tried."""
NEEDS_MORE = {
    "/log-paa/svar",
    "/ring-mig-op/<uuid:callback_id>",
    "/tjek/paamindelse/dagen.ics",
    "/virksomhed/hoering/<code>",
    "/virksomhed/invitation/<code>",
}
"""Pages that need a code, a question asked before, or an answer of a provider: they have tests of their own."""
PUBLIC_START = ("/static/", "#", "mailto:", "tel:", "http")


def test_the_walk_has_seen_everything(tour: Tour) -> None:
    """Every page has been shown to somebody; a test on a walk that ended at the doors would prove nothing."""
    shown = {visit.rule for visit in tour if visit.status < 400}
    assert {visit.rule for visit in tour} - shown <= NEEDS_MORE
    assert Counter(visit.status for visit in tour)[200] > 500


def asked(tour: Tour, visit: Visit) -> set[tuple[str, str]]:
    """Every address a page offers: its links as GET, its forms with their method."""
    soup = visit.soup
    links = {("GET", str(a["href"])) for a in soup.select("a[href]")}
    forms = {(str(form["method"]).upper(), str(form["action"])) for form in soup.select("form")}
    return {(m, urlsplit(path).path) for m, path in links | forms if not path.startswith(PUBLIC_START)}


def test_check_06_whatever_a_page_offers_is_allowed(tour: Tour) -> None:
    adapter = tour.app.url_map.bind("127.0.0.1:5000")
    known: dict[tuple[str, str, str], str] = {}
    faults = set()
    with tour.app.extensions["portal"].engine.connect() as connection:
        session = Session(connection)
        for visit in tour:
            if not visit.is_page:
                continue
            for method, path in asked(tour, visit):
                key = (visit.who, method, path or visit.path)
                if key not in known:
                    endpoint, arguments = adapter.match(key[2], method=method)
                    rule = tour.app.view_functions[endpoint].rule  # type: ignore[attr-defined]
                    pattern = next(r.rule for r in tour.app.url_map.iter_rules(endpoint))
                    known[key] = outcome(tour.app, session, rule, tour.world.actors[visit.who], pattern, arguments)
                # An open page is the same for everybody: its doors are shown also to who came in by another.
                allowed = {"ja", "log-på"} if visit.who == "anonym" else {"ja", "403"} if visit.is_open else {"ja"}
                if known[key] not in allowed:
                    faults.add(f"{visit}: {method} {path} {known[key]}")
    assert not faults, "\n".join(sorted(faults))


def test_check_08_nobody_is_shown_a_personal_number(tour: Tour) -> None:
    """There is no page that reveals one: staff find the case by its number. Only her own export holds the citizen's."""
    for visit in tour:
        if visit.path != OWN_EXPORT:
            assert not PERSONAL_NUMBER.search(visit.body), str(visit)
        if visit.who != "borger":
            assert "740367" not in visit.body, str(visit)
    assert any("740367-····" in visit.body for visit in tour)


READS_PEOPLE = re.compile(r"\b(?:FROM|JOIN) (?:enrolment|person|proposal|placement|place_offer)\b")
TOTALS = {
    "/tilbud": "open, full or closed, as everybody may know",
    "/medarbejder/pladser": "programme_overview.totals_of: ranges of hidden cells",
    "/medarbejder/pladser/<slug>": "the same; the wait is the one everybody reads at /tilbud",
    "/admin/matchning/lige-vilkaar": "fairness.judged: the few hidden, and as many more as keep them hidden",
}
"""Where somebody who works with nobody's case is told something made of cases, and what keeps it from telling of one.

Beside these, which the walk finds: `/admin/programmer/<code>/overblik` (test_programme_overview.py: ranges of hidden cells),
`/medarbejder/tidsmaskine` with a question (test_time_machine.py: bands of five, for the first of a month), what draft weights
would do (test_admin_effect.py: bands of five), and `portal timemachine`, which asks for the keys of the whole database.
"""


def test_totals_for_who_sees_nobody_are_all_known_and_protected(tour: Tour) -> None:
    """A new page or number for the public, a project manager or an administrator is looked at by a person first."""
    found = {
        visit.rule
        for visit in tour
        if visit.who in {"anonym", "projektl", "admin"} and visit.status == 200
        if any(READS_PEOPLE.search(one) and "login_session" not in one for one in visit.statements)
    }
    assert found == set(TOTALS)


def test_check_10_looking_writes_nothing_but_that_somebody_looked(tour: Tour) -> None:
    for visit in tour:
        written = [s for s in visit.statements if s.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]
        assert all(re.split(r"\s+(?:INTO |FROM )?", s)[1] in BESIDES for s in written), f"{visit}: {written}"


def test_check_14_the_cookie_tells_nothing_and_no_script_reads_it(tour: Tour) -> None:
    cookies = [cookie for visit in tour for cookie in visit.headers.getlist("Set-Cookie")]
    assert cookies
    for cookie in cookies:
        assert re.match(r"sv_session=[\w-]*; .*HttpOnly; Path=/; SameSite=Lax", cookie), cookie
        sealed = cookie.split("=", 1)[1].split(";")[0]
        plain = base64_decode(sealed).decode("latin-1")
        assert not re.search(r"Birgit|Holm|login|csrf|740367", plain)


def test_check_20_every_answer_carries_the_headers(tour: Tour) -> None:
    assert {200, 302, 303, 400, 403, 404} <= {visit.status for visit in tour}
    for visit in tour:
        headers = visit.headers
        assert headers["Content-Security-Policy"] == CSP, str(visit)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Server" not in headers
        assert "X-Powered-By" not in headers


@pytest.fixture(scope="session")
def different(tour: Tour) -> list[tuple[Visit, BeautifulSoup]]:
    """One of each page as each kind of person saw it: states share their templates."""
    seen: dict[tuple[str, str, int], Visit] = {}
    for visit in tour:
        if visit.is_page:
            seen.setdefault((visit.rule, visit.who, visit.status), visit)
    return [(visit, visit.soup) for visit in seen.values()]


def test_check_21_nothing_is_inline_and_nothing_comes_from_elsewhere(
    different: list[tuple[Visit, BeautifulSoup]],
) -> None:
    for visit, soup in different:
        for element in soup.find_all(True):
            bad = [name for name in element.attrs if re.match(r"^(on\w+|style|hx-on.*|srcdoc)$", name)]
            assert not bad, f"{visit}: {element.name} {bad}"
            for name in ("href", "src", "action", "formaction", "data"):
                assert not str(element.get(name, "")).lower().startswith(("javascript:", "data:")), str(visit)
            if element.name in ("script", "style", "link", "img", "iframe", "source"):
                address = str(element.get("src") or element.get("href") or "")
                assert address.startswith("/"), f"{visit}: {element.name} {address}"
                assert not element.get_text(strip=True), f"{visit}: indlejret {element.name}"


def test_check_22_a_page_for_somebody_is_kept_nowhere(tour: Tour) -> None:
    for visit in tour:
        kept = visit.headers["Cache-Control"]
        assert kept == "no-store" or (visit.who == "anonym" and visit.status < 400), f"{visit}: {kept}"
    package = json.loads((FOLDER.parents[2] / "package.json").read_text(encoding="utf-8"))
    assert package["dependencies"]["htmx.org"].startswith("4."), "htmx 4 gemmer ingen historik i browseren"


def test_check_25_one_form_takes_a_file_and_it_is_the_administrators(tour: Tour) -> None:
    """What that form does with files that are not what they say stands in `test_admin_frame.py`."""
    takers = {visit.rule for visit in tour if 'type="file"' in visit.body or "multipart/form-data" in visit.body}
    assert takers == {"/admin/programmer/nyt", "/_komponenter"}
    readers = {
        path.name for path in FOLDER.parents[1].rglob("*.py") if "request.files" in path.read_text(encoding="utf-8")
    }
    assert readers == {"new.py", "pages.py"}  # the form, and the guard's digest of what was sent


def test_check_27_the_log_names_nobody(tour: Tour) -> None:
    for word in ("Birgit", "Holm", "Strandvejen", "740367", "20 00 00 01", "@example", "Mette Kjær"):
        assert word not in tour.printed
