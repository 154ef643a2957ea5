"""U04: whatever is answered in the check, it ends in one result that guides, shuts no door, and never judges."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from portal.web.public.check.sheet import Sheet
from tests.browser.conftest import Served, Visit
from tests.browser.visitor import Visitor
from tests.conftest import NOW

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["med-javascript", "uden-javascript"])
FORBIDDEN = ("afvist", "berettiget", "opfylder ikke")
TALK = "Lad os tage en snak først"
Way = tuple[tuple[str, str], ...]
LEDIG, SYG = (("situation", "ledig"), ("kommune", "taarnby")), (("situation", "sygemeldt"), ("kommune", "taarnby"))
EACH_KIND = {
    "Seniorsporet ser ud til at passe til dig": (
        *LEDIG, ("alder", "ja"), ("ledig-laenge", "3_9"), ("ydelse", "ja"), ("sprog", "ja"),
    ),
    "Det passer ikke helt til dig lige nu": (*LEDIG, ("alder", "nej")),
    "Hjælpen findes ikke i din kommune endnu": (("situation", "ledig"), ("kommune", "anden")),
    "Lad os begynde med dit eget job": (
        *SYG, ("syg-laenge", "8_26"), ("eget-job", "ja"), ("smaa-skridt", "ja"), ("andet", "nej"),
    ),
    TALK: (*SYG, ("syg-laenge", "8_26"), ("eget-job", "nej"), ("smaa-skridt", "ja"), ("andet", "ja")),
    "Der er 2 muligheder, der ser ud til at passe til dig": (
        ("situation", "sygemeldt"), ("kommune", "lolland"), ("helbred", "ja"),
    ),
}  # fmt: skip
"""The heading of each kind of result, and answers that lead there."""


def press(page: Page, question: str, value: str) -> None:
    """Answer the question that stands there; the next page, or the result, stands when this returns."""
    here = f"/tjek/{question}"
    assert page.url.endswith(here), (page.url, here)
    page.locator(f"main button[name=svar][value='{value}']").click()
    page.wait_for_url(lambda url: not url.endswith(here))
    page.wait_for_function("() => !document.querySelector('.htmx-request, [aria-busy=true]')") if page.evaluate(
        "() => !!window.htmx"
    ) else page.wait_for_load_state("load")


def result_of(page: Page, way: Way) -> str:
    """The heading of the one result these answers end in. What every result must say and never say is looked at."""
    assert page.url.endswith("/tjek/svar"), way
    headings, text = page.evaluate(
        "() => [[...document.querySelectorAll('h1')].map(e => e.innerText), document.querySelector('main').innerText]"
    )
    assert len(headings) == 1, way
    assert "Det er ikke en afgørelse" in text, way
    assert [word for word in FORBIDDEN if word in text.lower()] == [], way
    if ("andet", "ja") in way:
        assert headings == [TALK], way
        assert "passer ikke" not in text.lower(), way
    return headings[0]


@BOTH
def test_u04_an_answer_of_each_kind(look: Visit, javascript: bool) -> None:
    somebody = look(javascript=javascript)
    for heading, way in EACH_KIND.items():
        somebody.page.context.clear_cookies()
        somebody.page.goto(f"{somebody.url}/tjek/situation")
        for question, value in way:
            press(somebody.page, question, value)
        assert result_of(somebody.page, way) == heading
        somebody.examine()


@pytest.mark.slow
@BOTH
def test_u04_every_combination_of_answers(look: Visit, standing: Served, javascript: bool) -> None:
    house = standing.app.extensions["portal"].house
    wanted = {tuple(way.items()) for way in Sheet.of_answers(house, NOW.date(), {}).plan.paths()}
    assert len(wanted) > 200
    somebody = look(javascript=javascript)
    somebody.page.goto(f"{somebody.url}/tjek/situation")
    results = dict(_every_way(somebody, ()))
    assert set(results) == wanted
    assert set(results.values()) >= set(EACH_KIND)


def _every_way(somebody: Visitor, way: Way) -> Iterator[tuple[Way, str]]:
    """From the question that stands there, every answer in turn; the cookie of before is put back between them."""
    page = somebody.page
    if page.url.endswith("/tjek/svar"):
        yield way, result_of(page, way)
        return
    here, cookies = page.url, page.context.cookies()
    question = here.rsplit("/", 1)[1]
    values = page.eval_on_selector_all("main button[name=svar]", "all => all.map(one => one.value)")
    for value in values:
        if page.url != here or page.context.cookies() != cookies:
            page.context.clear_cookies()
            page.context.add_cookies(cookies)
            page.goto(here)
        press(page, question, value)
        yield from _every_way(somebody, (*way, (question, value)))
