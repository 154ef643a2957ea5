"""U21: a slow or broken connection says so in words, keeps every answer, and tries again; what is written is kept by itself."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

OFFLINE = "Du har ikke forbindelse til nettet lige nu. Vi prøver igen, når du har. Dine svar er ikke gået tabt."
SLOW = "Det tager lidt længere tid end normalt. Du behøver ikke trykke igen."
WORDS = "Jeg holder orden i bilag og taler gerne med kunder."


def _at_first_step(visit: Visit) -> Visitor:
    birgit = visit().log_in("birgit-holm")
    birgit.page.clock.install()
    birgit.open("/tilmeld/seniorsporet/kontakt")
    return birgit.choose("Ring til mig", "Om formiddagen", "Ja, på sms", "Nej").write("Telefonnummer", "20 00 00 01")


def _hold(page: Page, held: list[Route]) -> None:
    """Keep the posts of "Fortsæt" on the road until the test lets them go; those of the page itself pass."""

    def hold(route: Route) -> None:
        pressed = route.request.method == "POST" and "gem=selv" not in (route.request.post_data or "")
        held.append(route) if pressed else route.continue_()

    page.route("**/tilmeld/seniorsporet/*", hold)


def test_u21_a_slow_answer_says_so_and_one_press_is_enough(visit: Visit) -> None:
    birgit, held = _at_first_step(visit), []
    page = birgit.page
    _hold(page, held)
    button = page.get_by_role("button", name="Fortsæt", exact=True)
    button.click(no_wait_after=True)
    expect(button).to_have_attribute("aria-disabled", "true")
    page.clock.fast_forward(5_000)
    expect(page.locator("main .alert-info")).to_have_text(SLOW)
    expect(page.locator("#live")).to_have_text(SLOW)
    birgit.examine()
    button.dispatch_event("click")
    held[0].continue_()
    expect(page.locator("h1")).to_have_text("Hvad kan du, og hvad har du lyst til?")
    expect(page.locator(".sv-problem")).to_have_count(0)
    assert len(held) == 1
    assert "åben et andet sted" not in birgit.text


def test_u21_without_connection_nothing_is_lost_and_it_is_tried_again(visit: Visit) -> None:
    birgit = _at_first_step(visit).tap("Fortsæt").choose("Kontor og computer")
    page = birgit.page
    page.context.set_offline(True)
    birgit.write("Fortæl om noget, du er god til", WORDS)
    page.get_by_role("button", name="Fortsæt", exact=True).click(no_wait_after=True)
    expect(page.locator("main .alert-error")).to_contain_text(OFFLINE)
    birgit.examine()
    assert page.locator("[name=good_at]").input_value() == WORDS
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Hvad passer ind i din hverdag?")
    page.go_back()
    assert page.locator("[name=good_at]").input_value() == WORDS


def test_u21_a_line_that_breaks_on_the_way_is_tried_again_by_a_press(visit: Visit) -> None:
    birgit = _at_first_step(visit)
    page = birgit.page
    page.route("**/tilmeld/seniorsporet/kontakt", lambda route: route.abort("connectionreset"))
    page.get_by_role("button", name="Fortsæt", exact=True).click(no_wait_after=True)
    expect(page.locator("main .alert-error")).to_contain_text(OFFLINE)
    assert page.locator("[name=phone]").input_value() == "20 00 00 01"
    page.unroute("**/tilmeld/seniorsporet/kontakt")
    page.get_by_role("button", name="Prøv igen", exact=True).click()
    expect(page.locator("h1")).to_have_text("Hvad kan du, og hvad har du lyst til?")


def test_u19_what_is_written_is_kept_by_itself(visit: Visit) -> None:
    birgit = _at_first_step(visit)
    page = birgit.page
    page.clock.fast_forward(1_000)
    expect(page.locator(".sv-saved")).to_have_text("Gemt klokken 10.00.")
    expect(page.locator("#live")).to_have_text("Gemt klokken 10.00.")
    assert page.evaluate("() => document.activeElement.name") == "phone"
    birgit.open("/tilmeld/seniorsporet/kontakt")
    assert page.locator("[name=phone]").input_value() == "20 00 00 01"
    assert page.get_by_label("Om formiddagen").is_checked()
    assert birgit.tap("Fortsæt").h1 == "Hvad kan du, og hvad har du lyst til?"
    assert "åben et andet sted" not in birgit.text
