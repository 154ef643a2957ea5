"""Before both have said yes a company learns nothing of who it is: every page and every button it has, in HTML and JSON (U25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup

from portal.store.users import User
from portal.web.employer.registration_summary import served_municipalities
from tests.conftest import NOW
from tests.factories import ANSWERS, Factory
from tests.web.browse import Browse

SECRETS = {
    "fornavn": "Zenobia",
    "efternavn": "Qvortrup",
    "cpr": "7403670202",
    "cpr med streg": "740367-0202",
    "vej": "Hemmeligvej",
    "telefon": "20987654",
    "telefon med mellemrum": "20 98 76 54",
    "mail": "zq@example.dk",
    "sagsnummer": "T-2026-909090",
    "ydelse": "dagpenge",
    "ydelsens kode": "unemployment_benefit",
    "programmets kode": "senior_advisory_board",
    "programmet": "Seniorsporet",
    "hensyn": "Ingen løft over 3 kg",
    "hensynets kode": "max_lift",
    "helbred": "rygsmerter",
    "mål": "Et arbejde med dueslag",
    "rådgiverens ord": "Ring altid om morgenen",
    "by": "Dragør",
}
BEFORE = ("sent_to_company", "company_no", "company_expired", "cancelled")
"""Every state in which the company has an address for the candidate, and not both have said yes."""
LISTS_ALL = "/virksomhed/opret/specialist"
"""Here every municipality can be ticked, hers among them. The whole list is taken away, and nothing else is forgiven."""
NAMES = set(served_municipalities().values())
GIVEN = {"step": "form", "nr": "1", "code": "x"}


class Hidden:
    """A citizen with everything that could be told about her, and a company she is with."""

    def __init__(self, browse: Browse, state: str) -> None:
        with browse.session() as session:
            make = Factory(session, NOW)
            person = make.person(
                first_name=SECRETS["fornavn"], last_name=SECRETS["efternavn"], address=f"{SECRETS['vej']} 7",
                phone=SECRETS["telefon med mellemrum"], email=SECRETS["mail"],
            )  # fmt: skip
            answers = ANSWERS | {"hensyn": {"needs": ["max_lift"], "other": SECRETS["helbred"]}}
            case = make.enrolment(
                person, state="ready_for_match", ready_at=NOW, number=SECRETS["sagsnummer"], answers=answers
            )
            make.plan(case, goal=SECRETS["mål"], needs=[{"code": "max_lift", "limit": 3}])
            proposal = make.proposal(
                case, make.posting(make.company()), state=state, note=SECRETS["rådgiverens ord"],
                company_opened_at=NOW, company_deadline=date(2026, 11, 27),
            )  # fmt: skip
            user = make.company_user(proposal.company)
            self.ids = {"proposal_id": proposal.id, "posting_id": proposal.posting_id, "user_id": user.id}
            session.commit()
            self.firm = browse.log_in(User(id=self.ids["user_id"]))

    def address(self, rule: Any) -> str | None:
        """The rule with what this company has; None where the company has no such thing yet."""
        values: dict[str, UUID | str] = {}
        for name in rule.arguments:
            if name not in self.ids and name not in GIVEN:
                return None
            values[name] = self.ids.get(name) or GIVEN[name]
        return str(rule.build(values, append_unknown=False)[1])

    def pages(self, method: str) -> Iterator[str]:
        for rule in self.firm.app.url_map.iter_rules():
            if rule.rule.startswith("/virksomhed") and method in (rule.methods or ()):
                address = self.address(rule)
                if address:
                    yield address


def leaks(address: str, text: str) -> list[str]:
    rest = without_the_list(text) if address == LISTS_ALL else text
    return [what for what, secret in SECRETS.items() if secret.lower() in rest.lower()]


def without_the_list(page: str) -> str:
    """The page but for the choice of municipalities, which must be the same for every company, with none ticked."""
    soup = BeautifulSoup(page, "html.parser")
    boxes = soup.select("input[type=checkbox][name=municipalities]")
    assert [str(box["value"]) for box in boxes] == list(served_municipalities()) or not boxes
    assert not [box for box in boxes if box.has_attr("checked")]
    for label in [soup.select_one(f"label[for={box['id']}]") for box in boxes]:
        assert label is not None
        assert label.get_text(strip=True) in NAMES
        label.decompose()
    return str(soup)


@pytest.fixture(params=BEFORE)
def hidden(browse: Browse, request: pytest.FixtureRequest) -> Hidden:
    return Hidden(browse, request.param)


def test_no_page_of_a_company_tells_who_it_is(hidden: Hidden) -> None:
    found, addresses = [], list(hidden.pages("GET"))
    assert f"/virksomhed/kandidater/{hidden.ids['proposal_id']}" in addresses
    assert len(addresses) >= 15
    for address in addresses:
        for accept in ("text/html", "application/json"):
            answer = hidden.firm.client.get(address, base_url="http://127.0.0.1:5000", headers={"Accept": accept})
            words = f"{answer.headers} {answer.get_data(as_text=True)}"
            found += [f"{address} ({accept}): {what}" for what in leaks(address, words)]
            assert answer.status_code < 500, address
    assert not found, "\n".join(found)


def test_no_button_answers_with_who_it_is(hidden: Hidden) -> None:
    hidden.firm.get("/virksomhed/overblik")
    token, found = hidden.firm.csrf_token(), []
    for address in hidden.pages("POST"):
        for button in ("aabn", "nej", "vrøvl", ""):
            data = {"csrf_token": token, "handling": button, "version": "0"}
            answer = hidden.firm.client.post(address, data=data, base_url="http://127.0.0.1:5000")
            found += [
                f"{address} {button}: {what}"
                for what in leaks(address, f"{answer.headers} {answer.get_data(as_text=True)}")
            ]
    assert not found, "\n".join(found)


def test_the_test_would_see_it_when_both_have_said_yes(browse: Browse) -> None:
    hidden = Hidden(browse, "company_yes")
    page = hidden.firm.get(f"/virksomhed/kandidater/{hidden.ids['proposal_id']}").text
    assert {"fornavn", "efternavn"} <= set(leaks("", page))
    assert not {"cpr", "vej", "telefon med mellemrum", "ydelse", "programmet", "hensyn"} & set(leaks("", page))
