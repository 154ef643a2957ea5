"""A caseworker builds the letter, hears the citizen where she must, and suggests it to a second person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.placement_law import Deadline
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services.deadlines import last_day
from portal.services.refusal.letter import HEARING, day, sentence
from portal.services.review.intake import own_case
from portal.services.work import Work
from portal.store import refusals
from portal.store.enrolments import Enrolment
from portal.store.outbox import OutboxMessage
from portal.store.refusals import RefusalLetter

ASKED_FOR = {
    "facts": "Skriv de fakta, du lægger vægt på.",
    "reason": "Skriv grunden, så borgeren kan forstå den.",
    "rule": "Skriv, hvilken regel det bygger på.",
    "alternative": "Skriv, hvad borgeren kan gøre i stedet.",
}


@dataclass(frozen=True)
class WriteLetter:
    enrolment_id: UUID
    version: int
    facts: str
    reason: str
    rule: str
    alternative: str
    hearing: str


@dataclass(frozen=True)
class Hear:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class NoteHearing:
    enrolment_id: UUID
    version: int
    reply: str


@dataclass(frozen=True)
class Propose:
    enrolment_id: UUID
    version: int


def write_letter(work: Work, cmd: WriteLetter) -> None:
    """Keep the letter. Nothing is sent; other facts than those the citizen was heard about need a new hearing."""
    case = _in_review(work, cmd.enrolment_id, cmd.version)
    parts = {name: getattr(cmd, name).strip() for name in ASKED_FOR}
    for name, text in ASKED_FOR.items():
        if not parts[name]:
            raise Refused(text, name)
    if cmd.hearing not in ("known", "needed"):
        raise Refused("Vælg, om borgeren skal høres først.", "hearing")
    assert work.actor.user_id is not None
    letter = refusals.find_row(work.session, case.id)
    if letter is None:
        letter = RefusalLetter(enrolment_id=case.id, facts=parts["facts"])
        work.session.add(letter)
    elif letter.facts != parts["facts"]:
        letter.hearing_until = letter.hearing_reply = None
    letter.facts, letter.reason = parts["facts"], parts["reason"]
    letter.rule, letter.alternative = parts["rule"], parts["alternative"]
    letter.hearing, letter.written_by, letter.written_at = cmd.hearing, work.actor.user_id, work.now
    case.version += 1
    work.session.flush()
    _note(work, case, "write_letter")


def hear(work: Work, cmd: Hear) -> None:
    """Ask the citizen about the facts before anything is decided. No answer is not a yes to them."""
    case = _in_review(work, cmd.enrolment_id, cmd.version)
    letter = _letter(work, case)
    if letter.hearing_until is not None:
        return
    letter.hearing = "needed"
    letter.hearing_until = case.deadline = last_day(work, Deadline.HEARING)
    case.version += 1
    subject, body = HEARING
    text = body.format(
        first_name=case.person.first_name,
        programme=work.house.programme(case.programme_code).name,
        facts=sentence(letter.facts),
        phone=work.house.support_phone,
        until=day(letter.hearing_until),
        adviser=work.actor.name,
    )
    post_letter(work, case, f"hearing:{case.id}:{case.version}", subject, text)
    _note(work, case, "hear")


def note_hearing(work: Work, cmd: NoteHearing) -> None:
    """What the citizen answered, in her words."""
    case = _in_review(work, cmd.enrolment_id, cmd.version)
    letter = _letter(work, case)
    if letter.hearing_until is None:
        raise Refused("Borgeren er ikke blevet spurgt endnu.", "reply")
    if not cmd.reply.strip():
        raise Refused("Skriv, hvad borgeren svarede.", "reply")
    letter.hearing_reply = cmd.reply.strip()
    case.version += 1
    _note(work, case, "note_hearing")


def propose(work: Work, cmd: Propose) -> None:
    """Suggest the letter to a team leader. Nothing is sent, and the citizen hears nothing of it yet."""
    case = _in_review(work, cmd.enrolment_id, cmd.version)
    letter = _letter(work, case)
    if letter.hearing == "needed":
        if letter.hearing_until is None:
            raise Refused("Hør borgeren først. Send brevet om høring.")
        if letter.hearing_reply is None and work.today <= letter.hearing_until:
            raise Refused(f"Borgeren har til den {day(letter.hearing_until)} til at svare. Vent på svaret.")
    work.move(ENROLMENT, case, "propose_refusal", subject=case.person_id)
    letter.sent_back_words = None


def _in_review(work: Work, enrolment_id: UUID, version: int) -> Enrolment:
    case = own_case(work, enrolment_id)
    case.expect(version)
    if case.state != EnrolmentState.IN_REVIEW:
        raise Refused("Sagen er ikke under behandling. Se, hvor den er nu.")
    return case


def _letter(work: Work, case: Enrolment) -> RefusalLetter:
    letter = refusals.find_row(work.session, case.id)
    if letter is None:
        raise NotFound
    return letter


def _note(work: Work, case: Enrolment, event: str) -> None:
    work.audit("enrolment", event, case.id, subject=case.person_id, municipality=case.operating_municipality)


def post_letter(work: Work, case: Enrolment, key: str, subject: str, body: str) -> None:
    work.post(
        OutboxMessage(
            key=f"{key}:digital_post",
            channel="digital_post",
            template="N11",
            person_id=case.person_id,
            recipient=case.person.full_name,
            subject=subject,
            body=body,
            created_at=work.now,
            due_at=work.now,
        )
    )
