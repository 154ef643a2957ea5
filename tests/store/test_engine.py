"""The database's promises: pages cannot write, writers do not collide, personal data is unreadable outside."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from portal.domain.access import Role
from portal.domain.values import Cpr
from portal.store import numbers, people
from portal.store.base import new_id
from portal.store.crypto import KeyRing, Undecryptable
from portal.store.engine import ReadOnly, reading_session, writing_session
from portal.store.people import Person
from portal.store.users import User
from tests.conftest import Database
from tests.factories import Factory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_check_10_a_reading_session_refuses_rows_and_bulk_statements(db: Database) -> None:
    with reading_session(db.engine) as session:
        session.add(User(name="X", role=Role.ADMIN))
        with pytest.raises(ReadOnly):
            session.flush()
    with reading_session(db.engine) as session, pytest.raises(ReadOnly):
        session.execute(update(User).values(name="Y"))


def test_two_writers_at_once_both_get_their_number(db: Database) -> None:
    with writing_session(db.engine) as session, session.begin():
        numbers.next_number(session, "T")
    got: list[int] = []

    def take() -> None:
        for _ in range(10):
            with writing_session(db.engine) as session, session.begin():
                got.append(numbers.next_number(session, "T"))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(2, 42))


def test_check_26_a_cpr_number_is_found_by_its_hash_and_unreadable_in_the_database(db: Database) -> None:
    with writing_session(db.engine) as session, session.begin():
        person = Factory(session, NOW).person()
        found = people.find_by_cpr(session, Cpr.parse("740367-0202", allow_fictive=True))
        assert found is person
    with db.engine.connect() as connection:
        row = connection.execute(text("SELECT cpr, cpr_hash, email, phone, address FROM person")).one()
    raw = b"".join(bytes(value) for value in row)
    assert b"7403670202" not in raw
    assert b"birgit" not in raw
    assert b"Strandvejen" not in raw


def test_encrypted_text_comes_back(db: Database) -> None:
    with writing_session(db.engine) as session, session.begin():
        Factory(session, NOW).person(email="æøå@example.dk")
    with reading_session(db.engine) as session:
        person = session.query(Person).one()
        assert person.email == "æøå@example.dk"
        assert person.known_facts == {
            "benefit": "unemployment_benefit",
            "unemployed_since": "2026-05-04",
            "has_employer": "no",
        }


def test_a_sealed_value_cannot_be_moved_or_changed() -> None:
    keys = KeyRing(((1, b"k" * 32),))
    sealed = keys.encrypt(b"hemmeligt", "person.cpr")
    assert keys.decrypt(sealed, "person.cpr") == b"hemmeligt"
    for bad, context in ((sealed, "person.email"), (sealed[:-1] + b"x", "person.cpr"), (b"", "person.cpr")):
        with pytest.raises(Undecryptable):
            keys.decrypt(bad, context)


def test_check_28_keys_can_be_rotated() -> None:
    old = KeyRing(((1, b"a" * 32),))
    both = KeyRing(((2, b"b" * 32), (1, b"a" * 32)))
    new_alone = KeyRing(((2, b"b" * 32),))
    assert both.decrypt(old.encrypt(b"x", "c"), "c") == b"x"
    assert both.lookup_hashes("1", "c") == [new_alone.lookup_hash("1", "c"), old.lookup_hash("1", "c")]
    with pytest.raises(Undecryptable):
        old.decrypt(both.encrypt(b"x", "c"), "c")
    assert new_alone.decrypt(both.encrypt(b"x", "c"), "c") == b"x"


def test_ids_sort_by_time_and_are_version_seven() -> None:
    ids = [new_id() for _ in range(2000)]
    assert all(i.version == 7 for i in ids)
    assert len(set(ids)) == len(ids)
    assert [i.int >> 80 for i in ids] == sorted(i.int >> 80 for i in ids)


def test_an_error_does_not_tell_what_was_asked_for(db: Database) -> None:
    with db.engine.connect() as connection, pytest.raises(DatabaseError) as caught:
        connection.execute(text("SELECT * FROM findes_ikke WHERE navn = :navn"), {"navn": "Birgit Holm"})
    assert "Birgit" not in str(caught.value)
