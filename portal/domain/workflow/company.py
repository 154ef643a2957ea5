"""A company's way into the portal and out again (virksomhed)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import Machine, Party, move

V, M, SYS = Party.COMPANY, Party.CASEWORKER, Party.SYSTEM


class CompanyState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    AWAITING_COMPANY = "awaiting_company"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    ENDED = "ended"


S = CompanyState
COMPANY = Machine(
    "company",
    CompanyState,
    (
        move("submit", S.DRAFT, S.SUBMITTED, V),
        move("ask_company", S.SUBMITTED, S.AWAITING_COMPANY, M),
        move("company_answered", S.AWAITING_COMPANY, S.SUBMITTED, V),
        move("approve", S.SUBMITTED, S.APPROVED, M),
        move("reject", S.SUBMITTED, S.REJECTED, M),
        move("suspend", S.APPROVED, S.SUSPENDED, M, V),
        move("reinstate", S.SUSPENDED, S.APPROVED, M),
        move("end", (S.APPROVED, S.SUSPENDED), S.ENDED, V, SYS, M),
        move("confirm_numbers", S.APPROVED, S.APPROVED, SYS, V),
    ),
)
