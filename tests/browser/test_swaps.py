"""A page swapped by htmx is the page loaded whole: after an answer, a fault, a choice that is shown, and on the way back.

Forms of staff and the run that shows how far it has come: `test_caseworker_actions.py`; the six steps, logged in:
`test_enrolment_promises.py`. That no use of htmx is missing here: `house/test_swaps.py`.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import DESK, Visit
from tests.browser.swapping import STANDS, same_when_loaded, swapped


def test_an_answer_and_the_way_back(look: Visit) -> None:
    somebody = look().open("/tjek/situation")
    with swapped(somebody.page):
        somebody.tap("Jeg er ledig og søger arbejde").tap("Tårnby")
    same_when_loaded(somebody.page)
    somebody.tap("Ja")
    with swapped(somebody.page):
        somebody.page.go_back()
        expect(somebody.page.locator("h1")).to_have_text("Er du fyldt 55 år?")
        expect(somebody.page.locator("h1")).to_be_focused()
    same_when_loaded(somebody.page)


def test_a_form_that_comes_back_with_its_faults(look: Visit) -> None:
    """Sent by htmx, and sent by the browser itself as without htmx."""
    somebody = look().open("/ring-mig-op").write("Telefonnummer", "12")
    with swapped(somebody.page):
        somebody.tap("Bed om opkald")
    by_htmx = somebody.page.evaluate(STANDS)
    somebody.page.goto(somebody.url + "/ring-mig-op")
    somebody.write("Telefonnummer", "12")
    with somebody.page.expect_navigation():
        somebody.page.evaluate("() => document.querySelector('main form').submit()")
    assert somebody.h1
    assert somebody.page.title().startswith("Fejl: ")
    assert by_htmx == somebody.page.evaluate(STANDS)


def test_a_choice_that_is_shown(look: Visit) -> None:
    mette = look(viewport=DESK).log_in("mette-kjaer").open("/medarbejder/tidsmaskine")
    with swapped(mette.page):
        mette.tap("Prøv reglerne")
    assert "?" in mette.page.url
    same_when_loaded(mette.page)
