"""How long somebody has: a programme's own deadline where it has one, otherwise the one in the dated tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from portal.domain.eligibility import Programme
from portal.domain.placement_law import Deadline, DeadlineRow
from portal.services.work import Work, add_working_days


def deadline_of(work: Work, deadline: Deadline, programme: Programme | None = None) -> DeadlineRow:
    """The deadline in force today."""
    row = work.house.law.get(DeadlineRow, work.today, deadline)
    own = programme.deadlines.own(deadline) if programme else None
    return row if own is None else replace(row, length=own)


def last_day(work: Work, deadline: Deadline, programme: Programme | None = None) -> date:
    """The last day of a time that begins today."""
    return deadline_of(work, deadline, programme).ends(work.today)


def reply_days(work: Work, programme: Programme | None = None) -> int:
    """Working days within which somebody who has written to a programme is promised an answer."""
    own = programme.deadlines.reply if programme else None
    return work.house.reply_days if own is None else own


def reply_by(work: Work, code: str) -> date:
    """The day by which somebody who has written to the programme today is promised an answer."""
    return add_working_days(work.today, reply_days(work, _find(work, code)))


def pause_days(work: Work, programme: Programme) -> int:
    """How many days a pause keeps a place, or a number in line."""
    row = deadline_of(work, Deadline.PAUSE_KEEPS, programme)
    return (row.ends(work.today) - work.today).days


def pauses_since(work: Work, programme: Programme) -> date:
    """The first day a pause can have begun and still keep what one had."""
    return work.today - timedelta(days=pause_days(work, programme))


def _find(work: Work, code: str) -> Programme | None:
    return next((one for one in work.house.programmes if one.code == code), None)
