"""The plan: goal, wishes, hours, distance and needs. It counts when both the caseworker and the citizen have agreed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from portal.domain.accommodations import WITH_LIMIT
from portal.domain.errors import IllegalMove, Refused, Stale
from portal.domain.placement_law import Excuse
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services import messages_staff as messages
from portal.services.review.intake import own_case
from portal.services.review.prefill import MOST_WISHES
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import Enrolment, Plan

FULL_TIME = 37


@dataclass(frozen=True)
class WritePlan:
    """`version` is the plan's, 0 while there is none."""

    enrolment_id: UUID
    version: int
    goal: str
    kinds: list[str]
    occupations: list[str]
    competences: list[str]
    hours_from: float
    hours_to: float
    hours_ladder: list[dict[str, Any]]
    max_km: float
    available_from: date | None
    needs: list[dict[str, Any]] = field(default_factory=list)
    support: str = ""
    wants_specialist: bool = False
    excused: list[str] = field(default_factory=list)
    """What excuses from the months on a benefit, as the citizen has told it."""
    occupation_titles: dict[str, str] = field(default_factory=dict)
    """The title that was chosen for a code, where it is not the code's usual one."""


@dataclass(frozen=True)
class SendPlan:
    enrolment_id: UUID
    version: int


def write_plan(work: Work, cmd: WritePlan) -> None:
    """Write the plan down. A plan that had been agreed must be agreed again, and is out of the matching meanwhile."""
    enrolment = own_case(work, cmd.enrolment_id)
    plan = _current(work, enrolment, cmd.version)
    _refuse_what_does_not_hold_together(cmd)
    if enrolment.state == EnrolmentState.READY_FOR_MATCH:
        work.move(ENROLMENT, enrolment, "change_plan", subject=enrolment.person_id)
        enrolment.ready_at = None
    if enrolment.state != EnrolmentState.ADMITTED:
        raise IllegalMove("enrolment", enrolment.state, "write_plan")
    if plan is None:
        plan = Plan(enrolment_id=enrolment.id, version=0)
        work.session.add(plan)
    for name in (
        "kinds", "occupations", "competences", "hours_from", "hours_to", "hours_ladder", "max_km", "available_from",
        "needs", "wants_specialist", "excused", "occupation_titles",
    ):  # fmt: skip
        setattr(plan, name, getattr(cmd, name))
    plan.goal, plan.support = cmd.goal.strip(), cmd.support.strip()
    plan.staff_agreed_at = plan.citizen_agreed_at = plan.sent_at = None
    plan.version += 1
    work.session.flush()
    _note(work, "write", plan, enrolment)


def send_plan(work: Work, cmd: SendPlan) -> None:
    """Stand by the plan and ask the citizen whether it fits. Sending the same plan twice tells her once."""
    enrolment = own_case(work, cmd.enrolment_id)
    plan = _current(work, enrolment, cmd.version)
    if plan is None:
        raise Refused("Skriv planen først.")
    if plan.sent_at is not None and plan.staff_agreed_at is not None:
        return
    if enrolment.state != EnrolmentState.ADMITTED:
        raise IllegalMove("enrolment", enrolment.state, "send_plan")
    plan.sent_at = plan.staff_agreed_at = work.now
    plan.citizen_comment = None
    _note(work, "send", plan, enrolment)
    messages.nudge(work, "N12", enrolment, enrolment.person, f"{plan.id}:{plan.version}")


def _current(work: Work, enrolment: Enrolment, version: int) -> Plan | None:
    """The plan, locked, if it still is the one the caseworker saw."""
    plan = enrolments.plan_for_update(work.session, enrolment.id)
    if (plan.version if plan else 0) != version:
        raise Stale
    return plan


def _refuse_what_does_not_hold_together(cmd: WritePlan) -> None:
    if not cmd.kinds:
        raise Refused("Vælg mindst én form, for eksempel praktik eller løntimer.", "kinds")
    if not 1 <= len(cmd.occupations) <= MOST_WISHES:
        raise Refused("Vælg mellem ét og tre ønsker om job.", "occupation_1")
    if not 0 < cmd.hours_from <= cmd.hours_to <= FULL_TIME:
        raise Refused("Timerne skal gå fra få til flere og højst være 37 om ugen.", "hours_to")
    if not set(cmd.excused) <= set(Excuse):
        raise Refused("Den grund kender vi ikke.", "excused")
    if cmd.max_km < 0:
        raise Refused("Skriv, hvor mange kilometer der højst må være.", "max_km")
    _refuse_a_ladder_that_breaks(cmd)
    if any(need["code"] in WITH_LIMIT and not need.get("limit") for need in cmd.needs):
        raise Refused("Skriv grænsen for det hensyn, for eksempel hvor mange kilo.", "needs")


def _refuse_a_ladder_that_breaks(cmd: WritePlan) -> None:
    weeks = [step["week"] for step in cmd.hours_ladder]
    if weeks != sorted(set(weeks)) or any(week < 1 for week in weeks):
        raise Refused("Hvert trin skal begynde i en senere uge end det før.", "step_week_1")
    if any(not 0 < step["hours"] <= FULL_TIME for step in cmd.hours_ladder):
        raise Refused("Skriv timer mellem 1 og 37 om ugen i hvert trin.", "step_hours_1")


def _note(work: Work, event: str, plan: Plan, enrolment: Enrolment) -> None:
    work.audit("plan", event, plan.id, subject=enrolment.person_id, municipality=enrolment.operating_municipality)
