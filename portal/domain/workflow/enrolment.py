"""The enrolment's way from first draft to closed case (tilmelding)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import PREVIOUS, Machine, Party, move

B, M, L, SYS = Party.CITIZEN, Party.CASEWORKER, Party.TEAM_LEADER, Party.SYSTEM


class EnrolmentState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    AWAITING_CITIZEN = "awaiting_citizen"
    MEETING_BOOKED = "meeting_booked"
    ADMITTED = "admitted"
    WAITING_LIST = "waiting_list"
    REFUSAL_PROPOSED = "refusal_proposed"
    REFUSED = "refused"
    READY_FOR_MATCH = "ready_for_match"
    IN_PLACEMENT = "in_placement"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    DELETED = "deleted"


S = EnrolmentState
ENDED = frozenset({S.REFUSED, S.WITHDRAWN, S.CLOSED, S.DELETED})
OPEN = frozenset(S) - ENDED - {S.DRAFT}
"""Any open state: all but draft, refused, withdrawn, closed and deleted."""

ENROLMENT = Machine(
    "enrolment",
    EnrolmentState,
    (
        move("delete", S.DRAFT, S.DELETED, B, SYS),
        move("submit", S.DRAFT, S.SUBMITTED, B, M),
        move("take", S.SUBMITTED, S.IN_REVIEW, M, SYS),
        move("ask_citizen", S.IN_REVIEW, S.AWAITING_CITIZEN, M),
        move("citizen_answered", S.AWAITING_CITIZEN, S.IN_REVIEW, B, M, SYS),
        move("book_meeting", S.IN_REVIEW, S.MEETING_BOOKED, M, B),
        move("rebook_meeting", S.MEETING_BOOKED, S.MEETING_BOOKED, B, M),
        move("meeting_done", S.MEETING_BOOKED, S.IN_REVIEW, M),
        move("admit", (S.IN_REVIEW, S.WAITING_LIST), S.ADMITTED, M),
        move("accept_place", S.WAITING_LIST, S.ADMITTED, B),
        move("put_on_waiting_list", S.IN_REVIEW, S.WAITING_LIST, M),
        move("propose_refusal", S.IN_REVIEW, S.REFUSAL_PROPOSED, M),
        move("send_back", S.REFUSAL_PROPOSED, S.IN_REVIEW, L),
        move("refuse", S.REFUSAL_PROPOSED, S.REFUSED, L),
        move("reopen", S.REFUSED, S.IN_REVIEW, L),
        move("agree_plan", S.ADMITTED, S.READY_FOR_MATCH, B, M),
        move("change_plan", S.READY_FOR_MATCH, S.ADMITTED, B, M),
        move("start_placement", S.READY_FOR_MATCH, S.IN_PLACEMENT, SYS),
        move("end_placement", S.IN_PLACEMENT, S.READY_FOR_MATCH, SYS, M),
        move("pause", (S.ADMITTED, S.READY_FOR_MATCH, S.IN_PLACEMENT, S.WAITING_LIST), S.PAUSED, B, M),
        move("resume", S.PAUSED, PREVIOUS, B, M, SYS),
        move("withdraw", sorted(OPEN), S.WITHDRAWN, B),
        move(
            "undo_assisted", (S.SUBMITTED, S.IN_REVIEW, S.AWAITING_CITIZEN, S.MEETING_BOOKED), S.WITHDRAWN, B, M
        ),  # what was filled in together, within the days of regret; the helper for a citizen who rings
        move("undo_withdrawal", S.WITHDRAWN, PREVIOUS, B),
        move("close", (S.ADMITTED, S.READY_FOR_MATCH, S.IN_PLACEMENT), S.CLOSED, M),
    ),
)
