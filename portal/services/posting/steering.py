"""Pausing, opening and closing a posting, answering the municipality, and throwing a draft away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.workflow import POSTING, PostingState
from portal.services.posting.own import NOT_NOW, own_posting, recall
from portal.services.proposal.sending import let_go
from portal.services.work import Work


@dataclass(frozen=True)
class SteerPosting:
    posting_id: UUID
    version: int


def pause(work: Work, cmd: SteerPosting) -> None:
    """No new candidates for a while; what is on its way but not sent is called back."""
    _steer(work, cmd, "pause", PostingState.PAUSED)


def resume(work: Work, cmd: SteerPosting) -> None:
    """Open again after a pause."""
    _steer(work, cmd, "resume", PostingState.OPEN)


def close(work: Work, cmd: SteerPosting) -> None:
    """The place is no longer there: who has been asked about it is told. Placements that have begun go on."""
    _steer(work, cmd, "close", PostingState.CLOSED)


def _steer(work: Work, cmd: SteerPosting, event: str, target: PostingState) -> None:
    row = own_posting(work, cmd.posting_id)
    if row.state == target:
        return
    row.expect(cmd.version)
    work.move(POSTING, row, event)
    if event == "pause":
        recall(work, row)
    if event == "close":
        let_go(work, row)


@dataclass(frozen=True)
class ReplyToQuestion:
    posting_id: UUID
    version: int
    reply: str


def reply_to_question(work: Work, cmd: ReplyToQuestion) -> None:
    """Answer what the municipality asked about a posting; it is then looked at again."""
    row = own_posting(work, cmd.posting_id, cmd.version)
    row.reply = cmd.reply.strip()
    work.move(POSTING, row, "company_answered")


def discard_draft(work: Work, cmd: SteerPosting) -> None:
    """Throw away a draft that was never sent."""
    row = own_posting(work, cmd.posting_id, cmd.version)
    if row.state != PostingState.DRAFT:
        raise Refused(NOT_NOW)
    work.audit("posting", "discard", row.id, municipality=row.operating_municipality)
    work.session.delete(row)
