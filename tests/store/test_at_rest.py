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
from portal.store.health import HealthSupport
from portal.store.tables import metadata
from portal.store.types import SEALED
from tests.conftest import NOW, Database, MakeWork
from tests.factories import Factory, actor

OPEN = {
    # Where a row belongs and how far it has come: codes, so that queries find it.
    "access_entry": "actor_role municipality purpose",
    "acceptance": "party digest",
    "agreement": "digest changed",  # which sections, as codes
    "approval_batch": "operating_municipality members",  # ids
    "audit_entry": "actor_role action noun municipality state_from state_to detail",  # codes, ids and counts
    "audit_link": "entry_table",
    "blind_glance": "operating_municipality answer",
    "callback_request": "time_of_day",
    "case_note": "operating_municipality readers kind",
    "case_transfer": "from_municipality to_municipality home_municipality state",
    "complaint": "operating_municipality outcome",
    "check_in": "operating_municipality kind calls_for",
    "checkpoint": "kind",
    "counter": "name",
    "disclosure_consent": "purpose field text_version channel",  # codes, and a digest of our own text
    "emergency_access": "user_role",
    "enrolment": "operating_municipality programme_code state state_before number assisted_way",
    "hand_over": "operating_municipality moves",  # ids
    "health_feedback": "author_role",
    "health_support": "operating_municipality",
    "hearing": "answer",
    "invitation": "rights",
    "login_session": "door",
    "mailbox_message": "key channel",
    "match_lesson": "operating_municipality kind",
    "match_run": "operating_municipality cause step failure engine_version weights_version input_digest result_digest",
    "meeting": "operating_municipality place answer",
    "message": "operating_municipality",
    "outbox_message": "key channel template",  # the key is ids
    "person": "home_municipality operating_municipality",
    "place_offer": "operating_municipality state",
    "placement": "operating_municipality state outcome vitas_reference",
    "placement_change": "kind code",
    "placement_part": "kind hours_ladder",
    "plan": "kinds occupations competences hours_ladder",  # codes of closed lists, and numbers
    "proposal": "operating_municipality state candidate_code reason",
    "refusal_letter": "hearing",
    "sent_form": "key location",  # an address of ours, with ids
    "specialist": "languages occupations municipalities",
    "specialist_proposal": "operating_municipality state reason",
    "user_account": "role demo_key cvr company_rights municipalities related",  # related: ids
    # Of companies and their work, as the public CVR index or the posting itself tells everybody.
    "company": "cvr name address industry sector state operating_municipality register_status monthly_fte",
    "posting": "operating_municipality state kind title occupation tasks competences_must competences_nice languages "
    "licences working_times demands offers steps_done",
    "workplace": "p_number name address postal_code town municipality ordinary_fte other_supported",
    # The European list of jobs, as everybody can download it.
    "occupation": "uri code title others words",
    # Rules and weights, with what staff write of rules. The trial people in them are made up.
    "match_weights": "state parts note preview",
    "programme_grant": "programme_code",
    "programme_spending": "programme_code",
    "programme_version": "code state text lead_municipality editors note reply announced",
}
"""Table → the columns of text that lie open. Each is named with its table: a name says nothing of another table's column."""
SECRETS = (
    *("7403670202", "740367-0202", "birgit@example.dk", "20 00 00 01", "20000001", "Strandvejen 1", "1967-03-14"),
    *("holde orden", "Mål for Birgit", "Jeg har det svært om morgenen", "Notat om samtalen", "unemployment_benefit"),
    *("Birgit", "Holm", "Dragør", "2791", "Mette Kjær", "Lis Rask", "lis@example.dk", "32 11 11 11", "Tina Rep"),
    *("tina@example.dk", "Hvorfor ingen pauser?", "Kan løfte lidt", "mitid-7f"),
)


def test_check_26_no_column_holds_words_in_the_clear() -> None:
    """A new column is sealed, or somebody has written it down here with its table."""
    found = {
        table.name: {column.name for column in table.columns if isinstance(column.type, String | JSON)}
        for table in metadata.sorted_tables
    }
    told = {table: set(names.split()) for table, names in OPEN.items()}
    assert {table: names for table, names in found.items() if names} == told, "brug EncryptedText, eller skriv hvorfor"


def test_check_26_a_day_of_birth_is_sealed_too() -> None:
    days = {
        f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns if "birth" in c.name or "cpr" in c.name
    }
    assert days == {"person.birth_date", "person.cpr", "person.cpr_hash"}
    assert isinstance(metadata.tables["person"].c.birth_date.type, SEALED)


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
    birgit = make.citizen(subject="citizen:mitid-7f")
    case = make.enrolment(make.session.get_one(people.Person, birgit.person_id), state="in_review")
    make.plan(case, goal="Mål for Birgit")
    mette = make.caseworker()
    posting = make.posting(make.company(), question="Hvorfor ingen pauser?")
    make.proposal(case, posting, note="Notat om samtalen", parts=[{"text": "Kan løfte lidt"}])
    make.session.add(
        HealthSupport(operating_municipality="185", enrolment_id=case.id, asked_at=NOW, worker_name=mette.name)
    )
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
