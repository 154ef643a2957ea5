"""A call is promised for the next working day, and name and number go when we have talked or after 14 days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from portal.adapters.clock import FixedClock
from portal.domain.errors import NotFound
from portal.services import callback
from portal.services.callback import RequestCallback
from portal.store import callbacks
from tests.conftest import MakeWork

BIRGIT = RequestCallback("Birgit", "28 12 34 56", "afternoon")


def test_the_call_is_promised_for_the_next_working_day(make_work: MakeWork, clock: FixedClock) -> None:
    work = make_work()
    callback.request(work, BIRGIT)
    clock.advance(days=4)
    later = make_work()
    callback.request(later, BIRGIT)
    days = [waiting.call_on for waiting in callbacks.list_waiting(work.session)]
    assert days == [date(2026, 11, 24), date(2026, 11, 30)]


def test_name_and_number_cannot_be_read_in_the_database(make_work: MakeWork) -> None:
    work = make_work()
    callback.request(work, BIRGIT)
    stored = work.session.execute(text("SELECT first_name, phone FROM callback_request")).one()
    assert all(b"Birgit" not in bytes(value) and b"28 12" not in bytes(value) for value in stored)
    (waiting,) = callbacks.list_waiting(work.session)
    assert (waiting.first_name, waiting.phone) == ("Birgit", "28 12 34 56")


def test_when_we_have_talked_nothing_is_left(make_work: MakeWork) -> None:
    work = make_work()
    callback_id = callback.request(work, BIRGIT)
    callback.finish(work, callback_id)
    callback.finish(work, callback_id)
    work.session.flush()
    with pytest.raises(NotFound):
        callbacks.get(work.session, callback_id)
    assert [entry.action for entry in work.trail] == ["callback.requested", "callback.finished"]


def test_after_14_days_it_is_deleted_and_not_before(make_work: MakeWork, clock: FixedClock) -> None:
    callback.request(make_work(), BIRGIT)
    clock.moment += timedelta(days=13)
    assert callback.delete_due(make_work()) == 0
    clock.advance(days=1)
    assert callback.delete_due(make_work()) == 1
    assert callback.delete_due(make_work()) == 0
