"""What a caseworker's work costs in presses, and what one screen holds: counted, not felt."""

from __future__ import annotations

from datetime import timedelta

from portal.services.matching import carry_out_runs
from tests.browser.conftest import DESK, Served, Visit
from tests.browser.swapping import same_when_loaded, swapped
from tests.browser.visitor import Visitor
from tests.conftest import NOW

MOST = 15
"""For a whole praktik, where the state counted eighty."""


class Counted:
    """A caseworker whose every press and every field counts as one action."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.actions = visitor, 0

    def tap(self, name: str) -> None:
        self.actions += 1
        self.visitor.tap(name, exact=False, within="main")

    def write(self, field: str, value: str) -> None:
        self.actions += 1
        self.visitor.page.locator(f"main [name={field}]").fill(value)


def test_a_praktik_from_the_approved_match_to_the_registered_placement(visit: Visit) -> None:
    """Both have said yes to Erling's praktik: a meeting, an agreement with both yeses, the hearing, and VITAS' number."""
    mette = Counted(visit(viewport=DESK).log_in("mette-kjaer"))
    mette.tap("Erling V.")
    day = NOW.date() + timedelta(days=3)
    for part, value in (("dag", day.day), ("maaned", day.month), ("aar", day.year)):
        mette.write(f"at-{part}", str(value))
    mette.write("at_clock", "10.00")
    with swapped(mette.visitor.page):
        mette.tap("Skriv mødet ind")
        mette.tap("Begge vil det")
    same_when_loaded(mette.visitor.page)
    mette.tap("Se det planlagte forløb")
    mette.tap("Aftalen")
    mette.tap("Gem, og bed om et ja")
    mette.tap("Borgeren siger ja i telefonen")
    mette.tap("Virksomheden siger ja i telefonen")
    mette.tap("Send linket")
    mette.write("reference", "V-2026-1234")
    mette.tap("Gem nummeret")
    assert "Nummeret er gemt." in mette.visitor.text
    assert mette.actions <= MOST


def test_the_decision_is_complete_on_one_screen(visit: Visit, served: Served) -> None:
    """At 1280 × 800 all five boxes, the facts and the buttons stand without scrolling, for every proposal of a run."""
    mette = visit(viewport=DESK).log_in("mette-kjaer").open("/medarbejder/match").tap("Kør nu", exact=False)
    parts = served.app.extensions["portal"]
    with swapped(mette.page), mette.page.expect_response("**/koersel/*"):
        pass
    same_when_loaded(mette.page)
    with swapped(mette.page):
        carry_out_runs(parts.engine, parts.house, parts.ports)
        mette.page.get_by_role("heading", name="Forslag", exact=True).wait_for()
    same_when_loaded(mette.page)
    links = [str(one.get_attribute("href")) for one in mette.page.locator("main table tbody th a").all()]
    links = [one for one in links if "/specialist/" not in one]
    assert links
    for link in links:
        mette.open(link)
        assert mette.page.locator(".sv-decide__box").count() >= 4
        ends = mette.page.locator(".sv-decide__box").evaluate_all(
            "boxes => boxes.map(b => b.getBoundingClientRect().bottom)"
        )
        assert max(ends) <= DESK["height"], f"{mette.h1}: {ends}"
        assert mette.page.evaluate("() => scrollY") == 0
