"""A posting's way from idea to filled place (opslag)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import Machine, Party, move

V, M, SYS = Party.COMPANY, Party.CASEWORKER, Party.SYSTEM


class PostingState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    AWAITING_COMPANY = "awaiting_company"
    OPEN = "open"
    PAUSED = "paused"
    FULL = "full"
    CLOSED = "closed"
    REJECTED = "rejected"


S = PostingState
POSTING = Machine(
    "posting",
    PostingState,
    (
        move("submit", S.DRAFT, S.SUBMITTED, V, M),
        move("ask_company", S.SUBMITTED, S.AWAITING_COMPANY, M),
        move("company_answered", S.AWAITING_COMPANY, S.SUBMITTED, V),
        move("approve", S.SUBMITTED, S.OPEN, M),
        move("reject", S.SUBMITTED, S.REJECTED, M),
        move("pause", S.OPEN, S.PAUSED, V, M),
        move("resume", S.PAUSED, S.OPEN, V, M),
        move("fill", S.OPEN, S.FULL, SYS),
        move("free_place", S.FULL, S.OPEN, SYS),
        move("close", (S.OPEN, S.PAUSED, S.FULL), S.CLOSED, V, M, SYS),
        move("lapse", (S.SUBMITTED, S.AWAITING_COMPANY), S.CLOSED, SYS),  # its company stopped before it was read
        move("change", S.OPEN, S.SUBMITTED, V),
    ),
)
