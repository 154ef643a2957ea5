"""The talk: arranged, accepted, moved and held. To need another time is never a minus."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.domain.errors import NotFound, Refused, Stale
from portal.services.meeting import AcceptMeeting, AskOtherTime, accept_meeting, ask_other_time
from portal.services.review import BookMeeting, MeetingDone, book_meeting, meeting_done
from portal.store import meetings
from tests.conftest import NOW
from tests.factories import actor


@pytest.fixture
def case(make):
    return make.enrolment(state="in_review")


@pytest.fixture
def citizen(make, case):
    return actor(make.citizen(case.person))


@pytest.fixture
def mette(make):
    return actor(make.caseworker())


def book(work, case, days=2):
    book_meeting(work, BookMeeting(case.id, case.version, NOW + timedelta(days=days), "walk"))
    return meetings.find(work.session, case.id)


def test_a_yes_is_kept_and_twice_is_once(make_work, case, citizen, mette):
    meeting = book(make_work(mette), case)
    accept_meeting(make_work(citizen), AcceptMeeting(case.id, meeting.version))
    work = make_work(citizen)
    accept_meeting(work, AcceptMeeting(case.id, meeting.version))
    assert work.trail == []
    assert meetings.find(work.session, case.id).answer == "accepted"


def test_another_time_waits_for_staff_until_the_talk_is_moved(make_work, case, citizen, mette):
    meeting = book(make_work(mette), case)
    work = make_work(citizen)
    ask_other_time(work, AskOtherTime(case.id, meeting.version, " Hellere torsdag. "))
    assert meetings.find(work.session, case.id).wish == "Hellere torsdag."
    assert case.state == "meeting_booked", "intet er aflyst, og intet tæller imod hende"
    assert [one.short_name for one in meetings.list_waiting(work.session, mette.municipalities)] == ["Birgit H."]
    assert meetings.list_waiting(work.session, frozenset({"360"})) == []
    moved = book(make_work(mette), case, days=4)
    assert (moved.answer, moved.wish) == ("", "")
    assert meetings.list_waiting(work.session, mette.municipalities) == []


def test_nobody_accepts_another_time_than_the_one_she_read(make_work, case, citizen, mette):
    read = book(make_work(mette), case)
    book(make_work(mette), case, days=4)
    with pytest.raises(Stale):
        accept_meeting(make_work(citizen), AcceptMeeting(case.id, read.version))


def test_after_the_talk_there_is_nothing_to_answer(make_work, case, citizen, mette):
    meeting = book(make_work(mette), case)
    meeting_done(make_work(mette), MeetingDone(case.id, case.version))
    with pytest.raises(Refused):
        accept_meeting(make_work(citizen), AcceptMeeting(case.id, meeting.version))


def test_only_her_own_and_only_where_there_is_one(make_work, make, case, citizen, mette):
    with pytest.raises(NotFound):
        accept_meeting(make_work(citizen), AcceptMeeting(case.id, 1))
    meeting = book(make_work(mette), case)
    with pytest.raises(NotFound):
        accept_meeting(make_work(actor(make.citizen(make.other_person()))), AcceptMeeting(case.id, meeting.version))
