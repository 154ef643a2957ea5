"""The citizen's pages for those who see, move or read in their own way: narrow, enlarged, spaced, still, own colours, paper."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.measures import (
    CUT_OFF,
    LARGE,
    MOVING,
    OUTSIDE,
    SPACING,
    TOO_SMALL,
    UNSEEN,
    WIDE,
    measured,
    reachable,
)
from tests.browser.visitor import Visitor

NARROW = {"width": 320, "height": 640}
ENLARGED = {"width": 320, "height": 256}
"""1280 × 1024 at 400 %."""
PHONE = {"width": 390, "height": 844}
PEOPLE = {"rene-toftegaard": 12, "henrik-juul": 8}
"""Somebody in a placement and somebody on the way to one, and how many pages they have."""
OPEN = ("/", "/tilbud/seniorsporet", "/tjek", "/tjek/situation", "/ordbog", "/hjaelp", "/ring-mig-op")


@pytest.mark.parametrize("person", PEOPLE)
def test_u12_u13_u28_every_citizen_page_in_every_shape(look: Visit, person: str) -> None:
    visitor = look().log_in(person)
    paths = reachable(visitor)
    assert len(paths) >= PEOPLE[person], paths
    faults = {path: found for path in paths if (found := _faults(visitor, path))}
    assert faults == {}


def test_u12_u28_the_open_pages_in_every_shape(look: Visit) -> None:
    visitor = look()
    assert {path: found for path in OPEN if (found := _faults(visitor, path))} == {}


def _faults(visitor: Visitor, path: str) -> list[tuple[str, list]]:
    page = visitor.page
    found = []

    def note(shape: str, *measures: str) -> None:
        if faults := measured(page, *measures):
            found.append((shape, faults))

    page.set_viewport_size(PHONE)
    page.goto(visitor.url + path)
    note("390", TOO_SMALL)
    for name, size in (("320", NARROW), ("400 %", ENLARGED)):
        page.set_viewport_size(size)
        if page.evaluate(WIDE) > 0:
            found.append((name, [page.evaluate(WIDE)]))
    page.set_viewport_size(PHONE)
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    note("stille og egne farver", MOVING, UNSEEN)
    page.emulate_media(reduced_motion="no-preference", forced_colors="none")
    page.evaluate(SPACING)
    note("luft i teksten", CUT_OFF, OUTSIDE)
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    page.evaluate(LARGE)
    note("dobbelt tekst", CUT_OFF, OUTSIDE)
    return found


def test_u29_what_is_printed_is_the_text_and_nothing_to_press(look: Visit) -> None:
    anonymous = look().open("/tjek/situation")
    for name in ("Jeg er ledig og søger arbejde", "Tårnby", "Ja", "3 til 9 måneder", "Ja", "Ja"):
        anonymous.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        anonymous.page.wait_for_load_state("load")
    rene = look().log_in("rene-toftegaard")
    kinds = ("/kvittering", "/plan", "/aftale", "/forslag")
    papers = [path for path in reachable(rene) if any(kind in path for kind in kinds)]
    assert papers
    _prints_well(anonymous, anonymous.page.url.removeprefix(anonymous.url))
    for path in papers:
        _prints_well(rene, path)


def _prints_well(visitor: Visitor, path: str) -> None:
    page = visitor.page
    page.goto(visitor.url + path)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 670, "height": 940})  # the text of an A4 page
    shown = page.evaluate(
        "() => [...document.querySelectorAll('nav, button, .button, dialog')].filter(e => e.offsetParent).map(e => e.outerHTML)"
    )
    assert shown == [], path
    size, colour = page.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('main p')); return [parseFloat(s.fontSize), s.color]; }"
    )
    assert size >= 11 * 96 / 72 - 0.1, path
    assert max(int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(",")) <= 40, path
    assert page.evaluate(WIDE) <= 0, path
    page.emulate_media(media="screen")
