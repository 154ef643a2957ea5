"""From the solver's answer to rows: each proposal with the limits it passed, the parts of its points and others."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from portal.domain.bulk import BLIND_EVERY
from portal.domain.dates import last_day
from portal.domain.hours import clip
from portal.domain.matching import Citizen, Pair, Passed, Place
from portal.domain.matching.considered import considered
from portal.domain.matching.distance import great_circle_km
from portal.domain.matching.engine import Computation
from portal.domain.matching.explanation import best_others
from portal.domain.placement_law.tables import LastEmployerRow, PlacementRow
from portal.services.matching.places import Places
from portal.services.matching.snapshot import as_json
from portal.services.work import Work
from portal.store import numbers
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal

LETTERS = "ACDEFHJKLMNPRTUVWXY34679"
"""Letters and digits that are not mistaken for each other over the telephone."""
ALTERNATIVES = 3
SOURCES = {
    "hours": "Planen og opslaget",
    "start": "Planen og opslaget",
    "travel": "Luftlinje mellem postnumre",
    "needs": "Planen og virksomhedens svar om hensyn",
    "language": "Opslaget og registre",
    "licence": "Opslaget og tilmeldingen",
    "competence": "Planen og opslaget",
    "declined": "Tidligere forslag",
    "open": "Opslaget i dag",
}
"""Where the facts of each limit come from; those of the law carry the law's own citation."""


class Writer:
    """Writes one run's proposals."""

    def __init__(
        self, work: Work, run: MatchRun, places: Places, people: dict[str, Enrolment], computation: Computation
    ) -> None:
        self.work, self.run, self.places, self.people = work, run, places, people
        self.computation = computation
        self.citizens = {citizen.id: citizen for citizen in computation.columns.citizens}
        self.offers = {place.id: place for place in computation.columns.places}
        self.others = best_others(computation.edges, computation.chosen, ALTERNATIVES)
        self.rivals = _best_citizens(computation)
        self.considered = considered(computation)
        self.codes: defaultdict[UUID, set[str]] = defaultdict(set)

    def write(self, pairs: Collection[Pair]) -> None:
        series = f"blind-{self.run.operating_municipality}"
        first = numbers.take_numbers(self.work.session, series, len(pairs))
        for number, pair in enumerate(pairs, first):
            row = self._proposal(pair)
            row.blind = number % BLIND_EVERY == 0
            self.work.session.add(row)
        self.work.session.flush()

    def _proposal(self, pair: Pair) -> Proposal:
        citizen, place = self.citizens[pair.citizen_id], self.offers[pair.place_id]
        enrolment, posting = self.people[pair.citizen_id], self.places.by_id[UUID(pair.place_id)]
        start = max(citizen.available_from, place.start_from)
        assert enrolment.plan is not None
        steps = [float(step["hours"]) for step in enrolment.plan.hours_ladder]
        most = max(steps, default=min(citizen.hours.max, place.hours.max))
        return Proposal(
            operating_municipality=self.run.operating_municipality,
            run_id=self.run.id,
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            posting_id=posting.id,
            company_id=posting.company_id,
            candidate_code=self._code(posting.id),
            points=pair.points,
            parts=[as_json(part) for part in pair.parts],
            limits=[self._limit(limit, citizen, place, start) for limit in pair.limits],
            alternatives={"for_citizen": self._for_citizen(pair), "for_place": self._for_place(pair)},
            considered=list(self.considered[pair.citizen_id]),
            hours=clip(most, place.hours.min, place.hours.max),
            start_on=start,
            end_on=last_day(start, posting.weeks),
            distance_km=round(float(great_circle_km(citizen.lat, citizen.lon, place.lat, place.lon)), 1),
            created_at=self.work.now,
        )

    def _code(self, posting_id: UUID) -> str:
        """Three signs that no other candidate of this run for the posting has. They carry no meaning."""
        chance = random.SystemRandom()
        while True:
            code = "".join(chance.choices(LETTERS, k=3))
            if code not in self.codes[posting_id]:
                self.codes[posting_id].add(code)
                return code

    def _limit(self, limit: Passed, citizen: Citizen, place: Place, start: date) -> dict[str, Any]:
        sentence, source = limit.sentence, SOURCES.get(limit.code, "")
        if limit.code == "headroom":
            room = self.places.rooms[UUID(place.id)]
            sentence, source = room.text, room.source
        elif not source:
            source = self._citation(limit.code, citizen, place, start)
        return {"code": limit.code, "sentence": sentence, "outcome": limit.outcome, "source": source}

    def _citation(self, code: str, citizen: Citizen, place: Place, start: date) -> str:
        """Where the law says it, on the first day of the placement."""
        law = self.work.house.law
        if code == "previous_company":
            rows = [row for row in law.all(LastEmployerRow) if row.kind == place.kind]
            return rows[0].citation if rows else "Registret over tidligere job"
        return law.get(PlacementRow, start, place.kind, citizen.benefit, place.company.sector).citation

    def _for_citizen(self, pair: Pair) -> list[dict[str, Any]]:
        columns = self.computation.columns
        found = []
        for row, points in self.others.get(columns.citizen_row[pair.citizen_id], ()):
            posting = self.places.by_id[UUID(columns.places[row].id)]
            town = posting.workplace.town if posting.workplace else ""
            found.append({"posting_id": str(posting.id), "title": posting.title, "town": town, "points": points})
        return found

    def _for_place(self, pair: Pair) -> list[dict[str, Any]]:
        columns = self.computation.columns
        rivals = self.rivals.get(columns.place_row[pair.place_id], ())
        people = [(columns.citizens[row].id, points) for row, points in rivals]
        return [{"enrolment_id": one, "points": points} for one, points in people if one != pair.citizen_id][
            :ALTERNATIVES
        ]


def _best_citizens(computation: Computation) -> dict[int, list[tuple[int, int]]]:
    """For every place (row) its best feasible citizens as (row, points), best first."""
    edges = computation.edges
    citizen, place, points = edges.citizen, edges.place, edges.points
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for k in np.lexsort((citizen, -points.astype(np.int64), place)):
        best = found[int(place[k])]
        if len(best) <= ALTERNATIVES:
            best.append((int(citizen[k]), int(points[k])))
    return found
