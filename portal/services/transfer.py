"""Giving a case to another municipality: offered with a reason, kept until the other one accepts, and then gone at once.

The citizen is told at each step. Until the answer nothing changes; with it everything of the case goes along, so that
the giver's staff lose it and the receiver's staff have it from the next request on (`domain.md` H14).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.access import Role
from portal.domain.errors import NotFound, Refused, Stale
from portal.domain.municipalities import MUNICIPALITIES, operating_for, sender
from portal.domain.workflow import ENROLMENT, EnrolmentState, Party
from portal.domain.workflow.enrolment import OPEN
from portal.domain.workflow.proposal import BOTH_SAID_YES
from portal.services import match_wishes
from portal.services import messages_transfer as messages
from portal.services.enrolment.leave import recall_proposals
from portal.services.places.offering import recall_offer
from portal.services.work import Work
from portal.store import case_rows, complaints, enrolments, health, matches, people, transfers, users
from portal.store.enrolments import Enrolment
from portal.store.transfers import ACCEPTED, SENT_BACK, TAKEN_BACK, WAITING, CaseTransfer

MOVABLE = OPEN - {EnrolmentState.REFUSAL_PROPOSED}
NOT_NOW = "Sagen kan ikke gives videre, mens der er et brev om ikke optaget. Gør brevet færdigt, eller tag det tilbage."
MET = "Borgeren og en virksomhed har sagt ja til hinanden. Gør aftalen færdig, eller aflys den, før sagen gives videre."
COMPLAINED = "Der er en klage, som I ikke har svaret på. Svar på den, før sagen gives videre."
GONE = "Borgeren er ikke længere med. Der er ikke noget at tage imod."
ASKED = "{kommune} er spurgt og har ikke svaret endnu. Tag det tilbage først, hvis det skal være en anden."


@dataclass(frozen=True)
class OfferTransfer:
    """`home`: the municipality the citizen lives in now, or the one that has agreed to run the case."""

    enrolment_id: UUID
    version: int
    home: str
    moved: bool
    reason: str


@dataclass(frozen=True)
class AnswerTransfer:
    """`why` is needed when it is sent back."""

    transfer_id: UUID
    version: int
    why: str = ""


def places_to_give(work: Work) -> tuple[str, ...]:
    """The municipalities whose cases somebody else here can take: those with an adviser who is not of one's own."""
    with_advisers = users.municipalities_of_roles(work.session, (Role.CASEWORKER, Role.TEAM_LEADER))
    others = with_advisers - work.actor.municipalities
    return tuple(code for code in MUNICIPALITIES if operating_for(code) in others)


def why_not(work: Work, case_id: UUID, state: str) -> str:
    """Why the case cannot leave right now, in a sentence; empty when it can."""
    if state not in MOVABLE:
        return NOT_NOW if state == EnrolmentState.REFUSAL_PROPOSED else GONE
    if any(one.answered_at is None for one in complaints.list_of_enrolment(work.session, case_id)):
        return COMPLAINED
    return MET if matches.has_in_states(work.session, case_id, BOTH_SAID_YES) else ""


def offer_transfer(work: Work, cmd: OfferTransfer) -> UUID:
    """Ask another municipality. Asking the same one twice is asking once. Returns the id."""
    row = _own(work, cmd.enrolment_id)
    to = operating_for(cmd.home)
    waiting = transfers.find_waiting(work.session, row.id)
    if waiting is not None:
        if waiting.to_municipality == to:
            return waiting.id
        raise Refused(ASKED.format(kommune=sender(waiting.to_municipality)), "home")
    row.expect(cmd.version)
    if cmd.home not in places_to_give(work):
        raise Refused("Vælg en kommune fra listen.", "home")
    if not cmd.reason.strip():
        raise Refused("Skriv kort, hvorfor sagen skal videre. Borgeren læser det.", "reason")
    if reason := why_not(work, row.id, row.state):
        raise Refused(reason, "home")
    assert work.actor.user_id is not None
    made = CaseTransfer(
        enrolment_id=row.id,
        person_id=row.person_id,
        from_municipality=row.operating_municipality,
        to_municipality=to,
        home_municipality=cmd.home if cmd.moved else row.person.home_municipality,
        reason=cmd.reason.strip(),
        state=WAITING,
        version=1,
        offered_by=work.actor.user_id,
        offered_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    _note(work, row, "offer_transfer", to)
    messages.offered(work, row, made)
    return made.id


def accept_transfer(work: Work, cmd: AnswerTransfer) -> None:
    """Take the case, all of it. Open proposals are recalled; who accepts is the citizen's adviser from now on."""
    row, transfer = _asked(work, cmd.transfer_id)
    if transfer.state == ACCEPTED and transfer.answered_by == work.actor.user_id:
        return
    _expect_waiting(transfer, cmd.version)
    if reason := why_not(work, row.id, row.state):
        raise Refused(reason)
    giver, to = row.operating_municipality, transfer.to_municipality
    recall_offer(work, row)
    recall_proposals(work, row)
    _close(work, transfer, ACCEPTED)
    _note(work, row, "accept_transfer", to)
    _move_person(work, row, transfer)
    case_rows.move_case(work.session, row.id, to)
    row = enrolments.for_update(work.session, row.id)
    _take(work, row)
    health.let_go(work.session, row.id)
    for municipality in (giver, to):
        match_wishes.wish(work.session, work.now, "enrolment", municipality)
    messages.accepted(work, row, giver)


def send_back(work: Work, cmd: AnswerTransfer) -> None:
    """No, with a reason the giver reads. The case is where it was all along."""
    row, transfer = _asked(work, cmd.transfer_id)
    if transfer.state == SENT_BACK and transfer.answered_by == work.actor.user_id:
        return
    _expect_waiting(transfer, cmd.version)
    if not cmd.why.strip():
        raise Refused("Skriv, hvorfor I sender sagen tilbage.", "why")
    transfer.answer = cmd.why.strip()
    _close(work, transfer, SENT_BACK)
    _note(work, row, "send_transfer_back", transfer.to_municipality)
    messages.stays(work, row, transfer)


def take_back(work: Work, cmd: AnswerTransfer) -> None:
    """The giver thinks better of it, as long as nobody has answered."""
    known = transfers.get(work.session, cmd.transfer_id)
    row = _own(work, known.enrolment_id)
    transfer = transfers.for_update(work.session, cmd.transfer_id)
    if transfer.state == TAKEN_BACK:
        return
    _expect_waiting(transfer, cmd.version)
    _close(work, transfer, TAKEN_BACK)
    _note(work, row, "take_transfer_back", transfer.to_municipality)
    messages.stays(work, row, transfer)


def may_give(work: Work, adviser: UUID | None) -> bool:
    """One's own case, one that nobody has, and for a team leader everybody's."""
    return adviser in (None, work.actor.user_id) or work.actor.role is Role.TEAM_LEADER


def _own(work: Work, enrolment_id: UUID) -> Enrolment:
    """The case, locked, when it is the actor's to give; to anybody else it does not exist."""
    row = enrolments.for_update(work.session, enrolment_id)
    if row.operating_municipality not in work.actor.municipalities or not may_give(work, row.assigned_to):
        raise NotFound
    return row


def _asked(work: Work, transfer_id: UUID) -> tuple[Enrolment, CaseTransfer]:
    """The case and the offer, both locked, for who was asked; the case first, as everywhere."""
    known = transfers.get(work.session, transfer_id)
    if known.to_municipality not in work.actor.municipalities or known.person_id in work.actor.related:
        raise NotFound
    row = enrolments.for_update(work.session, known.enrolment_id)
    return row, transfers.for_update(work.session, transfer_id)


def _expect_waiting(transfer: CaseTransfer, version: int) -> None:
    if transfer.state != WAITING:
        raise Stale
    transfer.expect(version)


def _close(work: Work, transfer: CaseTransfer, state: str) -> None:
    transfer.state, transfer.version = state, transfer.version + 1
    transfer.answered_by, transfer.answered_at = work.actor.user_id, work.now


def _take(work: Work, row: Enrolment) -> None:
    row.assigned_to = work.actor.user_id
    if row.state == EnrolmentState.SUBMITTED:
        work.move(ENROLMENT, row, "take", subject=row.person_id, party=Party.SYSTEM)
    else:
        row.version += 1
        row.updated_at = work.now


def _move_person(work: Work, row: Enrolment, transfer: CaseTransfer) -> None:
    """Where she lives now. Who has to do with her follows when she has moved, or has no other case where she was."""
    person = people.get(work.session, row.person_id)
    moved = person.home_municipality != transfer.home_municipality
    person.home_municipality = transfer.home_municipality
    rest = work.session.scalars(
        enrolments.select_current(person.id).where(
            Enrolment.id != row.id, Enrolment.operating_municipality != transfer.to_municipality
        )
    ).all()
    if moved or not any(one.state != EnrolmentState.DRAFT for one in rest):
        person.operating_municipality = transfer.to_municipality
        for draft in (one for one in rest if one.state == EnrolmentState.DRAFT):
            draft.operating_municipality = transfer.to_municipality


def _note(work: Work, row: Enrolment, event: str, to: str) -> None:
    work.audit("enrolment", event, row.id, subject=row.person_id, municipality=row.operating_municipality, to=to)
