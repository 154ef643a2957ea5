"""A company registers: CVR, numbers, who is there, specialist, safety, check and receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from portal.adapters.company_register import FakeCompanyRegister
from portal.store import users
from portal.store.audit import AuditEntry
from portal.store.companies import Company, Specialist
from portal.store.outbox import OutboxMessage
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse, Seen

CVR, PLACE, NOW_THERE = "/virksomhed/opret", "/virksomhed/opret/arbejdsplads", "/virksomhed/opret/i-gang"
PEOPLE, SAFETY, CHECK = "/virksomhed/opret/specialist", "/virksomhed/opret/tryghed", "/virksomhed/opret/tjek"

NUMBERS = {"fte_1": "8,0", "fte_2": "8", "fte_3": "8,2", "fte_4": "8,0", "earlier": "same"}
REPRESENTATIVE = {"representative_name": "Tina Rep", "representative_email": "tina@example.dk"}
SPECIALIST = {
    "name": "Lis Rask",
    "title": "Kontorleder",
    "phone": "32111111",
    "email": "lis@example.dk",
    "languages": ["da", "en"],
    "capacity": "2",
    "strengths": "At give sig god tid.",
}


@pytest.fixture
def company(browse: Browse) -> Browse:
    """Logged in for C1, which is not registered."""
    return enter(browse, lambda make: make.company_user())


def enter(browse: Browse, made: Callable[[Factory], users.User]) -> Browse:
    """Log in as the user that is made."""
    with browse.session() as session:
        user = made(Factory(session, NOW))
        session.commit()
        session.refresh(user)
    return browse.log_in(user)


def one(browse: Browse, query: Any) -> Any:
    with browse.session() as session:
        return session.scalar(query)


def send(browse: Browse, url: str, expect: int = 303, **changes: Any) -> Seen:
    """Open the page, change the last form, and send it."""
    return browse.post(url, browse.get(url).values() | changes, expect)


def register(browse: Browse) -> None:
    send(browse, CVR, cvr="99 00 10 11")
    send(browse, PLACE, **NUMBERS, **REPRESENTATIVE)
    send(browse, PEOPLE, **SPECIALIST)
    send(browse, SAFETY, read="ja")


def test_the_way_from_cvr_to_receipt(company: Browse) -> None:
    assert company.get("/virksomhed/overblik", 302).location == CVR
    seen = send(company, CVR, cvr="99 00 10 11")
    assert (seen.status, seen.location) == (303, PLACE)
    seen = send(company, PLACE, **NUMBERS, **REPRESENTATIVE)
    assert (seen.status, seen.location) == (303, NOW_THERE)
    assert "I har plads til cirka 1 i praktik eller løntilskud" in company.get(NOW_THERE).main
    assert send(company, PEOPLE, **SPECIALIST).location == SAFETY
    assert send(company, SAFETY, read="ja").location == CHECK
    check = company.get(CHECK)
    for text in ("Kastrup Kontorservice ApS", "Tina Rep", "Lis Rask", "32 11 11 11"):
        assert text in check.main
    seen = send(company, CHECK)
    assert (seen.status, seen.location) == (303, "/virksomhed/opret/kvittering")
    assert "torsdag den 26. november" in company.get("/virksomhed/opret/kvittering").main
    row = one(company, select(Company))
    assert (row.state, row.operating_municipality, row.monthly_fte[-2:]) == ("submitted", "185", [8.2, 8.0])
    letter = one(company, select(OutboxMessage))
    assert (letter.template, letter.recipient) == ("N30", "lis@example.dk")
    assert "26. november" in letter.body
    overview = company.get("/virksomhed/overblik")
    assert "Venter på kommunen" in overview.main
    assert "Lav jeres første opslag" in overview.main


def test_the_register_is_asked_while_others_can_write(company: Browse) -> None:
    """It may take seconds to answer: nobody else waits for that."""
    inner, answered = company.parts.ports.companies, []

    class Slow:
        def find(self, cvr: str) -> object:
            with company.session() as session, session.begin():
                session.execute(update(users.User).values(name="Skrevet imens"))
            answered.append(cvr)
            return inner.find(cvr)

    object.__setattr__(company.parts.ports, "companies", Slow())
    assert send(company, CVR, cvr="99 00 10 11").location == PLACE
    assert answered == ["99001011"]


def test_every_step_leaves_an_audit_row(company: Browse) -> None:
    register(company)
    send(company, CHECK)
    with company.session() as session:
        actions = set(session.scalars(select(AuditEntry.action)))
    steps = {"register", "save_numbers", "save_specialist", "read_safety", "submit"}
    assert {f"company.{step}" for step in steps} <= actions


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Skriv CVR-nummeret med 8 tal."),
        ("1234567", "Skriv CVR-nummeret med 8 tal."),
        ("99001012", "Vi kan ikke finde CVR-nummeret. Se efter, om alle 8 tal er med."),
        ("13748136", "Vi kan ikke finde CVR-nummeret. Se efter, om alle 8 tal er med."),
        ("99010002", "Virksomheden er lukket i CVR. Ring til os, hvis det ikke passer."),
        ("99010010", "Virksomheden er lukket i CVR. Ring til os, hvis det ikke passer."),
        ("99001380", "Du er logget på for en anden virksomhed (CVR 99001011)."),
    ],
)
def test_a_cvr_number_that_cannot_be_used(company: Browse, typed: str, message: str) -> None:
    seen = send(company, CVR, 422, cvr=typed)
    assert seen.errors()["cvr"] == message
    assert seen.values()["cvr"] == typed
    assert one(company, select(func.count()).select_from(Company)) == 0


def test_check_36_when_cvr_does_not_answer_nothing_is_lost(company: Browse) -> None:
    object.__setattr__(company.parts.ports, "companies", FakeCompanyRegister.that_is_down())
    seen = send(company, CVR, 422, cvr="99001011")
    assert "CVR svarer ikke lige nu" in seen.errors()["cvr"]
    assert seen.values()["cvr"] == "99001011"


def test_a_colleague_is_told_whom_to_ask_for_an_invitation(company: Browse) -> None:
    register(company)
    colleague = enter(company.other(), lambda make: make.company_user(name="Ali Kollega"))
    seen = send(colleague, CVR, 422, cvr="99001011")
    assert "Bed Bodil Krogh om at invitere dig" in seen.errors()["cvr"]
    assert one(company, select(func.count()).select_from(Company)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"fte_1": ""}, "fte_1", "Skriv tallet for juli 2026."),
        ({"fte_2": "-1"}, "fte_2", "Skriv et tal mellem 0 og 20.000."),
        ({"fte_2": "90000"}, "fte_2", "Skriv et tal mellem 0 og 20.000."),
        ({"fte_3": "otte"}, "fte_3", "Skriv et tal. For eksempel 8 eller 7,5."),
        ({"fte_3": "nan"}, "fte_3", "Skriv et tal. For eksempel 8 eller 7,5."),
        ({"earlier": ""}, "earlier", "Vælg det svar, der passer bedst."),
        ({"earlier": "other"}, "earlier_1", "Skriv tallet for november 2025."),
        (
            {"representative_name": ""},
            "representative_name",
            "Skriv navnet på medarbejdernes repræsentant. Er der flere ansatte, skal en af dem høres.",
        ),
        (
            {"representative_email": "tina"},
            "representative_email",
            "Skriv e-mailen med et @. For eksempel navn@mail.dk.",
        ),
    ],
)
def test_numbers_that_cannot_be_used(company: Browse, changes: dict[str, str], field: str, message: str) -> None:
    send(company, CVR, cvr="99001011")
    seen = send(company, PLACE, 422, **(NUMBERS | REPRESENTATIVE | changes))
    assert seen.errors()[field] == message
    assert seen.title.startswith("Fejl: ")
    assert one(company, select(Company)).version == 1


def test_the_eight_earlier_months_are_kept_when_they_differ(company: Browse) -> None:
    send(company, CVR, cvr="99001011")
    earlier = {f"earlier_{n}": "1.200,5" for n in range(1, 9)}
    send(company, PLACE, **(NUMBERS | REPRESENTATIVE | {"earlier": "other"} | earlier))
    assert one(company, select(Company)).monthly_fte == [1200.5] * 8 + [8.0, 8.0, 8.2, 8.0]
    assert company.get(PLACE).values()["earlier_1"] == "1.200,5"


def test_those_who_are_there_already_fill_a_place(company: Browse) -> None:
    send(company, CVR, cvr="99001011")
    send(company, PLACE, **NUMBERS, **REPRESENTATIVE)
    assert send(company, NOW_THERE, 422, kind="", hours="", **day("until", "")).errors() == {
        "kind": "Vælg det svar, der passer bedst.",
        "hours": "Skriv timer om ugen.",
    }
    assert send(company, NOW_THERE, 422, kind="work_trial", hours="38").errors() == {
        "hours": "Skriv et tal fra 1 til 37."
    }
    past = send(company, NOW_THERE, 422, kind="work_trial", hours="37", **day("until", "22 11 2026"))
    assert past.errors() == {"until": "Vælg en dato, der ligger efter i dag."}
    assert send(company, NOW_THERE, kind="work_trial", hours="37", **day("until", "4 12 2026")).status == 303
    page = company.get(NOW_THERE)
    assert "Alle pladser er i brug lige nu" in page.main
    assert "Plads til én mere fra 5. december." in page.main
    assert "Praktik, 37 timer om ugen, til 4. december 2026" in page.main
    removal = page.values(0) | {"fjern": "0"}
    company.post(NOW_THERE, removal)
    assert "I har plads til cirka 1" in company.get(NOW_THERE).main


def day(name: str, text: str) -> dict[str, str]:
    """The three fields of a date."""
    parts = text.split() or ["", "", ""]
    return {f"{name}-{part}": value for part, value in zip(("dag", "maaned", "aar"), parts, strict=True)}


def test_a_specialist_is_added_corrected_and_removed(company: Browse) -> None:
    send(company, CVR, cvr="99001011")
    send(company, PLACE, **NUMBERS, **REPRESENTATIVE)
    seen = send(company, PEOPLE, 422, name="", title="", phone="123", email="x", capacity="0")
    assert set(seen.errors()) == {"name", "title", "phone", "email", "capacity"}
    assert send(company, PEOPLE, **SPECIALIST, en_til="ja").location == PEOPLE
    person = one(company, select(Specialist))
    assert (person.phone, person.languages, person.capacity) == ("32 11 11 11", ["da", "en"], 2)
    correct = f"{PEOPLE}?ret={person.id}"
    assert company.get(correct).values()["name"] == "Lis Rask"
    assert send(company, correct, capacity="3").status == 303
    assert one(company, select(Specialist)).capacity == 3
    page = company.get(PEOPLE)
    company.post(PEOPLE, page.values(0) | {"fjern": str(person.id)})
    assert not one(company, select(Specialist)).active
    company.get(f"{PEOPLE}?ret={person.id}", 404)


def test_nothing_is_sent_while_an_answer_is_missing(company: Browse) -> None:
    send(company, CVR, cvr="99001011")
    page = company.get(CHECK)
    assert "Der mangler et svar, før I kan sende" in page.main
    version = one(company, select(Company)).version
    token = company.get(PLACE).values()["csrf_token"]
    company.post(CHECK, {"csrf_token": token, "version": version}, 422)
    assert one(company, select(Company)).state == "draft"


def test_safety_must_be_read(company: Browse) -> None:
    send(company, CVR, cvr="99001011")
    assert send(company, SAFETY, 422).errors() == {"read": "Sæt kryds, når I har læst det."}


def test_check_35_sending_twice_gives_the_same_receipt_and_one_letter(company: Browse) -> None:
    register(company)
    form = company.get(CHECK).values()
    first, same = company.post(CHECK, form), company.post(CHECK, form)
    again = company.post(CHECK, form | {"idempotency_key": "en anden"})
    assert {seen.location for seen in (first, same, again)} == {"/virksomhed/opret/kvittering"}
    assert one(company, select(func.count()).select_from(OutboxMessage)) == 1


def test_check_33_a_stale_tab_changes_nothing(company: Browse) -> None:
    send(company, CVR, cvr="99001011")
    stale = company.get(PLACE).values()
    send(company, PLACE, **NUMBERS, **REPRESENTATIVE)
    company.post(PLACE, stale | NUMBERS | {"idempotency_key": "gammel", "fte_1": "99"}, 409)
    assert one(company, select(Company)).monthly_fte[-1] == 8.0


def test_new_numbers_of_an_approved_company_are_confirmed(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(make.company()))
    seen = send(browse, PLACE, fte_4="7,5")
    assert (seen.status, seen.location) == (303, "/virksomhed/overblik")
    assert one(browse, select(AuditEntry.action).where(AuditEntry.action == "company.confirm_numbers"))


def test_the_municipality_asks_and_the_company_answers(browse: Browse) -> None:
    asked = {"state": "awaiting_company", "question": "Hvor mange er I?", "submitted_at": NOW}
    enter(browse, lambda make: make.company_user(make.company(**asked)))
    page = browse.get("/virksomhed/overblik")
    assert "Hvor mange er I?" in page.main
    empty = browse.post("/virksomhed/overblik", page.values() | {"reply": " "}, 422)
    assert empty.errors() == {"reply": "Skriv jeres svar."}
    browse.post("/virksomhed/overblik", page.values() | {"reply": "Otte."})
    row = one(browse, select(Company))
    assert (row.state, row.reply) == ("submitted", "Otte.")


def test_pages_are_for_company_users_only(browse: Browse) -> None:
    assert browse.get("/virksomhed/opret", 302).location == "/log-paa"
    enter(browse, lambda make: make.citizen())
    browse.get("/virksomhed/opret", 403)


def test_a_company_with_two_workplaces_gives_numbers_for_each(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(cvr="99010037"))
    send(browse, CVR, cvr="99010037")
    page = browse.get(PLACE)
    assert page.soup.select_one(f"a[href='{PLACE}?enhed=9900000240']")
    browse.get(f"{PLACE}?enhed=1234567890", 404)
    for unit in ("9900000233", "9900000240"):
        seen = send(browse, f"{PLACE}?enhed={unit}", **NUMBERS, **REPRESENTATIVE)
        assert seen.response.location == f"{NOW_THERE}?enhed={unit}"
    assert one(browse, select(Company)).monthly_fte[-2:] == [16.4, 16.0]
    assert "caféen i Kastrup" in browse.get(f"{NOW_THERE}?enhed=9900000240").main
    send(browse, PEOPLE, **SPECIALIST)
    send(browse, SAFETY, read="ja")
    assert "bageriet" in browse.get(CHECK).main
    send(browse, CHECK)
    send(browse, "/virksomhed/opslag/ny/form", kind="paid_hours")
