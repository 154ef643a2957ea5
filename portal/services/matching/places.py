"""From a row of an open posting to the matching's picture of a place, with the room that the law still leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from uuid import UUID

from portal.domain.geography import point_of
from portal.domain.matching import Company, Demands, Hours, Place
from portal.domain.placement_law import LawTables, PlacementKind, SupportedPlacement
from portal.domain.workflow import ProposalState
from portal.services.matching.room import Room, room_at
from portal.services.workplace_room import supported_at
from portal.store.matches import Proposal
from portal.store.placements import PlacementRecord
from portal.store.postings import Posting

DEMANDS = frozenset(field.name for field in fields(Demands))
HOLDS_NO_PLACE = frozenset({ProposalState.COMPUTED, ProposalState.POSTPONED, ProposalState.COMPANY_EXPIRED})
"""A proposal holds its place from the moment a caseworker approved it until the company has let its time go by."""


class Places:
    """The open postings of one run, and the room each of them has.

    `others` are postings that are not open, but have promised a place that fills their workplace's room.
    """

    def __init__(
        self,
        law: LawTables,
        today: date,
        rows: list[Posting],
        running: list[PlacementRecord],
        live: Iterable[Proposal],
        others: Iterable[Posting] = (),
    ) -> None:
        self.law, self.today = law, today
        self.rows = [row for row in rows if row.workplace is not None and row.start_from and row.start_to]
        self.by_id = {row.id: row for row in self.rows}
        self._promising = self.by_id | {row.id: row for row in others}
        self.rooms: dict[UUID, Room] = {}
        held = [proposal for proposal in live if proposal.state not in HOLDS_NO_PLACE]
        self._taken = Counter(placement.posting_id for placement in running)
        self._taken.update(proposal.posting_id for proposal in held)
        self._supported = self._supported_by_workplace(running, held)

    def all(self) -> tuple[Place, ...]:
        """Every posting whose place on the map is known. Postings that share a workplace share its room as well."""
        found = [place for row in self.rows if (place := self._place(row))]
        capped = Counter(place.company.p_number for place in found if place.workplace_places is not None)
        return tuple(
            place if capped[place.company.p_number] > 1 else replace(place, workplace_places=None) for place in found
        )

    def _place(self, row: Posting) -> Place | None:
        workplace = row.workplace
        assert workplace is not None
        assert row.start_from is not None
        assert row.start_to is not None
        known = workplace.lat is not None and workplace.lon is not None
        point = (workplace.lat, workplace.lon) if known else point_of(workplace.postal_code, workplace.municipality)
        if point is None or point[0] is None or point[1] is None:
            return None
        first = max(row.start_from, self.today)
        room = room_at(self.law, row.kind, row.hours_max, first, row.company, workplace, self._supported[workplace.id])
        self.rooms[row.id] = room
        start = max(first, room.first_day or first)
        free = max(0, row.places - self._taken[row.id])
        return Place(
            id=str(row.id),
            kind=row.kind,
            company=Company(row.company.cvr, workplace.p_number, row.company.sector),
            places=free if room.first_day is None or room.places is None else min(free, room.places),
            workplace_places=room.places if room.first_day is not None else None,
            occupation=row.occupation,
            hours=Hours(row.hours_min, row.hours_max),
            start_from=min(start, row.start_to),
            start_to=row.start_to,
            lat=point[0],
            lon=point[1],
            competences_must=frozenset(row.competences_must),
            competences_nice=frozenset(row.competences_nice),
            languages=frozenset(row.languages),
            licences=frozenset(row.licences),
            weeks=row.weeks,
            demands=Demands(**{name: value for name, value in row.demands.items() if name in DEMANDS}),
            offers=frozenset(row.offers),
            headroom=room.first_day is not None and start <= row.start_to,
        )

    def _supported_by_workplace(
        self, running: list[PlacementRecord], held: list[Proposal]
    ) -> defaultdict[UUID, list[SupportedPlacement]]:
        """Who fills the ratio of each workplace: told by the company, placed by us, or on their way in a proposal."""
        found: defaultdict[UUID, list[SupportedPlacement]] = defaultdict(list)
        ours: defaultdict[UUID, list[PlacementRecord]] = defaultdict(list)
        for placement in running:
            ours[placement.workplace_id].append(placement)
        for workplace in {row.workplace.id: row.workplace for row in self.rows if row.workplace}.values():
            found[workplace.id] += supported_at(workplace, ours[workplace.id])
        for proposal in held:
            posting = self._promising.get(proposal.posting_id)
            if posting is not None and posting.workplace is not None:
                found[posting.workplace.id].append(
                    SupportedPlacement(
                        kind=PlacementKind(posting.kind),
                        hours=proposal.hours,
                        first_day=proposal.start_on,
                        last_day=proposal.end_on,
                    )
                )
        return found
