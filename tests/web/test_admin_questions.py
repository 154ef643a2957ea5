"""The common questions on the screens: their words are drafted by one, approved by another, and then the check says them."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from tests.web.browse import Browse
from tests.web.test_admin_programmes import as_manager

LIST = "/admin/spoergsmaal"


@pytest.fixture
def camilla(browse: Browse) -> Browse:
    return as_manager(browse, "Camilla Rask", "159")


@pytest.fixture
def admin(browse: Browse) -> Browse:
    return as_manager(browse.other(), "Administrator", role=Role.ADMIN)


def begin(browse: Browse) -> str:
    browse.get(LIST)
    return browse.submit({"handling": "begin"}).location


def reword(browse: Browse, draft: str, text: str) -> None:
    browse.get(f"{draft}/ret?id=situation")
    browse.submit({"text": text})


def propose(browse: Browse, draft: str) -> None:
    browse.get(draft)
    browse.submit({"handling": "propose", "note": "Blødere"}, form=_form_of(browse.page, "propose"))


def approve(browse: Browse, draft: str) -> None:
    browse.get(draft)
    browse.submit({"handling": "publish"}, form=_form_of(browse.page, "publish"))


def test_another_wording_is_asked_when_another_has_approved_and_goes_when_it_is_rolled_back(
    camilla: Browse, admin: Browse
) -> None:
    draft = begin(camilla)
    reword(camilla, draft, "Hvordan har du det lige nu?")
    page = camilla.follow()
    assert "»Hvad passer bedst på dig lige nu?«: spørgsmålet" in page.main
    propose(camilla, draft)
    page = camilla.get(draft)
    assert "Du har skrevet i udkastet" in page.main
    assert "Godkend versionen" not in page.main
    assert camilla.get("/tjek/situation").h1 == "Hvad passer bedst på dig lige nu?"
    approve(admin, draft)
    assert camilla.get("/tjek/situation").h1 == "Hvordan har du det lige nu?"
    page = camilla.get(LIST)
    assert "Blødere" in page.main
    assert "Gælder nu" in page.main
    camilla.submit({"handling": "rollback", "reason": ""}, 422, form=_form_of(page, "rollback"))
    assert camilla.page.errors() == {"reason": "Skriv kort, hvorfor versionen skal væk."}
    camilla.submit({"handling": "rollback", "reason": "Folk misforstod"}, form=_form_of(camilla.page, "rollback"))
    assert camilla.get("/tjek/situation").h1 == "Hvad passer bedst på dig lige nu?"
    assert "Folk misforstod" in camilla.get(LIST).main


def test_the_check_is_tried_tap_by_tap_before_it_counts(camilla: Browse) -> None:
    draft = begin(camilla)
    reword(camilla, draft, "Hvordan har du det lige nu?")
    bench = f"{draft}/proevebaenk"
    page = camilla.get(bench)
    assert page.soup.select_one("#tjekket").get_text() == "Hvordan har du det lige nu?"
    page = camilla.get(f"{bench}?situation=fleksjob")
    assert "1 tryk indtil nu." in page.main
    assert page.soup.select_one("#tjekket").get_text() == "Hvor bor du?"
    assert page.soup.select_one("input[name=situation]")["value"] == "fleksjob"
    page = camilla.get(f"{bench}?situation=ledig&kommune=anden&opfundet=ja&alder=findes-ikke")
    assert "opfundet" not in page.main


def test_labels_stay_as_many_as_they_are_and_municipalities_are_nobodys_to_name(camilla: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/ret?id=alder")
    page = camilla.submit({"labels": "Ja\nNej\nMåske"}, 422)
    assert page.errors() == {"labels": "Der skal være 2 svar, ét på hver linje."}
    assert page.values()["labels"].splitlines() == ["Ja", "Nej", "Måske"]
    page = camilla.submit({"labels": "Ja\nNej", "text": ""}, 422)
    assert page.errors() == {"text": "Skriv spørgsmålet."}
    assert "labels" not in camilla.get(f"{draft}/ret?id=kommune").values()
    camilla.submit({"text": "I hvilken kommune bor du?"})
    camilla.get(f"{draft}/ret?id=findes_ikke", 404)


def test_the_order_is_changed_as_far_as_the_questions_allow(camilla: Browse) -> None:
    draft = begin(camilla)
    page = camilla.get(draft)
    assert [str(one["value"]) for one in page.soup.select("button[name=op]")][:2] == ["kommune", "alder"]
    camilla.submit({"op": "alder"}, form=_form_of(page, "alder"))
    page = camilla.get(draft)
    assert "»Er du fyldt 55 år?«: plads" in page.main or "»Hvor bor du?«: plads" in page.main
    assert "alder" not in [str(one["value"]) for one in page.soup.select("button[name=op]")]
    forged = {"op": "alder", "version": page.values(0)["version"]}
    assert "skal stå efter det spørgsmål" in camilla.post(draft, forged, 422).text
    camilla.post(draft, forged | {"op": "findes-ikke"}, 404)


def _form_of(page, button: str) -> int:
    forms = page.soup.select("main form")
    return next(n for n, form in enumerate(forms) if form.select_one(f"button[value={button}]"))


def test_a_draft_is_sent_back_and_thrown_away(camilla: Browse, admin: Browse) -> None:
    draft = begin(camilla)
    reword(camilla, draft, "Hvordan har du det?")
    propose(camilla, draft)
    camilla.get(f"{draft}/ret?id=alder", 404)
    page = admin.get(draft)
    admin.submit({"handling": "send_back", "reason": "Skriv »lige nu«"}, form=_form_of(page, "send_back"))
    page = camilla.get(draft)
    assert "Skriv »lige nu«" in page.main
    camilla.submit({"handling": "discard"}, form=_form_of(page, "discard"))
    assert "Slettet udkast" in camilla.get(LIST).main
    camilla.post(draft, {"handling": "findes-ikke"}, 404)
