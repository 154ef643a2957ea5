"""Writing down talks and important steps as soon as they happen (offentlighedsloven §§ 13 and 15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.notes import NoteKind, Readers
from portal.services.review.intake import own_case
from portal.services.work import Work
from portal.store.notes import CaseNote


@dataclass(frozen=True)
class WriteNote:
    enrolment_id: UUID
    readers: str
    kind: str
    theme: str
    words: str
    happened_on: date | None = None
    late_reason: str = ""


def write_note(work: Work, cmd: WriteNote) -> None:
    """A note stands as it was written; what is wrong is put right by another. A day that is past needs a reason."""
    case = own_case(work, cmd.enrolment_id)
    day = _checked(work, cmd)
    assert work.actor.user_id is not None
    row = CaseNote(
        operating_municipality=case.operating_municipality,
        enrolment_id=case.id,
        person_id=case.person_id,
        readers=cmd.readers,
        kind=cmd.kind,
        theme=cmd.theme.strip(),
        words=cmd.words.strip(),
        happened_on=day,
        late_reason=cmd.late_reason.strip() or None,
        author_id=work.actor.user_id,
        author_name=work.actor.name,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    municipality = case.operating_municipality
    work.audit(
        "enrolment",
        "note",
        case.id,
        subject=case.person_id,
        municipality=municipality,
        note=str(row.id),
        readers=cmd.readers,
    )


def _checked(work: Work, cmd: WriteNote) -> date:
    """The day it happened; raises Refused with what is missing."""
    if cmd.readers not in set(Readers):
        raise Refused("Vælg først, hvem der kan læse notatet.", "words")
    if cmd.kind not in set(NoteKind):
        raise Refused("Vælg, hvad notatet handler om.", "kind")
    if not cmd.theme.strip() or not cmd.words.strip():
        raise Refused("Skriv et emne og et notat.", "words" if cmd.theme.strip() else "theme")
    day = cmd.happened_on or work.today
    if day > work.today:
        raise Refused("Vælg en dag, der er i dag eller før. Skriv det, når det er sket.", "day")
    if day < work.today and not cmd.late_reason.strip():
        raise Refused("Dagen ligger før i dag. Skriv, hvorfor det først bliver skrevet nu.", "late_reason")
    return day
