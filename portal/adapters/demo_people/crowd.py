"""A programme with all its places given, so that the demo has a line to stand in and a place that somebody is offered.

These people are seen as cases by staff only. Their past is told in short: the moves and their trail, without letters.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from portal.adapters.demo_people.stage import Stage, phone, read
from portal.domain.eligibility import facts_from_dict, facts_to_dict, judge
from portal.domain.municipalities import operating_for
from portal.domain.values import Cpr
from portal.domain.workflow import ENROLMENT, EnrolmentState, Party
from portal.services import places
from portal.store import numbers, people
from portal.store.base import new_id
from portal.store.enrolments import Enrolment
from portal.store.people import Person

PROGRAMME, HOME, CASEWORKER = "health_support", "360", "john-stald"
FACTS = {"home_municipality": HOME, "benefit": "cash_benefit_activity_ready", "health_obstacle": "yes"}
BEFORE = 6
"""Working days from an enrolment to the admission."""
OFFERED = 1
"""Working days ago that the next in line was offered the place that is free."""
STEPS = ("kontakt", "erfaring", "rammer", "hensyn", "stoette", "deling")
OUTCOME = "loentimer"


def load_crowd(stage: Stage) -> None:
    """Everybody in the order they came. Before all others: their numbers are older."""
    for row in read("health_support.toml")["people"]:
        name, cpr, came, *left = row
        case = _enrol(stage, _person(stage, name, cpr), came + BEFORE)
        _admit(stage, case, came)
        if left:
            work = stage.work(left[0], CASEWORKER, time(14, 10))
            work.move(ENROLMENT, case, "close", subject=case.person_id, outcome=OUTCOME)
    stage.session.flush()


def offer_the_free_place(stage: Stage) -> None:
    """What the background does when a place is free, done when those in line have come on stage."""
    places.offer_places(stage.work(OFFERED, None, time(8, 15)))


def _person(stage: Stage, name: str, cpr: str) -> Person:
    first_name, last_name = name.split(" ")
    person = Person(
        id=new_id(),
        first_name=first_name,
        last_name=last_name,
        address="Havnegade 1",
        postal_code="4900",
        town="Nakskov",
        home_municipality=HOME,
        operating_municipality=operating_for(HOME),
        phone=phone(f"2000{cpr[-4:]}"),
        known_facts={"benefit": FACTS["benefit"]},
        previous_employers=[],
    )
    people.set_cpr(person, Cpr.parse(cpr, allow_fictive=True))
    stage.session.add(person)
    return person


def _enrol(stage: Stage, person: Person, days_ago: int) -> Enrolment:
    work = stage.work(days_ago, None, time(9, 10))
    series = f"T-{work.today.year}"
    case = Enrolment(
        id=new_id(),
        person=person,
        operating_municipality=person.operating_municipality,
        programme_code=PROGRAMME,
        state=EnrolmentState.DRAFT,
        version=1,
        number=f"{series}-{numbers.next_number(stage.session, series):06d}",
        answers={step: {} for step in STEPS} | {"kontakt": {"phone": person.phone, "contact_way": "call"}},
        verdict=_verdict(stage, work.today),
        assigned_to=stage.users[CASEWORKER].id,
        created_at=work.now,
        updated_at=work.now,
        submitted_at=work.now,
    )
    stage.session.add(case)
    work.move(ENROLMENT, case, "submit", subject=person.id, party=Party.CITIZEN)
    return case


def _verdict(stage: Stage, today: Any) -> dict[str, Any]:
    facts = facts_from_dict(FACTS)
    verdict = judge(stage.house.programme(PROGRAMME), facts, today)
    return verdict.to_dict() | {"facts": facts_to_dict(facts), "today": today.isoformat()}


def _admit(stage: Stage, case: Enrolment, days_ago: int) -> None:
    """Taken, admitted, with a plan, and at work: from the day of the admission on she has the place."""
    work = stage.work(days_ago, CASEWORKER, time(11, 30))
    for event in ("take", "admit", "agree_plan"):
        work.move(ENROLMENT, case, event, subject=case.person_id)
    work.move(ENROLMENT, case, "start_placement", subject=case.person_id, party=Party.SYSTEM)
    case.admitted_at = case.ready_at = work.now
