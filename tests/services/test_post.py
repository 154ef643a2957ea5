"""The outbox: a letter leaves with its change, at least once, and arrives once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from portal.adapters.clock import FixedClock
from portal.services import post
from portal.services.ports import Letter, NotDelivered, Ports
from portal.store import outbox
from portal.store.engine import reading_session, writing_session
from portal.store.outbox import OutboxMessage
from tests.conftest import Database, MakeWork


def _message(work, key: str = "N03:1", **given) -> OutboxMessage:
    values = {"channel": "sms", "template": "N03", "recipient": "20 00 00 01", "body": "Tak.", "due_at": work.now}
    return OutboxMessage(key=key, created_at=work.now, **values | given)


def _mailbox(db: Database) -> list[str]:
    with reading_session(db.engine) as session:
        return [m.key for m in outbox.list_mailbox(session)]


def test_a_letter_is_delivered_once(db: Database, make_work: MakeWork, ports: Ports) -> None:
    work = make_work()
    work.post(_message(work))
    work.post(_message(work))
    work.session.commit()
    assert post.deliver_due(db.engine, ports) == 1
    assert post.deliver_due(db.engine, ports) == 0
    assert _mailbox(db) == ["N03:1"]


def test_a_change_that_is_undone_sends_nothing(db: Database, make_work: MakeWork, ports: Ports) -> None:
    work = make_work()
    work.post(_message(work))
    work.session.rollback()
    assert post.deliver_due(db.engine, ports) == 0


def test_a_letter_waits_for_its_time(db: Database, make_work: MakeWork, ports: Ports, clock: FixedClock) -> None:
    work = make_work()
    work.post(_message(work, due_at=work.now + timedelta(hours=1)))
    work.session.commit()
    assert post.deliver_due(db.engine, ports) == 0
    clock.advance(hours=1)
    assert post.deliver_due(db.engine, ports) == 1


class _Unwilling:
    def __init__(self) -> None:
        self.tries = 0

    def deliver(self, letter: Letter) -> None:
        self.tries += 1
        if self.tries < 3:
            raise NotDelivered("lukket")


def test_check_36_a_receiver_that_is_down_is_tried_again(
    db: Database, make_work: MakeWork, ports: Ports, clock: FixedClock
) -> None:
    work = make_work()
    work.post(_message(work))
    work.session.commit()
    unwilling = _Unwilling()
    stubborn = Ports(clock, ports.companies, unwilling)
    with capture_logs() as told:
        for _ in range(5):
            post.deliver_due(db.engine, stubborn)
            clock.advance(hours=1)
    assert unwilling.tries == 3
    assert [(line["event"], line["channel"]) for line in told] == 2 * [("not_delivered", "sms")]
    assert "lukket" not in str(told)


def test_check_36_a_sender_that_dies_after_delivering_does_no_harm(
    db: Database, make_work: MakeWork, ports: Ports, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = make_work()
    work.post(_message(work))
    work.session.commit()

    def die(*_args, **_kwargs) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(post, "_mark", die)
        with pytest.raises(SystemExit):
            post.deliver_due(db.engine, ports)
    clock.advance(minutes=5)
    assert post.deliver_due(db.engine, ports) == 1
    assert _mailbox(db) == ["N03:1"]
    with writing_session(db.engine) as session:
        assert session.query(OutboxMessage).one().sent_at is not None
