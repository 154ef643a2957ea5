"""Recruitment specialists are given in the same run, by their own score; staff approve, and the citizen rings herself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound, Refused
from portal.services import matching
from portal.services.matching import RunMatching, run
from portal.services.registration import SaveSpecialist, save_specialist
from portal.services.specialist_proposal import (
    ApproveSpecialist,
    DiscardSpecialist,
    EndSpecialist,
    approve_specialist,
    discard_specialist,
    end_specialist,
)
from portal.store.companies import Company, Specialist
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal
from portal.store.outbox import OutboxMessage
from portal.store.specialist_proposals import SpecialistProposal
from tests.conftest import MakeWork
from tests.factories import BIRGIT_FACTS, Factory, actor


@pytest.fixture
def company(make: Factory) -> Company:
    """Lis knows accounts and may take one citizen from Dragør."""
    company = make.company()
    [lis] = company.specialists
    lis.occupations, lis.municipalities, lis.online, lis.capacity = ["43"], ["155"], True, 1
    return company


@pytest.fixture
def people(make: Factory) -> list[Enrolment]:
    """One who wishes for what Lis knows, one who wishes for something near, one who wants none."""
    found = []
    for wishes, wants in ((["4311"], True), (["4110"], True), (["4311"], False)):
        person = make.other_person(known_facts=BIRGIT_FACTS)
        row = make.enrolment(person, state="ready_for_match", ready_at=make.now)
        make.plan(row, occupations=wishes, wants_specialist=wants)
        make.session.refresh(row, ["plan"])
        found.append(row)
    return found


@pytest.fixture
def staff(make: Factory, make_work: MakeWork) -> Callable:
    return lambda: make_work(actor(make.caseworker()))


def all_of(make: Factory) -> list[SpecialistProposal]:
    make.session.flush()
    return list(make.session.scalars(select(SpecialistProposal).order_by(SpecialistProposal.id)))


def proposed(make: Factory) -> list[SpecialistProposal]:
    return [one for one in all_of(make) if one.state == "proposed"]


def test_the_same_run_gives_places_and_specialists(make: Factory, staff, company: Company, people) -> None:
    make.posting(company, places=3)
    work = staff()
    run_id = run(work, RunMatching("185"))
    [one] = all_of(make)
    assert (one.enrolment_id, one.specialist_id, one.state) == (people[0].id, company.specialists[0].id, "proposed")
    assert [part["code"] for part in one.parts] == ["occupation", "travel", "waiting"]
    assert [part["sentence"] for part in one.parts][:2] == ["Hun eller han kender dit fag.", "I kan mødes online."]
    assert one.points == sum(part["points"] for part in one.parts)
    assert {row.enrolment_id for row in make.session.scalars(select(Proposal))} == {row.id for row in people}
    assert matching.repeat(work, run_id).differences == ()


def test_a_specialist_needs_no_place_to_go_with_her(make: Factory, staff, company: Company, people) -> None:
    run(staff(), RunMatching("185"))
    assert [one.enrolment_id for one in proposed(make)] == [people[0].id]


@pytest.mark.parametrize(
    "other",
    [
        {"active": False},
        {"occupations": []},
        {"municipalities": ["360"]},
        {"capacity": 0},
    ],
)
def test_who_cannot_or_will_not_is_not_asked(make: Factory, staff, company: Company, people, other: dict) -> None:
    for name, value in other.items():
        setattr(company.specialists[0], name, value)
    run(staff(), RunMatching("185"))
    assert all_of(make) == []


def test_a_new_run_leaves_what_stands(make: Factory, staff, company: Company, people) -> None:
    work = staff()
    run(work, RunMatching("185"))
    [before] = proposed(make)
    version = before.version
    run(work, RunMatching("185"))
    [after] = all_of(make)
    assert (after.id, after.version, after.state) == (before.id, version, "proposed")
    people[0].plan.wants_specialist = False
    make.session.flush()
    run(work, RunMatching("185"))
    assert [(one.enrolment_id, one.state) for one in all_of(make)] == [
        (people[0].id, "stale"),
        (people[1].id, "proposed"),
    ]


def test_approved_means_that_the_citizen_may_ring(make: Factory, staff, company: Company, people) -> None:
    work = staff()
    run(work, RunMatching("185"))
    [one] = proposed(make)
    people[0].answers = {"kontakt": {"notify": ["sms"], "phone": "20 00 00 01"}}
    approve_specialist(work, ApproveSpecialist(one.id, one.version))
    approve_specialist(work, ApproveSpecialist(one.id, one.version))
    assert one.state == "approved"
    messages = make.session.scalars(select(OutboxMessage)).all()
    assert [(row.template, row.person_id) for row in messages] == [("N12", one.person_id)]
    assert "Lis" not in messages[0].body
    run(work, RunMatching("185"))
    assert proposed(make) == [], "her only place is taken, and the citizen has one"
    end_specialist(work, EndSpecialist(one.id, one.version))
    run(work, RunMatching("185"))
    assert [row.enrolment_id for row in proposed(make)] == [people[1].id], "and never the same two again"


def test_the_last_place_is_given_once(make: Factory, staff, company: Company, people) -> None:
    [lis] = company.specialists
    lis.capacity = 2
    work = staff()
    run(work, RunMatching("185"))
    first, second = proposed(make)
    approve_specialist(work, ApproveSpecialist(first.id, first.version))
    lis.capacity = 1
    with pytest.raises(Refused, match="ikke imod flere"):
        approve_specialist(work, ApproveSpecialist(second.id, second.version))
    assert second.state == "proposed"


def test_discarded_gives_her_to_another(make: Factory, staff, make_work: MakeWork, company, people) -> None:
    work = staff()
    run(work, RunMatching("185"))
    [one] = proposed(make)
    with pytest.raises(Refused):
        discard_specialist(work, DiscardSpecialist(one.id, one.version, "hvorfor"))
    stranger = make_work(actor(make.caseworker("550")))
    with pytest.raises(NotFound):
        discard_specialist(stranger, DiscardSpecialist(one.id, one.version, "trade"))
    discard_specialist(work, DiscardSpecialist(one.id, one.version, "trade"))
    make.session.flush()
    wish = make.session.scalars(select(MatchRun).where(MatchRun.step == "waiting")).one()
    assert wish.cause == "change"
    matching.after_change.follow_up(work, wish.id)
    assert [row.enrolment_id for row in proposed(make)] == [people[1].id]


def test_a_company_tells_what_she_knows_and_where(make: Factory, make_work: MakeWork) -> None:
    company = make.company()
    work = make_work(actor(make.company_user(company)))
    told = {"name": "Ea Lund", "title": "HR", "phone": "32 00 00 00", "email": "ea@example.dk", "languages": ("da",)}
    told |= {"capacity": 2, "strengths": "", "occupations": ("43",)}
    with pytest.raises(Refused, match="kommune"):
        save_specialist(work, SaveSpecialist(company.version, None, **told))
    one = save_specialist(work, SaveSpecialist(company.version, None, **told, municipalities=("155",), online=True))
    row = make.session.get_one(Specialist, one)
    assert (row.occupations, row.municipalities, row.online) == (["43"], ["155"], True)
