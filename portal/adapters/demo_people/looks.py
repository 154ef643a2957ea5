"""Who has looked at the demo's citizens: whoever did something in a case had it open, and the guard would have noted it."""

from __future__ import annotations

from sqlalchemy import select

from portal.adapters.demo_people.stage import Stage
from portal.domain.access import STAFF_ROLES, Permission, Role
from portal.store.audit import AccessEntry, AuditEntry

PURPOSES = {
    "enrolment": Permission.ENROLMENT_REVIEW,
    "plan": Permission.PLAN_WRITE,
    "proposal": Permission.PROPOSAL_DECIDE,
    "placement": Permission.PLACEMENT_FOLLOW,
}
WHO = frozenset(str(role) for role in STAFF_ROLES | {Role.COMPANY_USER})


def load_looks(stage: Stage) -> None:
    """One look for each thing somebody other than the citizen did in her case."""
    people = {user.id: user for user in stage.users.values()}
    done = select(AuditEntry).where(AuditEntry.subject_id.is_not(None), AuditEntry.actor_role.in_(WHO))
    for entry in stage.session.scalars(done.order_by(AuditEntry.at, AuditEntry.id)).all():
        user = people.get(entry.actor_id)
        if user is None or entry.noun not in PURPOSES:
            continue
        purpose = Permission.CANDIDATE_ANSWER if user.company_id else PURPOSES[entry.noun]
        stage.session.add(
            AccessEntry(
                at=entry.at,
                actor_id=user.id,
                actor_role=entry.actor_role,
                municipality=None if user.company_id else entry.municipality,
                company_id=user.company_id,
                subject_id=entry.subject_id,
                purpose=str(purpose),
            )
        )
    stage.session.flush()
