"""Recruitment specialists in a run: who they are to the matching, and what the run proposes about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from uuid import UUID

from portal.domain.geography import point_of
from portal.domain.matching import Instance, Result, Specialist
from portal.domain.workflow import SPECIALIST_PROPOSAL, Party
from portal.services.matching.snapshot import as_json
from portal.services.work import Work
from portal.store import companies, specialist_proposals
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun
from portal.store.specialist_proposals import SpecialistProposal


def with_specialists(work: Work, municipality: str, instance: Instance, people: dict[str, Enrolment]) -> Instance:
    """The run's input with those who can advise, and with what each citizen has said no to or has already."""
    asking = [row.person_id for row in people.values() if row.plan and row.plan.wants_specialist]
    if not asking:
        return instance
    having = specialist_proposals.list_approved_people(work.session, municipality)
    declined: defaultdict[UUID, set[str]] = defaultdict(set)
    for person_id, specialist_id in specialist_proposals.list_declined_pairs(work.session, asking):
        declined[person_id].add(str(specialist_id))
    citizens = tuple(
        replace(
            one,
            wants_specialist=bool(plan and plan.wants_specialist) and person_id not in having,
            declined=one.declined | declined[person_id],
        )
        for one in instance.citizens
        for plan, person_id in [(people[one.id].plan, people[one.id].person_id)]
    )
    busy = specialist_proposals.count_approved(work.session)
    found = (specialist_of(row, busy[row.id]) for row in companies.list_advising(work.session))
    return replace(instance, citizens=citizens, specialists=tuple(one for one in found if one))


def specialist_of(row: companies.Specialist, busy: int) -> Specialist | None:
    """None where nobody knows where on the map she is."""
    point = None
    for place in row.company.workplaces:
        known = place.lat is not None and place.lon is not None
        point = point or ((place.lat, place.lon) if known else point_of(place.postal_code, place.municipality))
    if point is None or point[0] is None or point[1] is None:
        return None
    return Specialist(
        id=str(row.id),
        occupations=tuple(row.occupations),
        capacity=max(0, row.capacity - busy),
        municipalities=frozenset(row.municipalities),
        online=row.online,
        lat=point[0],
        lon=point[1],
    )


def write_specialists(work: Work, run: MatchRun, people: dict[str, Enrolment], result: Result) -> None:
    """What stands is left as it is; what the run does not say any more goes, and the rest is written."""
    new = {(UUID(pair.citizen_id), UUID(pair.specialist_id)): pair for pair in result.specialists.pairs}
    for row in specialist_proposals.list_proposed(work.session, run.operating_municipality):
        if new.pop((row.enrolment_id, row.specialist_id), None) is None:
            work.move(SPECIALIST_PROPOSAL, row, "outdate", subject=row.person_id, party=Party.SYSTEM)
    for (enrolment_id, specialist_id), pair in new.items():
        work.session.add(
            SpecialistProposal(
                operating_municipality=run.operating_municipality,
                run_id=run.id,
                enrolment_id=enrolment_id,
                person_id=people[pair.citizen_id].person_id,
                specialist_id=specialist_id,
                points=pair.points,
                parts=[as_json(part) for part in pair.parts],
                created_at=work.now,
            )
        )
    work.session.flush()
