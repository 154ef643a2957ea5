"""Earlier runs of the matching, and what people answered to their proposals: all through the use cases of the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.adapters.demo_people.cases import begin_placement
from portal.adapters.demo_people.stage import Stage, read
from portal.domain.following import FEEDBACK_KINDS
from portal.services.disclosure import PermitNeeds, permit
from portal.services.following import GiveFeedback, RaiseConcern, give_feedback, raise_concern
from portal.services.matching import RunMatching, run
from portal.services.proposal import (
    Agree,
    AgreeMeeting,
    AnswerAsCitizen,
    AnswerAsCompany,
    Approve,
    agree,
    agree_meeting,
    answer_as_citizen,
    answer_as_company,
    approve,
)
from portal.services.work import Work
from portal.store import enrolments, following
from portal.store.matches import Proposal
from portal.store.placements import Placement


def load_run(stage: Stage, key: str) -> None:
    """One run, and the story of each of its proposals that the file tells of."""
    file = read("proposals.toml")
    row = next(one for one in file["run"] if one["key"] == key)
    run_id = run(stage.work(row["days_ago"], row["by"], time(8, 30)), RunMatching(row["municipality"]))
    for told in file["proposal"]:
        if told["run"] == key:
            _tell(stage, run_id, told)
    stage.session.flush()


def _tell(stage: Stage, run_id: UUID, told: dict[str, Any]) -> None:
    case, posting = stage.cases[told["person"]], stage.postings[told["posting"]]
    found = select(Proposal).where(Proposal.run_id == run_id, Proposal.enrolment_id == case.id)
    proposal = stage.session.scalars(found).one()
    if proposal.posting_id != posting.id:
        raise ValueError(f"Kørslen gav {told['person']} et andet sted end {told['posting']}.")
    for days_ago, who, event in told["story"]:
        key = {"self": told["person"], "company": f"virksomhed-{told['posting'].split('-')[0]}"}.get(who, who)
        work = stage.work(days_ago, key, CLOCKS[event])
        EVENTS[event](stage, work, proposal, told)
        stage.session.flush()


def _approve(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    approve(work, Approve(proposal.id, proposal.version, told["message"]))


def _citizen_yes(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    if work.actor.person_id is not None:
        answer_as_citizen(work, AnswerAsCitizen(proposal.id, proposal.version, "yes"))
    else:
        answer_as_company(work, AnswerAsCompany(proposal.id, proposal.version, "yes"))


def _meet(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    agree_meeting(work, AgreeMeeting(proposal.id, proposal.version, work.now + timedelta(days=1)))


def _agree(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    agree(work, Agree(proposal.id, proposal.version))


def _tell_need(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    """The citizen lets the workplace know the first of her needs."""
    plan = enrolments.get(stage.session, proposal.enrolment_id).plan
    needs = (plan.needs if plan else None) or []
    permit(work, PermitNeeds(proposal.id, frozenset(need["code"] for need in needs[:1])))


def _start(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    placement = stage.session.scalars(select(Placement).where(Placement.proposal_id == proposal.id)).one()
    begin_placement(stage, placement, stage.cases[told["person"]], work)


def _feedback(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    """The company answers the first agreed point."""
    placement = stage.session.scalars(select(Placement).where(Placement.proposal_id == proposal.id)).one()
    points = following.list_checkpoints(stage.session, [placement.id])
    first = next(point for point in points if point.kind in FEEDBACK_KINDS)
    give_feedback(work, GiveFeedback(placement.id, first.id, told["feedback"], told["feedback_words"]))


def _concern(stage: Stage, work: Work, proposal: Proposal, told: dict[str, Any]) -> None:
    placement = stage.session.scalars(select(Placement).where(Placement.proposal_id == proposal.id)).one()
    raise_concern(work, RaiseConcern(placement.id, told["concern"]))


EVENTS: dict[str, Callable[[Stage, Work, Proposal, dict[str, Any]], None]] = {
    "approve": _approve,
    "yes": _citizen_yes,
    "meet": _meet,
    "agree": _agree,
    "tell": _tell_need,
    "start": _start,
    "feedback": _feedback,
    "concern": _concern,
}
CLOCKS = {
    "approve": time(9, 20),
    "yes": time(12, 35),
    "meet": time(10, 10),
    "agree": time(14, 45),
    "tell": time(16, 5),
    "start": time(9),
    "feedback": time(11, 15),
    "concern": time(8, 50),
}
