"""Pauses, what is to be forgotten, quiet hours, and that one thing that fails does not stop the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from portal.domain.errors import Stale
from portal.services import callback, enrolment, review
from portal.services.background import rounds
from portal.services.callback import RequestCallback
from portal.services.work import COPENHAGEN
from portal.store.callbacks import CallbackRequest
from portal.store.engine import writing_session
from portal.store.enrolments import Enrolment
from portal.store.forms import SentForm
from portal.store.matches import Proposal
from portal.store.outbox import OutboxMessage
from portal.store.people import Person
from portal.store.users import LoginSession
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor
from tests.services.night import Night


def paused(make: Factory, person: Person | None = None) -> UUID:
    row = make.enrolment(
        person, state="paused", state_before="ready_for_match", deadline=date(2026, 12, 7), updated_at=NOW, ready_at=NOW
    )
    key = row.id
    make.session.commit()
    return key


def test_a_pause_that_has_come_to_its_day_is_asked_about_and_goes_on(make: Factory, night: Night) -> None:
    key = paused(make)
    night.at(2026, 12, 6).round()
    assert night.messages() == []
    for day in (7, 8, 9):
        night.at(2026, 12, day).round()
    night.at(2026, 12, 10).at_once(4)
    assert night.messages() == ["N26:sms"]
    assert night.actions(key) == ["enrolment.ask_resume"]
    row = night.row(Enrolment, key)
    assert (row.state, row.version) == ("paused", 1)


def test_a_second_pause_is_asked_about_as_well(make: Factory, make_work: MakeWork, night: Night) -> None:
    person = make.person()
    citizen = actor(make.citizen(person))
    key = paused(make, person)
    night.at(2026, 12, 7).round()
    night.at(2026, 12, 7, 11)
    row = night.row(Enrolment, key)
    work = make_work(citizen)
    enrolment.resume(work, enrolment.Resume(key, row.version))
    enrolment.pause(work, enrolment.Pause(key, row.version + 1, weeks=2))
    work.session.commit()
    night.at(2026, 12, 18).round()
    assert night.messages() == ["N26:sms"]
    night.at(2026, 12, 21).round()
    assert night.messages() == ["N26:sms", "N26:sms"]


def test_the_adviser_ends_the_pause_on_the_citizens_word(make: Factory, make_work: MakeWork) -> None:
    key = paused(make)
    work = make_work(actor(make.caseworker()))
    with pytest.raises(Stale):
        review.end_pause(work, review.EndPause(key, 7))
    for _ in range(2):
        review.end_pause(work, review.EndPause(key, 1))
    row = work.session.get_one(Enrolment, key)
    assert (row.state, row.state_before, row.deadline, row.version) == ("ready_for_match", None, None, 2)
    assert [entry.action for entry in work.trail] == ["enrolment.resume"]


def test_a_number_to_ring_is_gone_after_fourteen_days(make_work: MakeWork, night: Night) -> None:
    work = make_work()
    key = callback.request(work, RequestCallback("Birgit", "28 12 34 56", "any"))
    work.session.commit()
    night.at(2026, 12, 6, 23).round()
    assert night.row(CallbackRequest, key) is not None
    night.at(2026, 12, 7, 0).at_once(3)
    assert night.row(CallbackRequest, key) is None
    assert night.actions(key) == ["callback.requested", "callback.deleted"]


def test_log_ins_that_are_over_and_marks_of_forms_are_forgotten(make: Factory, night: Night) -> None:
    user = make.caseworker().id
    for number, (started, ended) in enumerate([(31, None), (29, None), (8, 8), (6, 6), (0, None)]):
        moment = NOW - timedelta(days=started)
        over = NOW - timedelta(days=ended) if ended is not None else None
        make.session.add(
            LoginSession(
                token_hash=bytes([number]) * 32, user_id=user, started_at=moment, seen_at=moment, ended_at=over
            )
        )
    make.session.add_all([SentForm(key="old", at=NOW - timedelta(days=8)), SentForm(key="new", at=NOW)])
    make.session.commit()
    night.round()
    with writing_session(night.db.engine) as session:
        left = sorted(one.token_hash[0] for one in session.scalars(select(LoginSession)))
        assert left == [1, 3, 4]
        assert session.scalars(select(SentForm.key)).all() == ["new"]


def test_postponed_proposals_come_back_and_approved_ones_go_out(make: Factory, night: Night) -> None:
    first = make.proposal(state="postponed", postponed_to=date(2026, 11, 30))
    second = make.proposal(first.enrolment, first.posting, state="approved", send_at=NOW + timedelta(minutes=10))
    keys = first.id, second.id
    make.session.commit()
    night.round()
    assert [night.row(Proposal, key).state for key in keys] == ["postponed", "approved"]
    night.clock.advance(minutes=10)
    assert night.round() == 1
    night.at(2026, 11, 30).round()
    assert [night.row(Proposal, key).state for key in keys] == ["computed", "sent_to_citizen"]


def _approved(make: Factory, at: datetime) -> None:
    make.proposal(state="approved", send_at=at)
    make.session.commit()


def test_an_sms_made_in_the_evening_goes_the_next_working_morning(make: Factory, night: Night) -> None:
    friday = datetime(2026, 11, 27, 19, 5, tzinfo=COPENHAGEN)
    _approved(make, friday)
    night.in_production().at(2026, 11, 27, 19, 5)
    assert night.round() == 0
    with writing_session(night.db.engine) as session:
        (due,) = session.scalars(select(OutboxMessage.due_at))
        assert due == datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
    assert night.at(2026, 11, 30, 8, 29).round() == 0
    assert night.at(2026, 11, 30, 8, 30).round() == 1


def test_in_the_demo_it_goes_at_once(make: Factory, night: Night) -> None:
    _approved(make, datetime(2026, 11, 27, 19, 5, tzinfo=COPENHAGEN))
    assert night.at(2026, 11, 27, 19, 5).round() == 1


def test_what_was_due_by_day_is_not_sent_at_night_after_a_standstill(make: Factory, make_work, night: Night) -> None:
    work = make_work()
    for channel in ("sms", "digital_post"):
        given = {"recipient": "x", "body": "Tak.", "created_at": NOW, "due_at": NOW, "template": "N03"}
        work.post(OutboxMessage(key=channel, channel=channel, **given))
    work.session.commit()
    assert night.in_production().at(2026, 11, 23, 22).round() == 1
    assert night.at(2026, 11, 24, 8).round() == 1


def test_the_daily_things_are_looked_for_once_an_hour_and_on_a_new_day(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[datetime] = []

    def look(work) -> int:
        seen.append(work.now)
        return 0

    monkeypatch.setattr(rounds, "HOURLY", (look,))
    for hour, minute in ((10, 0), (10, 2), (10, 59), (11, 0), (23, 40), (23, 59)):
        night.at(2026, 11, 23, hour, minute).round()
    night.at(2026, 11, 24, 0, 0).round()
    assert [moment.strftime("%H.%M") for moment in seen] == ["10.00", "11.00", "23.40", "00.00"]


def test_one_thing_that_fails_stops_neither_the_others_nor_the_letters(
    make: Factory, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(work) -> int:
        raise RuntimeError("i stykker")

    key = paused(make)
    monkeypatch.setattr(rounds, "HOURLY", (fail, *rounds.HOURLY))
    night.at(2026, 12, 7)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            night.round()
    assert night.actions(key) == ["enrolment.ask_resume"]
    with writing_session(night.db.engine) as session:
        unsent = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.sent_at.is_(None))
        assert session.scalar(unsent) == 0
