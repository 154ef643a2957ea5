"""A caseworker writes the agreement from what is known, and adds the reference that VITAS gave."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import Refused
from portal.domain.workflow import PlacementState
from portal.services import messages_staff as messages
from portal.services.agreement.accepting import put, settle
from portal.services.agreement.terms import fixed_terms
from portal.services.agreement.vitas import needs_reference as needs_reference
from portal.services.following.days import own_placement
from portal.services.work import Work
from portal.store import companies

OPEN = (PlacementState.PLANNED, PlacementState.READY, PlacementState.ACTIVE, PlacementState.ABSENT)


@dataclass(frozen=True)
class WriteAgreement:
    placement_id: UUID
    version: int
    aim: str
    hours: str
    accommodations: str
    contact: str
    mentor: str


@dataclass(frozen=True)
class SetReference:
    placement_id: UUID
    version: int
    reference: str


def write(work: Work, cmd: WriteAgreement) -> None:
    """The next text of the agreement. Citizen and company are asked to read it; the caseworker stands by her own words."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    if row.state not in OPEN:
        raise Refused("Forløbet er slut. Der skal ikke laves en aftale.", "aim")
    for name, text in (("aim", "Skriv målet."), ("contact", "Skriv, hvem man spørger på arbejdspladsen.")):
        if not getattr(cmd, name).strip():
            raise Refused(text, name)
    own = {name: getattr(cmd, name).strip() for name in ("aim", "hours", "accommodations", "contact", "mentor")}
    terms = fixed_terms(row) | {name: text.replace("\r\n", "\n") for name, text in own.items()}
    if put(work, row, terms):
        row.version += 1
        company = companies.get(work.session, row.company_id)
        host = next((one for one in company.specialists if one.active), None)
        messages.company_mail(work, "N18", row.company, host, f"{row.id}:{row.version}")
    settle(work, row)


def set_reference(work: Work, cmd: SetReference) -> None:
    """The number that VITAS gave the application: without it, praktik and løntilskud do not begin."""
    row = own_placement(work, cmd.placement_id, cmd.version)
    reference = cmd.reference.strip()
    if not 3 <= len(reference) <= 40:
        raise Refused("Skriv nummeret, som det står i VITAS.", "reference")
    row.vitas_reference = reference
    row.version += 1
    work.audit("placement", "reference", row.id, subject=row.person_id, municipality=row.operating_municipality)
    settle(work, row)
