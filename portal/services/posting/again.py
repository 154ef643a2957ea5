"""A posting once more: copied into a new draft, its dates moved with one tap, and asked about when they run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.workflow import POSTING, Party, PostingState
from portal.services import match_wishes
from portal.services import messages_staff as messages
from portal.services.posting.own import NOT_NOW, changed, own_posting
from portal.services.posting.steering import SteerPosting
from portal.services.posting.writing import MAY_WRITE, NOT_YET
from portal.services.proposal.sending import let_go
from portal.services.work import Work
from portal.store import companies, postings
from portal.store.postings import Posting, PostingRecord

COPIED = (
    "company_id", "workplace_id", "specialist_id", "operating_municipality", "kind", "title", "occupation", "tasks",
    "competences_must", "competences_nice", "languages", "licences", "hours_min", "hours_max", "weeks",
    "working_times", "demands", "offers", "places",
)  # fmt: skip
"""Everything but the dates, which somebody has to choose anew."""
ASK_BEFORE = timedelta(days=7)
LONGER = timedelta(weeks=8)
CLOSE_AFTER = timedelta(days=14)
"""So long after the last first day a posting that nobody has answered for is closed."""
GOING = frozenset({PostingState.OPEN, PostingState.PAUSED})
HAS_DRAFT = "I har allerede en kladde. Gør den færdig, eller slet den først."


@dataclass(frozen=True)
class CopyPosting:
    posting_id: UUID


def copy(work: Work, cmd: CopyPosting) -> UUID:
    """A new draft like an earlier posting, without its dates and without what was said about it."""
    row = own_posting(work, cmd.posting_id)
    company = companies.get(work.session, row.company_id)
    if company.state not in MAY_WRITE:
        raise Refused(NOT_YET)
    if row.state == PostingState.DRAFT or postings.find_draft(work.session, row.company_id):
        raise Refused(HAS_DRAFT)
    again = Posting(
        **{name: getattr(row, name) for name in COPIED},
        state=PostingState.DRAFT,
        version=1,
        steps_done=[step for step in row.steps_done if step != "tid"],
        created_at=work.now,
        updated_at=work.now,
    )
    if not any(one.id == again.specialist_id and one.active for one in company.specialists):
        again.specialist_id = next((one.id for one in company.specialists if one.active), None)
    work.session.add(again)
    work.session.flush()
    work.audit("posting", "copy", again.id, municipality=again.operating_municipality, source=str(row.id))
    return again.id


def is_running_out(posting: Posting | PostingRecord, today: date) -> bool:
    """Is it time to ask whether the place is still there?"""
    return posting.state in GOING and posting.start_to is not None and posting.start_to <= today + ASK_BEFORE


def until_when(posting: Posting | PostingRecord, today: date) -> date:
    """The last first day if the place is still there: eight weeks more."""
    assert posting.start_to is not None
    return max(posting.start_to, today) + LONGER


def keep_open(work: Work, cmd: SteerPosting) -> None:
    """The place is still there: one can begin for eight weeks more. Pressed twice it counts once."""
    row = own_posting(work, cmd.posting_id)
    if row.state in GOING and not is_running_out(row, work.today):
        return
    row.expect(cmd.version)
    if row.state not in GOING or row.start_to is None or row.start_from is None:
        raise Refused(NOT_NOW)
    row.start_to = until_when(row, work.today)
    row.start_from = max(row.start_from, work.today)
    changed(work, row, "keep_open", until=row.start_to.isoformat())
    match_wishes.wish(work.session, work.now, POSTING.name, row.operating_municipality)


def ask_if_still_open(work: Work) -> int:
    """A week before the last first day the one who receives people is asked, once. Returns how many."""
    if not work.may_disturb:
        return 0
    asked = 0
    for row in postings.list_running_out(work.session, GOING, work.today, work.today + ASK_BEFORE):
        assert row.start_to is not None
        key = f"{row.id}:{row.start_to}"
        words = {"title": row.title, "deadline": messages.day_words(row.start_to + CLOSE_AFTER)}
        asked += messages.company_mail(work, "N39", row.company, row.specialist, key, **words)
    return asked


def close_outdated(work: Work) -> int:
    """Two weeks after the last first day nobody can begin: the posting is closed, and the company can copy it."""
    rows = postings.list_outdated(work.session, GOING, work.today - CLOSE_AFTER)
    for row in rows:
        work.move(POSTING, row, "close", party=Party.SYSTEM)
        let_go(work, row)
    return len(rows)
