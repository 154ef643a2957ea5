"""Who is asking: a detached picture of a person, what they are here, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person is in the portal (domain: roles and what they may do)."""

    CITIZEN = "citizen"
    COMPANY_USER = "company_user"
    CASEWORKER = "caseworker"
    JOB_CONSULTANT = "job_consultant"
    JOB_BROKER = "job_broker"
    COMPANY_CONSULTANT = "company_consultant"
    TEAM_LEADER = "team_leader"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    SOCIAL_NURSE = "social_nurse"
    RECRUITMENT_SPECIALIST = "recruitment_specialist"
    PROGRAMME_MANAGER = "programme_manager"
    ADMIN = "admin"


class CompanyRight(StrEnum):
    """What a company lets one of its users do. Everybody in it sees the overview."""

    ADMINISTRATE = "administrate"
    """The company's data and users, and everything below."""
    POSTINGS = "postings"
    CANDIDATES = "candidates"
    """Candidates, agreements, placements and feedback: everything that is about a person."""


STAFF_ROLES = frozenset(
    {Role.CASEWORKER, Role.JOB_CONSULTANT, Role.JOB_BROKER, Role.COMPANY_CONSULTANT, Role.TEAM_LEADER}
)
"""Municipal staff who work with cases. Health professionals, programme managers and administrators do not."""
CASE_ROLES = STAFF_ROLES - {Role.COMPANY_CONSULTANT}
"""Those who work with people. A company consultant works with companies and meets a citizen once a placement is made."""
HEALTH_ROLES = frozenset({Role.OCCUPATIONAL_THERAPIST, Role.SOCIAL_NURSE})


@dataclass(frozen=True)
class Actor:
    """The person behind a request, or nobody."""

    user_id: UUID | None = None
    name: str = ""
    role: Role | None = None
    person_id: UUID | None = None
    company_id: UUID | None = None
    municipalities: frozenset[str] = frozenset()
    related: frozenset[UUID] = frozenset()
    """People and companies whose cases are not for this actor: oneself, relatives, a firm of one's own."""
    rights: frozenset[str] = frozenset()
    """What a company's user may do in it: `CompanyRight`."""
    sender: str | None = None
    """The one municipality the person has to do with: it stands in the header, so that nobody wonders who is asking."""

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None

    def has_right(self, right: CompanyRight) -> bool:
        """Who administrates the company may do all of it."""
        return bool(self.rights & {right, CompanyRight.ADMINISTRATE})


ANONYMOUS = Actor()
