"""Closing a programme: a version whose only change is its last day, sent on to a second person at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.eligibility import Programme
from portal.domain.errors import Refused
from portal.programmes.editing import Data, data_of, period_field
from portal.services.programme_version.drafting import BeginDraft, ChangeDraft, begin_draft, change_draft
from portal.services.programme_version.publishing import Propose, flips_of, propose
from portal.services.work import Work
from portal.store import programme_versions


@dataclass(frozen=True)
class CloseProgramme:
    """`last` is the last day somebody can come in. Whoever is in stays in."""

    code: str
    last: date
    reason: str


def close_programme(work: Work, cmd: CloseProgramme) -> UUID:
    """Write the version and propose it, to count from today. Raises Refused where the day or another draft is in the way."""
    _refuse_day(work.house.programme(cmd.code), cmd.last, work.today)
    if programme_versions.find_open(work.session, cmd.code):
        raise Refused("Der er allerede et udkast. Send det videre, eller slet det først.", "last")
    draft = programme_versions.get(work.session, begin_draft(work, BeginDraft(cmd.code)))
    field = period_field(data_of(draft.text), work.house.demo)

    def end(data: Data) -> None:
        data[field] = data.get(field, {}) | {"to": cmd.last}

    change_draft(work, ChangeDraft(draft.id, draft.version, "luk", end))
    draft = programme_versions.get(work.session, draft.id)
    turned = tuple(flip.name for flip in flips_of(work, draft))
    propose(work, Propose(draft.id, draft.version, work.today, cmd.reason, turned))
    return draft.id


def _refuse_day(programme: Programme, last: date, today: date) -> None:
    term = programme.term
    if last < today:
        raise Refused("Dagen er gået. Den sidste dag kan tidligst være i dag.", "last")
    if term.first is not None and last < term.first:
        raise Refused("Den sidste dag ligger før den første.", "last")
    if term.last is not None and term.last <= last:
        raise Refused("Programmet slutter allerede senest den dag.", "last")
