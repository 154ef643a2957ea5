"""Promises about a proposal: a no that costs nothing, a yes that can be taken back, and a company that learns nothing early."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Served, Visit
from tests.browser.measures import reachable
from tests.browser.proposals import COMPANY, CPR, HIDDEN, ILLNESS, NUMBER, company_opens, with_candidate, with_proposal
from tests.browser.visitor import Visitor

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["med-javascript", "uden-javascript"])
NEGATIVE = ("desværre", "afvis", "afslå", "mangl", "mister", "konsekvens", "straf", "forkert", "ikke godt")
MONEY = "Er du i tvivl om dine penge, så spørg"
OPENED = "Virksomheden har set på det nu. Har du ændret mening, så ring til"


def _reads_kindly(citizen: Visitor) -> None:
    text = citizen.text.lower()
    assert [word for word in NEGATIVE if word in text] == []


@BOTH
def test_u24_a_no_takes_three_taps_no_reason_and_meets_no_hard_word(
    visit: Visit, served: Served, javascript: bool
) -> None:
    with_proposal(served, "ole-lund")
    ole = visit(javascript=javascript).log_in("ole-lund").open("/min-side")
    ole.taps = 0
    ole.tap("Læs forslaget")
    _reads_kindly(ole)
    assert ole.page.get_by_text(MONEY).is_visible()
    ole.tap("Nej tak")
    _reads_kindly(ole)
    assert "Det er helt i orden at sige nej. Vi leder videre." in ole.text
    ole.tap("Det vil jeg ikke svare på")
    assert ole.taps <= 3
    assert ole.page.url.endswith("/min-side")
    assert ole.page.get_by_role("link", name="Læs forslaget").count() == 0


@BOTH
def test_u24_a_yes_can_be_changed_until_the_company_has_looked(visit: Visit, served: Served, javascript: bool) -> None:
    ole, kurt = (_says_yes(visit, served, key, javascript) for key in ("ole-lund", "kurt-elgaard"))
    ole.tap("Nej tak alligevel")
    assert ole.h1 == "Tak for dit svar"
    company_opens(served, "kurt-elgaard")
    kurt.tap("Nej tak alligevel")
    assert OPENED in kurt.text, "the company was quicker, and the page that was open says so"
    assert kurt.page.get_by_role("button", name="Nej tak alligevel").count() == 0


def _says_yes(visit: Visit, served: Served, key: str, javascript: bool) -> Visitor:
    with_proposal(served, key)
    citizen = visit(javascript=javascript).log_in(key).tap("Læs forslaget").tap("Ja, det vil jeg gerne")
    assert "Du kan nå at ændre dit svar, indtil virksomheden har set på det." in citizen.text
    return citizen


def test_u25_before_both_say_yes_no_page_of_the_company_tells_who_it_is(visit: Visit, served: Served) -> None:
    """As HTML in the browser and as whatever the address gives to one who asks for JSON; opened, and not yet opened."""
    code = with_candidate(served)
    firm = visit().log_in(COMPANY)
    paths = reachable(firm, "/virksomhed/overblik", ("/virksomhed",))
    candidate = next(path for path in paths if path.startswith("/virksomhed/kandidater/"))
    assert len(paths) >= 8, paths
    found = {path: leak for path in paths if (leak := _told(firm, path))}
    firm.open(candidate).tap("Se kandidaten")
    assert f"Kandidat {code}" in firm.text
    found |= {f"{path}, opened": leak for path in (candidate, "/virksomhed/kandidater") if (leak := _told(firm, path))}
    assert found == {}
    firm.open(candidate).tap("Ja, vi vil gerne mødes")
    assert _told(firm, candidate) == ["Zenobia", "Qvortrup"], "now both have said yes, and no more is told"


def _told(firm: Visitor, path: str) -> list[str]:
    """What the page tells of the candidate that her company may not see: name, age, sex, home, telephone, health, number."""
    firm.page.goto(firm.url + path)
    answer = firm.page.request.get(firm.url + path, headers={"Accept": "application/json"})
    words = f"{firm.page.content()} {answer.text()}".lower()
    secrets = (
        *HIDDEN.values(), NUMBER, ILLNESS, CPR, CPR.replace("-", ""), HIDDEN["phone"].replace(" ", ""),
        "1961", "65 år", "kvinde", "max_lift", "dagpenge", "unemployment_benefit", "seniorsporet",
    )  # fmt: skip
    return [secret for secret in secrets if secret.lower() in words]
