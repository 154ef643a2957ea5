"""Nobody works with a case of one's own or of somebody close: said by whoever knows, and it holds from that moment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import Refused
from portal.services.work import Work
from portal.store import enrolments
from portal.store.users import User


@dataclass(frozen=True)
class SayRelated:
    """The actor knows the citizen of this case privately."""

    enrolment_id: UUID


def say_related(work: Work, cmd: SayRelated) -> None:
    """The case is somebody else's from now on; only whoever runs the accounts can take it back."""
    case = enrolments.for_update(work.session, cmd.enrolment_id)
    user = work.session.get_one(User, work.actor.user_id)
    if work.actor.user_id is None:
        raise Refused("Log på først.")
    known = str(case.person_id)
    if known not in user.related:
        user.related = [*user.related, known]
    if case.assigned_to == user.id:
        case.assigned_to = None
        case.version += 1
    work.audit("enrolment", "say_related", case.id, subject=case.person_id, municipality=case.operating_municipality)
