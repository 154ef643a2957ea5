"""What follows by itself: approved proposals are sent when the time for regrets is over, postponed ones come back."""

from __future__ import annotations

from uuid import UUID

from portal.domain.placement_law import Deadline
from portal.domain.workflow import PROPOSAL, Party, ProposalState
from portal.domain.workflow.proposal import EXPIRED
from portal.services import messages_staff as messages
from portal.services.deadlines import last_day
from portal.services.work import Work
from portal.store import matches
from portal.store.matches import Proposal


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
        if row.state == ProposalState.COMPUTED:
            work.move(PROPOSAL, row, "outdate", subject=row.person_id, party=Party.SYSTEM, reason="place_taken")
            continue
        known = row.state not in matches.STAFF_ONLY | EXPIRED
        row.reason = "place_taken"
        work.move(PROPOSAL, row, "cancel", subject=row.person_id, party=Party.SYSTEM, reason="place_taken")
        if known:
            messages.nudge(work, "N17", row.enrolment, row.person, f"{row.id}:place_taken")
