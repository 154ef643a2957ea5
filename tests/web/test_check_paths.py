"""Every way through the anonymous check ends in one result, says that it guides, and never turns anybody away."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask import session as cookie

from portal.domain.eligibility import judge_all
from portal.programmes import load_programmes
from portal.web.context import current_actor, reading
from portal.web.public.check import result_pages
from portal.web.public.check.result import Kind, answer_of
from portal.web.public.check.sheet import Sheet
from tests.conftest import NOW
from tests.web.browse import Browse, Seen, inspect_page

TODAY = NOW.date()
FORBIDDEN = re.compile(r"afvist|opfylder ikke|berettiget|langtidsledig|målgruppe|ugyldig", re.IGNORECASE)
SENSITIVE = ("andet", "sprog", "helbred")
SENIOR = {
    "situation": "ledig",
    "kommune": "taarnby",
    "alder": "ja",
    "ledig-laenge": "3_9",
    "ydelse": "ja",
    "sprog": "ja",
}
SICK = {
    "situation": "sygemeldt",
    "kommune": "taarnby",
    "syg-laenge": "8_26",
    "eget-job": "nej",
    "smaa-skridt": "ja",
    "andet": "nej",
}


def paths(browse: Browse) -> list[dict[str, str]]:
    return list(Sheet.of_answers(browse.parts.house, TODAY, {}).plan.paths())


def kind_of(browse: Browse, answers: dict[str, str]) -> Kind:
    sheet = Sheet.of_answers(browse.parts.house, TODAY, answers)
    verdicts = judge_all(browse.parts.house.programmes, sheet.plan.facts(answers), TODAY)
    return answer_of(verdicts, sheet.taken).kind


def result_of(app: Flask, answers: dict[str, str]) -> str:
    """The result page for these answers, without the tapping."""
    with app.test_request_context("/tjek/svar", base_url="http://127.0.0.1:5000"):
        cookie["svar"] = answers
        with reading(current_actor()) as work:
            body, status = result_pages.show_result(work)  # type: ignore[misc]
    assert status == 200
    return body


def test_every_path_ends_in_one_result_that_guides_and_shuts_no_door(browse: Browse) -> None:
    ways = paths(browse)
    assert len(ways) > 200
    assert max(len(way) for way in ways) <= 6
    seen: Counter[str] = Counter()
    for way in ways:
        soup = BeautifulSoup(result_of(browse.app, way), "html.parser")
        main = " ".join(soup.main.get_text(" ", strip=True).split())  # type: ignore[union-attr]
        kind = kind_of(browse, way)
        seen[kind] += 1
        assert "Det er ikke en afgørelse" in main, way
        assert "Du er ikke tilmeldt" in main, way
        assert not FORBIDDEN.search(main), (way, FORBIDDEN.search(main))
        if kind is not Kind.NOT_NOW:
            assert "passer ikke" not in main.lower(), way
    assert set(seen) >= {Kind.FITS, Kind.OWN_JOB, Kind.TALK, Kind.NOT_NOW, Kind.ELSEWHERE, Kind.SEVERAL}


def test_one_result_of_each_kind_is_a_whole_page(browse: Browse) -> None:
    inspected: set[Kind] = set()
    for way in paths(browse):
        kind = kind_of(browse, way)
        if kind not in inspected:
            html = result_of(browse.app, way)
            inspect_page(html, BeautifulSoup(html, "html.parser"), f"/tjek/svar {kind}")
            inspected.add(kind)


def test_a_sensitive_answer_never_leads_to_not_now(browse: Browse) -> None:
    for way in paths(browse):
        if set(SENSITIVE) & way.keys():
            assert kind_of(browse, way) is not Kind.NOT_NOW, way
        if way.get("andet") == "ja":
            assert kind_of(browse, way) is Kind.TALK, way


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({}, "Seniorsporet ser ud til at passe til dig"),
        ({"kommune": "dragoer"}, "Seniorsporet ser ud til at passe til dig"),
        ({"sprog": "hjaelp"}, "Seniorsporet ser ud til at passe til dig"),
        ({"sprog": "nej"}, "Lad os tage en snak først"),
        ({"ledig-laenge": "o9"}, "Lad os tage en snak først"),
        ({"ledig-laenge": "vedikke"}, "Lad os tage en snak først"),
        ({"ydelse": "vedikke"}, "Lad os tage en snak først"),
        ({"alder": "nej"}, "Det passer ikke helt til dig lige nu"),
        ({"ledig-laenge": "u3"}, "Det passer ikke helt til dig lige nu"),
        ({"ydelse": "nej"}, "Det passer ikke helt til dig lige nu"),
        ({"kommune": "anden"}, "Hjælpen findes ikke i din kommune endnu"),
        ({"kommune": "fredericia"}, "Hjælpen findes ikke i din kommune endnu"),
    ],
)
def test_the_unemployed_path(browse: Browse, changes: dict[str, str], heading: str) -> None:
    assert walk(browse, {**SENIOR, **changes}).h1 == heading


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({}, "Rolig start ser ud til at passe til dig"),
        ({"andet": "spring", "smaa-skridt": "maaske"}, "Rolig start ser ud til at passe til dig"),
        ({"eget-job": "ja"}, "Lad os begynde med dit eget job"),
        ({"andet": "ja"}, "Lad os tage en snak først"),
        ({"syg-laenge": "u8"}, "Lad os tage en snak først"),
        ({"smaa-skridt": "tale"}, "Lad os tage en snak først"),
        ({"smaa-skridt": "ikkenu"}, "Det passer ikke helt til dig lige nu"),
        ({"kommune": "anden"}, "Hjælpen findes ikke i din kommune endnu"),
    ],
)
def test_the_sick_path(browse: Browse, changes: dict[str, str], heading: str) -> None:
    assert walk(browse, {**SICK, **changes}).h1 == heading


def test_several_programmes_that_fit_stand_beside_each_other(browse: Browse) -> None:
    seen = walk(browse, {"situation": "sygemeldt", "kommune": "lolland", "helbred": "ja"})
    assert seen.h1 == "Der er 2 muligheder, der ser ud til at passe til dig"
    assert "Vælg Rekruttering fra kanten" in seen.main
    assert "Vælg Sundhed med på job" in seen.main


def test_the_result_names_every_criterion_with_reason_and_source(browse: Browse) -> None:
    seen = walk(browse, SENIOR)
    programme = next(p for p in load_programmes(demo=True) if p.code == "senior_advisory_board")
    shown = [item.get_text(" ", strip=True) for item in seen.soup.select(".sv-result > .sv-criteria > li")]
    assert len(shown) == len(programme.criteria)
    for criterion, text in zip(programme.criteria, shown, strict=True):
        assert criterion.label in text
        assert criterion.text("met") in text
        assert "Kilde: " in text
    assert "Dragør Nyt, 29. april 2025" in seen.main


def test_an_interest_is_not_called_an_enrolment(browse: Browse) -> None:
    seen = walk(browse, SICK)
    assert seen.soup.select_one("main a[href='/tilmeld/rolig-start']").get_text(strip=True) == "Vis interesse"  # type: ignore[union-attr]
    assert "Kommunen vælger, hvem der kan være med" in seen.main


def test_an_open_programme_that_ends_soon_says_so(browse: Browse) -> None:
    assert "Seniorsporet tager nye ind til og med den 30. november 2026" in walk(browse, SENIOR).main


def walk(browse: Browse, answers: dict[str, str]) -> Seen:
    """Tap through the check with these answers, as far as they are asked for."""
    browse.get("/tjek")
    browse.get("/tjek/situation")
    while True:
        assert browse.page is not None
        action = str(browse.page.soup.select_one("main form")["action"])  # type: ignore[index]
        browse.post(action, {"svar": answers[action.removeprefix("/tjek/")]})
        seen = browse.follow()
        if "/tjek/svar" in seen.response.request.path:
            return seen
