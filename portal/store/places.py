"""Who has a place in a programme and who stands in line for one: counts, the order of the line, and the turnover.

A line is ordered by the day of the enrolment (domain.md H8), so it does not matter how fast a case was dealt with. Whoever
is put first of her day counts from the moment before the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.domain.capacity import Pool, Turnover
from portal.domain.workflow import EnrolmentState, OfferState
from portal.store.enrolments import Enrolment
from portal.store.offers import UNSETTLED, OfferRecord, PlaceOffer
from portal.store.people import Person

S = EnrolmentState
INSIDE = (S.ADMITTED, S.READY_FOR_MATCH, S.IN_PLACEMENT)
LEFT = (S.WITHDRAWN, S.CLOSED)
DAY = 86_400


Since = Mapping[str, date]
"""By programme: the first day a pause can have begun and still keep what one had."""


def pauses_shortly(since: Since) -> ColumnElement[bool]:
    """In a pause that keeps what one had. A pause from before pauses had a first day keeps it too."""
    keeps = [and_(Enrolment.programme_code == code, Enrolment.paused_on >= day) for code, day in sorted(since.items())]
    return and_(Enrolment.state == S.PAUSED, or_(Enrolment.paused_on.is_(None), *keeps))


def _has_place(since: Since) -> ColumnElement[bool]:
    return or_(Enrolment.state.in_(INSIDE), and_(pauses_shortly(since), Enrolment.state_before.in_(INSIDE)))


def _in_line(since: Since) -> ColumnElement[bool]:
    """On the waiting list, or in a short pause from it: the number is kept."""
    return or_(Enrolment.state == S.WAITING_LIST, and_(pauses_shortly(since), Enrolment.state_before == S.WAITING_LIST))


def _has_offer(*states: OfferState) -> ColumnElement[bool]:
    return exists().where(PlaceOffer.enrolment_id == Enrolment.id, PlaceOffer.state.in_(states))


IN_TURN = and_(Enrolment.state == S.WAITING_LIST, ~_has_offer(*UNSETTLED))
"""In line for the next place: no pause, no offer that waits for an answer, and nobody who has to ring first."""
IN_ORDER = (func.coalesce(Enrolment.queued_at, Enrolment.submitted_at), Enrolment.id)


def _of(pool: Pool) -> ColumnElement[bool]:
    """Only people who compete for these places. Joins need Person."""
    mine = Enrolment.programme_code == pool.programme
    if pool.municipality:
        return and_(mine, Person.home_municipality == pool.municipality)
    return and_(mine, Person.home_municipality.not_in(sorted(pool.others))) if pool.others else mine


@dataclass(frozen=True)
class Count:
    """How many there are in one programme who live in one municipality."""

    programme: str
    home: str
    taken: int
    offered: int
    in_turn: int
    in_line: int


def count(session: Session, since: Since) -> list[Count]:
    """For the programmes in `since`, by where people live: one query."""
    open_offer = and_(Enrolment.state == S.WAITING_LIST, _has_offer(OfferState.OPEN))
    wanted = (_has_place(since), open_offer, IN_TURN, _in_line(since))
    rows = session.execute(
        select(
            Enrolment.programme_code,
            Person.home_municipality,
            *(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in wanted),
        )
        .join(Enrolment.person)
        .where(Enrolment.programme_code.in_(sorted(since)), Enrolment.state.in_([*INSIDE, S.PAUSED, S.WAITING_LIST]))
        .group_by(Enrolment.programme_code, Person.home_municipality)
    )
    return [Count(code, home, *(int(n) for n in numbers)) for code, home, *numbers in rows]


@dataclass(frozen=True)
class InLine:
    """Where somebody stands: her number, and how many of those before her are in turn for a place."""

    number: int
    ahead: int


def stand(session: Session, pool: Pool, enrolment_id: UUID, since: date) -> InLine:
    """Her number in line, from 1, whatever those before her are waiting for. One query."""
    here = select(*(one.label(name) for one, name in zip(IN_ORDER, ("at", "id"), strict=True)))
    me = here.where(Enrolment.id == enrolment_id).subquery()
    before = or_(IN_ORDER[0] < me.c.at, and_(IN_ORDER[0] == me.c.at, Enrolment.id < me.c.id))
    row = session.execute(
        select(func.count(), func.coalesce(func.sum(case((IN_TURN, 1), else_=0)), 0))
        .select_from(Enrolment)
        .join(Enrolment.person)
        .join(me, before)
        .where(_of(pool), _in_line({pool.programme: since}))
    ).one()
    return InLine(int(row[0]) + 1, int(row[1]))


def first_before(
    session: Session, pool: Pool, enrolment_id: UUID, start: datetime, at: datetime, since: date
) -> datetime | None:
    """What the first of those counts from who count from `start` on and stand before her, whose moment is `at`."""
    before = or_(IN_ORDER[0] < at, and_(IN_ORDER[0] == at, Enrolment.id < enrolment_id))
    return session.scalar(
        select(func.min(IN_ORDER[0]))
        .select_from(Enrolment)
        .join(Enrolment.person)
        .where(_of(pool), _in_line({pool.programme: since}), IN_ORDER[0] >= start, before)
    )


def next_in_turn(session: Session, pool: Pool, limit: int) -> list[Enrolment]:
    """Those whose turn it is, locked, with the person. Who has meanwhile left is not among them."""
    return list(
        session.scalars(
            select(Enrolment)
            .join(Enrolment.person)
            .options(joinedload(Enrolment.person))
            .where(_of(pool), IN_TURN)
            .order_by(*IN_ORDER)
            .limit(limit)
            .with_for_update(of=Enrolment)
            .execution_options(populate_existing=True)
        )
    )


def programmes_with_a_line(session: Session) -> list[str]:
    """Where somebody is in turn for a place."""
    return list(session.scalars(select(Enrolment.programme_code).where(IN_TURN).distinct().order_by("programme_code")))


def turnover(session: Session, pool: Pool, since: datetime, now: datetime) -> Turnover:
    """What has been seen of a pool from `since` to now: places that became free, and person-days of people in them.

    Somebody who left does not change afterwards, so that her last change is the day she left.
    """
    rows = session.execute(
        select(Enrolment.admitted_at, Enrolment.state, Enrolment.updated_at)
        .join(Enrolment.person)
        .where(
            _of(pool),
            Enrolment.admitted_at.is_not(None),
            or_(
                Enrolment.state.in_([*INSIDE, S.PAUSED]), and_(Enrolment.state.in_(LEFT), Enrolment.updated_at >= since)
            ),
        )
    )
    freed, seconds = 0, 0.0
    for admitted_at, state, changed_at in rows:
        has_left = state in LEFT
        freed += has_left
        seconds += max(0.0, ((changed_at if has_left else now) - max(admitted_at, since)).total_seconds())
    return Turnover(freed, seconds / DAY)


@dataclass(frozen=True)
class Waiting:
    """One person in line, as staff see her."""

    enrolment_id: UUID
    operating_municipality: str
    home_municipality: str
    short_name: str
    since: datetime | None
    put_first: bool
    state: str
    pause_ends: date | None
    adviser: str | None
    offer: OfferRecord | None


def line(session: Session, programme: str, since: date) -> list[Waiting]:
    """Everybody in line for a programme, in order."""
    rows = session.execute(
        select(Enrolment, PlaceOffer)
        .join(Enrolment.person)
        .outerjoin(PlaceOffer, and_(PlaceOffer.enrolment_id == Enrolment.id, PlaceOffer.state.in_(UNSETTLED)))
        .options(joinedload(Enrolment.person), joinedload(Enrolment.adviser))
        .where(Enrolment.programme_code == programme, _in_line({programme: since}))
        .order_by(*IN_ORDER)
    )
    return [_waiting(row, offer) for row, offer in rows]


def _waiting(row: Enrolment, offer: Any) -> Waiting:
    return Waiting(
        enrolment_id=row.id,
        operating_municipality=row.operating_municipality,
        home_municipality=row.person.home_municipality,
        short_name=row.person.short_name,
        since=row.queued_at or row.submitted_at,
        put_first=row.queue_reason is not None,
        state=row.state,
        pause_ends=row.deadline if row.state == S.PAUSED else None,
        adviser=row.adviser.name if row.adviser else None,
        offer=OfferRecord.of(offer) if offer else None,
    )


def list_to_write_to(session: Session, today: date, limit: int = 200) -> list[Enrolment]:
    """People on a waiting list to whom a new letter was promised by today; locked. An offer is a letter of its own."""
    return list(
        session.scalars(
            select(Enrolment)
            .options(joinedload(Enrolment.person))
            .where(Enrolment.state == S.WAITING_LIST, Enrolment.deadline <= today, ~_has_offer(*UNSETTLED))
            .order_by(Enrolment.deadline, Enrolment.id)
            .limit(limit)
            .with_for_update(of=Enrolment, skip_locked=True)
        )
    )
