"""The citizen's half of the plan: yes, it fits, or: this should be changed. Only when both agree is it a plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import Enrolment, Plan


@dataclass(frozen=True)
class AgreePlan:
    """`version` is the plan's, so that nobody agrees to something else than what they read."""

    enrolment_id: UUID
    version: int


@dataclass(frozen=True)
class ChangePlan:
    enrolment_id: UUID
    version: int
    comment: str


def agree_plan(work: Work, cmd: AgreePlan) -> None:
    """The citizen says yes to the plan. When staff have agreed too, the matching may look for a place.

    Saying yes twice is the same as once. Raises Stale when the plan was changed since it was read.
    """
    row, plan = _plan(work, cmd.enrolment_id)
    if plan.citizen_agreed_at is None:
        plan.expect(cmd.version)
        plan.citizen_agreed_at, plan.citizen_comment = work.now, None
        plan.version += 1
        _audit(work, row, plan, "citizen_agree")
    if plan.staff_agreed_at and row.state == EnrolmentState.ADMITTED:
        work.move(ENROLMENT, row, "agree_plan", subject=row.person_id)
        row.ready_at = work.now


def ask_plan_change(work: Work, cmd: ChangePlan) -> None:
    """The citizen wants something changed: both agreements fall, and nothing is looked for until they agree again."""
    row, plan = _plan(work, cmd.enrolment_id)
    if plan.citizen_comment == cmd.comment and plan.citizen_agreed_at is None:
        return
    plan.expect(cmd.version)
    plan.citizen_comment = cmd.comment
    plan.citizen_agreed_at = plan.staff_agreed_at = None
    plan.version += 1
    _audit(work, row, plan, "citizen_ask_change")
    if row.state == EnrolmentState.READY_FOR_MATCH:
        work.move(ENROLMENT, row, "change_plan", subject=row.person_id)
        row.ready_at = None


def _plan(work: Work, enrolment_id: UUID) -> tuple[Enrolment, Plan]:
    """The case first and then the plan, the order everyone locks them in. An unsent plan is not the citizen's yet."""
    row = enrolments.for_update(work.session, enrolment_id)
    plan = enrolments.plan_for_update(work.session, enrolment_id)
    if plan is None or plan.sent_at is None:
        raise NotFound
    return row, plan


def _audit(work: Work, row: Enrolment, plan: Plan, event: str) -> None:
    work.audit("plan", event, plan.id, subject=row.person_id, municipality=row.operating_municipality)
