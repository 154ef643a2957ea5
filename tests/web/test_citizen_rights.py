"""Mine valg and Mine oplysninger: what I have said, what is known of me, and all of it to take away."""

from __future__ import annotations

import json
from datetime import date, timedelta

from portal.services.permissions import text_version
from portal.store.audit import AccessEntry
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from portal.store.subject_rows import tables_about_people
from portal.web.citizen.own_data_paper import topics
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import birgit_in, birgit_with_proposal, preparing, state_of
from tests.web.papers import fetch


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
    tables = data["tables"]
    assert tables["person"][0]["cpr"] == "7403670202"
    assert tables["enrolment"][0]["answers"]["kontakt"]["phone"] == "20 00 00 01"
    assert tables["proposal"][0]["distance_km"] == 8.2
    assert "Hemmelige" not in json.dumps(data)
    assert "Kastrup Kontorservice" not in json.dumps(data), "navnet kommer først, når begge har sagt ja"


def test_a_proposal_that_nobody_has_sent_is_not_there_yet(browse):
    birgit_with_proposal(browse, "computed")
    data = json.loads(browse.get("/min-side/oplysninger/hent.json").response.get_data(as_text=True))
    assert "proposal" not in data["tables"]


def looked(browse, person_id, days_ago=0, **given):
    values = {"actor_role": "caseworker", "municipality": "185", "purpose": "enrolment:review"} | given
    with preparing(browse) as session:
        session.add(AccessEntry(at=NOW - timedelta(days=days_ago), subject_id=person_id, **values))


def test_who_has_looked_stands_with_day_purpose_role_and_place(browse):
    case = birgit_in(browse)
    looked(browse, case.person_id)
    looked(browse, case.person_id)
    looked(browse, case.person_id, days_ago=200)
    page = browse.get("/min-side/oplysninger")
    rows = [" ".join(row.get_text(" ", strip=True).split()) for row in page.soup.select(".sv-history li")]
    assert rows == ["23. november 2026, 2 gange Åbnede din sag Sagsbehandler, Tårnby Kommune"]
    assert "Mette" not in " ".join(rows)


def test_a_company_is_named_only_when_both_have_said_yes(browse):
    proposal = birgit_with_proposal(browse, "sent_to_company")
    viewer = {"actor_role": "company_user", "municipality": None, "purpose": "candidate:answer"}
    looked(browse, proposal.person_id, company_id=proposal.company_id, **viewer)
    assert "Læste om dig som kandidat En virksomhed" in browse.get("/min-side/oplysninger").main
    with preparing(browse) as session:
        session.get(Proposal, proposal.id).state = "company_yes"
    assert "Læste om dig som kandidat Kastrup Kontorservice ApS" in browse.get("/min-side/oplysninger").main


def test_a_long_list_is_folded(browse):
    case = birgit_in(browse)
    for day in range(12):
        looked(browse, case.person_id, days_ago=day)
    page = browse.get("/min-side/oplysninger")
    assert len(page.soup.select("details .sv-history li")) == 4
    assert len(page.soup.select(".sv-history li")) == 12


def test_nobody_has_looked(browse):
    birgit_in(browse)
    assert "Ingen har åbnet din sag endnu." in browse.get("/min-side/oplysninger").main


def test_all_of_it_on_paper_is_her_pages_and_a_list_of_everything_kept(browse):
    birgit_with_proposal(browse, citizen_deadline=date(2026, 11, 30))
    paper = fetch(browse, "/min-side/oplysninger/hent.pdf")
    for words in ("Mine oplysninger", "Hentet fra CPR", "Din plan", "Vi har et forslag til dig", "Alt, hvad vi gemmer"):
        assert words in paper.text
    assert "Kastrup Kontorservice" not in paper.text
    assert "7403670202" not in paper.text.replace("-", "")
    assert paper.tags["/Table"] == 1


def test_what_is_kept_about_a_person_is_called_by_names_people_know(browse):
    assert set(topics()) <= {table.name for table in tables_about_people()}
    birgit_in(browse)
    text = fetch(browse, "/min-side/oplysninger/hent.pdf").text
    kept = text[text.index("Alt, hvad vi gemmer om dig") :]
    assert "Tilmeldinger 1" in kept
    assert "enrolment" not in kept


def test_what_companies_may_see_stands_with_its_day_and_is_in_the_export(browse):
    """The yes is read with its text, stands among her data without the company's name, and ends when she regrets."""
    proposal = birgit_with_proposal(browse)
    page = browse.get(f"/min-side/forslag/{proposal.id}")
    read = "Siger du ja, spørger vi virksomheden. De ser opgaver, timer og start, men ikke dit navn. "
    read += "Siger de også ja, ser de dit navn."
    assert read in page.main
    browse.submit({"svar": "ja"})
    shown = browse.get("/min-side/oplysninger").main
    assert "Dit navn En virksomhed. Du sagde ja den 23. november 2026 her på siden." in shown
    assert "De ser det kun, hvis de også siger ja." in shown
    tables = json.loads(browse.get("/min-side/oplysninger/hent.json").response.get_data(as_text=True))["tables"]
    assert {(one["field"], one["channel"], one["text_version"]) for one in tables["disclosure_consent"]} == {
        (field, "self", text_version(read)) for field in ("profile", "name")
    }
    browse.get(f"/min-side/forslag/{proposal.id}")
    browse.submit({"svar": "nej"})
    assert browse.get("/min-side/oplysninger").main.count("Det stoppede den 23. november 2026.") == 2
