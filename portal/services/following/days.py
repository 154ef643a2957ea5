"""From which day something holds: today, or another day with a reason. Nothing is dated back in silence."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.services.work import Work
from portal.store import placements
from portal.store.following import PlacementChange
from portal.store.placements import Placement

WHY_BACK = "Dagen ligger før i dag. Skriv, hvorfor det først bliver skrevet nu."


def own_placement(work: Work, placement_id: UUID, version: int) -> Placement:
    """The placement, locked, as the actor saw it: staff of its municipality, its company or its citizen. Raises Stale."""
    row = placements.for_update(work.session, placement_id)
    who = work.actor
    theirs = row.operating_municipality in who.municipalities
    mine = (who.company_id == row.company_id and who.company_id is not None) or (
        who.person_id == row.person_id and who.person_id is not None
    )
    if not (theirs or mine):
        raise NotFound
    row.expect(version)
    return row


def happened_on(work: Work, day: date | None, words: str, *, earliest: date, field: str = "day") -> date:
    """The day something has happened: not after today, not before the placement began, and before today with a reason."""
    day = day or work.today
    if day > work.today:
        raise Refused("Vælg en dag, der er i dag eller før. Skriv det, når det er sket.", field)
    if day < earliest:
        raise Refused("Dagen ligger før forløbets første dag. Se på datoen.", field)
    if day < work.today and not words.strip():
        raise Refused(WHY_BACK, "words")
    return day


def holds_from(work: Work, day: date | None, words: str, *, field: str = "day") -> date:
    """The day a change holds from: ahead of us freely, behind us only with a reason."""
    day = day or work.today
    if day < work.today and not words.strip():
        raise Refused(WHY_BACK, "words")
    return day


def note_change(
    work: Work,
    row: Placement,
    kind: str,
    day: date,
    words: str = "",
    *,
    code: str = "",
    by_phone: bool = False,
    said_by: UUID | None = None,
) -> None:
    """Keep the words beside the trail, which holds none. They are the actor's own unless somebody else said them."""
    work.session.add(
        PlacementChange(
            placement_id=row.id,
            kind=kind,
            code=code,
            day=day,
            words=words.strip() or None,
            by_phone=by_phone,
            made_by=said_by or work.actor.user_id,
            made_at=work.now,
        )
    )
