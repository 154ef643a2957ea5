"""An agreement as all parties read it: its sections in order, what is new, and who has said yes to exactly this text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.domain.agreement import SECTIONS
from portal.services import agreement as service
from portal.services.work import Work
from portal.store import agreements
from portal.store.agreements import AgreementRecord
from portal.store.placements import PlacementRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date


@dataclass(frozen=True)
class Section:
    heading: str
    text: str
    before: str
    """What stood here in the agreement before, where that was something else."""
    changed: bool


@dataclass(frozen=True)
class Signer:
    name: str
    said: str
    has_said_yes: bool


@dataclass(frozen=True)
class AgreementView:
    number: int
    digest: str
    written: datetime
    sections: tuple[Section, ...]
    signers: tuple[Signer, ...]
    is_addendum: bool

    @property
    def mark(self) -> str:
        """The first signs of the digest: enough to see by eye that two papers are the same."""
        return self.digest[:8]


def agreement_of(work: Work, placement: PlacementRecord) -> AgreementView | None:
    """The current text, compared with the one before it: three queries."""
    found = agreements.list_of_placement(work.session, placement.id)
    if not found:
        return None
    current, before = found[0], found[1] if len(found) > 1 else None
    return AgreementView(
        number=current.number,
        digest=current.digest,
        written=current.written_at,
        sections=tuple(_section(code, current, before) for code in SECTIONS if current.terms.get(code)),
        signers=_signers(work, placement, current),
        is_addendum=before is not None,
    )


def _section(code: str, current: AgreementRecord, before: AgreementRecord | None) -> Section:
    earlier = before.terms.get(code, "") if before else ""
    changed = before is not None and code in current.changed
    return Section(SECTIONS[code], current.terms[code], earlier if changed else "", changed)


def _signers(work: Work, placement: PlacementRecord, current: AgreementRecord) -> tuple[Signer, ...]:
    yes = service.parties_of(work, current)
    names = {"citizen": placement.full_name, "company": placement.company_name, "caseworker": _("Kommunen")}
    return tuple(
        Signer(
            name,
            _("Ja den %(day)s", day=long_date(yes[party])) if party in yes else _("Venter"),
            party in yes,
        )
        for party, name in names.items()
    )
