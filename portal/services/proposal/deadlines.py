"""What follows when an answer does not come: one reminder, and after the deadline a person rings.

No answer is never counted as a no (service-design.md 3.4 and 5.1 no. 7). Each verb is safe to do again.
"""

from __future__ import annotations

from portal.domain.workflow import PROPOSAL, Party
from portal.services import messages_staff as messages
from portal.services.work import Work, add_working_days
from portal.store import matches
from portal.store.matches import Proposal

REMIND_DAYS = 2
"""Working days before the deadline that a reminder goes out."""


def remind_citizens(work: Work) -> int:
    """N14: that it is alright not to have answered, and whom to ring. Once; returns how many."""
    if not work.may_disturb:
        return 0
    rows = matches.list_citizens_to_remind(work.session, work.today, add_working_days(work.today, REMIND_DAYS))
    for row in rows:
        row.citizen_reminded_at = work.now
        messages.nudge(work, "N14", row.enrolment, row.person, str(row.id))
        _note(work, row, "remind_citizen")
    return len(rows)


def expire_citizens(work: Work) -> int:
    """The citizen has not answered: the adviser is to ring. Nothing is sent; the reminder was the last word."""
    rows = matches.list_unanswered_by_citizen(work.session, work.today)
    for row in rows:
        work.move(PROPOSAL, row, "citizen_expires", subject=row.person_id, party=Party.SYSTEM)
    return len(rows)


def remind_companies(work: Work) -> int:
    """The company's recruitment specialist is reminded that a person waits. Once; returns how many."""
    if not work.may_disturb:
        return 0
    rows = matches.list_companies_to_remind(work.session, work.today, add_working_days(work.today, REMIND_DAYS))
    for row in rows:
        row.company_reminded_at = work.now
        assert row.company_deadline is not None
        deadline = messages.day_words(row.company_deadline)
        to = row.posting.specialist
        messages.company_mail(work, "N32.paamindelse", row.company, to, str(row.id), deadline=deadline)
        _note(work, row, "remind_company")
    return len(rows)


def expire_companies(work: Work) -> int:
    """The company has not answered: the citizen is told that we look on, and is free for another proposal."""
    rows = matches.list_unanswered_by_company(work.session, work.today)
    for row in rows:
        work.move(PROPOSAL, row, "company_expires", subject=row.person_id, party=Party.SYSTEM)
        messages.nudge(work, "N17", row.enrolment, row.person, f"{row.id}:company_expired")
    return len(rows)


def _note(work: Work, row: Proposal, event: str) -> None:
    """A reminder changes no state and no version: the page somebody has open can still be answered."""
    work.audit("proposal", event, row.id, subject=row.person_id, municipality=row.operating_municipality)
