"""The whole authorisation model on one screen: a permission is given when all predicates of one row hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portal.domain.access.actor import Actor
from portal.domain.access.permissions import Permission as P
from portal.domain.access.predicates import (
    administrates,
    answers_candidates,
    anyone,
    has_said_yes,
    is_admin,
    is_administrator,
    is_case_staff,
    is_caseworker,
    is_citizen,
    is_company_member,
    is_company_user,
    is_emergency,
    is_health,
    is_helper,
    is_logged_in,
    is_not_related,
    is_owner,
    is_programme_manager,
    is_searcher,
    is_sent_to_citizen,
    is_staff,
    is_with_company,
    leads_programme,
    may_register,
    same_municipality,
    supports,
    writes_postings,
)

Predicate = Callable[[Actor, Any], bool]

POLICY: Mapping[P, list[list[Predicate]]] = {
    P.PUBLIC_READ: [[anyone]],
    P.CHECK_ANSWER: [[anyone]],
    P.HEARING_ANSWER: [[anyone]],
    P.LOGIN: [[anyone]],
    P.LOGOUT: [[is_logged_in]],
    P.DEMO_READ: [[anyone]],
    P.MY_PAGE: [[is_citizen]],
    P.ENROL: [[is_citizen]],
    P.ENROLMENT_OWN: [[is_citizen, is_owner]],
    P.ENROLMENT_HELP: [[is_caseworker]],
    P.ENROLMENT_HELPED: [[is_caseworker, is_helper, same_municipality, is_not_related]],
    P.PLAN_AGREE: [[is_citizen, is_owner]],
    P.PROPOSAL_ANSWER: [[is_citizen, is_owner, is_sent_to_citizen]],
    P.PLACEMENT_OWN: [[is_citizen, is_owner]],
    P.AGREEMENT_OWN: [[is_citizen, is_owner]],
    P.FEEDBACK_READ: [[is_citizen, is_owner]],
    P.INVITATION_SEE: [[anyone]],
    P.INVITATION_ACCEPT: [[is_company_user]],
    P.COMPANY_SEE: [[is_company_user]],
    P.COMPANY_REGISTER: [[is_company_user, may_register]],
    P.COMPANY_INVITE: [[is_company_user, administrates]],
    P.COMPANY_LEAVE: [[is_company_user, administrates]],
    P.COMPANY_USER: [[is_company_user, administrates, is_company_member]],
    P.POSTING_SEE: [[is_company_user, is_company_member]],
    P.POSTING_WRITE: [[is_company_user, writes_postings]],
    P.POSTING_OWN: [[is_company_user, writes_postings, is_company_member]],
    P.CANDIDATE_LIST: [[is_company_user, answers_candidates]],
    P.CANDIDATE_ANSWER: [[is_company_user, answers_candidates, is_company_member, is_with_company]],
    P.PLACEMENT_HOST: [[is_company_user, answers_candidates, is_company_member]],
    P.STAFF_DESK: [[is_staff]],
    P.PLACES_VIEW: [[is_case_staff], [is_programme_manager]],
    P.CASE_LIST: [[is_case_staff]],
    P.CASE_READ: [[is_case_staff, same_municipality, is_not_related]],
    P.CASE_TALK: [[is_case_staff, same_municipality, is_not_related]],
    P.ENROLMENT_REVIEW: [[is_caseworker, same_municipality, is_not_related]],
    P.PLAN_WRITE: [[is_caseworker, same_municipality, is_not_related]],
    P.CASELOAD: [[is_caseworker]],
    P.TRANSFER_ANSWER: [[is_caseworker, same_municipality, is_not_related]],
    P.CASE_SEARCH: [[is_caseworker]],
    P.CASE_SEARCH_OWN: [[is_caseworker, is_searcher]],
    P.COMPANY_REVIEW: [[is_staff, same_municipality, is_not_related]],
    P.POSTING_REVIEW: [[is_staff, same_municipality, is_not_related]],
    P.MATCH_RUN: [[is_case_staff]],
    P.MATCH_RUN_VIEW: [[is_case_staff, same_municipality]],
    P.PROPOSAL_DECIDE: [[is_caseworker, same_municipality, is_not_related]],
    P.PLACEMENT_FOLLOW: [[is_staff, same_municipality, is_not_related]],
    P.HEALTH_DESK: [[is_health]],
    P.HEALTH_CASE: [
        [is_health, same_municipality, is_not_related, has_said_yes, supports],
        [is_health, same_municipality, is_not_related, is_emergency],
    ],
    P.HEALTH_FEEDBACK: [[is_health, same_municipality, is_not_related, has_said_yes, supports]],
    P.MATCH_SETTINGS: [[is_administrator]],
    P.PROGRAMME_DESK: [[is_administrator]],
    P.PROGRAMME_EDIT: [[is_programme_manager, leads_programme], [is_admin]],
    P.PROGRAMME_OVERVIEW: [[is_programme_manager, leads_programme]],
    P.RULES_TRY: [[is_case_staff], [is_programme_manager]],
}


def permits(actor: Actor, permission: P, record: Any = None) -> bool:
    """Does one row of the policy hold as a whole?"""
    return any(all(holds(actor, record) for holds in row) for row in POLICY[permission])


def permits_place(actor: Actor, permission: P) -> bool:
    """Could this actor ever hold the permission, whatever the record? Tells "not yours" from "not your place"."""
    about_record = {
        is_owner,
        is_company_member,
        is_with_company,
        is_sent_to_citizen,
        is_searcher,
        is_helper,
        same_municipality,
        leads_programme,
        is_not_related,
        has_said_yes,
        supports,
        is_emergency,
    }
    return any(all(holds(actor, None) for holds in row if holds not in about_record) for row in POLICY[permission])
