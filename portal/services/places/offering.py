"""A place that becomes free is offered to the next in line, with a day to answer by. No answer is never a no.

Every verb here is safe to do again, by any number of workers at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.capacity import Places
from portal.domain.eligibility import Programme, State
from portal.domain.errors import NotFound
from portal.domain.placement_law import Deadline
from portal.domain.workflow import PLACE_OFFER, OfferState, Party
from portal.services import messages_staff as messages
from portal.services.deadlines import last_day
from portal.services.places.standing import hold, of_programme
from portal.services.work import Work, add_working_days
from portal.store import enrolments, offers, places
from portal.store.enrolments import Enrolment
from portal.store.offers import PlaceOffer

REMIND_DAYS = 2
"""Working days before the deadline that one reminder goes out."""


@dataclass(frozen=True)
class BackInTurn:
    """Somebody who did not answer an offer wants to stay in line after all."""

    enrolment_id: UUID
    version: int


def offer_places(work: Work) -> int:
    """Offer every free place to the next in line, in every programme that is open; returns how many.

    One programme at a time; whoever admits somebody at this moment comes before or after, never between.
    """
    made = 0
    known = {one.code: one for one in work.house.programmes}
    for code in places.programmes_with_a_line(work.session):
        programme = known.get(code)
        if programme is not None and programme.term.state(work.today) is State.OPEN:
            hold(work, code)
            made += sum(_offer(work, one, programme) for one in of_programme(work, programme).pools)
    return made


def _offer(work: Work, one: Places, programme: Programme) -> int:
    if not one.free:
        return 0
    rows = places.next_in_turn(work.session, one.pool, one.free)
    for row in rows:
        _make_offer(work, row, programme)
    return len(rows)


def _make_offer(work: Work, row: Enrolment, programme: Programme) -> None:
    """The letter tells of it, the SMS only that something has happened; the adviser is to ring as well."""
    offer = PlaceOffer(
        operating_municipality=row.operating_municipality,
        enrolment_id=row.id,
        person_id=row.person_id,
        state=OfferState.OPEN,
        version=1,
        deadline=last_day(work, Deadline.PLACE_ANSWER, programme),
        created_at=work.now,
    )
    work.session.add(offer)
    work.session.flush()
    _note(work, row, "offer_place", deadline=offer.deadline.isoformat())
    day = messages.day_words(offer.deadline)
    messages.letter(work, "N10", row.person, str(offer.id), programme=programme.name, deadline=day)
    messages.nudge(work, "N10", row, row.person, str(offer.id))


def remind_of_offers(work: Work) -> int:
    """One reminder, two working days before the deadline; returns how many."""
    if not work.may_disturb:
        return 0
    rows = offers.list_to_remind(work.session, work.today, add_working_days(work.today, REMIND_DAYS))
    for offer in rows:
        offer.reminded_at = work.now
        messages.nudge(work, "N14", offer.enrolment, offer.person, f"place:{offer.id}")
        _note(work, offer.enrolment, "remind_place")
    return len(rows)


def expire_offers(work: Work) -> int:
    """The last day is over: the place is free for the next, and an adviser rings. She keeps her number in line."""
    gone = 0
    for enrolment_id in offers.list_overdue(work.session, work.today):
        row = enrolments.for_update(work.session, enrolment_id)
        offer = offers.unsettled_for_update(work.session, enrolment_id)
        if offer is None or offer.state != OfferState.OPEN or offer.deadline >= work.today:
            continue
        _close(work, row, offer, "expire", Party.SYSTEM)
        gone += 1
    return gone


def back_in_turn(work: Work, cmd: BackInTurn) -> None:
    """She still wants a place, and has told so: she keeps her number, and the next free place is offered to her."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.person_id != work.actor.person_id and row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    offer = offers.unsettled_for_update(work.session, row.id)
    if offer is None or offer.state == OfferState.OPEN:
        return
    row.expect(cmd.version)
    _close(work, row, offer, "settle")


def recall_offer(work: Work, row: Enrolment, event: str = "recall") -> None:
    """What was offered falls away because the case goes on another way. The caller holds the row."""
    offer = offers.unsettled_for_update(work.session, row.id)
    if offer is not None:
        _close(work, row, offer, event)


def _close(work: Work, row: Enrolment, offer: PlaceOffer, event: str, party: Party | None = None) -> None:
    work.move(PLACE_OFFER, offer, event, subject=row.person_id, party=party)
    offer.answered_at = None if event == "expire" else work.now
    if event in ("expire", "settle"):
        _note(work, row, f"place_{event}")


def _note(work: Work, row: Enrolment, event: str, **detail: str) -> None:
    """In the history of the case as well, where people look for it."""
    work.audit("enrolment", event, row.id, subject=row.person_id, municipality=row.operating_municipality, **detail)
