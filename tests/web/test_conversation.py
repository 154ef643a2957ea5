"""Beskeder on the pages: the citizen's thread, what Min side says of it, and the staff's answer."""

from __future__ import annotations

import pytest

from portal.store.conversations import Message
from portal.store.people import Person
from portal.store.users import User
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import birgit_in, preparing


def write(browse, case, body, *, from_citizen=False):
    with preparing(browse) as session:
        session.add(
            Message(
                operating_municipality="185",
                enrolment_id=case.id,
                person_id=case.person_id,
                from_citizen=from_citizen,
                author_name="Birgit Holm" if from_citizen else "Mette Kjær",
                body=body,
                at=NOW,
            )
        )


def adviser(browse, case):
    with preparing(browse) as session:
        user = session.get_one(User, case.assigned_to)
    return browse.other().log_in(user)


def test_an_empty_thread_invites_and_says_when_an_answer_comes(browse):
    case = birgit_in(browse, "admitted")
    browse.get("/min-side/beskeder", status=302)
    page = browse.get(f"/min-side/beskeder/{case.id}")
    assert "Du har ingen beskeder endnu. Skriv til Mette Kjær, når du har lyst." in page.main
    assert "Du får svar inden for 3 hverdage." in page.main
    assert "ring 112" in page.main


def test_a_message_goes_to_the_adviser_and_the_answer_comes_back(browse):
    case = birgit_in(browse, "admitted")
    browse.get(f"/min-side/beskeder/{case.id}")
    browse.submit({"text": "Kan vi flytte mødet?\nJeg kan tirsdag."})
    page = browse.follow()
    assert "Din besked er sendt klokken 10.00." in page.main
    assert "Kan vi flytte mødet?" in page.soup.select_one(".sv-thread__line--mine").get_text()

    staff = adviser(browse, case)
    desk = staff.get("/medarbejder")
    assert "Ny besked. Svar, eller ring." in desk.main
    assert "Venter på svar" in staff.get(f"/medarbejder/tilmeldinger/{case.id}").main
    staff.get(f"/medarbejder/tilmeldinger/{case.id}/beskeder")
    staff.submit({"text": "Ja, tirsdag klokken 10."})
    assert "Ny besked" not in staff.get("/medarbejder").main

    mine = browse.get("/min-side")
    assert "1 ny besked" in mine.main
    assert "Ja, tirsdag klokken 10." in browse.get(f"/min-side/beskeder/{case.id}").main


def test_read_is_said_with_one_press_and_the_card_goes(browse):
    case = birgit_in(browse, "admitted")
    write(browse, case, "Husk at svare på planen.")
    page = browse.get(f"/min-side/beskeder/{case.id}")
    assert "Ny" in page.soup.select_one(".sv-thread").get_text()
    browse.submit({"handling": "laest"}, form=0)
    assert "Jeg har læst det" not in browse.follow().main
    assert "ny besked" not in browse.get("/min-side").main


def test_staff_can_settle_what_was_talked_about(browse):
    case = birgit_in(browse, "admitted")
    write(browse, case, "Ring til mig", from_citizen=True)
    staff = adviser(browse, case)
    staff.get(f"/medarbejder/tilmeldinger/{case.id}/beskeder")
    staff.submit({"handling": "klaret"}, form=0)
    assert "Venter på svar" not in staff.follow().main


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_nothing_and_too_much_keep_what_was_typed(browse, text):
    case = birgit_in(browse, "admitted")
    browse.get(f"/min-side/beskeder/{case.id}")
    page = browse.submit({"text": text}, status=422)
    assert list(page.errors()) == ["text"]
    assert page.values()["text"] == text


def test_a_number_or_a_diagnosis_is_warned_about_and_still_sent(browse):
    case = birgit_in(browse, "admitted")
    browse.get(f"/min-side/beskeder/{case.id}")
    browse.submit({"text": "Mit nummer er 740367-0202, og jeg har migræne."})
    page = browse.follow()
    assert "Det ligner et CPR-nummer" in page.main
    assert "Skriv helst ikke diagnoser her" in page.main
    assert "migræne" in page.soup.select_one(".sv-thread").get_text()


def test_the_same_post_twice_is_one_message(browse):
    case = birgit_in(browse, "admitted")
    browse.get(f"/min-side/beskeder/{case.id}")
    sent = {**browse.page.values(), "text": "Hej"}
    for _ in range(2):
        browse.post(f"/min-side/beskeder/{case.id}", sent)
    assert len(browse.get(f"/min-side/beskeder/{case.id}").soup.select(".sv-thread__line")) == 1


def test_check_23_markup_in_a_message_is_only_text(browse):
    case = birgit_in(browse, "admitted")
    write(browse, case, "<script>alert(1)</script> & <b>fed</b>")
    page = browse.get(f"/min-side/beskeder/{case.id}")
    assert not page.soup.select_one(".sv-thread script, .sv-thread b")


def test_with_several_cases_one_chooses_and_a_draft_is_no_conversation(browse):
    case = birgit_in(browse, "admitted")
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = session.get_one(Person, case.person_id)
        other = make.enrolment(
            person,
            programme_code="sick_leave_social_investment",
            state="submitted",
            number="T-2026-000777",
        )
        draft = make.enrolment(person, programme_code="early_sick_leave_effort")
    page = browse.get("/min-side/beskeder")
    links = [link["href"] for link in page.soup.select(".sv-shortcuts a")]
    assert sorted(links) == sorted(f"/min-side/beskeder/{one.id}" for one in (case, other))
    browse.get(f"/min-side/beskeder/{draft.id}", status=404)
