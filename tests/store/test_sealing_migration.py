"""Revisions 0026 and 0032 seal what lay open: every value comes back the same, and the file forgets how it looked."""

from __future__ import annotations

from datetime import date

from alembic import command
from sqlalchemy import select, text

from portal.adapters.migrations import config_for, to_revision
from portal.store import users
from portal.store.companies import Specialist
from portal.store.engine import reading_session
from portal.store.matches import Proposal
from portal.store.people import Person
from tests.conftest import Database
from tests.factories import Factory
from tests.store.test_at_rest import raw_dump

OPEN_BEFORE = (
    "Birgit",
    "Qvortrup",
    "Dragør",
    "1967-03-14",
    "Lis Rask",
    "lis@example.dk",
    "Tina Rep",
    "Gode grunde",
    "mitid-7f",
)


def seen(db: Database) -> list[tuple[object, ...]]:
    with reading_session(db.engine) as session:
        person, specialist = session.scalars(select(Person)).one(), session.scalars(select(Specialist)).one()
        parts = session.scalars(select(Proposal.parts)).one()
        whole = (person.first_name, person.last_name, person.birth_date, person.postal_code, person.town)
        account = users.find_by_subject(session, "citizen:mitid-7f")
        assert account is not None
        return [
            (account.subject, account.name),
            whole,
            (specialist.name, specialist.email, specialist.strengths),
            (*parts,),
        ]


def test_check_26_what_lay_open_is_sealed_and_the_file_forgets_it(db: Database, make: Factory) -> None:
    case = make.enrolment(make.person(last_name="Qvortrup"), state="ready_for_match")
    make.proposal(case, parts=[{"text": "Gode grunde", "points": 3}])
    make.citizen(case.person, subject="citizen:mitid-7f")
    make.session.commit()
    before = seen(db)
    assert before[1] == ("Birgit", "Qvortrup", date(1967, 3, 14), "2791", "Dragør")
    make.session.close()
    db.engine.dispose()
    command.downgrade(config_for(db.url), "0025")
    open_file = raw_dump(db)
    assert [word for word in OPEN_BEFORE if word.encode() not in open_file] == []
    with db.engine.connect() as connection:
        born = connection.execute(text("SELECT birth_date FROM person")).scalar_one()
    assert str(born) == "1967-03-14"
    db.engine.dispose()
    to_revision(db.url, "head")
    assert seen(db) == before
    db.engine.dispose()
    sealed = raw_dump(db)
    assert [word for word in OPEN_BEFORE if word.encode() in sealed] == []
