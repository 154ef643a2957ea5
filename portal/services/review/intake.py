"""From a new enrolment to a decision. The machine never refuses anybody: a named member of staff decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services import meeting, places
from portal.services import messages_staff as messages
from portal.services.deadlines import reply_by
from portal.services.enrolment.leave import PAUSE_WEEKS, begin_pause, resume_from_pause
from portal.services.work import COPENHAGEN, Work
from portal.store import enrolments
from portal.store.enrolments import Enrolment

MEETING_PLACES = {"phone": "i telefonen", "office": "hos os", "video": "på video", "walk": "på en gåtur"}
MEETING_MINUTES = 45


@dataclass(frozen=True)
class Take:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class AskCitizen:
    enrolment_id: UUID
    version: int
    question: str
    deadline: date | None


@dataclass(frozen=True)
class ResumeReview:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class BookMeeting:
    enrolment_id: UUID
    version: int
    at: datetime | None
    place: str


@dataclass(frozen=True)
class MeetingDone:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class Admit:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class PauseCase:
    """Staff write a pause down for a citizen they have talked with."""

    enrolment_id: UUID
    version: int
    weeks: int
    talked: bool


@dataclass(frozen=True)
class EndPause:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class PutOnWaitingList:
    enrolment_id: UUID
    version: int


def take(work: Work, cmd: Take) -> None:
    """Make a new enrolment one's own: the citizen sees from now on who her adviser is. Twice is the same as once."""
    row = own_case(work, cmd.enrolment_id)
    if row.state == EnrolmentState.IN_REVIEW and row.assigned_to == work.actor.user_id:
        return
    row.expect(cmd.version)
    work.move(ENROLMENT, row, "take", subject=row.person_id)
    row.assigned_to = work.actor.user_id


def ask_citizen(work: Work, cmd: AskCitizen) -> None:
    """Ask for what is missing, with a day to answer by. No answer is never a refusal; then somebody calls."""
    row = own_case(work, cmd.enrolment_id)
    if row.state == EnrolmentState.AWAITING_CITIZEN and row.question == cmd.question.strip():
        return
    row.expect(cmd.version)
    if not cmd.question.strip():
        raise Refused("Skriv, hvad du gerne vil vide.", "question")
    if cmd.deadline is None or cmd.deadline <= work.today:
        raise Refused("Vælg en dato, der ligger efter i dag.", "deadline")
    work.move(ENROLMENT, row, "ask_citizen", subject=row.person_id)
    row.question, row.reply, row.deadline = cmd.question.strip(), None, cmd.deadline
    messages.nudge(work, "N04", row, row.person, f"{row.id}:{row.version}")


def resume_review(work: Work, cmd: ResumeReview) -> None:
    """Go on without a written answer, for example after a call."""
    row = own_case(work, cmd.enrolment_id)
    if row.state == EnrolmentState.IN_REVIEW:
        return
    row.expect(cmd.version)
    work.move(ENROLMENT, row, "citizen_answered", subject=row.person_id)
    row.deadline = reply_by(work, row.programme_code)


def pause_case(work: Work, cmd: PauseCase) -> None:
    """A break the citizen has asked for, for example by phone. Nobody is put on a pause she has not wished for."""
    row = own_case(work, cmd.enrolment_id)
    if row.state == EnrolmentState.PAUSED:
        return
    row.expect(cmd.version)
    if cmd.weeks not in PAUSE_WEEKS:
        raise Refused("Vælg, hvor længe pausen varer.", "weeks")
    if not cmd.talked:
        raise Refused("Tal med borgeren først. En pause er noget, I er enige om.", "talked")
    begin_pause(work, row, cmd.weeks)


def end_pause(work: Work, cmd: EndPause) -> None:
    """The citizen has said, for example by phone, that she is ready: the case goes on where the pause began."""
    row = own_case(work, cmd.enrolment_id)
    if row.state != EnrolmentState.PAUSED:
        return
    row.expect(cmd.version)
    resume_from_pause(work, row)


def book_meeting(work: Work, cmd: BookMeeting) -> None:
    """Agree when and where to talk; the same again moves the talk to another time."""
    row = own_case(work, cmd.enrolment_id)
    row.expect(cmd.version)
    if cmd.at is None or cmd.at <= work.now:
        raise Refused("Vælg en dato og et klokkeslæt, der ligger efter nu.", "meeting_day")
    if cmd.place not in MEETING_PLACES:
        raise Refused("Vælg, hvor I skal tale sammen.", "meeting_place")
    event = "rebook_meeting" if row.state == EnrolmentState.MEETING_BOOKED else "book_meeting"
    local = cmd.at.astimezone(COPENHAGEN)
    work.move(ENROLMENT, row, event, subject=row.person_id, at=cmd.at.isoformat(), place=cmd.place)
    row.deadline = local.date()
    meeting.arrange(work, row, cmd.at, MEETING_MINUTES, cmd.place)
    messages.letter(
        work,
        "N06",
        row.person,
        f"{row.id}:{row.version}",
        date=messages.day_words(local.date()),
        clock=messages.clock_words(cmd.at),
        place=MEETING_PLACES[cmd.place],
        minutes=str(MEETING_MINUTES),
        adviser=work.actor.name,
    )


def meeting_done(work: Work, cmd: MeetingDone) -> None:
    """The talk was held: the enrolment is ready to be decided on."""
    row = own_case(work, cmd.enrolment_id)
    if row.state == EnrolmentState.IN_REVIEW:
        return
    row.expect(cmd.version)
    work.move(ENROLMENT, row, "meeting_done", subject=row.person_id)
    meeting.close(work, row)
    row.deadline = reply_by(work, row.programme_code)


def admit(work: Work, cmd: Admit) -> None:
    """Say yes while there is a place and nobody stands before her in line. Who has been offered a place has it."""
    code = enrolments.programme_of(work.session, cmd.enrolment_id)
    places.hold(work, code)
    row = own_case(work, cmd.enrolment_id)
    if row.state == EnrolmentState.ADMITTED and row.assigned_to == work.actor.user_id:
        return
    row.expect(cmd.version)
    programme = work.house.programme(code)
    if ENROLMENT.allows(row.state, "admit"):
        reason = places.why_not_now(work, row, programme, row.person.home_municipality)
        if reason:
            raise Refused(reason)
    row.assigned_to = row.assigned_to or work.actor.user_id
    places.let_in(work, row, programme, "admit")
    places.recall_offer(work, row, "accept")


def put_on_waiting_list(work: Work, cmd: PutOnWaitingList) -> int:
    """No place right now: the citizen gets a number in line and a day to hear from us again. Returns the number."""
    places.hold(work, enrolments.programme_of(work.session, cmd.enrolment_id))
    row = own_case(work, cmd.enrolment_id)
    row.expect(cmd.version)
    work.move(ENROLMENT, row, "put_on_waiting_list", subject=row.person_id)
    row.assigned_to = row.assigned_to or work.actor.user_id
    work.session.flush()
    return places.tell_number(work, row).number


def own_case(work: Work, enrolment_id: UUID) -> Enrolment:
    """The row, locked, when the actor's municipality runs the case; to anybody else it does not exist."""
    row = enrolments.for_update(work.session, enrolment_id)
    if row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    return row
