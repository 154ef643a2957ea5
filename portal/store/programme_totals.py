"""A programme in numbers: its cases by how far they have come, the load of each municipality, and days to a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, distinct, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.workflow import EnrolmentState
from portal.domain.workflow.enrolment import OPEN
from portal.store.enrolments import Enrolment
from portal.store.matches import QUIET, Proposal
from portal.store.places import INSIDE, Since, pauses_shortly
from portal.store.refusals import RefusalLetter

S = EnrolmentState


@dataclass(frozen=True)
class Cell:
    """So many cases of a programme that stand alike."""

    programme: str
    state: str
    keeps: str
    """In a short pause: what she keeps, `place` or `number`. Empty otherwise."""
    is_unsolved: bool
    """Ready for long, and nothing is on its way."""
    number: int


def count_cells(session: Session, since: Since, ready_before: datetime) -> list[Cell]:
    """For the programmes in `since`, everybody once; drafts are nobody's business. One query."""
    keeps = case(
        (and_(pauses_shortly(since), Enrolment.state_before.in_(INSIDE)), "place"),
        (and_(pauses_shortly(since), Enrolment.state_before == S.WAITING_LIST), "number"),
        else_="",
    )
    busy = exists().where(Proposal.person_id == Enrolment.person_id, Proposal.state.not_in(QUIET))
    unsolved = and_(
        Enrolment.state == S.READY_FOR_MATCH,
        func.coalesce(Enrolment.ready_at, Enrolment.created_at) < ready_before,
        ~busy,
    )
    each = (
        select(
            Enrolment.programme_code.label("code"),
            Enrolment.state.label("state"),
            keeps.label("keeps"),
            case((unsolved, 1), else_=0).label("unsolved"),
        )
        .where(Enrolment.programme_code.in_(sorted(since)), Enrolment.state.not_in([S.DRAFT, S.DELETED]))
        .subquery()
    )
    rows = session.execute(select(*each.c, func.count()).group_by(*each.c).order_by(*each.c))
    return [Cell(code, state, kept, bool(waits), number) for code, state, kept, waits, number in rows]


@dataclass(frozen=True)
class Load:
    """The open cases of a programme that one municipality runs, and how many advisers have them."""

    municipality: str
    cases: int
    advisers: int


def count_load(session: Session, programme: str) -> Mapping[str, Load]:
    """By the municipality that runs the cases."""
    rows = session.execute(
        select(Enrolment.operating_municipality, func.count(), func.count(distinct(Enrolment.assigned_to)))
        .where(Enrolment.programme_code == programme, Enrolment.state.in_(sorted(OPEN)))
        .group_by(Enrolment.operating_municipality)
        .order_by(Enrolment.operating_municipality)
    )
    return {home: Load(home, cases, advisers) for home, cases, advisers in rows}


def list_decisions(session: Session, programme: str, since: datetime) -> Sequence[tuple[datetime, datetime]]:
    """When each case was sent in and when it was let in or refused, for those decided since then. No ids."""
    rows = session.execute(
        select(Enrolment.submitted_at, Enrolment.admitted_at, RefusalLetter.sent_at)
        .outerjoin(RefusalLetter, RefusalLetter.enrolment_id == Enrolment.id)
        .where(
            Enrolment.programme_code == programme,
            Enrolment.submitted_at.is_not(None),
            or_(Enrolment.admitted_at >= since, and_(Enrolment.admitted_at.is_(None), RefusalLetter.sent_at >= since)),
        )
        .order_by(Enrolment.id)
    )
    return [(sent, admitted or refused) for sent, admitted, refused in rows]
