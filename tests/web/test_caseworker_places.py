"""Staff and project managers see places and lines; what is written beside the buttons says why a place is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.access import ANONYMOUS, Role
from portal.services import places
from portal.services.work import Work
from portal.store.enrolments import Enrolment
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import preparing, state_of

CODE, SLUG = "health_support", "sundhed-med-paa-job"


def lolland(browse, people=20, **more):
    """People in the places, and one more case for each state that is named, who enrolled some days ago."""
    with preparing(browse) as session:
        make = Factory(session, NOW)
        given = {"programme_code": CODE, "admitted_at": NOW - timedelta(days=300)}
        for _one in range(people):
            make.enrolment(make.other_person(home="360"), state="in_placement", **given)
        rows = {
            state: make.enrolment(
                make.other_person(home="360"),
                programme_code=CODE,
                state=state,
                submitted_at=NOW - timedelta(days=days),
            )
            for state, days in more.items()
        }
        john = make.caseworker("360", "John Stald")
    browse.log_in(john)
    return rows


@pytest.mark.parametrize(("people", "word"), [(19, "Åbent"), (20, "Venteliste")])
def test_the_state_is_the_same_word_everywhere(browse, people, word):
    lolland(browse, people)
    rows = [row.get_text(" ", strip=True) for row in browse.get("/medarbejder/pladser").soup.select("tbody tr")]
    assert word in next(row for row in rows if row.startswith("Sundhed med på job"))
    assert word in browse.get(f"/tilbud/{SLUG}").soup.select_one("main .sv-tag").get_text()
    cards = [card.get_text(" ", strip=True) for card in browse.get("/tilbud").soup.select(".sv-programme")]
    assert next(card for card in cards if "Sundhed med på job" in card).startswith(word)


def test_a_full_programme_leads_to_its_line_in_public(browse):
    lolland(browse)
    page = browse.get(f"/tilbud/{SLUG}")
    assert "Alle 20 pladser er taget lige nu. Du kan skrive dig på venteliste." in page.main
    assert "Skriv mig på venteliste" in page.main
    assert browse.get(f"/tilmeld/{SLUG}", 200).h1 == "Skriv dig på venteliste til Sundhed med på job"


@pytest.mark.parametrize("people", [19, 20])
def test_the_front_page_says_when_only_lines_are_open(browse, people):
    lolland(browse, people)
    parts = browse.app.extensions["portal"]
    only = tuple(one for one in parts.house.programmes if one.code == CODE)
    browse.app.extensions["portal"] = replace(parts, house=replace(parts.house, programmes=only))
    text = browse.get("/").main
    assert ("Lige nu er der ingen ledige pladser" in text) == (people == 20)
    assert ("Du kan skrive dig på venteliste." in text) == (people == 20)


def test_staff_see_the_line_in_order_and_by_name(browse):
    rows = lolland(browse, waiting_list=9, paused=3)
    with preparing(browse) as session:
        row = session.get(Enrolment, rows["paused"].id)
        row.state_before, row.paused_on = "waiting_list", NOW.date()
    page = browse.get(f"/medarbejder/pladser/{SLUG}")
    cells = [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    assert len(cells) == 2
    assert cells[0].startswith("1 ")
    assert "I køen" in cells[0]
    assert "Pause til" in cells[1]
    assert "20 af 20 i brug" in page.main


def test_a_project_manager_sees_numbers_and_no_names(browse):
    lolland(browse, waiting_list=9)
    with preparing(browse) as session:
        manager = Factory(session, NOW).user(Role.PROGRAMME_MANAGER, "Camilla Rask", municipalities=["360"])
    browse.log_in(manager)
    page = browse.get(f"/medarbejder/pladser/{SLUG}")
    assert "På venteliste: færre end 5." in page.main
    assert not page.soup.select("tbody tr")


def test_another_municipalitys_programme_is_not_there(browse):
    lolland(browse)
    browse.get("/medarbejder/pladser/seniorsporet", 404)
    browse.get("/medarbejder/pladser/findes-ikke", 404)


def test_where_there_is_no_place_the_reason_stands_instead_of_the_button(browse):
    rows = lolland(browse, in_review=2)
    page = browse.get(f"/medarbejder/tilmeldinger/{rows['in_review'].id}")
    assert "Alle 20 pladser er i brug. Den næste, der bliver ledig, går til den, der står først i køen." in page.main
    names = {button.get("value") for button in page.soup.select("button[name=handling]")}
    assert "put_on_waiting_list" in names
    assert "admit" not in names


def test_where_there_is_a_place_nobody_is_put_in_a_line(browse):
    rows = lolland(browse, 19, in_review=2)
    page = browse.get(f"/medarbejder/tilmeldinger/{rows['in_review'].id}")
    names = {button.get("value") for button in page.soup.select("button[name=handling]")}
    assert "Der er plads i Sundhed med på job." in page.main
    assert "admit" in names
    assert "put_on_waiting_list" not in names


def test_who_has_not_answered_is_rung_and_put_back_in_turn(browse, app_ports):
    rows = lolland(browse, 19, waiting_list=9)
    row = rows["waiting_list"]
    with preparing(browse) as session:
        house = browse.app.extensions["portal"].house
        at = [Work(session, ANONYMOUS, NOW + timedelta(days=days), house, app_ports) for days in (-10, 0)]
        assert places.offer_places(at[0]) == 1
        assert places.expire_offers(at[1]) == 1
    assert "Det er ikke et nej. Ring." in browse.get("/medarbejder").main
    page = browse.get(f"/medarbejder/tilmeldinger/{row.id}")
    assert "Borgeren svarede ikke på den plads, vi tilbød." in page.main
    version = page.soup.select_one("input[name=version]")["value"]
    browse.post(f"/medarbejder/tilmeldinger/{row.id}", {"handling": "place_settle", "version": version})
    assert "får tilbudt den næste plads" in browse.follow().main
    assert state_of(browse, Enrolment, row).state == "waiting_list"


def test_a_tie_is_broken_on_the_page_with_a_reason(browse):
    first = lolland(browse, 20, waiting_list=0)["waiting_list"]
    page = browse.get(f"/medarbejder/tilmeldinger/{first.id}")
    assert "Sæt først" not in page.main, "alone on her day, so that the day decides"
    with preparing(browse) as session:
        person = Factory(session, NOW).person(cpr="690968-0210", home="360", last_name="Senere")
        at = NOW + timedelta(minutes=5)
        late = Factory(session, NOW).enrolment(
            person, programme_code=CODE, state="waiting_list", number="T-9", submitted_at=at
        )
    here = f"/medarbejder/tilmeldinger/{late.id}"
    assert "Nummer 2 i køen." in browse.get(here).main
    deed = {"handling": "put_first", "version": 1, "first_reason": ""}
    assert browse.post(here, deed, 422).errors() == {"first_reason": "Skriv, hvorfor borgeren skal stå først."}
    browse.post(here, deed | {"first_reason": "Behandlingen venter ikke."})
    page = browse.get(here)
    assert "Nummer 1 i køen." in page.main
    assert "Sat først af dem fra samme dag: Behandlingen venter ikke." in page.main
    line = browse.get(f"/medarbejder/pladser/{SLUG}")
    assert "I køen, sat først den dag" in line.main
    assert "Behandlingen" not in line.main


def test_staff_put_a_case_on_a_pause_they_have_talked_about(browse):
    row = lolland(browse, 19, admitted=9)["admitted"]
    here = f"/medarbejder/tilmeldinger/{row.id}"
    assert "Hold en pause" in browse.get(here).main
    deed = {"handling": "pause", "version": 1, "pause_weeks": "4"}
    refused = browse.post(here, deed, 422)
    assert refused.errors() == {"pause_talked": "Tal med borgeren først. En pause er noget, I er enige om."}
    assert refused.soup.select_one("input[name=pause_weeks][value='4']").has_attr("checked")
    browse.post(here, deed | {"pause_talked": "y"})
    assert "Sagen er på pause." in browse.follow().main
    assert "Borgeren er klar – slut pausen" in browse.get(here).main
