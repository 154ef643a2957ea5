"""Weights are drafted by one, seen on the people of today, and approved by another; runs keep the set they had."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.errors import IllegalMove, Refused, Stale
from portal.services import match_weights as service
from portal.services import matching
from portal.services.match_weights import DraftDeed, DraftWeights
from portal.services.matching.weights import weights_in_use
from portal.store.match_weights import MatchWeights
from portal.store.matches import MatchRun, Proposal
from tests.conftest import MakeWork
from tests.factories import Factory, actor

NEAR = {"occupation": 200, "competence": 100, "travel": 550, "hours": 50, "support": 50, "waiting": 50}


@pytest.fixture
def admins(make: Factory) -> tuple:
    return actor(make.user(Role.ADMIN, "Asta")), actor(make.user(Role.PROGRAMME_MANAGER, "Bo"))


def drafted(work, parts=NEAR) -> MatchWeights:
    service.draft(work, DraftWeights(parts, "Afstand skal tælle mere."))
    return work.session.scalars(select(MatchWeights).where(MatchWeights.state == "draft")).one()


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"travel": 540}, "occupation", "Vægtene skal give 1000 tilsammen. De giver 990."),
        ({"travel": 1001}, "travel", "Skriv et helt tal mellem 0 og 1000."),
        ({"waiting": -1}, "waiting", "Skriv et helt tal mellem 0 og 1000."),
        ({"hours": None}, "hours", "Skriv et helt tal mellem 0 og 1000."),
    ],
)
def test_weights_that_do_not_sum_are_refused_in_danish(make_work: MakeWork, admins, change, field, words) -> None:
    with pytest.raises(Refused, match=words) as fault:
        service.draft(make_work(admins[0]), DraftWeights(NEAR | change, "Fordi."))
    assert fault.value.field == field


def test_a_draft_says_why(make_work: MakeWork, admins) -> None:
    with pytest.raises(Refused, match="hvad du ændrer"):
        service.draft(make_work(admins[0]), DraftWeights(NEAR, "  "))


def test_a_second_person_approves_what_has_been_seen(make: Factory, make_work: MakeWork, admins) -> None:
    asta, bo = make_work(admins[0]), make_work(admins[1])
    row = drafted(asta)
    assert weights_in_use(asta).version == "1"
    with pytest.raises(Refused, match="En anden end den"):
        service.approve(asta, DraftDeed(row.number, row.version))
    with pytest.raises(Refused, match="Se virkningen først"):
        service.approve(bo, DraftDeed(row.number, row.version))
    service.preview(asta, DraftDeed(row.number, row.version))
    with pytest.raises(Stale):
        service.approve(bo, DraftDeed(row.number, 1))
    service.approve(bo, DraftDeed(row.number, row.version))
    assert (row.state, row.approved_by) == ("active", admins[1].user_id)
    used = weights_in_use(asta)
    assert (used.version, used.travel) == ("2", 550)
    with pytest.raises(IllegalMove):
        service.discard(bo, DraftDeed(row.number, row.version))
    again = drafted(bo, NEAR | {"travel": 540, "hours": 60})
    service.preview(bo, DraftDeed(again.number, again.version))
    service.approve(asta, DraftDeed(again.number, again.version))
    assert (row.state, again.state, again.number) == ("retired", "active", 3)


def test_changing_a_draft_makes_its_preview_worthless(make_work: MakeWork, admins) -> None:
    work = make_work(admins[0])
    row = drafted(work)
    service.preview(work, DraftDeed(row.number, row.version))
    service.draft(make_work(admins[1]), DraftWeights(NEAR, "Endnu en grund.", row.version))
    assert (row.preview, row.drafted_by, row.number) == (None, admins[1].user_id, 2)
    with pytest.raises(Stale):
        service.draft(work, DraftWeights(NEAR, "For sent.", 1))
    service.discard(work, DraftDeed(row.number, row.version))
    assert weights_in_use(work).version == "1"
    assert drafted(work).number == 3


def test_the_preview_shows_who_would_get_something_else(make: Factory, make_work: MakeWork, admins) -> None:
    """Six people of one kind between the job they wish far away and another one next door."""
    far = make.company(name="Langt væk")
    far.workplaces[0].lat, far.workplaces[0].lon = 55.78, 12.5
    near = make.company(cvr="99001012", name="Tæt på")
    make.posting(far, places=9)
    make.posting(near, places=9, title="Kantine", occupation="9412")
    for _ in range(6):
        case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now)
        make.plan(case)
    work = make_work(admins[0])
    row = drafted(work, {"occupation": 100, "competence": 100, "travel": 700, "hours": 50, "support": 0, "waiting": 50})
    service.preview(work, DraftDeed(row.number, row.version))
    whole = row.preview["all"]
    assert (whole["people"], whole["changed"]) == (6, 6)
    assert (whole["before"]["first_wish"], whole["after"]["first_wish"]) == (1.0, 0.0)
    assert whole["before"]["mean_km"] > whole["after"]["mean_km"]
    assert whole["before"]["matched"] == whole["after"]["matched"] == 6
    assert row.preview["programme"]["senior_advisory_board"]["changed"] == 6
    assert set(row.preview["age"]) <= {"under_55", "55_59", "60_up"}
    assert work.session.scalars(select(Proposal)).all() == []


def test_small_groups_have_no_numbers(make: Factory, make_work: MakeWork, admins) -> None:
    make.posting(places=9)
    for number in range(7):
        programme = "senior_advisory_board" if number < 6 else "sick_leave_social_investment"
        case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now, programme_code=programme)
        make.plan(case)
    work = make_work(admins[0])
    row = drafted(work)
    service.preview(work, DraftDeed(row.number, row.version))
    assert row.preview["programme"] == {"senior_advisory_board": None, "sick_leave_social_investment": None}


def test_runs_keep_the_version_they_were_made_with(make: Factory, make_work: MakeWork, admins) -> None:
    case = make.enrolment(state="ready_for_match", ready_at=make.now)
    make.plan(case)
    make.posting()
    work = make_work(actor(make.caseworker()))
    first = matching.run(work, matching.RunMatching("185"))
    asta = make_work(admins[0])
    row = drafted(asta)
    service.preview(asta, DraftDeed(row.number, row.version))
    service.approve(make_work(admins[1]), DraftDeed(row.number, row.version))
    second = matching.run(work, matching.RunMatching("185"))
    versions = [work.session.get_one(MatchRun, one).weights_version for one in (first, second)]
    assert versions == ["1", "2"]
    assert all(matching.repeat(work, one).differences == () for one in (first, second))
    assert replace(weights_in_use(work), version="").travel == 550
