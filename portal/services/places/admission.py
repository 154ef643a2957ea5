"""Letting somebody in: is there a place for her and nobody before her, and what follows from a yes."""

from __future__ import annotations

from portal.domain.eligibility import Programme
from portal.domain.workflow import ENROLMENT, EnrolmentState, OfferState
from portal.services import messages_staff as messages
from portal.services.deadlines import pauses_since
from portal.services.places.standing import of_home
from portal.services.work import Work, add_working_days
from portal.store import offers, places, users
from portal.store.enrolments import Enrolment, EnrolmentRecord

PLAN_DAYS = 5
"""Working days after an admission within which the citizen hears about the plan."""


def why_not_now(work: Work, row: Enrolment | EnrolmentRecord, programme: Programme, home: str) -> str | None:
    """Why she cannot be let in right now, for staff to read; None when there is a place for her.

    A place that is offered to her is hers. Nobody passes those who stand before her in line.
    """
    now = of_home(work, programme, home)
    if now.free is None:
        return None
    waits = row.state == EnrolmentState.WAITING_LIST
    if waits and _is_offered(work, row):
        return None
    since = pauses_since(work, programme)
    ahead = places.stand(work.session, now.pool, row.id, since).ahead if waits else now.in_turn
    if ahead < now.free:
        return None
    if now.free:
        return (
            f"Der er {_places(now.free, 'ledig plads', 'ledige pladser')}, "
            f"men {_places(ahead, 'borger', 'borgere')} står før i køen."
        )
    offered = f" {now.offered} er tilbudt til nogen på ventelisten." if now.offered else ""
    return (
        f"Alle {now.limit} pladser er i brug.{offered} Den næste, der bliver ledig, går til den, der står først i køen."
    )


def let_in(work: Work, row: Enrolment, programme: Programme, event: str) -> None:
    """Make the move and tell of it. The trail keeps each criterion as it stood when a person decided."""
    seen = {line["id"]: line["outcome"] for line in (row.verdict or {}).get("criteria", [])}
    work.move(ENROLMENT, row, event, subject=row.person_id, criteria=seen)
    row.admitted_at, row.decision_reason = work.now, None
    row.deadline = add_working_days(work.today, PLAN_DAYS)
    adviser = users.name_of(work.session, row.assigned_to) or work.actor.name
    messages.letter(work, "N08", row.person, str(row.id), programme=programme.name, adviser=adviser)
    messages.nudge(work, "N08", row, row.person, str(row.id))


def _is_offered(work: Work, row: Enrolment | EnrolmentRecord) -> bool:
    offer = offers.find_unsettled(work.session, row.id)
    return offer is not None and offer.state == OfferState.OPEN


def _places(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
