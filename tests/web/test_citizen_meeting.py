"""Samtalen on the pages: a yes, another time, and a file for the calendar that tells nothing private."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal.store.meetings import Meeting
from portal.store.users import User
from tests.web.citizen_cases import birgit_in, preparing

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def case(browse):
    case = birgit_in(browse, "meeting_booked", deadline=date(2026, 11, 26))
    with preparing(browse) as session:
        session.add(
            Meeting(
                operating_municipality="185",
                enrolment_id=case.id,
                person_id=case.person_id,
                at=AT,
                minutes=45,
                place="office",
            )
        )
    return case


def test_min_side_leads_to_the_talk_and_a_yes_is_one_press(browse, case):
    page = browse.get("/min-side")
    assert "Du og Mette Kjær skal tale sammen torsdag den 26. november." in page.main
    assert page.soup.select_one(f"main a[href='/min-side/samtale/{case.id}']")
    page = browse.get(f"/min-side/samtale/{case.id}")
    assert "torsdag den 26. november klokken 10.00" in page.main
    browse.submit({"svar": "passer"}, form=0)
    page = browse.follow()
    assert "Du har sagt, at tiden passer." in page.main
    assert "Det passer mig" not in page.main


def test_another_time_reaches_the_adviser(browse, case):
    browse.get(f"/min-side/samtale/{case.id}")
    browse.submit({"wish": "Hellere fredag formiddag.", "svar": "anden"})
    assert "Du har bedt om en anden tid." in browse.follow().main
    with preparing(browse) as session:
        mette = session.get_one(User, case.assigned_to)
    staff = browse.other().log_in(mette)
    assert "Vil gerne have en anden tid til samtalen." in staff.get("/medarbejder").main
    assert "Hellere fredag formiddag." in staff.get(f"/medarbejder/tilmeldinger/{case.id}").main


def test_an_empty_wish_asks_kindly(browse, case):
    browse.get(f"/min-side/samtale/{case.id}")
    page = browse.submit({"wish": " ", "svar": "anden"}, status=422)
    assert page.errors() == {"wish": "Skriv et par tider, der passer dig, eller ring til os."}


def test_the_calendar_file_holds_the_time_and_nothing_private(browse, case):
    response = browse.get(f"/min-side/samtale/{case.id}/kalender.ics").response
    text = response.get_data(as_text=True)
    assert response.mimetype == "text/calendar"
    assert "DTSTART:20261126T090000Z\r\n" in text
    assert "DTEND:20261126T094500Z\r\n" in text
    assert "SUMMARY:Samtale med Mette Kjær\r\n" in text
    assert not any(word in text for word in ("Seniorsporet", "Birgit", "ledig", "jobcenter"))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_case_without_a_talk_has_no_page_for_it(browse):
    case = birgit_in(browse, "in_review")
    browse.get(f"/min-side/samtale/{case.id}", status=404)
    browse.get(f"/min-side/samtale/{case.id}/kalender.ics", status=404)
