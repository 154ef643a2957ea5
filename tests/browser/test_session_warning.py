"""A log-in that is about to end: told in good time, extended with one press, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta

from tests.browser.conftest import Served, Visit
from tests.browser.visitor import Visitor

STEP = "/tilmeld/seniorsporet/erfaring"
WORDS = "Jeg er god til at holde orden i et regnskab."


def _wait(served: Served, visitor: Visitor, minutes: int) -> None:
    """Time goes by, in the browser and on the server."""
    served.app.extensions["portal"].ports.clock.moment += timedelta(minutes=minutes)
    visitor.page.clock.fast_forward(minutes * 60_000 + 10_000)


def test_u20_warned_after_25_minutes_logged_off_after_30_and_back_on_the_same_step(
    visit: Visit, served: Served
) -> None:
    birgit = visit().log_in("birgit-holm")
    birgit.page.clock.install()
    birgit.open(STEP).choose("Kontor og computer").write("Fortæl om noget, du er god til", WORDS)
    box = birgit.page.get_by_role("dialog", name="Er du her stadig?")
    for _ in range(10):
        _wait(served, birgit, 25)
        box.wait_for(state="visible")
        assert "Det sker om 5 minutter" in box.inner_text()
        assert birgit.page.evaluate("() => document.activeElement.textContent") == "Ja, bliv logget på"
        with birgit.page.expect_response("**/log-paa/bliv"):
            birgit.page.keyboard.press("Escape")
        box.wait_for(state="hidden")
    _wait(served, birgit, 25)
    box.wait_for(state="visible")
    birgit.examine()
    _wait(served, birgit, 5)
    birgit.page.wait_for_url("**/log-paa?**")
    assert birgit.h1 == "Du er logget af"
    birgit.tap("Log på igen, og fortsæt")
    birgit.page.locator("button[name=person][value=birgit-holm]").click()
    birgit.page.wait_for_url(f"**{STEP}")
    assert birgit.page.locator("[name=good_at]").input_value() == WORDS


def test_without_javascript_the_page_says_when_and_a_link_keeps_one_logged_in(visit: Visit) -> None:
    birgit = visit(javascript=False).log_in("birgit-holm").open(STEP)
    assert "Du bliver logget af klokken 10.30" in birgit.page.locator("body").inner_text()
    assert birgit.page.get_by_role("dialog").count() == 0
    with birgit.page.expect_popup() as opened:
        birgit.page.get_by_role("link", name="Tryk her for at blive").click()
    assert opened.value.locator("h1").inner_text() == "Du er stadig logget på"
