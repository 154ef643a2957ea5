"""The same posting once more: found, shown to whoever sends it and to whoever approves it, and judged by them."""

from __future__ import annotations

from collections.abc import Iterable

from portal.domain.workflow import PostingState
from portal.store.postings import PostingRecord

STANDING = frozenset(
    {
        PostingState.SUBMITTED,
        PostingState.AWAITING_COMPANY,
        PostingState.OPEN,
        PostingState.PAUSED,
        PostingState.FULL,
    }
)


def find_alike(posting: PostingRecord, others: Iterable[PostingRecord]) -> PostingRecord | None:
    """Another standing posting for the same work at the same workplace: same heading, or the same tasks."""
    return next((other for other in others if _is_alike(posting, other)), None)


def _is_alike(one: PostingRecord, other: PostingRecord) -> bool:
    if other.id == one.id or other.state not in STANDING:
        return False
    if (other.workplace_id, other.kind) != (one.workplace_id, one.kind):
        return False
    return _plain(other.title) == _plain(one.title) or _plain(other.tasks) == _plain(one.tasks)


def _plain(text: str) -> str:
    """Capitals, spaces and signs make no difference."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
