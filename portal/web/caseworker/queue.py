"""The order of the queue: how urgent each case is, with the sentence that says why."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal.domain.urgency import Urgency, urgency_of
from portal.domain.workflow import EnrolmentState
from portal.services.work import Work
from portal.store.enrolments import EnrolmentRecord

Rank = tuple[int, date, datetime, UUID]


def urgency(work: Work, case: EnrolmentRecord) -> Urgency:
    return urgency_of(
        case.deadline,
        work.today,
        waits=case.state == EnrolmentState.AWAITING_CITIZEN,
        is_assigned=case.assigned_to is not None,
        is_new=case.state == EnrolmentState.SUBMITTED,
    )


def rank(work: Work, case: EnrolmentRecord) -> Rank:
    """Sorts by urgency, then the oldest promise, then the oldest arrival."""
    return urgency(work, case).rank, case.deadline or date.max, case.submitted_at or case.created_at, case.id
