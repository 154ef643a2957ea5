"""A no is only said by letter, by two people, with a way to complain. On both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.adapters.clock import FixedClock
from portal.domain.access import Actor, Role
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services import refusal as service
from portal.store import refusals
from portal.store.enrolments import Enrolment
from portal.store.outbox import OutboxMessage
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

PARTS = {
    "facts": "Du har været ledig siden 21. februar",
    "reason": "Projektet er for dem, der har været ledige i højst 9 måneder",
    "rule": "Seniorsporets kriterier, punkt 4",
    "alternative": "Jobcaféen hver tirsdag",
}


class Letter:
    def __init__(self, make: Factory, make_work: MakeWork, clock: FixedClock) -> None:
        self.make_work, self.clock, self.session = make_work, clock, make.session
        self.writer = actor(make.caseworker())
        leader = make.user(Role.TEAM_LEADER, "Ida Leder", municipalities=["185"])
        self.leader = actor(leader)
        self.case: Enrolment = make.enrolment(state="in_review", assigned_to=self.writer.user_id)

    def write(self, hearing: str = "known", **other: str) -> None:
        command = service.WriteLetter(self.case.id, self.case.version, **(PARTS | {"hearing": hearing} | other))
        service.write_letter(self.make_work(self.writer), command)

    def do(self, who: Actor, verb: object, command: type, *words: str) -> None:
        verb(self.make_work(who), command(self.case.id, self.case.version, *words))  # type: ignore[operator]

    def propose(self) -> None:
        self.do(self.writer, service.propose, service.Propose)

    def sent(self) -> list[OutboxMessage]:
        self.session.flush()
        return list(self.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@pytest.fixture
def letter(make: Factory, make_work: MakeWork, clock: FixedClock) -> Letter:
    return Letter(make, make_work, clock)


@pytest.mark.parametrize("part", list(PARTS))
def test_no_part_can_be_left_out(letter: Letter, part: str) -> None:
    with pytest.raises(Refused) as refused:
        letter.write(**{part: "  "})
    assert refused.value.field == part


def test_nothing_is_proposed_without_a_letter(letter: Letter) -> None:
    with pytest.raises(NotFound):
        letter.propose()


def test_two_people_and_a_letter_with_complaint_guidance(letter: Letter) -> None:
    letter.write()
    letter.propose()
    assert letter.sent() == []
    letter.do(letter.leader, service.decide, service.Decide)
    (post,) = letter.sent()
    assert letter.case.state == "refused"
    assert post.channel == "digital_post"
    for words in (*PARTS.values(), "4 uger", "Ankestyrelsen", "Tårnby Kommune"):
        assert words in post.body
    kept = refusals.find(letter.session, letter.case.id)
    assert kept is not None
    assert (kept.approved_by, kept.complaint_until) == (letter.leader.user_id, date(2026, 12, 21))


def test_the_writer_is_not_the_second_pair_of_eyes(letter: Letter) -> None:
    letter.writer, writer = letter.leader, letter.writer
    letter.write()
    letter.writer = writer
    letter.propose()
    with pytest.raises(Refused, match="En anden"):
        letter.do(letter.leader, service.decide, service.Decide)
    assert letter.case.state == "refusal_proposed"


def test_a_caseworker_cannot_decide(letter: Letter) -> None:
    letter.write()
    letter.propose()
    letter.writer, other = letter.leader, letter.writer
    kept = refusals.find_row(letter.session, letter.case.id)
    assert kept is not None
    kept.written_by = letter.leader.user_id  # type: ignore[assignment]
    with pytest.raises(IllegalMove):
        letter.do(other, service.decide, service.Decide)


def test_the_citizen_is_heard_before_facts_she_does_not_know_are_used(letter: Letter) -> None:
    letter.write("needed")
    with pytest.raises(Refused, match="Hør borgeren først"):
        letter.propose()
    letter.do(letter.writer, service.hear, service.Hear)
    assert PARTS["facts"] in letter.sent()[0].body
    assert letter.case.deadline == date(2026, 12, 7)
    with pytest.raises(Refused, match="Vent på svaret"):
        letter.propose()
    letter.do(letter.writer, service.note_hearing, service.NoteHearing, "Det passer.")
    letter.propose()
    assert letter.case.state == "refusal_proposed"


def test_no_answer_to_a_hearing_waits_for_its_day(letter: Letter) -> None:
    letter.write("needed")
    letter.do(letter.writer, service.hear, service.Hear)
    letter.clock.moment = NOW + timedelta(days=15)
    letter.propose()
    assert letter.case.state == "refusal_proposed"


def test_other_facts_need_a_new_hearing(letter: Letter) -> None:
    letter.write("needed")
    letter.do(letter.writer, service.hear, service.Hear)
    letter.do(letter.writer, service.note_hearing, service.NoteHearing, "Det passer.")
    letter.write("needed", facts="Noget helt andet")
    with pytest.raises(Refused, match="Hør borgeren først"):
        letter.propose()


def test_sent_back_and_opened_again(letter: Letter) -> None:
    letter.write()
    letter.propose()
    letter.do(letter.leader, service.send_back, service.SendBack, "Prøv Flere timer først.")
    assert letter.case.state == "in_review"
    letter.propose()
    letter.do(letter.leader, service.decide, service.Decide)
    letter.do(letter.leader, service.reopen, service.Reopen, "Borgeren har klaget.")
    assert letter.case.state == "in_review"


def test_two_staff_on_one_letter_the_second_is_told(letter: Letter) -> None:
    seen = letter.case.version
    letter.write()
    with pytest.raises(Stale):
        service.propose(letter.make_work(letter.writer), service.Propose(letter.case.id, seen))
