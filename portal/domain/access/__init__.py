"""Who may do what: permissions, pure predicates and the policy that joins them."""

from portal.domain.access.actor import ANONYMOUS, CASE_ROLES, HEALTH_ROLES, STAFF_ROLES, Actor, CompanyRight, Role
from portal.domain.access.assurance import Door
from portal.domain.access.permissions import Permission
from portal.domain.access.policy import POLICY, permits, permits_place

__all__ = [
    "ANONYMOUS",
    "CASE_ROLES",
    "HEALTH_ROLES",
    "POLICY",
    "STAFF_ROLES",
    "Actor",
    "CompanyRight",
    "Door",
    "Permission",
    "Role",
    "permits",
    "permits_place",
]
