"""After a decision: have it explained, or complain. Both are a few words to the people who have the case, and a promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.domain.errors import NotFound, Refused, Stale
from portal.domain.placement_law import Deadline
from portal.domain.workflow import EnrolmentState
from portal.services import messages
from portal.services.conversation import WriteMessage, write_message
from portal.services.deadlines import deadline_of, reply_by
from portal.services.refusal.letter import complaint_text
from portal.services.work import COPENHAGEN, Work
from portal.store import audit, complaints, enrolments, refusals
from portal.store.complaints import Complaint
from portal.store.enrolments import Enrolment, EnrolmentRecord
from portal.store.refusals import RefusalRecord

EXPLAIN = "Jeg vil gerne have afgørelsen forklaret. Ring til mig."
COMPLAIN = "Klage over afgørelsen:"
ANSWER = "Svar på din klage:"
CHANGED, UPHELD = "changed", "upheld"
OUTCOMES = (CHANGED, UPHELD)
WROTE = "Du skrev brevet, der klages over. En kollega skal se på klagen."
DECIDED = "Du har været med til afgørelsen, der klages over. En kollega skal se på klagen."
DECIDING = frozenset({"enrolment.write_letter", "enrolment.propose_refusal", "enrolment.admit"})
"""What of the trail makes somebody the author of a decision; it stands also when a colleague writes the letter anew. The
team leader who read it as the second person may answer: many places have no third."""


@dataclass(frozen=True)
class Decision:
    """What was decided about an enrolment, when, and until when one can complain."""

    on: date
    until: date
    time: str
    """How long that is: "4 uger"."""
    letter: RefusalRecord | None
    """The parts of the letter where the answer was no; None where it was yes, or the letter is not in parts."""
    words: str
    """The whole letter of a no, as it was sent; empty where it was yes."""
    complaint: str


@dataclass(frozen=True)
class AskForExplanation:
    enrolment_id: UUID


@dataclass(frozen=True)
class AnswerComplaint:
    complaint_id: UUID
    version: int
    outcome: str
    reason: str


@dataclass(frozen=True)
class Complain:
    enrolment_id: UUID
    words: str


def decision_of(work: Work, case: EnrolmentRecord) -> Decision | None:
    """The decision that stands, or None where nothing is decided, or it is looked at again."""
    if case.state == EnrolmentState.REFUSED:
        letter = refusals.find(work.session, case.id)
        sent = letter if letter and letter.sent_at else None
        return _decision(work, case, sent.sent_at if sent and sent.sent_at else case.updated_at, sent)
    return _decision(work, case, case.admitted_at) if case.admitted_at else None


def _decision(work: Work, case: EnrolmentRecord, at: datetime, letter: RefusalRecord | None = None) -> Decision:
    on = at.astimezone(COPENHAGEN).date()
    time = deadline_of(work, Deadline.COMPLAINT)
    until = letter.complaint_until if letter and letter.complaint_until else time.ends(on)
    words = (case.decision_reason or "") if case.state == EnrolmentState.REFUSED else ""
    return Decision(on, until, time.words, letter, words, complaint_text(work, case))


def ask_for_explanation(work: Work, cmd: AskForExplanation) -> None:
    """Somebody rings and explains. The wish lies with the case's own people until they have answered it."""
    row = _decided(work, cmd.enrolment_id)
    write_message(work, WriteMessage(row.id, EXPLAIN))
    _audit(work, row, "ask_explanation")


def complain(work: Work, cmd: Complain) -> date:
    """A complaint is kept word for word, answered with a receipt in Digital Post, and read by the people of the case.

    A complaint that comes late is taken in too: whether there was a good reason is for a person to say. Returns the day
    by which she hears from somebody.
    """
    row = _decided(work, cmd.enrolment_id)
    if not cmd.words.strip():
        raise Refused("Skriv, hvad du er uenig i.", "words")
    write_message(work, WriteMessage(row.id, f"{COMPLAIN}\n{cmd.words.strip()}"))
    promised = reply_by(work, row.programme_code)
    _keep(work, row, cmd.words.strip(), promised)
    messages.complaint_received(work, row, promised)
    _audit(work, row, "complain")
    return promised


def _keep(work: Work, row: Enrolment, words: str, promised: date) -> None:
    decision = decision_of(work, enrolments.get(work.session, row.id))
    assert decision is not None
    work.session.add(
        Complaint(
            operating_municipality=row.operating_municipality,
            enrolment_id=row.id,
            person_id=row.person_id,
            words=words,
            decided_on=decision.on,
            is_late=work.today > decision.until,
            at=work.now,
            answer_by=promised,
        )
    )


def answer_complaint(work: Work, cmd: AnswerComplaint) -> None:
    """Look at it again and answer with a reason. Who wrote the decision, now or at first, does not judge the complaint.

    Changed: the case goes on with its people. Upheld: it is sent on to Ankestyrelsen, and she is told so.
    """
    row = complaints.for_update(work.session, cmd.complaint_id)
    if row.answered_at is not None:
        raise Stale
    row.expect(cmd.version)
    if cmd.outcome not in OUTCOMES:
        raise Refused("Vælg, hvad I er kommet frem til.", "outcome")
    if not cmd.reason.strip():
        raise Refused("Skriv, hvorfor. Borgeren læser det.", "reason")
    if why := why_not_judge(work, row.enrolment_id, row.at):
        raise Refused(why, "outcome")
    row.outcome, row.reason = cmd.outcome, cmd.reason.strip()
    row.answered_by, row.answered_at = work.actor.user_id, work.now
    row.version += 1
    case = enrolments.for_update(work.session, row.enrolment_id)
    write_message(work, WriteMessage(case.id, f"{ANSWER}\n{row.reason}"))
    messages.complaint_answered(work, case, row.outcome, row.reason)
    _audit(work, case, "answer_complaint", outcome=row.outcome)


def why_not_judge(work: Work, enrolment_id: UUID, at: datetime) -> str:
    """Why the actor may not answer a complaint made then, in a sentence; empty for who had no part in the decision."""
    letter, me = refusals.find(work.session, enrolment_id), work.actor.user_id
    if letter and letter.written_by == me:
        return WROTE
    trail = audit.list_about(work.session, "enrolment", enrolment_id)
    took_part = any(one.actor_id == me and one.action in DECIDING and one.at <= at for one in trail)
    return DECIDED if took_part else ""


def _decided(work: Work, enrolment_id: UUID) -> Enrolment:
    """Her own case, locked, and only when there is a decision in it."""
    row = enrolments.for_update(work.session, enrolment_id)
    if row.person_id != work.actor.person_id or decision_of(work, enrolments.get(work.session, row.id)) is None:
        raise NotFound
    return row


def _audit(work: Work, row: Enrolment, event: str, **detail: str) -> None:
    work.audit("enrolment", event, row.id, subject=row.person_id, municipality=row.operating_municipality, **detail)
