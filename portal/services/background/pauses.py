"""Pauses that have come to their day: the citizen is asked and the adviser is to ring; nobody is resumed unasked.

The table lets the system resume only what it has asked about (service-design.md 3.4: "SYS at date (asks first)").
The answer is the citizen's button on Min side, or what she tells her adviser, so the system itself never does.
"""

from __future__ import annotations

from portal.services import messages_staff as messages
from portal.services.work import Work
from portal.store import drafts


def ask_about_pauses(work: Work) -> int:
    """Ask once for each pause, on its last day; the pause goes on until somebody has answered."""
    if not work.may_disturb:
        return 0
    rows = drafts.list_pauses_to_ask_about(work.session, work.today)
    for row in rows:
        row.reminded_at = work.now
        messages.nudge(work, "N26", row, row.person, f"{row.id}:{row.version}")
        work.audit("enrolment", "ask_resume", row.id, subject=row.person_id, municipality=row.operating_municipality)
    return len(rows)
