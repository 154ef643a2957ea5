"""A posting tells the company and the caseworker when its workplace has room for one more, in the same words."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from portal.store.companies import Company
from portal.store.postings import Posting
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.test_employer_posting import NEW, write
from tests.web.test_employer_registration import enter, one

TAKEN_UNTIL_DECEMBER = [{"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2026-12-13"}]
ROOM = "Plads til én mere fra 14. december."


def company_with(make: Factory, supported: list[dict[str, Any]], **given: Any) -> Company:
    company = make.company(**given)
    company.workplaces[0].other_supported = supported
    return company


def posting_of(make: Factory, supported: list[dict[str, Any]], **given: Any) -> Posting:
    values = {"kind": "work_trial", "hours_min": 20, "hours_max": 37, "weeks": 4, "start_from": date(2026, 11, 23)}
    return make.posting(company_with(make, supported), **values | given)


def test_the_company_sees_it_on_the_form_on_the_last_page_and_on_the_posting(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(company_with(make, TAKEN_UNTIL_DECEMBER)))
    write(browse)
    assert ROOM in browse.get(NEW + "tid").main
    assert ROOM in browse.get(NEW + "tjek").main


def test_company_and_caseworker_read_the_same(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(posting_of(make, TAKEN_UNTIL_DECEMBER, state="submitted").company))
    posting_id = one(browse, select(Posting.id))
    assert ROOM in browse.get(f"/virksomhed/opslag/{posting_id}").main
    staff = enter(browse.other(), lambda make: make.caseworker())
    assert ROOM in staff.get(f"/medarbejder/opslag/{posting_id}").main


def test_room_on_a_day_ahead_is_not_called_now(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(posting_of(make, [], start_from=date(2026, 12, 7)).company))
    shown = browse.get(f"/virksomhed/opslag/{one(browse, select(Posting.id))}").main
    assert "Plads til én mere fra 7. december." in shown
    assert "nu." not in shown.partition("Plads efter antal ansatte")[2][:60]


def test_a_closed_posting_says_nothing_of_room(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(posting_of(make, [], state="closed").company))
    assert "Plads efter antal ansatte" not in browse.get(f"/virksomhed/opslag/{one(browse, select(Posting.id))}").main


def test_paid_hours_need_no_place_with_support(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(posting_of(make, [], kind="paid_hours").company))
    shown = browse.get(f"/virksomhed/opslag/{one(browse, select(Posting.id))}").main
    assert "Formen tæller ikke med i antallet af pladser med støtte." in shown
