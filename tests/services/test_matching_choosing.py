"""Staff choose another pair than the run did: the same limits, a reason, and everybody else placed as well as can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services import matching
from portal.services.matching import ChooseByHand, RunMatching, choose, run
from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal
from tests.conftest import MakeWork
from tests.factories import BIRGIT_FACTS, Factory, actor

REASON = "Borgeren kender stedet."


@pytest.fixture
def people(make: Factory) -> list[Enrolment]:
    """Two citizens who are ready, and one place they both can have; the first has waited longer."""
    found = []
    for weeks in (20, 0):
        person = make.other_person(known_facts=BIRGIT_FACTS)
        row = make.enrolment(person, state="ready_for_match", ready_at=make.now.replace(month=11 - weeks // 4))
        make.plan(row)
        make.session.refresh(row, ["plan"])
        found.append(row)
    return found


@pytest.fixture
def staff(make: Factory, make_work: MakeWork) -> Callable:
    return lambda: make_work(actor(make.caseworker()))


def computed(make: Factory) -> list[Proposal]:
    make.session.expire_all()
    return list(make.session.scalars(select(Proposal).where(Proposal.state == "computed").order_by(Proposal.id)))


def test_the_pair_becomes_a_proposal_that_runs_keep(make: Factory, staff: Callable, people: list[Enrolment]) -> None:
    first, other = people
    make.posting()
    work = staff()
    run(work, RunMatching("185"))
    [one] = computed(make)
    assert one.enrolment_id == first.id
    chosen = choose(work, ChooseByHand(one.id, one.version, other.id, one.posting_id, f" {REASON} "))
    [new] = computed(make)
    assert (new.id, new.enrolment_id, new.note) == (chosen, other.id, REASON)
    assert new.picked_by is not None
    assert make.session.get_one(Proposal, one.id).state == "stale"
    version = new.version
    run(work, RunMatching("185"))
    [kept] = computed(make)
    assert (kept.id, kept.version, kept.note) == (chosen, version, REASON)
    last = make.session.scalars(select(MatchRun).order_by(MatchRun.id.desc())).first()
    assert last is not None
    assert matching.repeat(work, last.id).differences == ()
    trail = make.session.scalars(select(AuditEntry).where(AuditEntry.object_id == chosen)).all()
    assert [(entry.action, entry.subject_id) for entry in trail] == [("proposal.choose", other.person_id)]
    assert REASON not in repr([entry.detail for entry in trail])


def test_choosing_twice_is_choosing_once(make: Factory, staff: Callable, people: list[Enrolment]) -> None:
    make.posting()
    work = staff()
    run(work, RunMatching("185"))
    [one] = computed(make)
    command = ChooseByHand(one.id, one.version, people[1].id, one.posting_id, REASON)
    assert choose(work, command) == choose(work, command)
    assert len(computed(make)) == 1


def test_another_place_for_the_citizen(make: Factory, staff: Callable, people: list[Enrolment]) -> None:
    company = make.company()
    places = [make.posting(company), make.posting(company, occupation="9333")]
    work = staff()
    run(work, RunMatching("185"))
    before = {one.enrolment_id: one for one in computed(make)}
    mine = before[people[0].id]
    other = next(one.id for one in places if one.id != mine.posting_id)
    choose(work, ChooseByHand(mine.id, mine.version, people[0].id, other, REASON))
    after = {one.enrolment_id: one.posting_id for one in computed(make)}
    assert after == {people[0].id: other, people[1].id: mine.posting_id}, "the other takes what is left"


def test_the_limits_and_the_law_hold_for_staff_too(make: Factory, staff: Callable, people: list[Enrolment]) -> None:
    company = make.company()
    make.posting(company)
    far = make.posting(company, demands={"driving": True}, licences=["B", "C"])
    unlawful = make.posting(company, kind="wage_subsidy_job", weeks=200)
    closed = make.posting(company, state="paused")
    work = staff()
    run(work, RunMatching("185"))
    [one] = computed(make)
    for place, words in ((far, "skal man have"), (unlawful, "højst vare 26 uger"), (closed, "ikke åbent")):
        with pytest.raises(Refused) as refused:
            choose(work, ChooseByHand(one.id, one.version, one.enrolment_id, place.id, REASON))
        assert (words in refused.value.text.lower(), refused.value.field) == (True, "reason"), refused.value.text
    assert [row.id for row in computed(make)] == [one.id]


def test_what_is_not_to_be_chosen(make: Factory, staff: Callable, make_work: MakeWork, people) -> None:
    make.posting()
    work = staff()
    run(work, RunMatching("185"))
    [one] = computed(make)
    other = people[1]
    with pytest.raises(Refused, match="hvorfor"):
        choose(work, ChooseByHand(one.id, one.version, other.id, one.posting_id, "  "))
    with pytest.raises(Stale):
        choose(work, ChooseByHand(one.id, one.version + 1, other.id, one.posting_id, REASON))
    stranger = make_work(actor(make.caseworker("550")))
    with pytest.raises(NotFound):
        choose(stranger, ChooseByHand(one.id, one.version, other.id, one.posting_id, REASON))
    other.state = "paused"
    make.session.flush()
    with pytest.raises(Refused, match="ikke klar"):
        choose(work, ChooseByHand(one.id, one.version, other.id, one.posting_id, REASON))
    one.state = "approved"
    make.session.flush()
    with pytest.raises(IllegalMove):
        choose(work, ChooseByHand(one.id, one.version, other.id, one.posting_id, REASON))


def test_a_place_chosen_for_one_is_not_chosen_for_another(make: Factory, staff: Callable, people) -> None:
    make.posting()
    work = staff()
    run(work, RunMatching("185"))
    [one] = computed(make)
    chosen = choose(work, ChooseByHand(one.id, one.version, people[1].id, one.posting_id, REASON))
    new = make.session.get_one(Proposal, chosen)
    with pytest.raises(Refused, match="allerede valgt"):
        choose(work, ChooseByHand(new.id, new.version, people[0].id, new.posting_id, REASON))


def test_a_chosen_pair_that_is_impossible_now_gives_way(make: Factory, staff: Callable, people) -> None:
    make.posting()
    work = staff()
    run(work, RunMatching("185"))
    [one] = computed(make)
    choose(work, ChooseByHand(one.id, one.version, people[1].id, one.posting_id, REASON))
    people[1].plan.max_km = 0
    make.session.flush()
    run(work, RunMatching("185"))
    [new] = computed(make)
    assert new.enrolment_id == people[0].id
