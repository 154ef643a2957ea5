"""Addresses of cases, for those who may go there: a company consultant follows a placement, and reads no case."""

from __future__ import annotations

from uuid import UUID

from flask import url_for

from portal.domain.access import Permission, permits_place
from portal.services.work import Work


def case_address(work: Work, enrolment_id: UUID) -> str:
    """Empty where the actor works with companies only."""
    may = permits_place(work.actor, Permission.CASE_READ)
    return url_for("caseworker.show_enrolment", enrolment_id=enrolment_id) if may else ""


def proposal_address(work: Work, proposal_id: UUID) -> str:
    """Empty where the actor works with companies only."""
    may = permits_place(work.actor, Permission.CASE_READ)
    return url_for("caseworker.show_proposal", proposal_id=proposal_id) if may else ""
