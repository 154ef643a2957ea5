"""What lies in the open beside the cases: the trail's details. No service can leave anybody's words there."""

from __future__ import annotations

from contextlib import suppress
from uuid import uuid4

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from portal.domain.errors import Refused
from portal.services import conversation
from portal.services.case_search import Search, search
from portal.services.enrolment.assisted import BeginAssisted, begin_assisted
from portal.services.enrolment.reply import AnswerQuestion, answer_question
from portal.services.notes import WriteNote, write_note
from portal.services.proposal.answers import AnswerAsCitizen, answer_as_citizen
from portal.services.trail import WITHHELD, told_openly
from portal.store.audit import AuditEntry
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

TELLING = "Birgit Holm, 740367-0202, birgit@example.dk, 20 00 00 01, Strandvejen 1, ondt i ryggen"


@pytest.mark.parametrize(
    "word", [*TELLING.split(", "), "7403670202", 7403670202, {"Ryg": 1}, ["ok", "Birgit H"], object()]
)
def test_words_do_not_come_into_the_trail_and_the_operator_is_told(word: object) -> None:
    with capture_logs() as told:
        assert told_openly({"reason": word, "number": 3}) == {"reason": WITHHELD, "number": 3}
    assert [(line["event"], line["field"]) for line in told] == [("trail_withheld", "reason")]
    assert str(word) not in str(told)


def test_codes_ids_days_and_numbers_do() -> None:
    detail = {
        "a": "in_review",
        "b": str(uuid4()),
        "c": NOW.isoformat(),
        "d": 1.5,
        "e": None,
        "f": {"km": 1},
        "g": [True],
    }
    assert told_openly(detail) == detail


def test_whatever_people_write_stays_with_the_case(make: Factory, make_work: MakeWork) -> None:
    """The ways by which somebody's own words come into a case, each with words that tell everything."""
    person = make.person()
    birgit, mette = actor(make.citizen(person)), actor(make.caseworker())
    asked = make.enrolment(person, state="awaiting_citizen")
    proposal = make.proposal(make.enrolment(person, programme_code="health_support", state="ready_for_match"))
    citizen, staff = make_work(birgit), make_work(mette)
    answer_question(citizen, AnswerQuestion(asked.id, asked.version, TELLING))
    conversation.write_message(citizen, conversation.WriteMessage(asked.id, TELLING))
    proposal.state = "sent_to_citizen"
    answer_as_citizen(citizen, AnswerAsCitizen(proposal.id, proposal.version, "no", TELLING))
    search(staff, Search(TELLING))
    with suppress(Refused):
        write_note(staff, WriteNote(asked.id, "team", "other", TELLING, TELLING))
    with suppress(Refused):
        begin_assisted(staff, BeginAssisted("740367-0202", "senior_advisory_board", TELLING, TELLING, TELLING, TELLING))
    make.session.add_all(staff.tries)
    make.session.flush()
    entries = make.session.scalars(select(AuditEntry)).all()
    assert {"enrolment.citizen_answered", "proposal.citizen_no", "case_search.search"} <= {
        one.action for one in entries
    }
    for entry in entries:
        written = f"{entry.detail} {entry.actor_role} {entry.state_from} {entry.state_to}"
        assert not [word for word in TELLING.split(", ") if word.casefold() in written.casefold()]
        assert WITHHELD not in written, "en tjeneste ville skrive ord i sporet"
