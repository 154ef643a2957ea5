"""Everything a route can ask permission for. Each member is used by a route and has a line in the policy."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    PUBLIC_READ = "public:read"
    """Anyone may see it: a decision someone wrote down, not the absence of one."""
    CHECK_ANSWER = "check:answer"
    """Anyone may answer the anonymous check; nothing of it is stored."""
    HEARING_ANSWER = "hearing:answer"
    """Whoever has the link of the employees' representative: no account, one answer, and it expires."""
    LOGIN = "login:use"
    LOGOUT = "login:leave"
    DEMO_READ = "demo:read"
    """Only outside production: the demo mailbox and the component gallery."""

    MY_PAGE = "citizen:my_page"
    ENROL = "enrolment:create"
    ENROLMENT_OWN = "enrolment:own"
    """See and change an enrolment of one's own."""
    PLAN_AGREE = "plan:agree"
    PROPOSAL_ANSWER = "proposal:answer"
    """See and answer a proposal made to oneself."""
    PLACEMENT_OWN = "placement:own"
    """See one's own placement and tell how it goes."""
    AGREEMENT_OWN = "agreement:own"
    """Read and accept the agreement about one's own placement."""
    FEEDBACK_READ = "feedback:read"
    """Read what the company said about one's own placement."""

    COMPANY_REGISTER = "company:register"
    POSTING_OWN = "posting:own"
    CANDIDATE_ANSWER = "candidate:answer"
    """See and answer an anonymised candidate for a posting of one's own company."""
    PLACEMENT_HOST = "placement:host"
    """Follow a placement at one's own company and say how it goes."""

    STAFF_DESK = "staff:desk"
    PLACES_VIEW = "places:view"
    """How it stands with the places and lines of one's programmes; names only for those who work with the cases."""
    ENROLMENT_REVIEW = "enrolment:review"
    PLAN_WRITE = "plan:write"
    COMPANY_REVIEW = "company:review"
    POSTING_REVIEW = "posting:review"
    MATCH_RUN = "match:run"
    MATCH_RUN_VIEW = "match:run_view"
    PROPOSAL_DECIDE = "proposal:decide"
    PLACEMENT_FOLLOW = "placement:follow"

    MATCH_SETTINGS = "match:settings"
    """The matching's weights, and whether it treats people alike: settings and totals, never cases."""

    PROGRAMME_DESK = "programme:desk"
    PROGRAMME_EDIT = "programme:edit"
    """Write, approve and roll back versions of a programme that one's municipality leads."""
    RULES_TRY = "rules:try"
    """See how rules of another day would judge the people of one's own municipality; nothing is stored."""
