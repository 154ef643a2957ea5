"""Promises about a telephone that others use too, keys that go back and reload, and hands that use a keyboard."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from portal.store.base import Base
from portal.store.engine import reading_session
from tests.browser import steps
from tests.browser.conftest import Served, Visit
from tests.browser.visitor import Visitor

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["med-javascript", "uden-javascript"])
ANSWERS = steps.CHECK[2:]
FITS = "Seniorsporet ser ud til at passe til dig"


def _answer(somebody: Visitor, *names: str) -> None:
    for name in names:
        somebody.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        somebody._settle(somebody.page.url)


def _earlier(somebody: Visitor) -> int:
    """How many answers on the page are marked as the one given before."""
    return somebody.page.locator("main button[name=svar]").filter(has_text="dit svar").count()


def _rows(served: Served) -> dict[str, int]:
    with reading_session(served.app.extensions["portal"].engine) as session:
        return {t.name: session.scalar(select(func.count()).select_from(t)) for t in Base.metadata.sorted_tables}


def test_u05_the_check_is_anonymous(look: Visit, standing: Served) -> None:
    """No row, one cookie, and no answer in an address or in what is told of where one came from."""
    before, told = _rows(standing), []
    somebody = look()
    somebody.page.on("request", lambda r: told.append((r.url, r.headers.get("referer", ""))))
    somebody.open("/tjek/situation")
    _answer(somebody, *ANSWERS)
    assert somebody.h1 == FITS
    assert _rows(standing) == before
    cookies = somebody.page.context.cookies()
    assert [cookie["name"] for cookie in cookies] == ["sv_session"]
    assert cookies[0]["httpOnly"]
    addresses = {urlsplit(url) for pair in told for url in pair if url}
    assert {address.query for address in addresses} == {""}
    paths = " ".join(address.path for address in addresses)
    assert "/tjek/alder" in paths
    assert not any(answer in paths for answer in ("3_9", "155", "dragoer", "/ja", "/ledig/"))
    assert cookies[0]["value"] not in somebody.page.content()


@BOTH
def test_u07_going_back_keeps_the_answers(look: Visit, javascript: bool) -> None:
    somebody = look(javascript=javascript).open("/tjek/situation")
    _answer(somebody, *ANSWERS[:4])
    for heading in ("Hvor længe har du været ledig?", "Er du fyldt 55 år?", "Hvor bor du?"):
        somebody.page.go_back()
        expect(somebody.page.locator("h1")).to_have_text(heading)
    assert _earlier(somebody) == 1
    somebody.page.go_forward()
    expect(somebody.page.locator("h1")).to_have_text("Er du fyldt 55 år?")
    assert _earlier(somebody) == 1
    somebody.open("/tjek/situation")
    _answer(somebody, "Jeg er sygemeldt, helt eller delvist")
    somebody.open("/tjek/kommune")
    assert _earlier(somebody) == 1


@BOTH
def test_u08_reloading_changes_nothing(look: Visit, javascript: bool) -> None:
    somebody = look(javascript=javascript).open("/tjek/situation")
    for name in ANSWERS:
        _answer(somebody, name)
        _reload(somebody.page)
    assert somebody.h1 == FITS
    birgit = look(javascript=javascript).log_in("birgit-holm")
    for step in ("kontakt", "rammer"):
        birgit.page.goto(f"{birgit.url}/tilmeld/seniorsporet/{step}")
        _reload(birgit.page)


def _reload(page: Page) -> None:
    before = (page.url, page.locator("main").inner_text())
    page.reload()
    assert (page.url, page.locator("main").inner_text()) == before


def test_u18_the_check_by_keyboard_alone(look: Visit) -> None:
    """Tab and Enter are enough, and the focus shows wherever it is."""
    somebody = look().open("/")
    for name in steps.CHECK:
        _tab_to(somebody.page, name)
        before = somebody.page.url
        somebody.page.keyboard.press("Enter")
        somebody.page.wait_for_url(lambda url, before=before: url != before)
        somebody._settle(before)
    assert somebody.h1 == FITS


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        inside, words, outline = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [!!e.closest('main'), e.textContent.trim().replace(/\\s+/g, ' '), s.outlineStyle]; }"
        )
        assert outline == "solid", words
        if inside and words == name:
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def test_u31_a_telephone_that_is_shared(look: Visit) -> None:
    """After "Slet mine svar" the way back shows no answer."""
    somebody = look().open("/tjek/situation")
    _answer(somebody, *ANSWERS[:3])
    _answer(somebody, "Slet mine svar")
    for _ in range(3):
        somebody.page.go_back()
        somebody.page.wait_for_load_state("load")
        assert _earlier(somebody) == 0


@BOTH
def test_u32_after_leaving_the_way_back_shows_nothing(look: Visit, javascript: bool) -> None:
    ole = look(javascript=javascript).log_in("ole-lund")
    answer = ole.page.goto(f"{ole.url}/min-side")
    assert answer
    assert answer.headers["cache-control"] == "no-store"
    assert "Ole Lund" in ole.page.content()
    ole.page.locator("header").get_by_role("button", name="Log af").first.click()
    ole.page.wait_for_load_state("load")
    ole.page.go_back()
    ole.page.wait_for_load_state("load")
    assert "Ole Lund" not in ole.page.content()
    assert "/log-paa" in ole.page.url
