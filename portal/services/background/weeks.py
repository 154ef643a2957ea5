"""Small words around a placement: the day before the first, once a week while it runs, and three and six months after."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.check_in import FOLLOW_UP_MONTHS, monday_of
from portal.domain.dates import add_months
from portal.domain.workflow import PlacementState
from portal.services import messages_staff as messages
from portal.services.check_in import ENDED, RUNNING
from portal.services.work import Work
from portal.store import check_ins, placements
from portal.store.check_ins import WEEKLY
from portal.store.enrolments import Enrolment
from portal.store.placements import Placement, PlacementRecord

ASK_ON = 3
"""Thursday: the week has been felt, and there is a day left to ring in."""
SOON = timedelta(days=14)
"""A follow-up that nobody has been told of within this time is not asked for any more."""


def remind_of_first_day(work: Work) -> int:
    """N19: tomorrow is the first day. Once; everything else stands on Min side."""
    tomorrow = work.today + timedelta(days=1)
    planned = (PlacementState.PLANNED, PlacementState.READY)
    found = placements.list_where(work.session, Placement.start_on == tomorrow, Placement.state.in_(planned))
    return sum(_nudge(work, one, "N19", f"{one.id}:{one.start_on}") for one in found)


def ask_how_it_goes(work: Work) -> int:
    """N20: the week's three questions, on Thursday, to those who have not answered yet. Never twice in a week."""
    if work.today.weekday() < ASK_ON:
        return 0
    monday = monday_of(work.today)
    found = placements.list_where(work.session, Placement.state.in_(sorted(RUNNING)), Placement.start_on <= work.today)
    told = {
        it.placement_id
        for it in check_ins.list_of_placements(work.session, [one.id for one in found])
        if it.kind == WEEKLY and it.week == monday
    }
    return sum(_nudge(work, one, "N20", f"{one.id}:{monday}") for one in found if one.id not in told)


def ask_afterwards(work: Work) -> int:
    """N22: how it goes three and six months after the end. Once each, and not at all when the day is long gone."""
    found = placements.list_where(work.session, Placement.state.in_(sorted(ENDED)), Placement.end_on.is_not(None))
    asked = 0
    for one in found:
        assert one.end_on is not None
        if (_case(work, one).answers or {}).get("deling", {}).get("follow_up") == "no":
            continue
        for months in FOLLOW_UP_MONTHS:
            if _is_due(add_months(one.end_on, months), work.today):
                asked += _nudge(work, one, "N22", f"{one.id}:{months}")
    return asked


def _is_due(day: date, today: date) -> bool:
    return day <= today < day + SOON


def _nudge(work: Work, one: PlacementRecord, template: str, key: str) -> bool:
    case = _case(work, one)
    return messages.nudge(work, template, case, case.person, key) > 0


def _case(work: Work, one: PlacementRecord) -> Enrolment:
    return work.session.scalars(
        select(Enrolment).options(joinedload(Enrolment.person)).where(Enrolment.id == one.enrolment_id)
    ).one()
