"""What a health professional tells after a visit: the citizen reads it, the adviser with her yes, the next plan by choice."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.errors import NotFound, Refused
from portal.domain.health import CHANGES, MOST_HOURS, Suggestion
from portal.services import messages_staff as messages
from portal.services.enrolment.warnings import text_warnings
from portal.services.work import Work
from portal.store import enrolments, health
from portal.store.health import HealthFeedback, SupportRecord

NOT_ILLNESS = "Skriv om arbejdet, ikke om sygdom, behandling eller personnumre. {name} kan læse det hele."


@dataclass(frozen=True)
class GiveFeedback:
    support_id: UUID
    change: str
    went_well: str
    was_hard: str
    adapt: str
    next_place: str
    needs: tuple[str, ...] = ()
    hours: float | None = None
    private_notes: str = ""


def give_feedback(work: Work, cmd: GiveFeedback) -> None:
    """Shown to the citizen and sent to the adviser at the same moment."""
    row = health.for_update(work.session, cmd.support_id)
    support = health.get(work.session, cmd.support_id, work.now)
    if row.worker_id != work.actor.user_id or not support.has_said_yes or row.ended_at is not None:
        raise NotFound
    _check(cmd, support)
    work.session.add(
        HealthFeedback(
            support_id=row.id,
            author_id=work.actor.user_id,
            author_name=work.actor.name,
            author_role=str(work.actor.role),
            at=work.now,
            change=cmd.change,
            went_well=cmd.went_well.strip(),
            was_hard=cmd.was_hard.strip(),
            adapt=cmd.adapt.strip(),
            next_place=cmd.next_place.strip(),
            suggestion={"needs": list(cmd.needs), "hours": cmd.hours},
            private_notes=cmd.private_notes.strip(),
        )
    )
    work.audit("health", "feedback", row.id, subject=support.person_id, municipality=row.operating_municipality)
    case = enrolments.for_update(work.session, support.enrolment_id)
    messages.nudge(work, "N12", case, case.person, f"health:{row.id}:{work.today}")


def _check(cmd: GiveFeedback, support: SupportRecord) -> None:
    if cmd.change not in CHANGES:
        raise Refused("Vælg det svar, der passer bedst.", "change")
    if not cmd.went_well.strip():
        raise Refused("Skriv kort, hvad der gik godt.", "went_well")
    for field in ("went_well", "was_hard", "adapt", "next_place"):
        if text_warnings(getattr(cmd, field)):
            raise Refused(NOT_ILLNESS.format(name=support.first_name), field)
    if cmd.hours is not None and not 0 <= cmd.hours <= MOST_HOURS:
        raise Refused(f"Skriv et tal fra 0 til {MOST_HOURS}.", "hours")
    if not set(cmd.needs) <= set(ACCOMMODATIONS):
        raise Refused("Vælg blandt dem, der står.", "needs")


def suggestion_of(work: Work, enrolment_id: UUID) -> Suggestion | None:
    """What the newest feedback means for the next plan; nothing without the citizen's yes."""
    support = health.find_of_enrolment(work.session, enrolment_id)
    if support is None or not support.has_said_yes:
        return None
    newest = next(iter(health.list_feedback(work.session, support.id)), None)
    return Suggestion(tuple(newest.suggestion["needs"]), newest.suggestion["hours"]) if newest else None
