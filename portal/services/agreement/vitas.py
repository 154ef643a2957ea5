"""Which placements the employer applies for in VITAS, and therefore need its reference before the first day."""

from __future__ import annotations

from portal.domain.placement_law import PlacementKind
from portal.store.placements import Placement, PlacementRecord

IN_VITAS = (PlacementKind.WORK_TRIAL, PlacementKind.WAGE_SUBSIDY_JOB)


def needs_reference(row: Placement | PlacementRecord) -> bool:
    """Praktik and løntilskud; løntimer and a job are ordinary employment."""
    return any(part.kind in IN_VITAS for part in row.parts)
