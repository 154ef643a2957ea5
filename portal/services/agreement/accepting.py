"""Saying yes to an agreement, word for word, and what follows when everybody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.domain.agreement import changes, digest
from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import PLACEMENT, Party, PlacementState
from portal.services import messages_staff as messages
from portal.services.agreement.hearing import hearing_state
from portal.services.agreement.terms import fixed_terms
from portal.services.agreement.vitas import needs_reference
from portal.services.work import Work
from portal.store import agreements, enrolments, placements
from portal.store.agreements import Acceptance, Agreement, AgreementRecord
from portal.store.placements import Placement

PARTIES = (Party.CITIZEN, Party.COMPANY, Party.CASEWORKER)
CHANGED = "Aftalen er ændret, siden du åbnede den. Læs det, der er nyt, og svar igen."


@dataclass(frozen=True)
class Accept:
    """`digest` is of the text that was read. Staff may write down a yes given by phone, for `party`."""

    placement_id: UUID
    digest: str
    party: Party
    by_phone: bool = False


def parties_of(work: Work, current: AgreementRecord | None) -> dict[str, datetime]:
    """Who has said yes to this text, and when."""
    if current is None:
        return {}
    given = agreements.list_acceptances(work.session, current.placement_id)
    return {one.party: one.given_at for one in given if one.agreement_id == current.id}


def accept(work: Work, cmd: Accept) -> None:
    """Say yes to exactly this text. An old text is not agreed to: Refused, and the page shows what is new."""
    row = placements.for_update(work.session, cmd.placement_id)
    _may_say_yes(work, row, cmd.party)
    current = agreements.find_current(work.session, row.id)
    if current is None:
        raise NotFound
    if current.digest != cmd.digest:
        raise Refused(CHANGED)
    if cmd.party in parties_of(work, current):
        return
    add_yes(work, current.id, current.digest, cmd.party, by_phone=cmd.by_phone)
    _note(work, row, "accept", party=str(cmd.party), number=str(current.number))
    settle(work, row)


def _may_say_yes(work: Work, row: Placement, party: Party) -> None:
    """Each for oneself; staff also for those they have talked with."""
    who = work.actor
    own = {Party.CITIZEN: who.person_id == row.person_id, Party.COMPANY: who.company_id == row.company_id}
    if party not in PARTIES or not (own.get(party) or row.operating_municipality in who.municipalities):
        raise NotFound


def add_yes(work: Work, agreement_id: UUID, text_digest: str, party: Party, *, by_phone: bool = False) -> None:
    work.session.add(
        Acceptance(
            agreement_id=agreement_id,
            party=str(party),
            digest=text_digest,
            by_phone=by_phone,
            given_by=work.actor.user_id,
            given_at=work.now,
        )
    )
    work.session.flush()


def settle(work: Work, row: Placement) -> None:
    """Ready when all have said yes to this text, the employees are heard, and VITAS has its reference."""
    current = agreements.find_current(work.session, row.id)
    everybody = current is not None and set(parties_of(work, current)) >= {str(one) for one in PARTIES}
    reference = bool(row.vitas_reference) or not needs_reference(row)
    if row.state == PlacementState.PLANNED and everybody and reference and hearing_state(work, row).is_settled:
        work.move(PLACEMENT, row, "accept_all", subject=row.person_id, party=Party.SYSTEM)


def put(work: Work, row: Placement, terms: dict[str, str]) -> bool:
    """Write a text as the next number, with the caseworker's yes in it. The same text again is no new agreement."""
    earlier = agreements.find_current(work.session, row.id)
    text_digest = digest(terms)
    if earlier is not None and earlier.digest == text_digest:
        return False
    one = Agreement(
        placement_id=row.id,
        number=earlier.number + 1 if earlier else 1,
        terms=terms,
        digest=text_digest,
        changed=list(changes(earlier.terms, terms)) if earlier else [],
        written_by=work.actor.user_id,
        written_at=work.now,
    )
    work.session.add(one)
    work.session.flush()
    add_yes(work, one.id, text_digest, Party.CASEWORKER)
    _note(work, row, "agreement" if one.number == 1 else "addendum", number=str(one.number))
    key = f"{row.id}:{one.number}"
    case = enrolments.for_update(work.session, row.enrolment_id)
    messages.letter(work, "N18", row.person, key, adviser=work.actor.name)
    messages.nudge(work, "N12", case, row.person, key)
    return True


def renew(work: Work, row: Placement) -> None:
    """An addendum, where an agreement exists: hours, tasks or days have changed, and only that is asked again."""
    earlier = agreements.find_current(work.session, row.id)
    if earlier is not None:
        put(work, row, earlier.terms | fixed_terms(row))


def _note(work: Work, row: Placement, event: str, **detail: str) -> None:
    work.audit("placement", event, row.id, subject=row.person_id, municipality=row.operating_municipality, **detail)


def settle_of_hearing(work: Work, code: str) -> None:
    """The representative's answer may have been the last thing that was missing."""
    one = agreements.find_hearing(work.session, code)
    if one is not None:
        settle(work, placements.for_update(work.session, one.placement_id))
