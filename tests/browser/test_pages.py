"""Every open page and the components at three widths: axe finds nothing, nothing is cut off, and targets are big enough."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Visit

NARROW = {"width": 320, "height": 640}
OPEN = ("/", "/tilbud", "/tilbud/seniorsporet", "/tjek", "/tjek/situation", "/hjaelp", "/virksomhed", "/ring-mig-op")
QUIET = ("/ordbog", "/privatliv", "/cookies", "/tilgaengelighed", "/om", "/english", "/ros-og-klager", "/driftsstatus")
TOO_SMALL = """() => [...document.querySelectorAll('main button, main summary, main .button, main input[type=radio] + label')]
  .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44))
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("viewport", [NARROW, PHONE, DESK], ids=["320", "390", "1280"])
def test_the_open_pages(look: Visit, viewport: dict[str, int]) -> None:
    somebody = look(viewport=viewport)
    for path in (*OPEN, *QUIET):
        somebody.open(path)
        if viewport is PHONE:
            assert somebody.page.evaluate(TOO_SMALL) == [], path


@pytest.mark.parametrize("viewport", [NARROW, DESK], ids=["320", "1280"])
def test_the_components(look: Visit, viewport: dict[str, int]) -> None:
    look(viewport=viewport).open("/_komponenter")


def test_the_first_screen_shows_what_to_do(look: Visit) -> None:
    """At 390 × 844 the start button, and the first two answers of a question, are in view without scrolling."""
    somebody = look().open("/")
    start = somebody.page.locator("main").get_by_role("link", name="Tjek dine muligheder").bounding_box()
    assert start
    assert start["y"] + start["height"] <= PHONE["height"]
    somebody.open("/tjek/situation")
    answers = [box.bounding_box() for box in somebody.page.locator("main button[name=svar]").all()[:2]]
    assert all(box and box["y"] + box["height"] <= PHONE["height"] and box["height"] >= 56 for box in answers)


def test_the_check_by_keyboard_alone(look: Visit) -> None:
    """Tab and Enter are enough, and the focus is always on something that shows it."""
    somebody = look().open("/tjek/situation")
    for _ in range(30):
        somebody.page.keyboard.press("Tab")
        if somebody.page.evaluate("() => document.activeElement.name") == "svar":
            break
    outline = somebody.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    somebody.page.keyboard.press("Enter")
    somebody.page.wait_for_url("**/tjek/kommune")
    assert somebody.examine().h1 == "Hvor bor du?"


def test_going_back_keeps_the_answers(look: Visit) -> None:
    somebody = look().open("/tjek").tap("Start").tap("Jeg er ledig og søger arbejde").tap("Tårnby").tap("Ja")
    for heading in ("Er du fyldt 55 år?", "Hvor bor du?"):
        somebody.page.go_back()
        expect(somebody.page.locator("h1")).to_have_text(heading)
    assert "dit svar" in somebody.page.locator("main").text_content()
