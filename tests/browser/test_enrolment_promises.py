"""Promises of the enrolment: kept and taken up elsewhere, corrected, sent once whatever is pressed, and left again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import Visit
from tests.browser.swapping import same_when_loaded, swapped
from tests.browser.visitor import Visitor

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["med-javascript", "uden-javascript"])
FORM = "/tilmeld/seniorsporet"


@BOTH
def test_u09_u10_u19_u22_u23_u26_an_enrolment_from_the_first_step_to_leaving(visit: Visit, javascript: bool) -> None:
    birgit = visit(javascript=javascript).log_in("birgit-holm")
    begin_and_stop(birgit)
    elsewhere = visit(javascript=javascript).log_in("birgit-holm")
    go_on_elsewhere(elsewhere)
    correct_one_answer(elsewhere)
    number = send_from_two_tabs(elsewhere)
    keep_the_receipt(elsewhere, number)
    leave_and_come_back(elsewhere)


def begin_and_stop(birgit: Visitor) -> None:
    """U19: she stops at step 3 with half of it answered, and logs off."""
    birgit.open(f"{FORM}/kontakt").choose("Ring til mig", "Om formiddagen", "Ja, på sms", "Nej")
    birgit.write("Telefonnummer", "20 00 00 01").tap("Fortsæt").choose("Kontor og computer").tap("Fortsæt")
    if birgit.javascript:
        look_back(birgit)
    birgit.choose("16 til 30 timer").tap("Gem og fortsæt senere")
    birgit.page.locator("header").get_by_role("button", name="Log af").first.click()
    birgit.page.wait_for_load_state("load")


def look_back(birgit: Visitor) -> None:
    """A step that htmx swapped in, and the one before it on the way back, are the pages they are when loaded."""
    page = birgit.page
    with swapped(page):
        page.go_back()
        expect(page.locator("h1")).to_have_text("Hvad kan du, og hvad har du lyst til?")
    same_when_loaded(page)
    with swapped(page):
        birgit.tap("Fortsæt")
    same_when_loaded(page)


def go_on_elsewhere(birgit: Visitor) -> None:
    """U19: in another browser Min side knows how far she is, and leads to the same step with what she wrote."""
    birgit.open("/min-side")
    assert "2 af 6 trin" in birgit.text
    birgit.tap("Fortsæt, hvor du slap", exact=False)
    assert birgit.h1 == "Hvad passer ind i din hverdag?"
    assert birgit.page.get_by_label("16 til 30 timer").is_checked()
    birgit.choose("Om morgenen", "Tre kvarter", "Bus, tog eller metro").tap("Fortsæt")
    birgit.choose("Jeg har brug for korte pauser").tap("Fortsæt").choose("Nej tak, ikke lige nu").tap("Fortsæt")
    for group in birgit.page.locator("main fieldset").all():
        group.get_by_label("Ja", exact=True).check()
    birgit.tap("Fortsæt")


def correct_one_answer(birgit: Visitor) -> None:
    """U22: "Ret" leads to the step and back; the other answers stand as they were."""
    assert birgit.h1 == "Tjek dine svar, før du sender"
    before = _answers(birgit.page)
    birgit.tap("Ret Hvordan kommer du frem?").choose("Bil").tap("Fortsæt")
    assert birgit.h1 == "Tjek dine svar, før du sender"
    after = _answers(birgit.page)
    assert after == before | {"Hvordan kommer du frem?": "Bil"}


def _answers(page: Page) -> dict[str, str]:
    rows = page.locator("main .sv-summary-list tr").all()
    return {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows}


def send_from_two_tabs(birgit: Visitor) -> str:
    """U09 and U10: two tabs hold the same form; the second press leads to the first one's receipt."""
    other = birgit.page.context.new_page()
    other.goto(birgit.page.url)
    birgit.tap("Send tilmelding")
    assert birgit.h1 == "Tak, Birgit. Vi har modtaget din tilmelding"
    number = birgit.page.locator(".sv-confirm__reference strong").inner_text()
    other.get_by_role("button", name="Send tilmelding").click()
    expect(other.locator("h1")).to_have_text("Tak, Birgit. Vi har modtaget din tilmelding")
    expect(other.locator("main")).to_contain_text("Vi har allerede fået dit svar")
    expect(other.locator(".sv-confirm__reference strong")).to_have_text(number)
    other.close()
    return number


def keep_the_receipt(birgit: Visitor, number: str) -> None:
    """U23: number, time, next step with a day, a telephone number, a paper, and an address that stays good."""
    address = birgit.page.url
    for words in (number, "klokken", "Det sker senest", "32 47 00 55"):
        assert words in birgit.text.replace("\u00a0", " ")
    href = birgit.page.get_by_role("link", name="Hent som PDF").get_attribute("href")
    paper = birgit.page.request.get(f"{birgit.url}{href}")
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    assert len(paper.body()) > 1000
    birgit.page.locator("header").get_by_role("button", name="Log af").first.click()
    birgit.page.wait_for_load_state("load")
    birgit.log_in("birgit-holm")
    birgit.page.goto(address)
    assert number in birgit.text


def leave_and_come_back(birgit: Visitor) -> None:
    """U26: at most four taps, no reason asked, a pause offered once, a receipt, and the way back."""
    birgit.open("/min-side")
    birgit.taps = 0
    birgit.tap("Træk din tilmelding tilbage")
    assert "Du skal ikke sige hvorfor" in birgit.text
    birgit.tap("Ja, træk min tilmelding tilbage")
    assert birgit.taps <= 4
    assert "Din tilmelding er trukket tilbage" in birgit.text
    birgit.open("/min-side").tap("Kom med igen", exact=False)
    assert "Vi fortsætter, hvor du slap" in birgit.text


@BOTH
def test_u02_the_check_of_somebody_on_sick_leave(look: Visit, javascript: bool) -> None:
    somebody = look(javascript=javascript).open("/")
    somebody.taps = 0
    for name in ("Tjek dine muligheder", "Start", *steps.SICK):
        somebody.tap(name, within="main")
    assert somebody.taps <= 8
    assert somebody.h1 == "Rolig start ser ud til at passe til dig"


@BOTH
def test_u06_u03_every_answer_is_one_tap_and_the_result_says_what_it_is(look: Visit, javascript: bool) -> None:
    """U03 without a clock: eight taps of four seconds' reading are half a minute, and no page waits for another."""
    somebody = look(javascript=javascript)
    steps.check_anonymously(somebody)
    assert somebody.taps * 4 < 60
    assert "Det er ikke en afgørelse" in somebody.text
    assert "Du er ikke tilmeldt" in somebody.text
