"""What the company says while somebody is there: a feedback in a minute at agreed points, and "noget er svært"."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.following import FEEDBACK_KINDS
from portal.domain.workflow import PlacementState
from portal.services.enrolment.warnings import text_warnings
from portal.services.following.days import own_placement
from portal.services.work import Work
from portal.store import following, placements
from portal.store.following import CompanyFeedback, Concern

QUESTIONS = {
    "tasks": ("good", "mixed", "hard"),
    "hours": ("fits", "more", "fewer"),
    "cooperation": ("good", "mixed", "hard"),
    "adjustments": ("work", "more", "none"),
    "next": ("go_on", "more_hours", "job", "talk"),
}
"""Five questions, each a tap: tasks, hours, cooperation, adjustments and the next step. Never health."""
HARD = {"tasks": "hard", "cooperation": "hard", "next": "talk", "adjustments": "more"}
RUNNING = (PlacementState.ACTIVE, PlacementState.ABSENT, PlacementState.ADJUSTED, PlacementState.EXTENDED)
NOT_HEALTH = "Skriv om arbejdet, ikke om helbred eller personnumre. Din kollega kan læse det."


@dataclass(frozen=True)
class GiveFeedback:
    placement_id: UUID
    checkpoint_id: UUID
    answers: dict[str, str]
    words: str = ""


@dataclass(frozen=True)
class RaiseConcern:
    placement_id: UUID
    words: str


@dataclass(frozen=True)
class AnswerConcern:
    placement_id: UUID
    version: int
    words: str


def give_feedback(work: Work, cmd: GiveFeedback) -> None:
    """Five taps and perhaps a word; the citizen reads it. Sending it twice keeps the first."""
    placement = placements.get(work.session, cmd.placement_id)
    checkpoint = following.get_checkpoint(work.session, cmd.checkpoint_id)
    if checkpoint.placement_id != placement.id or checkpoint.kind not in FEEDBACK_KINDS:
        raise NotFound
    if following.find_feedback(work.session, checkpoint.id):
        return
    if checkpoint.due_on > work.today:
        raise Refused("Det er ikke tid endnu. Er noget svært, så brug knappen på forløbets side.")
    for question, known in QUESTIONS.items():
        if cmd.answers.get(question) not in known:
            raise Refused("Vælg det svar, der passer bedst.", question)
    if text_warnings(cmd.words):
        raise Refused(NOT_HEALTH, "words")
    work.session.add(
        CompanyFeedback(
            placement_id=placement.id,
            checkpoint_id=checkpoint.id,
            answers={name: cmd.answers[name] for name in QUESTIONS},
            words=cmd.words.strip() or None,
            sent_by=work.actor.user_id,
            sent_at=work.now,
        )
    )
    _note(work, placement, "feedback", kind=checkpoint.kind)
    if any(cmd.answers[question] == hard for question, hard in HARD.items()):
        _raise(work, placement.id, "Fra tilbagemeldingen: noget skal vi tale om.")


def raise_concern(work: Work, cmd: RaiseConcern) -> None:
    """Something is hard: it reaches the adviser at once and stands on her day until she has answered."""
    placement = placements.get(work.session, cmd.placement_id)
    if placement.state not in RUNNING:
        raise Refused("Forløbet er ikke i gang. Ring til jeres kontakt i kommunen.", "words")
    if not cmd.words.strip():
        raise Refused("Skriv kort, hvad der er svært. Så ringer vi.", "words")
    if text_warnings(cmd.words):
        raise Refused("Skriv om arbejdet, ikke om helbred eller personnumre. Vi ringer og hører resten.", "words")
    _raise(work, placement.id, cmd.words.strip())
    _note(work, placement, "concern")


def _raise(work: Work, placement_id: UUID, words: str) -> None:
    work.session.add(Concern(placement_id=placement_id, words=words, raised_by=work.actor.user_id, raised_at=work.now))


def answer_concern(work: Work, cmd: AnswerConcern) -> None:
    """What the adviser did about it; every open concern of the placement is answered at once."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    if not cmd.words.strip():
        raise Refused("Skriv kort, hvad I aftalte.", "words")
    found = following.list_open_concerns(work.session, row.id)
    for concern in found:
        concern.handled_at, concern.handled_by = work.now, work.actor.user_id
        concern.handled_words = cmd.words.strip()
    if found:
        _note(work, placements.get(work.session, row.id), "concern_answered")


def _note(work: Work, placement: placements.PlacementRecord, event: str, **detail: str) -> None:
    work.audit(
        "placement",
        event,
        placement.id,
        subject=placement.person_id,
        municipality=placement.operating_municipality,
        **detail,
    )
