"""Filling in together: a caseworker types what the citizen says, and the citizen can correct or undo it afterwards.

The helper sees no more than what is said in the talk: a draft opens only for the one whom the citizen said yes to, and
shuts when the citizen goes on with it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.domain.access import Actor
from portal.domain.errors import NotFound, Refused, Stale
from portal.domain.municipalities import MUNICIPALITIES, operating_for
from portal.domain.placement_law import Deadline
from portal.domain.values import Cpr, InvalidValue
from portal.domain.workflow import ENROLMENT, EnrolmentState, Party
from portal.services import messages
from portal.services.deadlines import last_day
from portal.services.enrolment.draft import begin_draft, fingerprint, keep_step
from portal.services.enrolment.submit import Receipt, SubmitEnrolment, freeze_verdict, submit
from portal.services.enrolment.terms import refuse_closed
from portal.services.work import Work
from portal.store import enrolments, people
from portal.store.enrolments import Enrolment
from portal.store.people import Person

WAYS = ("phone", "desk")
NOT_YOURS = "Vi kan ikke udfylde sammen med borgeren her. Bed borgeren ringe til sin egen kommune."
KNOWN_PRIVATELY = "Du kender borgeren privat. Bed en kollega om at udfylde sammen med borgeren."
NEW = "Borgeren er ny hos os. Skriv fornavn, efternavn og kommune."
UNDECIDED = frozenset(
    {EnrolmentState.SUBMITTED, EnrolmentState.IN_REVIEW, EnrolmentState.AWAITING_CITIZEN, EnrolmentState.MEETING_BOOKED}
)


@dataclass(frozen=True)
class BeginAssisted:
    """The names and the home municipality are needed only of somebody the portal has never met."""

    cpr: str
    programme_code: str
    way: str
    first_name: str = ""
    last_name: str = ""
    home_municipality: str = ""


@dataclass(frozen=True)
class SaveAssisted:
    enrolment_id: UUID
    step: str
    answers: Mapping[str, Any]
    seen: str = ""


@dataclass(frozen=True)
class CorrectStep:
    """What was misheard, put right by the citizen, or by the helper on the telephone."""

    enrolment_id: UUID
    step: str
    answers: Mapping[str, Any]
    seen: str = ""
    """The fingerprint of the step as the form showed it."""


@dataclass(frozen=True)
class UndoAssisted:
    enrolment_id: UUID
    version: int


def homes_of(actor: Actor) -> tuple[str, ...]:
    """The municipalities whose citizens this member of staff works with."""
    return tuple(code for code in MUNICIPALITIES if operating_for(code) in actor.municipalities)


def begin_assisted(work: Work, cmd: BeginAssisted) -> UUID:
    """Find or make the citizen's draft and mark who helps. The citizen's yes has been said before this is called.

    Raises Refused: a number that is none, somebody of another municipality or of the helper's own family, a citizen
    who is in the programme already, or a programme that takes nobody in.
    """
    programme = work.house.programme(cmd.programme_code)
    refuse_closed(work, programme)
    person = _person(work, cmd)
    people.hold(work.session, person.id)
    row = enrolments.find_current(work.session, person.id, programme.code)
    if row is not None and row.state != EnrolmentState.DRAFT:
        _note_try(work, "enrolled", person)
        raise Refused(f"{person.first_name} er allerede tilmeldt {programme.name}. Find sagen under Søg.")
    row = enrolments.for_update(work.session, row.id) if row else begin_draft(work, person, programme.code)
    row.assisted_by, row.assisted_way = work.actor.user_id, cmd.way if cmd.way in WAYS else WAYS[0]
    row.version += 1
    _note(work, row, "assist", way=row.assisted_way)
    return row.id


def _person(work: Work, cmd: BeginAssisted) -> Person:
    try:
        cpr = Cpr.parse(cmd.cpr, allow_fictive=work.house.demo)
    except InvalidValue as fault:
        raise Refused(str(fault), "cpr") from None
    person = people.find_by_cpr(work.session, cpr)
    if person is not None and person.id in work.actor.related:
        _note_try(work, "related", person)
        raise Refused(KNOWN_PRIVATELY, "cpr")
    if person is not None and person.operating_municipality in work.actor.municipalities:
        return person
    return _newcomer(work, cmd, cpr, person)


def _newcomer(work: Work, cmd: BeginAssisted, cpr: Cpr, elsewhere: Person | None) -> Person:
    """Who is known to another municipality is asked the same as somebody nobody knows: a number alone tells nothing."""
    first, last = cmd.first_name.strip(), cmd.last_name.strip()
    if not (first and last and cmd.home_municipality):
        _note_try(work, "not_known_here", elsewhere)
        raise Refused(NEW, "first_name")
    if elsewhere is not None or cmd.home_municipality not in homes_of(work.actor):
        _note_try(work, "not_here", elsewhere)
        raise Refused(NOT_YOURS, "cpr")
    person = Person(
        first_name=first,
        last_name=last,
        home_municipality=cmd.home_municipality,
        operating_municipality=operating_for(cmd.home_municipality),
        told_by_staff=True,
    )
    people.set_cpr(person, cpr)
    work.session.add(person)
    work.session.flush()
    work.audit("person", "assist", person.id, subject=person.id, municipality=person.operating_municipality)
    return person


def save_assisted(work: Work, cmd: SaveAssisted) -> bool:
    """Keep one step of the draft; says whether another tab had saved it meanwhile."""
    row = _own_draft(work, cmd.enrolment_id)
    return keep_step(work, row, cmd.step, cmd.answers, cmd.seen)


def submit_assisted(work: Work, cmd: SubmitEnrolment) -> Receipt:
    """Send what the citizen has heard read aloud and said yes to. From now on it can be corrected and undone for a while."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.assisted_by != work.actor.user_id:
        raise NotFound
    receipt = submit(work, cmd)
    if not receipt.again:
        row.assisted_until = last_day(work, Deadline.REGRET)
        messages.assisted(work, row, work.house.programme(row.programme_code), work.actor.name)
    return receipt


def may_correct(row: Any, today: Any) -> bool:
    """Was it filled in together, is nothing decided, and is there still time? Row or record."""
    return row.state in UNDECIDED and row.assisted_until is not None and today <= row.assisted_until


def correct_step(work: Work, cmd: CorrectStep) -> None:
    """Put one step right after it was sent. It is judged again as of the day it was sent: that is what she had said.

    Who reads the case sees that, and when, it was corrected. Raises Stale where the other one has corrected the step
    since the form was shown: a helper's open page must not undo what the citizen has put right.
    """
    row = _correctable(work, cmd.enrolment_id)
    before = (row.answers or {}).get(cmd.step)
    if before == dict(cmd.answers):
        return
    if cmd.seen and cmd.seen != fingerprint(before):
        raise Stale
    answers = {**(row.answers or {}), cmd.step: dict(cmd.answers)}
    row.answers = answers
    row.version += 1
    row.updated_at = work.now
    if cmd.step == "kontakt":
        row.person.phone, row.person.email = cmd.answers.get("phone"), cmd.answers.get("email") or row.person.email
    if cmd.step == "rammer" and row.submitted_at is not None:
        freeze_verdict(work, row, work.house.programme(row.programme_code), row.submitted_at)
    _note(work, row, "correct", step=cmd.step)


def undo_assisted(work: Work, cmd: UndoAssisted) -> None:
    """Take back what was filled in together; no reason is asked. Coming again within the days of regret is possible."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state == EnrolmentState.WITHDRAWN and row.assisted_until is not None:
        return
    row = _correctable(work, cmd.enrolment_id)
    row.expect(cmd.version)
    before = row.state
    work.move(ENROLMENT, row, "undo_assisted", subject=row.person_id)
    row.state_before = before
    row.deadline = last_day(work, Deadline.REGRET)
    messages.withdrawn(work, row)


def _own_draft(work: Work, enrolment_id: UUID) -> Enrolment:
    row = enrolments.for_update(work.session, enrolment_id)
    if row.assisted_by != work.actor.user_id or row.state != EnrolmentState.DRAFT:
        raise NotFound
    return row


def _correctable(work: Work, enrolment_id: UUID) -> Enrolment:
    """Hers, or of the one who helped her."""
    row = enrolments.for_update(work.session, enrolment_id)
    hers = work.party is Party.CITIZEN and row.person_id == work.actor.person_id
    if not (hers or row.assisted_by == work.actor.user_id) or row.assisted_until is None:
        raise NotFound
    if not may_correct(row, work.today):
        raise Refused(f"Det kan ikke rettes her længere. Ring til os på {work.house.support_phone}.")
    return row


def _note_try(work: Work, why: str, person: Person | None) -> None:
    """Who looks numbers up leaves a trail also when nothing comes of it. The number itself is not kept."""
    assert work.actor.user_id is not None
    object_id = person.id if person else work.actor.user_id
    work.audit_try("person", "assist_refused", object_id, subject=person.id if person else None, why=why)


def _note(work: Work, row: Enrolment, event: str, **detail: Any) -> None:
    work.audit("enrolment", event, row.id, subject=row.person_id, municipality=row.operating_municipality, **detail)
