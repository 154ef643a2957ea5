"""Pure answers to "who is this to that?": each takes the actor and the record asked for."""

from __future__ import annotations

from typing import Any

from portal.domain.access.actor import CASE_ROLES, HEALTH_ROLES, STAFF_ROLES, Actor, CompanyRight, Role


def anyone(actor: Actor, record: Any) -> bool:
    """Everybody, logged in or not."""
    return True


def is_logged_in(actor: Actor, record: Any) -> bool:
    return not actor.is_anonymous


def is_citizen(actor: Actor, record: Any) -> bool:
    return actor.role is Role.CITIZEN and actor.person_id is not None


def is_owner(actor: Actor, record: Any) -> bool:
    """The case is the actor's own."""
    return actor.person_id is not None and record.person_id == actor.person_id


def is_company_user(actor: Actor, record: Any) -> bool:
    return actor.role is Role.COMPANY_USER


def may_register(actor: Actor, record: Any) -> bool:
    """Whoever comes first registers the company; from then on it is for its administrators."""
    return actor.company_id is None or actor.has_right(CompanyRight.ADMINISTRATE)


def administrates(actor: Actor, record: Any) -> bool:
    return actor.company_id is not None and actor.has_right(CompanyRight.ADMINISTRATE)


def writes_postings(actor: Actor, record: Any) -> bool:
    """Who has no company yet is led to the registration."""
    return actor.company_id is None or actor.has_right(CompanyRight.POSTINGS)


def answers_candidates(actor: Actor, record: Any) -> bool:
    return actor.company_id is None or actor.has_right(CompanyRight.CANDIDATES)


def is_company_member(actor: Actor, record: Any) -> bool:
    """The thing belongs to the company the actor acts for."""
    return actor.company_id is not None and record.company_id == actor.company_id


def is_with_company(actor: Actor, record: Any) -> bool:
    """A proposal exists for the company only from the citizen's yes."""
    return bool(record.is_with_company)


def is_sent_to_citizen(actor: Actor, record: Any) -> bool:
    """A proposal exists for the citizen only when a member of staff has approved and sent it."""
    return bool(record.is_with_citizen)


def is_staff(actor: Actor, record: Any) -> bool:
    return actor.role in STAFF_ROLES


def is_case_staff(actor: Actor, record: Any) -> bool:
    """Works with people, in talks or decisions; a company consultant does not."""
    return actor.role in CASE_ROLES


def is_caseworker(actor: Actor, record: Any) -> bool:
    """Only a caseworker or a team leader decides in a person's case."""
    return actor.role in {Role.CASEWORKER, Role.TEAM_LEADER}


def is_not_related(actor: Actor, record: Any) -> bool:
    """Nobody works with a case of one's own, of a relative, or of a firm one has a part in."""
    about = {getattr(record, name, None) for name in ("id", "person_id", "company_id")}
    return not (about & actor.related)


def is_health(actor: Actor, record: Any) -> bool:
    return actor.role in HEALTH_ROLES


def supports(actor: Actor, record: Any) -> bool:
    """The health professional who has taken the citizen on, until it ends."""
    return record.worker_id == actor.user_id and record.ended_at is None


def has_said_yes(actor: Actor, record: Any) -> bool:
    """The citizen lets those who support her write about how it goes; taken back, it ends at once."""
    return bool(record.has_said_yes)


def is_emergency(actor: Actor, record: Any) -> bool:
    """Opened with a reason that the citizen reads, less than an hour ago."""
    return actor.user_id in record.emergency_for


def is_administrator(actor: Actor, record: Any) -> bool:
    """Settings and totals, never cases: an administrator or a programme manager."""
    return actor.role in {Role.ADMIN, Role.PROGRAMME_MANAGER}


def is_programme_manager(actor: Actor, record: Any) -> bool:
    return actor.role is Role.PROGRAMME_MANAGER


def is_helper(actor: Actor, record: Any) -> bool:
    """Fills it in together with the citizen, who has said yes to it."""
    return record.assisted_by is not None and record.assisted_by == actor.user_id


def is_searcher(actor: Actor, record: Any) -> bool:
    """The search is the actor's own."""
    return record.user_id == actor.user_id


def same_municipality(actor: Actor, record: Any) -> bool:
    """The case is operated by a municipality the actor works for."""
    return record.operating_municipality in actor.municipalities


def is_admin(actor: Actor, record: Any) -> bool:
    return actor.role is Role.ADMIN


def leads_programme(actor: Actor, record: Any) -> bool:
    """The programme is led by a municipality the actor works for."""
    return record.lead_municipality in actor.municipalities
