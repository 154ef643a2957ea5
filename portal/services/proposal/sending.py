"""What follows by itself: approved proposals are sent when the time for regrets is over, postponed ones come back."""

from __future__ import annotations

from uuid import UUID

from portal.domain.placement_law import Deadline
from portal.domain.workflow import PROPOSAL, Party, ProposalState
from portal.domain.workflow.proposal import BOTH_SAID_YES, EXPIRED, PLACE_CLOSED, PLACE_TAKEN
from portal.services import messages_staff as messages
from portal.services.deadlines import last_day
from portal.services.work import Work
from portal.store import matches
from portal.store.companies import Specialist
from portal.store.matches import Proposal
from portal.store.postings import Posting


def send_due(work: Work) -> int:
    """Send what is approved and due, and take up what was postponed until today; returns how many were sent."""
    for row in matches.list_to_take_up(work.session, work.today):
        work.move(PROPOSAL, row, "take_up", subject=row.person_id, party=Party.SYSTEM)
    rows = matches.list_to_send(work.session, work.now)
    for row in rows:
        send_to_citizen(work, row)
    return len(rows)


def send_to_citizen(work: Work, row: Proposal) -> None:
    """The citizen sees it from now on, is told that there is something, and has some working days."""
    work.move(PROPOSAL, row, "send_to_citizen", subject=row.person_id, party=Party.SYSTEM)
    row.citizen_deadline = last_day(work, Deadline.CITIZEN_ANSWER)
    deadline = messages.day_words(row.citizen_deadline)
    messages.nudge(work, "N13", row.enrolment, row.person, str(row.id), deadline=deadline)


def send_to_company(work: Work, row: Proposal) -> None:
    """At once after the citizen's yes: tasks, hours and start only, to the company's recruitment specialist."""
    work.move(PROPOSAL, row, "send_to_company", subject=row.person_id, party=Party.SYSTEM)
    row.company_deadline = last_day(work, Deadline.COMPANY_ANSWER)
    deadline = messages.day_words(row.company_deadline)
    messages.company_mail(work, "N32", row.company, row.posting.specialist, str(row.id), deadline=deadline)


def recall_others(work: Work, posting_id: UUID, but: Proposal) -> None:
    """The last place is taken: what nobody has decided on becomes outdated, the rest is called off kindly."""
    for row in matches.list_live_of_posting(work.session, posting_id):
        if row.id == but.id:
            continue
        _call_off(work, row, PLACE_TAKEN)


def let_go(work: Work, posting: Posting) -> None:
    """The posting is closed: nobody is left waiting for a place that is not there. The posting is held by the caller.

    The citizen is told kindly, and looking goes on. A company that had the candidate is told that she is gone. Where
    both have said yes, they know each other, and that stands: people talk.
    """
    receives = work.session.get(Specialist, posting.specialist_id) if posting.specialist_id else None
    for row in matches.list_live_of_posting(work.session, posting.id):
        if row.state in BOTH_SAID_YES:
            continue
        lay_there = row.state == ProposalState.SENT_TO_COMPANY
        _call_off(work, row, PLACE_CLOSED)
        if lay_there:
            messages.company_mail(work, "N41.lukket", posting.company, receives, str(row.id), title=posting.title)


def _call_off(work: Work, row: Proposal, reason: str) -> None:
    """What nobody has decided on becomes outdated; otherwise it is called off, and who has been asked is told."""
    if row.state == ProposalState.COMPUTED:
        work.move(PROPOSAL, row, "outdate", subject=row.person_id, party=Party.SYSTEM, reason=reason)
        return
    known = row.state not in matches.STAFF_ONLY | EXPIRED
    row.reason = reason
    work.move(PROPOSAL, row, "cancel", subject=row.person_id, party=Party.SYSTEM, reason=reason)
    if known:
        messages.nudge(work, "N17", row.enrolment, row.person, f"{row.id}:{reason}")
