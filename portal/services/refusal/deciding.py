"""The second pair of eyes: a team leader who has not written the letter sends it, or sends it back with words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.placement_law import Deadline
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services.deadlines import last_day, reply_by
from portal.services.refusal.letter import letter_text
from portal.services.refusal.writing import post_letter
from portal.services.review.intake import own_case
from portal.services.work import Work
from portal.store import refusals, users
from portal.store.enrolments import Enrolment
from portal.store.refusals import RefusalLetter


@dataclass(frozen=True)
class SendBack:
    enrolment_id: UUID
    version: int
    words: str


@dataclass(frozen=True)
class Decide:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class Reopen:
    enrolment_id: UUID
    version: int
    words: str


def send_back(work: Work, cmd: SendBack) -> None:
    """Not yet: the caseworker reads why."""
    case, letter = _suggested(work, cmd.enrolment_id, cmd.version)
    if not cmd.words.strip():
        raise Refused("Skriv, hvad der skal ses på igen.", "words")
    work.move(ENROLMENT, case, "send_back", subject=case.person_id)
    letter.sent_back_words = cmd.words.strip()
    case.deadline = reply_by(work, case.programme_code)


def decide(work: Work, cmd: Decide) -> None:
    """The letter goes out in Digital Post, with complaint guidance. Whoever wrote it cannot be the second person."""
    case, letter = _suggested(work, cmd.enrolment_id, cmd.version)
    if letter.written_by == work.actor.user_id:
        raise Refused("Du har selv skrevet brevet. En anden teamleder skal læse det, før det sendes.")
    work.move(ENROLMENT, case, "refuse", subject=case.person_id)
    letter.approved_by, letter.sent_at = work.actor.user_id, work.now
    letter.complaint_until = last_day(work, Deadline.COMPLAINT)
    names = users.names_of(work.session, [letter.written_by])
    adviser = names.get(letter.written_by, work.actor.name)
    subject, body = letter_text(work, case, case.person.first_name, letter, adviser)
    case.decision_reason, case.deadline = body, letter.complaint_until
    post_letter(work, case, f"N11:{case.id}:{case.version}", subject, body)


def reopen(work: Work, cmd: Reopen) -> None:
    """A complaint or new facts: somebody looks at it all again."""
    case = own_case(work, cmd.enrolment_id)
    case.expect(cmd.version)
    if not cmd.words.strip():
        raise Refused("Skriv, hvorfor sagen tages op igen.", "words")
    work.move(ENROLMENT, case, "reopen", subject=case.person_id)
    letter = refusals.find_row(work.session, case.id)
    if letter is not None:
        letter.sent_back_words, letter.approved_by = cmd.words.strip(), None
    case.decision_reason = None
    case.deadline = reply_by(work, case.programme_code)


def _suggested(work: Work, enrolment_id: UUID, version: int) -> tuple[Enrolment, RefusalLetter]:
    case = own_case(work, enrolment_id)
    case.expect(version)
    letter = refusals.find_row(work.session, case.id)
    if letter is None or case.state != EnrolmentState.REFUSAL_PROPOSED:
        raise NotFound
    return case, letter
