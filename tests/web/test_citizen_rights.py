"""Mine valg and Mine oplysninger: what I have said, what is known of me, and all of it to take away."""

from __future__ import annotations

import json
from datetime import date

from portal.store.enrolments import Enrolment
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import birgit_in, birgit_with_proposal, preparing, state_of


def test_a_permission_is_taken_back_with_one_press_and_the_day_stands_there(browse):
    case = birgit_in(browse)
    browse.get("/min-side/valg", status=302)
    page = browse.get(f"/min-side/valg/{case.id}")
    assert page.main.count("Du sagde ja den 23. november 2026.") == 3
    browse.submit({"valg": "profile:no"}, form=0)
    page = browse.follow()
    assert "Dit valg er gemt. Det gælder fra nu." in page.main
    assert "Du sagde nej den 23. november 2026." in page.soup.select_one("main .sv-card").get_text()
    assert state_of(browse, Enrolment, case).answers["deling"]["profile"] == "no"


def test_every_choice_tells_who_uses_it(browse):
    case = birgit_in(browse)
    cards = browse.get(f"/min-side/valg/{case.id}").soup.select("main .sv-card")
    assert len(cards) == 5
    assert all("Det bruger" in card.get_text() for card in cards)


def test_nonsense_changes_nothing(browse):
    case = birgit_in(browse)
    browse.get(f"/min-side/valg/{case.id}")
    browse.post(f"/min-side/valg/{case.id}", {"valg": "cpr:yes"})
    assert "Vælg ja eller nej." in browse.follow().main


def test_a_draft_and_nothing_at_all_have_no_choices(browse):
    case = birgit_in(browse, "draft")
    browse.get(f"/min-side/valg/{case.id}", status=404)
    assert "Der er ikke noget lige nu" in browse.get("/min-side/valg").main


def test_what_is_known_stands_with_its_source_and_the_number_is_masked(browse):
    birgit_in(browse)
    page = browse.get("/min-side/oplysninger")
    headings = [heading.get_text(strip=True) for heading in page.soup.select("main h2")]
    assert headings[:3] == ["Hentet fra CPR", "Hentet fra kommunen", "Det har du selv skrevet"]
    assert "740367-····" in page.main
    assert "0202" not in page.main
    assert "Dragør Kommune" in page.main
    assert "4. maj 2026" in page.main


def test_a_protected_address_is_not_shown(browse):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        user = make.citizen(make.person(address_protected=True))
    page = browse.log_in(user).get("/min-side/oplysninger")
    assert "Strandvejen" not in page.main
    assert "Din adresse er beskyttet." in page.main


def test_all_of_it_can_be_taken_away_and_nothing_of_others(browse):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        make.citizen(make.other_person(first_name="Hemmelige"))
    birgit_with_proposal(browse, citizen_deadline=date(2026, 11, 30))
    response = browse.get("/min-side/oplysninger/hent.json").response
    assert response.mimetype == "application/json"
    assert "attachment" in response.headers["Content-Disposition"]
    data = json.loads(response.get_data(as_text=True))
    assert data["person"]["cpr"] == "7403670202"
    assert data["enrolments"][0]["answers"]["kontakt"]["phone"] == "20 00 00 01"
    assert data["proposals"][0]["title"] == "Bogholder"
    assert "Hemmelige" not in json.dumps(data)
    assert "Kastrup Kontorservice" not in json.dumps(data), "navnet kommer først, når begge har sagt ja"


def test_a_proposal_that_nobody_has_sent_is_not_there_yet(browse):
    birgit_with_proposal(browse, "computed")
    data = json.loads(browse.get("/min-side/oplysninger/hent.json").response.get_data(as_text=True))
    assert data["proposals"] == []
