"""Another age, sex, name, benefit or illness changes nothing: not a point, not the order, not a byte a company reads."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from portal.domain.values import Cpr
from portal.services import matching
from portal.services.work import Work
from portal.store import people
from portal.store.enrolments import Enrolment, Plan
from portal.store.matches import Proposal
from portal.store.people import Person
from portal.store.users import User
from tests.factories import ANSWERS, Factory, actor
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing
from tests.web.tour import HERE

QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MADE_ANEW = re.compile(r'name="(?:csrf_token|idempotency_key)" value="[^"]*"|udloebet=1|klokken \d\d\.\d\d')
PAGES = (
    "/virksomhed/overblik",
    "/virksomhed/kandidater",
    "/virksomhed/kandidater/{proposal}",
    "/virksomhed/opslag/{posting}",
)
ILLNESS = ("", "gigt", "depression", "leddegigt og angst", "slidgigt i begge knæ", "kræft", "stress")
BENEFITS = (
    "unemployment_benefit",
    "cash_benefit_activity_ready",
    "sickness_benefit",
    "job_clarification",
    "rehabilitation",
)


@st.composite
def somebody_else(draw: st.DrawFn) -> dict[str, Any]:
    """The same working life lived by another person: 55 to 66 years old, of any sex, with any name and any illness."""
    born = draw(st.dates(date(1960, 1, 1), date(1971, 11, 22)))
    serial = draw(st.integers(0, 3999))
    return {
        "cpr": f"{born.day + 60:02d}{born:%m%y}-{serial:04d}",
        "first_name": draw(st.sampled_from(["Birgit", "Mohammed", "Åse", "Li", "Zdzisława"])),
        "last_name": draw(st.sampled_from(["Holm", "Nguyen", "Al-Hassan", "Ø", "Rosenkrantz-Theil"])),
        "benefit": draw(st.sampled_from(BENEFITS)),
        "illness": draw(st.sampled_from(ILLNESS)),
    }


def become(session: Any, case: Enrolment, who: dict[str, Any]) -> None:
    """Give the case to this person: everything about the work stays as it was."""
    person = session.get_one(Person, case.person_id)
    people.set_cpr(person, Cpr.parse(who["cpr"], allow_fictive=True))
    person.first_name, person.last_name = who["first_name"], who["last_name"]
    person.known_facts = {"benefit": who["benefit"], "unemployed_since": "2026-05-04", "has_employer": "no"}
    words = f"Jeg er god til at holde orden. {who['illness']}"
    case.answers = ANSWERS | {
        "erfaring": {"interests": ["office"], "good_at": words},
        "hensyn": ANSWERS["hensyn"] | {"other": who["illness"]},
    }
    plan = session.scalars(select(Plan).where(Plan.enrolment_id == case.id)).first()
    if plan:
        plan.goal, plan.support = f"Et arbejde med tal. {who['illness']}", who["illness"]


class Firm:
    """A company with a candidate, and everything it reads about her."""

    def __init__(self, browse: Browse) -> None:
        self.browse = browse
        with preparing(browse) as session:
            make = Factory(session, browse.parts.ports.clock.now())
            case = make.enrolment(state="ready_for_match", ready_at=make.now)
            make.plan(case)
            proposal = make.proposal(case, state="sent_to_company", company_deadline=date(2026, 11, 27))
            self.case, self.proposal, self.posting = case.id, proposal.id, proposal.posting_id
            user = make.company_user(proposal.posting.company)
        self.visitor = browse.log_in(User(id=user.id))

    def reads(self) -> list[str]:
        found = []
        for page in PAGES:
            path = page.format(proposal=self.proposal, posting=self.posting)
            answer = self.browse.client.get(path, base_url=HERE)
            assert answer.status_code == 200, path
            found.append(MADE_ANEW.sub("", answer.get_data(as_text=True)))
        return found


@pytest.fixture
def firm(browse: Browse) -> Firm:
    return Firm(browse)


@QUIET
@given(who=somebody_else())
def test_every_byte_a_company_receives_is_the_same_whoever_it_is(firm: Firm, who: dict[str, Any]) -> None:
    before = firm.reads()
    with firm.browse.session() as session, session.begin():
        become(session, session.get_one(Enrolment, firm.case), who)
    assert firm.reads() == before


class Queue:
    """Two people and two places: who gets which, with how many points and why."""

    def __init__(self, browse: Browse) -> None:
        self.browse = browse
        with preparing(browse) as session:
            make = Factory(session, browse.parts.ports.clock.now())
            one = make.enrolment(make.person(), state="ready_for_match", ready_at=make.now)
            other = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now)
            make.plan(one)
            make.plan(other, occupations=["9112"], competences=["rengoering"], max_km=40)
            company = make.company()
            make.posting(company)
            make.posting(company, title="Rengøring", occupation="9112", competences_nice=["rengoering"])
            self.case, self.staff = one.id, actor(make.caseworker())

    def ranking(self, who: dict[str, Any] | None = None) -> list[tuple]:
        """What a run would write; nothing of it is kept."""
        parts = self.browse.parts
        with self.browse.session() as session:
            if who:
                become(session, session.get_one(Enrolment, self.case), who)
                session.flush()
            work = Work(session, self.staff, parts.ports.clock.now(), parts.house, parts.ports)
            run_id = matching.run(work, matching.RunMatching("185"))
            found = session.scalars(select(Proposal).where(Proposal.run_id == run_id).order_by(Proposal.enrolment_id))
            rows = [
                (p.enrolment_id, p.posting_id, p.points, p.parts, p.hours, p.start_on, p.distance_km) for p in found
            ]
            session.rollback()
        return rows


@pytest.fixture
def queue(browse: Browse) -> Queue:
    return Queue(browse)


@QUIET
@given(who=somebody_else())
def test_ranking_points_and_reasons_are_the_same_whoever_it_is(queue: Queue, who: dict[str, Any]) -> None:
    before = queue.ranking()
    assert len(before) == 2
    assert queue.ranking(who) == before


def test_the_points_do_follow_the_work(queue: Queue) -> None:
    """A proof that nothing changes proves nothing where nothing can: another wish moves the points."""
    before = queue.ranking()
    with queue.browse.session() as session, session.begin():
        plan = session.scalars(select(Plan).where(Plan.enrolment_id == queue.case)).one()
        plan.occupations = ["9333"]
        session.execute(delete(Proposal))
    assert queue.ranking() != before
