"""The one who leads a programme sees it in totals and keeps its money; nobody else does."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing
from tests.web.test_admin_programmes import as_manager

HERE = "/admin/programmer/senior_advisory_board/overblik"
GRANT = {"handling": "bevilling", "grant_year": "2026", "grant_amount": "2.270.000", "grant_note": "Styrelsens pulje"}
SPENT = {
    "handling": "forbrug",
    "spent_on-dag": "27",
    "spent_on-maaned": "4",
    "spent_on-aar": "2026",
    "spent_amount": "412.000 kr.",
    "spent_what": "Løn til jobkonsulenter",
}


@pytest.fixture
def camilla(browse: Browse) -> Browse:
    return as_manager(browse, "Camilla Rask", "159")


def test_only_the_manager_of_the_programme_finds_it(browse: Browse, camilla: Browse) -> None:
    assert camilla.get("/admin/programmer").soup.select_one(f"a[href='{HERE}']")
    assert camilla.get("/admin/programmer/senior_advisory_board").soup.select_one(f"a[href='{HERE}']")
    assert camilla.get(HERE).h1 == "Overblik over Seniorsporet"
    camilla.get("/admin/programmer/health_support/overblik", 404)
    camilla.get("/admin/programmer/findes_ikke/overblik", 404)
    elsewhere = as_manager(browse.other(), "Vibeke Dam", "360")
    elsewhere.get(HERE, 404)
    elsewhere.get("/admin/programmer/health_support/overblik")
    elsewhere.post(HERE, GRANT, 404)
    admin = as_manager(browse.other(), "Administrator", role=Role.ADMIN)
    admin.get(HERE, 403)
    assert not admin.get("/admin/programmer").soup.select_one(f"a[href='{HERE}']")


def test_totals_without_names_and_without_a_few(camilla: Browse) -> None:
    with preparing(camilla) as session:
        make = Factory(session, NOW)
        for state, number in (("in_placement", 12), ("waiting_list", 3)):
            for _one in range(number):
                make.enrolment(make.other_person(), programme_code="senior_advisory_board", state=state)
    page = camilla.get(HERE)
    facts = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in page.soup.select("table tr") if row.td}
    assert facts["Har en plads"] == "12"
    assert facts["På venteliste"] == "færre end 5"
    assert facts["Åbne sager i alt"] == "13–16"
    assert facts["Tårnby"] == "under 5 eller skjult"
    assert "15" not in page.main.replace("2015", "")
    places = camilla.get("/medarbejder/pladser/seniorsporet")
    assert "På venteliste: færre end 5." in places.main
    assert facts["Har en plads"] not in places.main.split("Venteliste")[0], "no number of places, so no bar"


def test_a_grant_and_what_is_spent_of_it(camilla: Browse) -> None:
    camilla.get(HERE)
    camilla.submit(GRANT, form=0)
    assert "Bevillingen er gemt." in camilla.follow().main
    camilla.submit(SPENT, form=1)
    assert "Forbruget er skrevet ind." in camilla.follow().main
    camilla.submit(SPENT | {"spent_amount": "−12.000", "spent_what": "Retter lønnen"}, form=1)
    page = camilla.follow()
    assert "400.000 kr. brugt af 2.270.000 kr." in page.main
    assert "1.870.000 kr." in page.main
    camilla.submit(GRANT | {"grant_amount": "300.000", "grant_note": "Puljen blev mindre"}, form=0)
    page = camilla.follow()
    assert "100.000 kr. for meget" in page.main
    assert "Styrelsens pulje Camilla Rask" in page.main, "what it was before is still told"


@pytest.mark.parametrize(
    ("wrong", "field", "text"),
    [
        ({"grant_amount": "en million"}, "grant_amount", "Skriv hele kroner. For eksempel 250.000."),
        ({"grant_amount": "2.27"}, "grant_amount", "Skriv hele kroner. For eksempel 250.000."),
        ({"grant_amount": "1500,50"}, "grant_amount", "Skriv hele kroner. For eksempel 250.000."),
        ({"grant_amount": "-5"}, "grant_amount", "Skriv et beløb fra 0 til 999.999.999 kroner."),
        ({"grant_amount": "9" * 30}, "grant_amount", "Beløbet er for stort. Se efter, om der er et nul for meget."),
        ({"grant_amount": ""}, "grant_amount", "Skriv beløbet i hele kroner."),
        ({"grant_year": "2026,5"}, "grant_year", "Skriv et år mellem 2015 og 2031."),
        ({"grant_year": "1999"}, "grant_year", "Skriv et år mellem 2015 og 2031."),
    ],
)
def test_a_bad_grant_keeps_what_was_typed(camilla: Browse, wrong: dict[str, str], field: str, text: str) -> None:
    camilla.get(HERE)
    page = camilla.submit(GRANT | wrong, 422, form=0)
    assert page.errors() == {field: text}
    typed = {name: value for name, value in (GRANT | wrong).items() if name != "handling"}
    assert page.values(0).items() >= typed.items()
    assert "Her er ingen tal endnu." in camilla.get(HERE).main


@pytest.mark.parametrize(
    ("wrong", "field", "text"),
    [
        ({"spent_amount": "0"}, "spent_amount", "Skriv et beløb, der ikke er 0 og højst er 999.999.999 kroner."),
        ({"spent_amount": "meget"}, "spent_amount", "Skriv hele kroner. For eksempel 250.000."),
        ({"spent_what": " "}, "spent_what", "Skriv, hvad pengene er brugt til, eller hvad du retter."),
    ],
)
def test_a_bad_spending_keeps_what_was_typed(camilla: Browse, wrong: dict[str, str], field: str, text: str) -> None:
    camilla.get(HERE)
    page = camilla.submit(SPENT | wrong, 422, form=1)
    assert page.errors() == {field: text}
    assert page.values(1)["spent_amount"] == (SPENT | wrong)["spent_amount"]
    assert "Her er ingen tal endnu." in camilla.get(HERE).main


def test_a_day_that_has_not_come_is_no_spending(camilla: Browse) -> None:
    camilla.get(HERE)
    page = camilla.submit(SPENT | {"spent_on-aar": "2027"}, 422, form=1)
    assert "Dagen er ikke kommet endnu." in page.main


def test_two_who_write_at_once_both_see_what_the_first_one_wrote(browse: Browse, camilla: Browse) -> None:
    torben = as_manager(browse.other(), "Torben Lykke", "159")
    torben.get(HERE)
    camilla.get(HERE)
    camilla.submit(GRANT, form=0)
    page = torben.submit(GRANT | {"grant_amount": "1"}, 409, form=0)
    assert "En anden har skrevet en bevilling imens." in page.main
    assert "2.270.000 kr." in page.main
    assert page.values(0)["grant_amount"] == "1"
    torben.submit(GRANT | {"grant_amount": "1"}, form=0)
    assert "Torben Lykke" in torben.follow().main
