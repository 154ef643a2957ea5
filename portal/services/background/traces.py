"""Forgetting what was only kept to make the portal work: log-ins that are over, and marks of forms that were sent."""

from __future__ import annotations

from datetime import timedelta

from portal.services.arrival import PATIENCE
from portal.services.work import Work
from portal.store import arrivals, attempts, forms, users

FORMS_KEPT = timedelta(days=7)
"""A page that has been open for longer cannot be sent: its log-in is long over."""
TRIES_KEPT = timedelta(days=1)
ENDED_LOGINS_KEPT = timedelta(days=7)
LOGINS_KEPT = timedelta(days=30)
"""A log-in lasts twelve hours at most. Who logged in and when stands in the audit trail."""


def forget_traces(work: Work) -> int:
    """Delete them; they hold nothing that is needed. Returns how many."""
    over = users.delete_logins(
        work.session, ended_before=work.now - ENDED_LOGINS_KEPT, started_before=work.now - LOGINS_KEPT
    )
    over += attempts.delete_before(work.session, work.now - TRIES_KEPT)
    over += arrivals.delete_before(work.session, work.now - PATIENCE)
    return over + forms.delete_before(work.session, work.now - FORMS_KEPT)
