"""The administration of programmes in a browser: every screen on a telephone and at a desk, and a change from idea to force."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, Served, Visit
from tests.browser.steps import CHECK
from tests.browser.visitor import Visitor

NARROW = {"width": 320, "height": 640}
PROGRAMME = "/admin/programmer/senior_advisory_board"
TABS = ("Rammer", "Kriterier", "Tekster", "Spørgsmål", "Prøvebænk")
BENCH = "?situation=ledig&kommune=dragoer&alder=ja&ledig-laenge=3_9&ydelse=ja&sprog=ja"


@pytest.mark.parametrize("javascript", [True, False], ids=["med-javascript", "uden-javascript"])
def test_every_screen_is_read_and_used_at_320_pixels(visit: Visit, javascript: bool) -> None:
    camilla = visit(javascript=javascript, viewport=NARROW).log_in("camilla-rask")
    for path in ("/admin/programmer", "/admin/programmer/nyt", "/admin/spoergsmaal", PROGRAMME):
        camilla.open(path)
    assert "Luk programmet" not in camilla.text, "a version waits"
    for section in camilla.open("/admin/regler").page.locator("main summary").all():
        section.click()
    camilla.examine().open(PROGRAMME)
    camilla.tap("Åbn udkastet")
    draft = camilla.page.url.removeprefix(camilla.url)
    camilla.page.get_by_text("Send tilbage til den, der skrev").click()
    camilla.write("Hvorfor?", "Jeg vil se på den igen").tap("Send tilbage")
    for tab in TABS:
        camilla.open(draft).tap(tab)
    camilla.open(f"{draft}/kriterium?id=age").open(f"{draft}/kriterium?om=health_obstacle")
    camilla.open(f"{draft}/vej?om=has_employer").open(f"{draft}/proevebaenk{BENCH}").open(f"{draft}/vis")


def test_the_words_of_the_questions_are_tried_and_changed_at_320_pixels(visit: Visit) -> None:
    camilla = visit(javascript=False, viewport=NARROW).log_in("camilla-rask")
    camilla.open("/admin/spoergsmaal").tap("Åbn udkastet")
    draft = camilla.page.url.removeprefix(camilla.url)
    camilla.tap("Prøv den på prøvebænken").tap("Jeg er ledig og søger arbejde").tap("Dragør")
    assert "2 tryk indtil nu." in camilla.text
    camilla.open(draft).page.get_by_text("Send tilbage til den, der skrev").click()
    camilla.write("Hvorfor?", "Den kan blive kortere").tap("Send tilbage").open(f"{draft}/ret?id=alder")
    camilla.write("Spørgsmålet", "Er du 55 år eller mere?").tap("Gem i udkastet")
    assert "»Er du fyldt 55 år?«: spørgsmålet" in camilla.text


def test_the_tabs_stand_on_one_line_at_a_desk(visit: Visit) -> None:
    torben = visit(viewport=DESK).log_in("torben-lykke").open(PROGRAMME).tap("Åbn udkastet")
    tops = {round(box["y"]) for link in torben.page.locator(".sv-tabs a").all() if (box := link.bounding_box())}
    assert len(tops) == 1
    assert torben.page.locator(".sv-tabs a").count() == 7


def test_someone_with_only_the_screens_changes_a_rule_and_the_check_follows(visit: Visit, served: Served) -> None:
    camilla = visit(viewport=DESK).log_in("camilla-rask")
    _take_back(camilla)
    _change_the_limit(camilla)
    _propose_from_wednesday(camilla)
    _approve_by_keyboard(visit(viewport=DESK).log_in("torben-lykke"))
    citizen = visit()
    assert _answer(citizen) == "Seniorsporet ser ud til at passe til dig", "the day has not come"
    served.app.extensions["portal"].ports.clock.advance(days=2)
    later = visit()
    assert _answer(later) != "Seniorsporet ser ud til at passe til dig"
    assert "Seniorsporet begynder, når man har været ledig i 10 måneder." in later.page.content()


def _take_back(camilla: Visitor) -> None:
    """What she has sent and nobody has approved is hers to change again."""
    camilla.tap("Seniorsporet").tap("Åbn udkastet")
    camilla.page.get_by_text("Send tilbage til den, der skrev").click()
    camilla.write("Hvorfor?", "Grænsen skal være en anden").tap("Send tilbage")


def _change_the_limit(camilla: Visitor) -> None:
    """The criterion's number and words; the bench shows what it does, the preview what it says."""
    camilla.tap("Kriterier").tap("Ledig i 3 måneder").write("Kort navn", "Ledig i 10 måneder")
    camilla.page.locator("[name=limit]").fill("10")
    camilla.write("Når det ikke er opfyldt", "Seniorsporet begynder, når man har været ledig i 10 måneder.")
    camilla.tap("Gem kriteriet")
    assert "mindst 10 måneder" in camilla.text
    camilla.tap("Prøvebænk")
    for label, answer in (
        ("Hvad passer bedst på dig lige nu?", "Jeg er ledig og søger arbejde"),
        ("Hvor bor du?", "Dragør"),
        ("Er du fyldt 55 år?", "Ja"),
        ("Hvor længe har du været ledig?", "3 til 9 måneder"),
    ):
        camilla.page.get_by_label(label).select_option(label=answer)
    camilla.tap("Se resultatet")
    assert "Passer ikke nu" in camilla.text
    assert "Svaret er et andet end i dag" in camilla.text
    camilla.tap("Vis siden")
    assert camilla.h1 == "Seniorsporet"


def _propose_from_wednesday(camilla: Visitor) -> None:
    """Whom it turns is said before it is sent: the first try without the ticks comes back with what was written."""
    camilla.open(PROGRAMME).tap("Åbn udkastet")
    camilla.write("Hvad er ændret, og hvorfor?", "Kun dem, der har ventet længst")
    for part, value in (("dag", "25"), ("maaned", "11"), ("aar", "2026")):
        camilla.page.locator(f"[name=valid_from-{part}]").fill(value)
    camilla.tap("Send til godkendelse")
    assert "Sæt et kryds ved hver af dem" in camilla.text
    for box in camilla.page.locator("[name=announced]").all():
        box.check()
    camilla.tap("Send til godkendelse")
    assert "En anden skal godkende det" in camilla.text


def _approve_by_keyboard(torben: Visitor) -> None:
    torben.tap("Seniorsporet").tap("Åbn udkastet")
    assert "måneder som ledig: mindst 10 måneder" in torben.text
    for _press in range(60):
        torben.page.keyboard.press("Tab")
        if torben.page.evaluate("() => document.activeElement.value") == "publish":
            break
    torben.page.keyboard.press("Enter")
    torben.page.wait_for_url(f"**{PROGRAMME}")
    assert "Gælder senere" in torben.examine().text


def _answer(citizen: Visitor) -> str:
    """The check as far as it asks; returns what the result says."""
    citizen.open("/")
    for name in CHECK:
        if citizen.page.url.endswith("/tjek/svar"):
            break
        citizen.tap(name, within="main")
    assert citizen.page.url.endswith("/tjek/svar")
    return citizen.h1
