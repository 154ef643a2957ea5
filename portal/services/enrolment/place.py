"""The citizen's answer to a place she is offered: yes, or not just now. A no for good is leaving, as at any other time."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.workflow import EnrolmentState, OfferState
from portal.services import places
from portal.services.enrolment.leave import Pause, pause
from portal.services.work import Work
from portal.store import enrolments, offers
from portal.store.enrolments import Enrolment

LATER_WEEKS = 4
"""How long "not just now" lasts: within the thirty days that a pause keeps a number in line."""


@dataclass(frozen=True)
class AcceptPlace:
    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class AnswerLater:
    enrolment_id: UUID
    version: int


def accept_place(work: Work, cmd: AcceptPlace) -> None:
    """She takes the place: a caseworker has already said yes to her, so that nobody has to say it again.

    After the deadline a yes still counts while there is a place and nobody stands before her. Twice is once.
    Raises Refused, with what happens instead, when the place has gone to the next.
    """
    code = enrolments.programme_of(work.session, cmd.enrolment_id)
    places.hold(work, code)
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state == EnrolmentState.ADMITTED:
        return
    row.expect(cmd.version)
    _refuse_gone(work, row)
    places.let_in(work, row, work.house.programme(code), "accept_place")
    places.recall_offer(work, row, "accept")


def answer_later(work: Work, cmd: AnswerLater) -> None:
    """Not just now: the place goes to the next, she keeps her number and is asked again in four weeks."""
    row = enrolments.for_update(work.session, cmd.enrolment_id)
    if row.state == EnrolmentState.PAUSED:
        return
    row.expect(cmd.version)
    places.recall_offer(work, row, "decline")
    pause(work, Pause(row.id, row.version, LATER_WEEKS))


def _refuse_gone(work: Work, row: Enrolment) -> None:
    offer = offers.find_unsettled(work.session, row.id)
    if offer is not None and offer.state == OfferState.OPEN:
        return
    programme = work.house.programme(row.programme_code)
    no_room = places.why_not_now(work, row, programme, row.person.home_municipality)
    if offer is None or no_room:
        raise Refused(
            "Fristen er gået, og pladsen er givet videre. Du har stadig dit nummer i køen. "
            f"Ring til os på {work.house.support_phone}, så finder vi ud af det."
        )
