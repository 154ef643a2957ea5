"""What somebody reads who has the database file or a dump, and no key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import JSON, LargeBinary, MetaData, String

from portal.domain.values import Cpr
from portal.services import callback, conversation
from portal.services.conversation import WriteMessage
from portal.store import people
from portal.store.engine import reading_session
from portal.store.subject_rows import tables_about_people
from tests.conftest import Database, MakeWork
from tests.factories import Factory, actor

CLEAR = set(
    """party digest role purpose municipality operating_municipality home_municipality lead_municipality municipalities
    action noun state state_from state_to state_before detail kind kinds calls_for code programme_code candidate_code
    number answer answers door step failure failed engine_version weights_version input_digest result_digest parts
    preview note editors reply announced place author_name key channel template subject first_name last_name
    postal_code town outcome vitas_reference tasks hours_ladder occupation occupations competences alternatives reason hearing
    name actor_role demo_key cvr title phone text changed moves members readers cause user_role author_role worker_name
    competences_must competences_nice languages licences working_times demands offers steps_done question decision_reason
    company_rights related""".split()
)
"""Columns of tables about people that lie open: codes, numbers, names and what staff write of rules. The rest is sealed."""
SECRETS = (
    *("7403670202", "740367-0202", "birgit@example.dk", "20 00 00 01", "20000001", "Strandvejen 1"),
    *("holde orden", "Mål for Birgit", "Jeg har det svært om morgenen", "Notat om samtalen", "unemployment_benefit"),
)


def test_check_26_no_column_about_a_person_holds_words_in_the_clear() -> None:
    """A new column is sealed, or somebody has written it down here as a code."""
    for table in tables_about_people():
        for column in table.columns:
            if isinstance(column.type, String | JSON):
                assert column.name in CLEAR, f"{table.name}.{column.name}: brug EncryptedText, eller skriv hvorfor ikke"


def raw_dump(db: Database) -> bytes:
    """Every byte as the database keeps it: the file and its log, or each row of each table as PostgreSQL would dump it."""
    if db.url.startswith("sqlite"):
        path = Path(db.url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))
    found = MetaData()
    found.reflect(db.engine)
    with db.engine.connect() as connection:
        parts: list[Any] = []
        for table in found.sorted_tables:
            for row in connection.execute(table.select()):
                parts += [
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row
                ]
        assert any(isinstance(c.type, LargeBinary) for t in found.sorted_tables for c in t.columns)
    return b"\n".join(parts)


def test_check_26_nothing_of_a_case_can_be_read_without_the_key(
    db: Database, make_work: MakeWork, make: Factory
) -> None:
    birgit = make.citizen()
    case = make.enrolment(make.session.get_one(people.Person, birgit.person_id), state="in_review")
    make.plan(case, goal="Mål for Birgit")
    make.proposal(case, note="Notat om samtalen")
    conversation.write_message(make_work(actor(birgit)), WriteMessage(case.id, "Jeg har det svært om morgenen"))
    callback.request(make_work(), callback.RequestCallback("Birgit", "20 00 00 01", "any"))
    make.session.commit()
    raw = raw_dump(db)
    assert len(raw) > 3_000
    assert case.number.encode() in raw, "det åbne kan læses; ellers beviser prøven intet"
    for secret in SECRETS:
        assert secret.encode() not in raw, secret
    with reading_session(db.engine) as session:
        found = people.find_by_cpr(session, Cpr.parse("740367-0202", allow_fictive=True))
        assert found is not None
        assert found.email == "birgit@example.dk"
