"""Nobody works with a case of one's own or of somebody close: said by whoever knows, and it holds from that moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from portal.domain.errors import Refused
from portal.services.work import Work
from portal.store import enrolments
from portal.store.users import User

Row = TypeVar("Row", bound=Any)


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


def not_close(work: Work, rows: Iterable[Row]) -> list[Row]:
    """Those of a list who are nobody close to the actor: one does not read of them in passing either."""
    return [one for one in rows if one.person_id not in work.actor.related]
