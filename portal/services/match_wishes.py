"""Every move that changes who can have which place is a wish for a run: the standing answer follows it at once.

The wish is a row in the transaction of the move itself, so that it is lost with it or kept with it, and a worker is
rung up when it can be seen. Several moves before the worker comes are one wish.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.domain.matching.progress import RunCause, RunStep
from portal.domain.workflow import EnrolmentState, PlacementState, PostingState, ProposalState, SpecialistProposalState
from portal.domain.workflow.proposal import OVER
from portal.services import bell
from portal.store import matches
from portal.store.matches import MatchRun

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
SAID_NO: Final = frozenset({ProposalState.DISCARDED, ProposalState.CITIZEN_NO, ProposalState.COMPANY_NO})
QUIET: Final = OVER - SAID_NO | {ProposalState.COMPUTED, ProposalState.COMPANY_EXPIRED}
"""Proposals that neither keep a person or a place, nor rule a pair out."""
ENDED: Final = frozenset(
    {
        PlacementState.CANCELLED,
        PlacementState.STOPPED,
        PlacementState.COMPLETED,
        PlacementState.FOLLOW_UP,
        PlacementState.CLOSED,
    }
)


def matters(noun: str, before: str, after: str) -> bool:
    """Does this move change who is ready, what is open, or which pairs are possible?"""
    return _role(noun, before) != _role(noun, after)


def wish(session: Session, now: datetime, noun: str, municipality: str | None) -> None:
    """Ask that the answers of the day follow a change. A citizen concerns her own municipality, a place them all.

    Where there has been no run today there is nothing to follow: the night's run takes everything in.
    """
    midnight = datetime.combine(now.astimezone(COPENHAGEN).date(), time(), COPENHAGEN)
    with session.no_autoflush:  # the use case may be in the middle of its rows
        standing = matches.list_standing(session, midnight)
        asked = {row.operating_municipality for row in session.new if isinstance(row, MatchRun)}
        for one in standing:
            if (
                one not in asked
                and (noun != "enrolment" or one == municipality)
                and not matches.hold_wish(session, one)
            ):
                session.add(
                    MatchRun(operating_municipality=one, cause=RunCause.CHANGE, step=RunStep.WAITING, started_at=now)
                )
    if standing:
        bell.ring_after_commit(session)


def _role(noun: str, state: str) -> str:
    """What a row in this state is to the matching."""
    if noun == "enrolment":
        return "ready" if state == EnrolmentState.READY_FOR_MATCH else ""
    if noun == "posting":
        return "open" if state == PostingState.OPEN else ""
    if noun == "specialist_proposal":
        return "no" if state in (SpecialistProposalState.DISCARDED, SpecialistProposalState.ENDED) else ""
    if noun == "placement":
        return "" if state in ENDED else "running"
    if noun != "proposal" or state in QUIET:
        return ""
    if state in SAID_NO:
        return "no"
    return "thought of" if state == ProposalState.POSTPONED else "held"
