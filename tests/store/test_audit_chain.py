"""The trail is a chain that nobody changes unseen: on both databases, from several sides at once, and without a lock."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from portal.store import audit_chain
from portal.store.audit import AccessEntry, AuditEntry
from portal.store.audit_chain import AuditLink, Head
from portal.store.base import new_id
from portal.store.engine import writing_session
from tests.conftest import NOW, Database

KEPT = {"audit_entry": NOW - timedelta(days=5 * 365), "access_entry": NOW - timedelta(days=400)}
ANNA = UUID(int=7)


def entry(**given: Any) -> AuditEntry:
    values = {"actor_role": "caseworker", "action": "plan.save", "noun": "plan", "object_id": new_id(), "at": NOW}
    return AuditEntry(**values | {"subject_id": ANNA, "detail": {"hours": 4.0, "kinds": ["a", "ø"]}} | given)


def look(at: datetime = NOW) -> AccessEntry:
    return AccessEntry(at=at, actor_role="caseworker", subject_id=ANNA, purpose="enrolment:review")


def write(engine: Engine, *rows: Any) -> None:
    with writing_session(engine) as session, session.begin():
        session.add_all(rows)


def verify(engine: Engine, expected: Head | None = None) -> audit_chain.Inspection:
    with writing_session(engine) as session:
        return audit_chain.verify(session, kept=KEPT, expected=expected)


def without_locks(db: Database, *statements: str) -> None:
    """What somebody does who owns the whole database: the triggers are taken away first."""
    with db.engine.begin() as connection:
        for table in ("audit_entry", "access_entry", "audit_link"):
            for verb in ("update", "delete"):
                on = f" ON {table}" if db.url.startswith("postgresql") else ""
                connection.execute(text(f"DROP TRIGGER {table}_no_{verb}{on}"))
        for statement in statements:
            connection.execute(text(statement))


def test_every_entry_is_linked_in_the_commit_that_makes_it_true(db: Database) -> None:
    write(db.engine, entry(), entry(detail={"n": 1e16, "small": 1.5e-7, "deep": {"x": [1.0, None]}}))
    write(db.engine, look())
    found = verify(db.engine)
    assert (found.faults, found.head.seq, found.older, found.expired) == ((), 3, 0, 0)


def test_what_is_undone_leaves_no_link(db: Database) -> None:
    with writing_session(db.engine) as session:
        session.add(entry())
        session.flush()
        session.rollback()
        session.add(entry())
        with session.begin_nested() as inner:
            session.add(entry())
            session.flush()
            inner.rollback()
        session.commit()
    found = verify(db.engine)
    assert (found.faults, found.head.seq) == ((), 1)


def test_writers_at_the_same_time_make_one_chain(db: Database) -> None:
    def many() -> None:
        for _ in range(10):
            write(db.engine, entry(), look())

    threads = [threading.Thread(target=many) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify(db.engine)
    assert (found.faults, found.head.seq) == ((), 120)


@pytest.mark.parametrize("table", ["audit_entry", "access_entry", "audit_link"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_check_31_the_database_refuses_to_change_the_trail(db: Database, table: str, verb: str) -> None:
    write(db.engine, entry(at=datetime.now(NOW.tzinfo)), look(datetime.now(NOW.tzinfo)))
    with db.engine.connect() as connection, pytest.raises(DatabaseError, match="append-only"):
        connection.execute(text(verb.format(table)))


def test_a_look_may_go_when_its_time_is_up_and_the_chain_still_holds(db: Database) -> None:
    write(db.engine, look(NOW - timedelta(days=500)), look())
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM access_entry WHERE at < :limit"), {"limit": NOW - timedelta(days=420)})
    found = verify(db.engine)
    assert (found.faults, found.expired) == ((), 1)


TAMPERING = {
    "changed": ("UPDATE audit_entry SET actor_role = 'admin' WHERE {second}", "Led 2: rækken audit_entry"),
    "removed": ("DELETE FROM audit_entry WHERE {second}", "Led 2: rækken audit_entry"),
    "link changed": ("UPDATE audit_link SET at = '2026-01-01 00:00:00+00:00' WHERE seq = 2", "Led 2: passer ikke"),
    "link removed": ("DELETE FROM audit_link WHERE seq = 2", "Led 2: der mangler led frem til 3"),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_check_31_tampering_is_found_at_the_row(db: Database, how: str) -> None:
    write(db.engine, *(entry() for _ in range(4)))
    statement, fault = TAMPERING[how]
    second = "id = (SELECT entry_id FROM audit_link WHERE seq = 2)"
    without_locks(db, statement.format(second=second))
    assert fault in verify(db.engine).faults[0]


def test_a_tail_cut_off_is_missed_by_who_noted_the_head(db: Database) -> None:
    write(db.engine, *(entry() for _ in range(3)))
    head = verify(db.engine).head
    write(db.engine, entry())
    assert verify(db.engine, head).faults == ()
    last = "(SELECT entry_id FROM audit_link WHERE seq >= 3)"
    without_locks(db, f"DELETE FROM audit_entry WHERE id IN {last}", "DELETE FROM audit_link WHERE seq >= 3")
    assert verify(db.engine).faults == ()
    assert "skåret af" in verify(db.engine, head).faults[0]


def test_a_row_slipped_in_beside_the_portal_is_found(db: Database) -> None:
    write(db.engine, entry())
    with db.engine.begin() as connection:
        connection.execute(AuditEntry.__table__.insert().values(id=new_id(), **_columns(entry(at=NOW))))
    assert "uden for kæden" in verify(db.engine).faults[0]


def _columns(row: AuditEntry) -> dict[str, Any]:
    return {c.name: getattr(row, c.name) for c in AuditEntry.__table__.columns if c.name != "id"}


def test_a_link_is_found_by_its_place(db: Database) -> None:
    write(db.engine, entry())
    with writing_session(db.engine) as session:
        link = session.get_one(AuditLink, 1)
        assert Head(link.seq, bytes(link.hash)) == audit_chain.head(session)
