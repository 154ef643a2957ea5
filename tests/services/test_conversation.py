"""The conversation between citizen and staff: who may write, what counts as answered, and what is told outside."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.services.conversation import SettleMessages, WriteMessage, settle_messages, write_message
from portal.store import conversations
from portal.store.audit import AuditEntry
from portal.store.conversations import Message
from portal.store.outbox import OutboxMessage
from tests.factories import actor


@pytest.fixture
def case(make):
    return make.enrolment(state="admitted")


@pytest.fixture
def citizen(make, case):
    return actor(make.citizen(case.person))


@pytest.fixture
def mette(make):
    return actor(make.caseworker())


def test_both_sides_write_in_one_thread_and_an_answer_settles_what_came_before(make_work, case, citizen, mette):
    write_message(make_work(citizen), WriteMessage(case.id, "  Hvornår hører jeg fra jer?  "))
    work = make_work(mette)
    assert [one.short_name for one in conversations.list_waiting(work.session, mette.municipalities)] == ["Birgit H."]
    write_message(work, WriteMessage(case.id, "Jeg ringer i morgen."))
    thread = conversations.list_of_enrolment(work.session, case.id)
    assert [(one.from_citizen, one.body, one.settled_at is None) for one in thread] == [
        (True, "Hvornår hører jeg fra jer?", False),
        (False, "Jeg ringer i morgen.", True),
    ]
    assert conversations.list_waiting(work.session, mette.municipalities) == []
    assert conversations.count_unread(work.session, case.person_id) == {case.id: 1}


def test_reading_and_talking_settle_without_an_answer(make_work, case, citizen, mette):
    write_message(make_work(mette), WriteMessage(case.id, "Husk mødet."))
    write_message(make_work(citizen), WriteMessage(case.id, "Ja tak."))
    write_message(make_work(mette), WriteMessage(case.id, "Godt."))
    work = make_work(citizen)
    settle_messages(work, SettleMessages(case.id))
    assert conversations.count_unread(work.session, case.person_id) == {}
    before = len(work.trail)
    settle_messages(work, SettleMessages(case.id))
    assert len(work.trail) == before, "intet ventede, så intet er sket"


def test_five_messages_a_day_are_one_sms_and_none_tells_what_was_written(make_work, case, citizen, mette):
    for number in range(5):
        write_message(make_work(mette), WriteMessage(case.id, f"Hemmelig besked {number}"))
    write_message(make_work(citizen), WriteMessage(case.id, "Tak"))
    told = make_work().session.scalars(select(OutboxMessage)).all()
    assert [(one.channel, one.template) for one in told] == [("sms", "N12")]
    assert "Hemmelig" not in told[0].body


def test_nobody_else_has_a_side(make_work, make, case):
    strangers = [actor(make.citizen(make.other_person())), actor(make.caseworker("360")), actor(make.company_user())]
    for stranger in strangers:
        with pytest.raises(NotFound):
            write_message(make_work(stranger), WriteMessage(case.id, "Hej"))
        with pytest.raises(NotFound):
            settle_messages(make_work(stranger), SettleMessages(case.id))


@pytest.mark.parametrize("state", ["draft", "deleted"])
def test_before_it_is_sent_there_is_nobody_to_write_to(make_work, make, state):
    draft = make.enrolment(state=state)
    with pytest.raises(NotFound):
        write_message(make_work(actor(make.citizen(draft.person))), WriteMessage(draft.id, "Hej"))


def test_what_is_written_is_encrypted_and_stays_out_of_the_trail(make_work, case, citizen):
    work = make_work(citizen)
    write_message(work, WriteMessage(case.id, "Noget helt privat"))
    raw = work.session.connection().exec_driver_sql("select body from message").scalar_one()
    assert b"privat" not in bytes(raw)
    assert work.session.scalars(select(Message)).one().body == "Noget helt privat"
    assert all("privat" not in str(entry.detail) for entry in work.session.scalars(select(AuditEntry)))
