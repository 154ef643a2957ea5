"""A match proposal's way: a person approves, the citizen says yes, the company says yes, they meet (forslag)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import Machine, Party, move

B, V, M, SYS = Party.CITIZEN, Party.COMPANY, Party.CASEWORKER, Party.SYSTEM


class ProposalState(StrEnum):
    COMPUTED = "computed"
    APPROVED = "approved"
    DISCARDED = "discarded"
    POSTPONED = "postponed"
    STALE = "stale"
    SENT_TO_CITIZEN = "sent_to_citizen"
    CITIZEN_YES = "citizen_yes"
    CITIZEN_NO = "citizen_no"
    CITIZEN_WANTS_TALK = "citizen_wants_talk"
    CITIZEN_EXPIRED = "citizen_expired"
    SENT_TO_COMPANY = "sent_to_company"
    COMPANY_YES = "company_yes"
    COMPANY_NO = "company_no"
    COMPANY_EXPIRED = "company_expired"
    MEETING_AGREED = "meeting_agreed"
    AGREEMENT = "agreement"
    CANCELLED = "cancelled"


S = ProposalState
OVER = frozenset({S.DISCARDED, S.STALE, S.CITIZEN_NO, S.COMPANY_NO, S.AGREEMENT, S.CANCELLED})
BEFORE_AGREEMENT = frozenset(S) - OVER
"""Any before agreement: all but discarded, stale, citizen_no, company_no, agreement and cancelled."""
NAMES_SHOWN = frozenset({S.COMPANY_YES, S.MEETING_AGREED, S.AGREEMENT})
"""From here on both sides have said yes, and each may know who the other is."""
WITH_COMPANY = frozenset(
    {S.SENT_TO_COMPANY, S.COMPANY_YES, S.COMPANY_NO, S.COMPANY_EXPIRED, S.MEETING_AGREED, S.AGREEMENT}
)
"""States in which the company may see the proposal at all."""
TAKEN_BACK = frozenset({S.CITIZEN_NO, S.CANCELLED})
"""States that take a proposal away from a company that had it."""
EXPIRED = frozenset({S.CITIZEN_EXPIRED, S.COMPANY_EXPIRED})
"""No answer in time, which is not a no: somebody rings, and then calls the proposal off so that there can be another."""
BOTH_SAID_YES = frozenset({S.COMPANY_YES, S.MEETING_AGREED})
"""They know each other, and nothing ends by itself any more."""
PLACE_TAKEN, PLACE_CLOSED = "place_taken", "place_closed"
"""Why a proposal was called off, as a code: another got the last place, or the posting is closed."""

PROPOSAL = Machine(
    "proposal",
    ProposalState,
    (
        move("approve", S.COMPUTED, S.APPROVED, M),
        move("discard", S.COMPUTED, S.DISCARDED, M),
        move("postpone", S.COMPUTED, S.POSTPONED, M),
        move("take_up", S.POSTPONED, S.COMPUTED, M, SYS),
        move("outdate", S.COMPUTED, S.STALE, SYS),
        move("undo_approval", S.APPROVED, S.COMPUTED, M),
        move("send_to_citizen", S.APPROVED, S.SENT_TO_CITIZEN, SYS),
        move("citizen_yes", (S.SENT_TO_CITIZEN, S.CITIZEN_WANTS_TALK), S.CITIZEN_YES, B, M),
        move("citizen_no", (S.SENT_TO_CITIZEN, S.CITIZEN_WANTS_TALK), S.CITIZEN_NO, B, M),
        move("citizen_wants_talk", S.SENT_TO_CITIZEN, S.CITIZEN_WANTS_TALK, B, M),
        move("citizen_expires", S.SENT_TO_CITIZEN, S.CITIZEN_EXPIRED, SYS),
        move("citizen_regrets", (S.CITIZEN_YES, S.SENT_TO_COMPANY), S.CITIZEN_NO, B),
        move("send_to_company", S.CITIZEN_YES, S.SENT_TO_COMPANY, SYS),
        move("company_yes", S.SENT_TO_COMPANY, S.COMPANY_YES, V),
        move("company_no", S.SENT_TO_COMPANY, S.COMPANY_NO, V),
        move("company_expires", S.SENT_TO_COMPANY, S.COMPANY_EXPIRED, SYS),
        move("agree_meeting", S.COMPANY_YES, S.MEETING_AGREED, M, B, V),
        move("agree", S.MEETING_AGREED, S.AGREEMENT, M),
        move("citizen_declines", S.MEETING_AGREED, S.CITIZEN_NO, B),
        move("company_declines", S.MEETING_AGREED, S.COMPANY_NO, V),
        move("cancel", sorted(BEFORE_AGREEMENT), S.CANCELLED, M, SYS),
    ),
)
