"""The open pages: whole, linked to each other, and true about what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from portal import create_app
from portal.adapters.clock import FixedClock
from portal.programmes import load_programmes
from portal.services.ports import Ports
from portal.settings import Settings
from tests.conftest import SETTINGS_ENV, Database
from tests.web.browse import Browse

PATHS = [
    "/",
    "/tilbud",
    *(f"/tilbud/{programme.slug}" for programme in load_programmes()),
    "/virksomhed",
    "/hjaelp",
    "/hjaelp/paaroerende",
    "/ordbog",
    "/privatliv",
    "/cookies",
    "/tilgaengelighed",
    "/om",
    "/english",
    "/ros-og-klager",
    "/driftsstatus",
    "/ring-mig-op",
    "/tjek",
]


@pytest.mark.parametrize("path", PATHS)
def test_an_open_page_is_whole_and_needs_no_log_in(browse: Browse, path: str) -> None:
    seen = browse.get(path)
    assert seen.title.startswith(seen.h1)
    assert seen.title.endswith(" – Skridtvis")
    assert "{" not in seen.main


def test_no_link_on_an_open_page_is_dead(browse: Browse) -> None:
    found: set[str] = set()
    for path in PATHS:
        for link in browse.get(path).soup.select("a[href]"):
            target = urlsplit(str(link["href"]))
            if not target.scheme and target.path:
                found.add(target.path)
    assert {
        "/hjaelp",
        "/ordbog",
        "/ros-og-klager",
        "/driftsstatus",
        "/was",
        "/privatliv",
        "/cookies",
        "/english",
    } <= found
    for path in sorted(found):
        status = browse.client.get(path, base_url="http://127.0.0.1:5000").status_code
        assert status in (200, 302), path


def test_the_front_page_leads_to_the_check_first(browse: Browse) -> None:
    seen = browse.get("/")
    first = seen.soup.select_one("main a")
    assert first is not None
    assert first.get_text(strip=True) == "Tjek dine muligheder"
    assert first["href"] == "/tjek"
    assert seen.queries == 0


def test_the_page_in_english_says_so(browse: Browse) -> None:
    seen = browse.get("/english")
    assert seen.soup.html["lang"] == "en"  # type: ignore[index]
    assert browse.get("/").soup.html["lang"] == "da"  # type: ignore[index]


def test_the_cookie_page_names_the_one_cookie(browse: Browse) -> None:
    main = browse.get("/cookies").main
    assert "sv_session" in main
    assert "sv_sikker" not in main


def test_an_unknown_programme_is_not_found(browse: Browse) -> None:
    assert browse.get("/tilbud/hurtig-start", 404).h1 == "Vi kan ikke finde siden"


def test_the_demo_says_that_an_ended_programme_runs_again(browse: Browse) -> None:
    main = browse.get("/tilbud/flere-timer").main
    assert "Kører igen i prøveversionen" in main
    assert "1. marts 2017" in main
    assert "Meld dig til" in main
    assert "Kører igen" not in browse.get("/tilbud/seniorsporet").main


def test_the_ways_in_follow_the_kind_of_programme(browse: Browse) -> None:
    assert browse.get("/tilbud/seniorsporet").soup.select_one("main a[href='/tilmeld/seniorsporet']")
    interest = browse.get("/tilbud/rolig-start").soup.select_one("main a[href='/tilmeld/rolig-start']")
    assert interest is not None
    assert interest.get_text(strip=True) == "Vis interesse"
    referral = browse.get("/tilbud/vej-ind")
    assert not referral.soup.select("main a[href^='/tilmeld']")
    assert "Du kan ikke selv melde dig til her" in referral.main


def test_a_programme_of_two_municipalities_says_who_helps(browse: Browse) -> None:
    main = browse.get("/tilbud/rolig-start").main
    assert "Dragør og Tårnby" in main
    assert "Bor du i Dragør, er det Tårnby Kommune, der hjælper dig." in main


def at(day: datetime, sqlite: Database, settings: Settings, ports: Ports) -> Browse:
    clock = FixedClock(day)
    return Browse(create_app(replace(settings, database_url=sqlite.url), replace(ports, clock=clock)))


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_programme_closes_by_itself_when_its_last_day_is_over_in_denmark(
    sqlite: Database, settings: Settings, app_ports: Ports, day: datetime, is_open: bool
) -> None:
    browse = at(day, sqlite, settings, app_ports)
    main = browse.get("/tilbud/seniorsporet").main
    assert ("Seniorsporet tager ikke nye ind lige nu" in main) is not is_open
    assert ("Tilbuddet tog imod nye til og med 30. november 2026." in main) is not is_open
    for question, value in (
        ("situation", "ledig"),
        ("kommune", "gladsaxe"),
        ("alder", "ja"),
        ("ledig-laenge", "3_9"),
        ("ydelse", "ja"),
        ("sprog", "ja"),
    ):
        browse.get(f"/tjek/{question}")
        browse.post(f"/tjek/{question}", {"svar": value})
    result = browse.get("/tjek/svar")
    open_words, closed_words = "Seniorsporet ser ud til at passe til dig", "Seniorsporet tager ikke nye ind lige nu"
    assert result.h1 == (open_words if is_open else closed_words)
    assert bool(result.soup.select("main a[href^='/tilmeld']")) is is_open


def test_robots_are_kept_from_the_personal_pages(browse: Browse) -> None:
    text = browse.client.get("/robots.txt", base_url="http://127.0.0.1:5000").get_data(as_text=True)
    assert "Disallow: /min-side" in text


def test_settings_name_the_service_and_no_template_does() -> None:
    from pathlib import Path

    assert SETTINGS_ENV
    for template in Path("portal/templates/public").rglob("*.html"):
        assert "Skridtvis" not in template.read_text(encoding="utf-8"), template
