"""Enrolments that were begun and left: a friendly reminder, a word before the end, and gone after thirty days.

Days are counted as pages show them: a draft touched on 1 June is kept to the end of 1 July.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from portal.domain.workflow import ENROLMENT, Party
from portal.services import messages_staff as messages
from portal.services.enrolment import closed_text
from portal.services.enrolment.draft import KEPT_FOR
from portal.services.work import COPENHAGEN, Work
from portal.store import drafts
from portal.store.enrolments import Enrolment

REMIND_AFTER = timedelta(days=7)
WARN_BEFORE = timedelta(days=5)
DAY = timedelta(days=1)


def remind_of_drafts(work: Work) -> int:
    """N01: the answers are kept, and waiting. Once for each draft, seven days after the last change.

    Not where the programme takes nobody in any more: there is nothing to go on with.
    """
    if not work.may_disturb:
        return 0
    rows = drafts.list_to_remind(
        work.session,
        untouched_since=_midnight(work, REMIND_AFTER - DAY),
        but_touched_since=_midnight(work, KEPT_FOR - WARN_BEFORE - DAY),
    )
    for row in rows:
        row.reminded_at = work.now
        if closed_text(work, work.house.programme(row.programme_code)) is None:
            messages.nudge(work, "N01", row, row.person, str(row.id))
        _note(work, row, "remind_draft")
    return len(rows)


def warn_of_deletion(work: Work) -> int:
    """N02: until when the answers are kept. Once, five days before; again if the draft is touched and left anew."""
    if not work.may_disturb:
        return 0
    rows = drafts.list_to_warn(
        work.session,
        untouched_since=_midnight(work, KEPT_FOR - WARN_BEFORE - DAY),
        but_touched_since=_midnight(work, KEPT_FOR),
    )
    for row in rows:
        row.warned_at = work.now
        last_day = (row.updated_at + KEPT_FOR).astimezone(COPENHAGEN).date()
        messages.nudge(work, "N02", row, row.person, f"{row.id}:{last_day}", date=messages.day_words(last_day))
        _note(work, row, "warn_draft")
    return len(rows)


def delete_drafts(work: Work) -> int:
    """After thirty days the answers are gone; only the fact that there was a draft remains."""
    rows = drafts.list_to_delete(work.session, untouched_since=_midnight(work, KEPT_FOR))
    for row in rows:
        work.move(ENROLMENT, row, "delete", subject=row.person_id, party=Party.SYSTEM)
        row.answers = row.verdict = None
    return len(rows)


def _midnight(work: Work, ago: timedelta) -> datetime:
    """When the day began in Denmark that lies so far back."""
    return datetime.combine(work.today - ago, time(), COPENHAGEN)


def _note(work: Work, row: Enrolment, event: str) -> None:
    """No state, version or last change is touched: whoever is writing at this moment is not disturbed."""
    work.audit("enrolment", event, row.id, subject=row.person_id, municipality=row.operating_municipality)
