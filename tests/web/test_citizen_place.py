"""What somebody on a waiting list sees: her number, a place that is offered, and three answers that are all alright."""

from __future__ import annotations

from datetime import date, timedelta

from portal.store.enrolments import Enrolment
from portal.store.offers import PlaceOffer
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import ball, birgit_in, preparing, state_of

CODE = "health_support"


def with_offer(browse, state="open"):
    """Birgit in line for Sundhed med på job, with a place that is offered to her."""
    row = birgit_in(browse, "waiting_list", programme_code=CODE, deadline=date(2026, 12, 21))
    with preparing(browse) as session:
        session.add(
            PlaceOffer(
                operating_municipality=row.operating_municipality,
                enrolment_id=row.id,
                person_id=row.person_id,
                state=state,
                deadline=date(2026, 11, 30),
                created_at=NOW,
            )
        )
    return row


def crowd(browse, people=20):
    """Others have all the places, and some have left during the year."""
    with preparing(browse) as session:
        make = Factory(session, NOW)
        given = {"programme_code": CODE, "admitted_at": NOW - timedelta(days=300)}
        for _one in range(people):
            make.enrolment(make.other_person(home="360"), state="in_placement", **given)
        for number in range(12):
            gone = NOW - timedelta(days=20 * number)
            make.enrolment(make.other_person(home="360"), state="closed", updated_at=gone, **given)


def test_the_number_and_a_range_stand_on_min_side(browse):
    birgit_in(browse, "waiting_list", programme_code=CODE)
    text = browse.get("/min-side").main
    assert "Du står på venteliste som nummer 1. Vi regner med cirka en uge." in text
    crowd(browse)
    text = browse.get("/min-side").main
    assert "Du står på venteliste som nummer 1. Vi regner med cirka 1 til 12 uger." in text


def test_without_experience_nothing_is_promised(browse):
    birgit_in(browse, "waiting_list", programme_code="sick_leave_social_investment")
    with preparing(browse) as session:
        make = Factory(session, NOW)
        for _one in range(120):
            given = {"programme_code": "sick_leave_social_investment", "admitted_at": NOW}
            make.enrolment(make.other_person(), state="admitted", **given)
    text = browse.get("/min-side").main
    assert "som nummer 1. Vi kan ikke sige endnu, hvor længe det tager." in text


def test_a_place_that_is_offered_is_the_next_step(browse):
    with_offer(browse)
    page = browse.get("/min-side")
    assert "Der er en plads til dig. Svar gerne senest mandag den 30. november." in page.main
    assert "Vi venter på dig" in ball(page)
    page = browse.get(page.soup.select_one(".sv-card--paper a.button")["href"])
    assert "Det er blevet din tur. Du kan komme med i Sundhed med på job nu." in page.main
    assert "Jeg vil ikke stå på ventelisten længere" in page.main


def test_yes_lets_her_in(browse):
    row = with_offer(browse)
    browse.get(f"/min-side/tilmelding/{row.id}/plads")
    assert browse.submit({"svar": "ja"}).location == "/min-side"
    assert "Du er med i Sundhed med på job. Velkommen." in browse.follow().main
    assert state_of(browse, Enrolment, row).state == "admitted"
    assert browse.get(f"/min-side/tilmelding/{row.id}/plads", 302).location == "/min-side"


def test_not_just_now_is_asked_again(browse):
    row = with_offer(browse)
    browse.get(f"/min-side/tilmelding/{row.id}/plads")
    browse.submit({"svar": "senere"})
    assert "Du beholder dit nummer, og vi spørger igen den 21. december 2026." in browse.follow().main
    assert state_of(browse, Enrolment, row).state == "paused"


def test_after_the_deadline_she_says_whether_she_still_wants_one(browse):
    row = with_offer(browse, "expired")
    page = browse.get("/min-side")
    assert "Du har stadig dit nummer i køen." in page.main
    page = browse.get(f"/min-side/tilmelding/{row.id}/plads")
    assert "Det er helt i orden. Den er givet videre, og du har stadig dit nummer i køen." in page.main
    browse.submit({"svar": "bliv"})
    assert "Du står stadig på ventelisten og får tilbudt den næste plads." in browse.follow().main
    assert "Du står på venteliste som nummer 1." in browse.get("/min-side").main


def test_no_answer_changes_nothing(browse):
    row = with_offer(browse)
    browse.get(f"/min-side/tilmelding/{row.id}/plads")
    assert browse.submit({"svar": "hvad"}).location == f"/min-side/tilmelding/{row.id}/plads"
    assert state_of(browse, Enrolment, row).state == "waiting_list"


def test_a_pause_says_what_it_keeps_and_how_long(browse):
    row = birgit_in(browse, "waiting_list", programme_code=CODE)
    text = browse.get(f"/min-side/tilmelding/{row.id}/pause").main
    assert "Du beholder dit nummer i køen i 30 dage." in text


def test_a_pause_with_a_place_says_that_one_can_always_come_back(browse):
    row = birgit_in(browse, "admitted", programme_code=CODE)
    text = browse.get(f"/min-side/tilmelding/{row.id}/pause").main
    assert "Vi holder din plads fri i 30 dage." in text
    assert "Du kan altid komme tilbage." in text
