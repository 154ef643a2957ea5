"""A person can get everything that is kept about her, and it goes when its time is up. Both by walking the schema."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.services import own_data, retention
from portal.services.work import Work
from portal.store.audit import AccessEntry, AuditEntry
from portal.store.base import new_id
from portal.store.outbox import OutboxMessage
from portal.store.people import Person
from portal.store.subject_rows import tables_about_people
from portal.store.tables import metadata
from portal.store.users import LoginSession
from tests.conftest import NOW, MakeWork
from tests.factories import Factory

HERS = set(
    "person user_account login_session enrolment plan proposal placement placement_part outbox_message audit_entry "
    "access_entry".split()
)
OLD = NOW - timedelta(days=6 * 365)


def case_of(make: Factory, person: Person, posting: Any, **given: Any) -> Any:
    """A row about this person in every table that can hold one, made by the factory or by hand."""
    user = make.citizen(person)
    enrolment = make.enrolment(person, **{"state": "in_placement"} | given)
    make.plan(enrolment, goal=f"Mål for {person.first_name}")
    make.placement(make.proposal(enrolment, posting, state="agreement", note=f"Notat om {person.first_name}"))
    common = {"at": NOW, "actor_role": "caseworker", "subject_id": person.id}
    make.session.add_all(
        [
            LoginSession(token_hash=new_id().bytes * 2, user_id=user.id, started_at=NOW, seen_at=NOW),
            OutboxMessage(
                key=f"x-{person.id}",
                channel="sms",
                template="N01",
                person_id=person.id,
                recipient="20 00 00 01",
                body=f"Hej {person.first_name}",
                created_at=NOW,
                due_at=NOW,
            ),
            AuditEntry(**common, action="plan.save", noun="plan", object_id=new_id()),
            AccessEntry(**common, actor_id=new_id(), purpose="enrolment:review"),
        ]
    )
    make.session.flush()
    return enrolment


def test_check_29_everything_about_a_person_is_in_her_export_and_nobody_else(
    make_work: MakeWork, make: Factory
) -> None:
    posting = make.posting()
    anna, other = make.person(first_name="Annafryd"), make.other_person(first_name="Elsebeth")
    for person in (anna, other):
        case_of(make, person, posting)
    text = json.dumps(own_data.export(make_work(), anna.id), ensure_ascii=False)
    found = json.loads(text)["tables"]
    assert set(found) >= HERS
    assert {table.name for table in tables_about_people()} >= HERS
    for words in ("7403670202", "Mål for Annafryd", "Notat om Annafryd", "Hej Annafryd", "birgit@example.dk"):
        assert words in text
    assert "Elsebeth" not in text
    assert str(other.id) not in text
    assert "actor_id" not in text


@pytest.fixture
def old_case(make_work: MakeWork, make: Factory) -> Work:
    posting = make.posting()
    gone = case_of(make, make.person(), posting, state="closed")
    gone.updated_at = OLD
    open_still = case_of(make, make.other_person(), posting)
    open_still.updated_at = OLD
    work = make_work()
    work.session.add(AccessEntry(at=OLD, actor_role="caseworker", subject_id=new_id(), purpose="x"))
    work.session.commit()
    return work


def numbers(work: Work) -> dict[str, int]:
    return {t.name: work.session.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}


def test_check_30_what_has_had_its_time_goes_once_and_the_rest_stays(old_case: Work) -> None:
    before = numbers(old_case)
    planned = retention.counts(retention.due(old_case))
    assert numbers(old_case) == before
    done = retention.clean(old_case)
    old_case.session.commit()
    assert dict(sorted(done.items())) == planned
    assert planned == {
        "access_entry": 1,
        "enrolment": 1,
        "login_session": 1,
        "outbox_message": 1,
        "person": 1,
        "placement": 1,
        "placement_part": 1,
        "plan": 1,
        "proposal": 1,
        "user_account": 1,
    }
    after = numbers(old_case)
    assert all(after[name] == before[name] - planned.get(name, 0) for name in before if not name.startswith("audit"))
    entry = old_case.session.scalars(select(AuditEntry).where(AuditEntry.action == "retention.clean")).one()
    assert entry.detail == planned
    assert retention.clean(old_case) == {}
    old_case.session.commit()
    assert numbers(old_case) == after
