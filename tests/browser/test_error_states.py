"""Where something is missing or wrong: the summary has the focus, the words stay, and axe finds nothing."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["med-javascript", "uden-javascript"])


def _has_error_summary(visitor: Visitor) -> None:
    assert visitor.page.title().startswith("Fejl: ")
    summary = visitor.page.locator("[data-module=error-summary]")
    assert summary.count() == 1
    links = summary.locator("a")
    assert links.count() >= 1
    for link in links.all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert visitor.page.locator(f"[id='{target}']").count() == 1
    if visitor.javascript:
        focused = visitor.page.evaluate("() => document.activeElement.dataset.module")
        assert focused == "error-summary"


@BOTH
def test_an_empty_step_and_an_impossible_date(look: Visit, javascript: bool) -> None:
    birgit = look(javascript=javascript).log_in("birgit-holm")
    birgit.open("/tilmeld/seniorsporet/kontakt").write("Telefonnummer", "12").write("E-mail", "ingen").tap("Fortsæt")
    _has_error_summary(birgit)
    assert birgit.page.locator("[name=phone]").input_value() == "12"
    assert birgit.page.locator("[name=email]").input_value() == "ingen"
    birgit.open("/tilmeld/seniorsporet/rammer")
    for part, value in (("dag", "31"), ("maaned", "2"), ("aar", "2026")):
        birgit.page.locator(f"[name=unemployed_since-{part}]").fill(value)
    birgit.tap("Fortsæt")
    _has_error_summary(birgit)
    assert birgit.page.locator("[name=unemployed_since-dag]").input_value() == "31"


@BOTH
def test_a_company_that_types_wrong(look: Visit, javascript: bool) -> None:
    firm = look(javascript=javascript).log_in("virksomhed-c1")
    for wrong in ("", "12345678", "9900101"):
        firm.open("/virksomhed/opret").write("CVR-nummer", wrong).tap("Fortsæt")
        _has_error_summary(firm)
        assert firm.page.locator("[name=cvr]").input_value() == wrong


@BOTH
def test_pages_that_are_not_there_or_not_yours(look: Visit, javascript: bool) -> None:
    birgit = look(javascript=javascript).log_in("birgit-holm")
    for path, heading in (
        ("/findes-ikke", "Vi kan ikke finde siden"),
        ("/min-side/forslag/00000000-0000-7000-8000-000000000000", "Vi kan ikke finde siden"),
        ("/medarbejder", "Siden er ikke for dig"),
    ):
        birgit.open(path)
        assert birgit.h1 == heading
        assert "ring til os" in birgit.text.lower()


def test_an_unknown_question_leads_back_to_the_check(look: Visit) -> None:
    somebody = look().open("/tjek/findes-ikke")
    assert somebody.page.url.removeprefix(somebody.url).startswith("/tjek")
