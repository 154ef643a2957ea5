"""Asking to be rung up: three fields, one promise, and nothing kept longer than promised."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.store.audit import AuditEntry
from portal.store.callbacks import CallbackRequest
from tests.web.browse import Browse

GOOD = {"first_name": "Birgit", "phone": "+45 28 12 34 56", "time_of_day": "forenoon"}


def rows(browse: Browse) -> list[CallbackRequest]:
    with browse.session() as session:
        return list(session.scalars(select(CallbackRequest).order_by(CallbackRequest.id)))


def test_the_receipt_promises_the_next_working_day(browse: Browse) -> None:
    browse.get("/ring-mig-op")
    browse.submit(GOOD)
    seen = browse.follow()
    assert seen.h1 == "Tak. Vi ringer til dig"
    assert "Vi ringer tirsdag den 24. november mellem klokken 9 og 12." in seen.main
    assert "Birgit" not in seen.main
    assert "28 12 34 56" not in seen.main
    (row,) = rows(browse)
    assert (row.first_name, row.phone, row.time_of_day) == ("Birgit", "28 12 34 56", "forenoon")
    with browse.session() as session:
        assert session.scalar(select(AuditEntry.action)) == "callback.requested"


def test_sending_twice_asks_for_one_call(browse: Browse) -> None:
    browse.get("/ring-mig-op")
    first = browse.submit(GOOD).location
    assert browse.submit(GOOD).location == first
    assert len(rows(browse)) == 1


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"first_name": " "}, {"first_name": "Skriv, hvad vi skal kalde dig."}),
        ({"phone": ""}, {"phone": "Skriv dit telefonnummer, så vi kan ringe til dig."}),
        ({"phone": "1234"}, {"phone": "Skriv dit telefonnummer med 8 tal. For eksempel 12 34 56 78."}),
        ({"time_of_day": None}, {"time_of_day": "Vælg det svar, der passer bedst."}),
        ({"time_of_day": "midnat"}, {"time_of_day": "Vælg det svar, der passer bedst."}),
        ({"first_name": "B" * 61}, {"first_name": "Skriv højst 60 tegn. Du har skrevet 61."}),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(
    browse: Browse, changes: dict[str, str | None], errors: dict[str, str]
) -> None:
    browse.get("/ring-mig-op")
    seen = browse.submit({**GOOD, **changes}, 422)
    assert seen.errors() == errors
    assert seen.title.startswith("Fejl: Vi ringer til dig")
    if "phone" not in changes:
        assert seen.values()["phone"] == GOOD["phone"]
    assert rows(browse) == []


def test_a_receipt_that_is_not_there_is_not_found(browse: Browse) -> None:
    browse.get("/ring-mig-op/01938f0e-7c3a-7d2b-9b1e-000000000000", 404)
