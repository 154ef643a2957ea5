"""Placements: an agreed proposal becomes a planned placement with a part of its own kind and an hours ladder."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.hours import Place, hours_steps
from portal.services.following.calendar import make_calendar
from portal.services.following.days import note_change
from portal.services.work import Work
from portal.store.enrolments import Plan
from portal.store.matches import Proposal
from portal.store.placements import Placement, PlacementPart
from portal.store.postings import Posting


def plan_from(work: Work, proposal: Proposal, posting: Posting, plan: Plan | None) -> UUID:
    """Write the placement down as planned; it becomes ready when citizen, company and caseworker have accepted it."""
    if posting.workplace_id is None:
        raise Refused("Opslaget mangler en arbejdsplads. Ret opslaget sammen med virksomheden først.")
    placement = Placement(
        operating_municipality=proposal.operating_municipality,
        proposal_id=proposal.id,
        enrolment_id=proposal.enrolment_id,
        person_id=proposal.person_id,
        company_id=proposal.company_id,
        workplace_id=posting.workplace_id,
        posting_id=posting.id,
        start_on=proposal.start_on,
        end_on=proposal.end_on,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(placement)
    work.session.flush()
    part = PlacementPart(
        placement_id=placement.id,
        kind=posting.kind,
        tasks=posting.tasks,
        hours_ladder=hours_ladder(plan.hours_ladder if plan else [], proposal, posting),
        start_on=proposal.start_on,
        end_on=proposal.end_on,
    )
    work.session.add(part)
    make_calendar(work, placement, [part])
    _tell_ratio_word(work, placement, proposal)
    told = {"state_to": str(placement.state), "proposal": str(proposal.id), "kind": posting.kind}
    work.audit(
        "placement",
        "plan",
        placement.id,
        subject=placement.person_id,
        municipality=placement.operating_municipality,
        **told,
    )
    return placement.id


def _tell_ratio_word(work: Work, placement: Placement, proposal: Proposal) -> None:
    """A team leader's word stands with the placement, and is spent with it: more hours or weeks ask for a new one."""
    if proposal.ratio_reason:
        note_change(work, placement, "ratio", work.today, proposal.ratio_reason, said_by=proposal.ratio_allowed_by)


def hours_ladder(steps: list[dict[str, Any]], proposal: Proposal, posting: Posting) -> list[dict[str, Any]]:
    """The plan's way upwards on this placement's days; without one the hours of the proposal hold throughout."""
    place = Place(proposal.start_on, proposal.end_on, posting.hours_min, posting.hours_max)
    ladder = [{"from": step.day.isoformat(), "hours": step.hours} for step in hours_steps(steps, place)]
    return ladder or [{"from": proposal.start_on.isoformat(), "hours": proposal.hours}]
