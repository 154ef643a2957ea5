"""Being rung up: the way in for those who would rather talk than type. No log-in, and no more than is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.services.work import Work, add_working_days
from portal.store import callbacks
from portal.store.callbacks import CallbackRequest

HOURS = {"forenoon": (9, 12), "afternoon": (12, 15), "any": (9, 15)}
"""From and to on the day of the call, by when it suits the person."""
KEPT_DAYS = 14


@dataclass(frozen=True)
class RequestCallback:
    """What the person wrote: only what it takes to ring."""

    first_name: str
    phone: str
    time_of_day: str


def request(work: Work, cmd: RequestCallback) -> UUID:
    """Promise a call on the next working day. The row is gone when we have talked, or after 14 days."""
    row = CallbackRequest(
        first_name=cmd.first_name,
        phone=cmd.phone,
        time_of_day=cmd.time_of_day,
        call_on=add_working_days(work.today, 1),
        created_at=work.now,
        delete_on=work.today + timedelta(days=KEPT_DAYS),
    )
    work.session.add(row)
    work.session.flush()
    work.audit("callback", "requested", row.id)
    return row.id


def finish(work: Work, callback_id: UUID) -> None:
    """We have talked: the name and the number are deleted at once. Finishing twice changes nothing."""
    row = callbacks.for_update(work.session, callback_id)
    if row is None:
        return
    work.session.delete(row)
    work.audit("callback", "finished", callback_id)


def delete_due(work: Work) -> int:
    """Keep the promise of 14 days also where nobody got hold of the person. Safe to run again."""
    over = callbacks.delete_due(work.session, work.today)
    for callback_id in over:
        work.audit("callback", "deleted", callback_id)
    return len(over)
