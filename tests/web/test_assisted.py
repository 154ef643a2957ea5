"""Filled in together on the telephone: only with a yes, only by who was told, marked, and the citizen's to put right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.outbox import OutboxMessage
from portal.store.people import Person
from portal.store.users import User
from tests.conftest import NOW
from tests.domain.test_values import NO_CHECK_DIGIT
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.test_citizen_enrolment import STEPS, preparing

URL = "/medarbejder/udfyld-sammen"
BIRGIT = {"cpr": "740367-0202", "programme": "senior_advisory_board", "way": "phone", "said_yes": "ja"}
NEW = {"cpr": "710166-1009", "first_name": "Olga", "last_name": "Ny", "home_municipality": "185"}


@pytest.fixture
def people(browse: Browse) -> dict:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        return {
            "birgit": make.citizen(person),
            "mette": make.caseworker(),
            "anders": make.caseworker(name="Anders Lund"),
            "else": make.caseworker("360", "Else Vang"),
        }


def stored(browse: Browse) -> Enrolment:
    with browse.session() as session:
        return session.query(Enrolment).one()


def begin(browse: Browse, **given: str) -> str:
    """Returns the address of the draft."""
    browse.get(URL)
    return browse.submit(BIRGIT | given).response.location.rsplit("/", 1)[0]


def send(browse: Browse) -> str:
    at = begin(browse)
    for step, answers in STEPS.items():
        browse.get(f"{at}/{step}")
        browse.submit(answers)
    browse.get(f"{at}/tjek")
    browse.submit({"heard": "ja"})
    assert browse.follow().h1 == "Tilmeldingen er sendt"
    return at


def test_the_citizen_says_yes_before_anything_is_shown(browse, people):
    browse.log_in(people["mette"])
    browse.get(URL)
    page = browse.submit({key: value for key, value in BIRGIT.items() if key != "said_yes"}, 422)
    assert "Spørg borgeren først" in page.main
    assert "Birgit" not in page.main


def test_sent_together_it_is_marked_everywhere_and_two_letters_go(browse, people):
    browse.log_in(people["mette"])
    send(browse)
    row = stored(browse)
    assert (row.state, row.assisted_way, row.assisted_by) == ("submitted", "phone", people["mette"].id)
    with browse.session() as session:
        letters = {one.template: one.body for one in session.query(OutboxMessage).filter_by(channel="digital_post")}
        trail = {one.action for one in session.query(AuditEntry).filter_by(object_id=row.id)}
    assert set(letters) == {"N03", "N03S"}
    assert "Mette Kjær fra Tårnby Kommune har udfyldt din tilmelding" in letters["N03S"]
    assert {"enrolment.assist", "enrolment.submit"} <= trail
    assert "Udfyldt sammen med Mette Kjær i telefonen." in browse.get(f"/medarbejder/tilmeldinger/{row.id}").main
    browse.log_in(people["birgit"])
    assert "Er svarene rigtige?" in browse.get("/min-side").main
    assert "Udfyldt sammen med Mette Kjær i telefonen." in browse.get(f"/min-side/tilmelding/{row.id}/kvittering").main


def test_nothing_is_sent_before_the_answers_were_heard(browse, people):
    browse.log_in(people["mette"])
    at = begin(browse)
    for step, answers in STEPS.items():
        browse.get(f"{at}/{step}")
        browse.submit(answers)
    browse.get(f"{at}/tjek")
    browse.submit({}, 422)
    assert stored(browse).state == "draft"


def test_what_is_missing_is_pointed_out(browse, people):
    browse.log_in(people["mette"])
    at = begin(browse)
    browse.get(f"{at}/tjek")
    page = browse.submit({"heard": "ja"}, 422)
    assert "Der mangler svar" in page.main


@pytest.mark.parametrize(("who", "status"), [("anders", 404), ("else", 404), ("birgit", 403)])
def test_only_the_helper_opens_the_draft(browse, people, who, status):
    browse.log_in(people["mette"])
    at = begin(browse)
    browse.log_in(people[who])
    for place in ("kontakt", "tjek", "kvittering"):
        browse.get(f"{at}/{place}", status)


def test_the_draft_shuts_when_the_citizen_goes_on_alone(browse, people):
    browse.log_in(people["mette"])
    at = begin(browse)
    browse.log_in(people["birgit"])
    browse.get("/tilmeld/seniorsporet/kontakt")
    browse.submit(STEPS["kontakt"])
    browse.log_in(people["mette"])
    browse.get(f"{at}/kontakt", 404)


def test_somebody_of_another_municipality_is_not_helped_here(browse, people):
    browse.log_in(people["else"])
    browse.get(URL)
    theirs = BIRGIT | {"programme": "recruitment_from_the_edge"}
    page = browse.submit(theirs | NEW | {"cpr": BIRGIT["cpr"], "home_municipality": "360"}, 422)
    assert "sin egen kommune" in page.main
    assert "Birgit" not in page.main


def test_a_number_alone_does_not_tell_whether_another_municipality_knows_it(browse, people):
    browse.log_in(people["else"])
    answers = []
    for number in (BIRGIT["cpr"], NEW["cpr"]):
        browse.get(URL)
        page = browse.submit(BIRGIT | {"programme": "recruitment_from_the_edge", "cpr": number}, 422)
        answers.append(page.errors())
    assert answers[0] == answers[1]
    assert "Borgeren er ny hos os" in answers[0]["first_name"]


def test_a_number_that_is_refused_leaves_a_line_without_the_number(browse, people):
    with preparing(browse) as session:
        session.get_one(User, people["anders"].id).related = [str(people["birgit"].person_id)]
    tries = [
        ("else", BIRGIT["cpr"], "not_known_here", people["birgit"].person_id),
        ("else", NEW["cpr"], "not_known_here", None),
        ("anders", BIRGIT["cpr"], "related", people["birgit"].person_id),
    ]
    for who, number, _why, _subject in tries:
        browse.log_in(people[who])
        browse.get(URL)
        place = {"programme": "recruitment_from_the_edge"} if who == "else" else {}
        browse.submit(BIRGIT | place | {"cpr": number}, 422)
    with browse.session() as session:
        lines = session.query(AuditEntry).filter_by(action="person.assist_refused").order_by(AuditEntry.id).all()
        found = [(one.actor_id, one.detail, one.subject_id) for one in lines]
    assert found == [(people[who].id, {"why": why}, subject) for who, _number, why, subject in tries]


def test_a_draft_that_is_the_helpers_no_more_is_not_listed(browse, people):
    browse.log_in(people["mette"])
    begin(browse)
    assert "Birgit" in browse.get(URL).main
    with preparing(browse) as session:
        session.get_one(User, people["mette"].id).related = [str(people["birgit"].person_id)]
    assert "Birgit" not in browse.get(URL).main


def test_what_the_citizen_has_put_right_is_not_undone_by_the_helpers_open_page(browse, people):
    browse.log_in(people["mette"])
    at = send(browse)
    row = stored(browse)
    browse.get(f"{at}/kontakt")
    citizen = browse.other().log_in(people["birgit"])
    citizen.get(f"/min-side/tilmelding/{row.id}/ret/kontakt")
    citizen.submit({"phone": "20 00 00 09"})
    browse.submit({"phone": "20 00 00 08"}, 409)
    assert stored(browse).answers["kontakt"]["phone"].replace(" ", "").endswith("20000009")


def test_a_newcomer_is_asked_for_a_name_and_found_again_by_mitid(browse, people):
    browse.log_in(people["mette"])
    browse.get(URL)
    page = browse.submit(BIRGIT | {"cpr": NEW["cpr"]}, 422)
    assert "Borgeren er ny hos os" in page.main
    browse.submit(BIRGIT | NEW)
    assert browse.follow().h1 == "Hvordan får vi bedst fat i dig?"
    with browse.session() as session:
        person = session.query(Enrolment).one().person_id
    assert person != people["birgit"].person_id


def test_h17_a_number_whose_last_digit_does_not_fit_is_pointed_out_and_taken(browse, people):
    """Valid numbers without it exist since 2007: staff are asked to look once more, and nothing is stopped."""
    finn = NEW | {"cpr": NO_CHECK_DIGIT, "first_name": "Finn", "last_name": "Rasch"}
    hint = "Det sidste tal i CPR-nummeret passer ikke med resten. Nummeret kan godt være rigtigt."
    browse.log_in(people["mette"])
    browse.get(URL)
    page = browse.submit(BIRGIT | {"cpr": finn["cpr"]}, 422)
    assert hint in page.soup.get_text()
    assert "cpr" not in page.errors()
    browse.submit(BIRGIT | finn)
    page = browse.follow()
    assert (page.h1, hint in page.soup.get_text()) == ("Hvordan får vi bedst fat i dig?", True)
    with browse.session() as session:
        assert session.get(Person, session.query(Enrolment).one().person_id).first_name == "Finn"
    browse.get(URL)
    browse.submit(BIRGIT)
    assert hint not in browse.follow().soup.get_text()


def test_the_citizen_corrects_and_it_is_judged_again_as_of_the_day_it_was_sent(browse, people):
    browse.log_in(people["mette"])
    send(browse)
    row = stored(browse)
    assert row.verdict["result"] == "maybe"
    browse.log_in(people["birgit"])
    browse.get(f"/min-side/tilmelding/{row.id}/ret/rammer")
    browse.submit(STEPS["rammer"] | {"unemployed_since-maaned": "11", "unemployed_since-dag": "1"})
    assert "Dit svar er rettet" in browse.follow().main
    after = stored(browse)
    assert after.state == "submitted"
    assert after.verdict["result"] == "unlikely"
    assert after.verdict["today"] == row.verdict["today"]


def test_the_citizen_takes_it_back_and_may_come_again(browse, people):
    browse.log_in(people["mette"])
    send(browse)
    row = stored(browse)
    browse.log_in(people["birgit"])
    browse.get(f"/min-side/tilmelding/{row.id}/tag-tilbage")
    browse.submit({})
    assert stored(browse).state == "withdrawn"
    assert "kom" in browse.get("/min-side").main.lower()


def test_who_rings_has_it_taken_back_by_the_helper(browse, people):
    browse.log_in(people["mette"])
    at = send(browse)
    browse.get(f"{at}/kvittering")
    browse.submit({})
    assert stored(browse).state == "withdrawn"


def test_after_the_days_of_regret_it_is_an_enrolment_like_any_other(browse, people):
    browse.log_in(people["mette"])
    at = send(browse)
    row = stored(browse)
    with preparing(browse) as session:
        session.get_one(Enrolment, row.id).assisted_until = NOW.date() - timedelta(days=1)
    assert "kan ikke rettes her længere" in browse.get(f"{at}/kvittering").main
    browse.log_in(people["birgit"])
    browse.get(f"/min-side/tilmelding/{row.id}/ret/rammer", 302)
    assert "ret svarene" not in browse.get(f"/min-side/tilmelding/{row.id}/kvittering").main
