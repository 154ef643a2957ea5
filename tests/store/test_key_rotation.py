"""Changing the key that personal data is encrypted with: all of it, in batches, beside a portal that works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import LargeBinary, select, type_coerce

from portal.domain.values import Cpr
from portal.services import keys as service
from portal.store import people, sealed, users
from portal.store.audit import AuditEntry
from portal.store.callbacks import CallbackRequest
from portal.store.crypto import KeyRing, Undecryptable
from portal.store.engine import reading_session, writing_session
from portal.store.people import Person
from portal.store.types import key_ring, use_keys
from tests.conftest import NOW, Database, MakeWork
from tests.factories import Factory

OLD, NEW = (1, b"a" * 32), (2, b"b" * 32)
BIRGIT = Cpr.parse("740367-0202", allow_fictive=True)


@pytest.fixture(autouse=True)
def own_keys(db: Database) -> Iterator[None]:
    """The keys are the process's own; what the other tests use is put back."""
    before = key_ring()
    use_keys(KeyRing((OLD,)))
    yield
    use_keys(before)


@pytest.fixture
def filled(db: Database) -> Database:
    """Seven people and three who want to be rung up, written with the old key."""
    with writing_session(db.engine) as session, session.begin():
        make = Factory(session, NOW)
        make.enrolment(make.person())
        make.caseworker(subject="staff:oid-7")
        for _ in range(6):
            make.enrolment(make.other_person())
        day = NOW.date()
        for n in range(3):
            session.add(
                CallbackRequest(
                    first_name=f"Ib {n}",
                    phone="20 00 00 01",
                    time_of_day="any",
                    call_on=day,
                    created_at=NOW,
                    delete_on=day,
                )
            )
    return db


@pytest.fixture
def work_of(db: Database, make_work: MakeWork) -> service.MakeWork:
    from dataclasses import replace

    return lambda session: replace(make_work(), session=session, trail=[])


def counted(db: Database) -> dict[int, int]:
    with reading_session(db.engine) as session:
        return sealed.count_by_key(session)


def test_check_28_everything_is_written_with_the_new_key_and_the_old_one_can_go(
    filled: Database, work_of: service.MakeWork
) -> None:
    written = counted(filled)
    assert set(written) == {1}
    use_keys(KeyRing((NEW, OLD)))
    assert service.rotate(filled.engine, work_of, batch=2) == written[1]
    assert counted(filled) == {2: written[1]}
    use_keys(KeyRing((NEW,)))
    with reading_session(filled.engine) as session:
        found = people.find_by_cpr(session, BIRGIT)
        assert found is not None
        assert (found.cpr, found.email) == ("7403670202", "birgit@example.dk")
        assert users.find_by_subject(session, "staff:oid-7") is not None
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "keys.rotate")).one()
        assert entry.detail == {"values": written[1]}
    use_keys(KeyRing((OLD,)))
    with reading_session(filled.engine) as session, pytest.raises(Undecryptable):
        session.scalars(select(Person)).all()


def test_check_28_done_twice_is_done_once(filled: Database, work_of: service.MakeWork) -> None:
    use_keys(KeyRing((NEW, OLD)))
    service.rotate(filled.engine, work_of)
    assert service.rotate(filled.engine, work_of) == 0
    with reading_session(filled.engine) as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "keys.rotate")).all()) == 1


def test_a_rotation_that_was_stopped_goes_on_where_it_was(filled: Database, work_of: service.MakeWork) -> None:
    total = counted(filled)[1]
    use_keys(KeyRing((NEW, OLD)))
    table, column = next((t, c) for t, c in sealed.sealed_columns() if t.name == "person" and c.name == "phone")
    with writing_session(filled.engine) as session, session.begin():
        assert sealed.seal_anew(session, table, column, 3) == 3
    assert counted(filled) == {1: total - 3, 2: 3}
    assert service.rotate(filled.engine, work_of) == total - 3
    assert counted(filled) == {2: total}


def test_meanwhile_a_person_is_found_under_either_key(filled: Database) -> None:
    use_keys(KeyRing((NEW, OLD)))
    with writing_session(filled.engine) as session, session.begin():
        assert people.find_by_cpr(session, BIRGIT) is not None
        assert users.find_by_subject(session, "staff:oid-7") is not None
        people.set_cpr(session.scalars(select(Person)).first(), BIRGIT)  # type: ignore[arg-type]
    with reading_session(filled.engine) as session:
        assert people.find_by_cpr(session, BIRGIT) is not None


def test_what_somebody_changed_meanwhile_is_theirs(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal writes between the rotation's reading and its writing: the newer value stays."""
    use_keys(KeyRing((NEW, OLD)))
    ring = key_ring()
    table, column = next(
        (t, c) for t, c in sealed.sealed_columns() if t.name == "callback_request" and c.name == "phone"
    )
    with writing_session(filled.engine) as session, session.begin():
        first = session.execute(select(table.c.id).limit(1)).scalar_one()
        decrypt, changed = ring.decrypt, []

        def and_then_somebody_writes(value: bytes, context: str) -> bytes:
            if not changed:
                changed.append(session.execute(table.update().where(table.c.id == first).values(phone="30 00 00 09")))
            return decrypt(value, context)

        monkeypatch.setattr(ring, "decrypt", and_then_somebody_writes)
        sealed.seal_anew(session, table, column, 10)
        monkeypatch.undo()
        assert session.execute(select(column).where(table.c.id == first)).scalar_one() == "30 00 00 09"
        raw = session.execute(select(type_coerce(column, LargeBinary))).scalars().all()
        assert {bytes(value)[0] for value in raw} == {2}
