"""A portal that is killed amid its writing, or between sending and noting: nothing is lost, and nothing is doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import select

from portal.adapters.clock import FixedClock
from portal.services import post
from portal.services.ports import Ports
from portal.store import audit_chain
from portal.store.audit import AuditEntry
from portal.store.engine import reading_session, writing_session
from portal.store.enrolments import Enrolment
from portal.store.outbox import MailboxMessage, OutboxMessage
from tests.conftest import NOW, Database
from tests.factories import Factory
from tests.store.test_audit_chain import KEPT

pytestmark = pytest.mark.slow
PEOPLE = 24


@pytest.fixture
def written(db: Database) -> Database:
    with writing_session(db.engine) as session, session.begin():
        make = Factory(session, NOW)
        for _ in range(PEOPLE):
            make.enrolment(make.other_person())
    return db


def run(db: Database, what: str, count: int = 0, minutes: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.services.killed", db.url, what, str(count), str(minutes)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def look(db: Database) -> tuple[Counter[str], int, set[str]]:
    """Letters of each key, how many are submitted, and the numbers; each case is either whole or not there at all."""
    with reading_session(db.engine) as session:
        cases = session.scalars(select(Enrolment)).all()
        sent = {case.id for case in cases if case.number}
        audited = set(session.scalars(select(AuditEntry.object_id).where(AuditEntry.action == "enrolment.submit")))
        letters = session.scalars(select(OutboxMessage)).all()
        assert {case.id for case in cases if case.state == "submitted"} == sent == audited
        assert {case.id for case in cases if case.verdict} == sent
        assert len({letter.person_id for letter in letters}) == len(sent)
        assert audit_chain.verify(session, kept=KEPT).faults == ()
        return Counter(one.key for one in letters), len(sent), {case.number for case in cases if case.number}


def test_check_36_killed_amid_its_writing_it_has_written_all_of_a_case_or_nothing(written: Database) -> None:
    done, kills = 0, 0
    while done < PEOPLE:
        with run(written, "submit") as process:
            assert process.stdout is not None
            for n, _line in enumerate(process.stdout):
                if n == 2 + kills and kills < 4:
                    time.sleep(0.002 * kills)  # before, in and after the commit
                    process.send_signal(signal.SIGKILL)
                    kills += 1
                    break
        letters, now_done, numbers = look(written)
        assert now_done > done
        assert set(letters.values()) == {1}
        assert numbers == {f"T-2026-{n:06d}" for n in range(1, now_done + 1)}, "ingen huller"
        done = now_done
    assert kills == 4


def test_check_36_killed_between_sending_and_noting_each_letter_arrives_once(
    written: Database, ports: Ports, clock: FixedClock
) -> None:
    with run(written, "submit") as process:
        process.communicate()
    expected = set(look(written)[0])
    for turn in range(3):
        with run(written, "send", 3, minutes=10 * turn) as process:
            assert process.wait(60) == -signal.SIGKILL
    for _ in range(8):
        clock.advance(hours=5)
        post.deliver_due(written.engine, ports)
    with reading_session(written.engine) as session:
        assert Counter(session.scalars(select(MailboxMessage.key))) == Counter(expected)
        assert not session.scalars(select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None))).all()
