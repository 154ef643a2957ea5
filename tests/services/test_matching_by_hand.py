"""A proposal that staff make outside the runs: the same limits with their reasons, the same states, and a reason kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.domain.errors import NotFound, Refused, Stale
from portal.services import matching
from portal.services import proposal as proposals
from portal.services.matching import ProposeByHand, propose, weigh
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from tests.conftest import MakeWork
from tests.factories import BIRGIT_FACTS, Factory, actor

REASON = "Hun har selv talt med dem."


@pytest.fixture
def case(make: Factory) -> Enrolment:
    row = make.enrolment(make.person(known_facts=BIRGIT_FACTS), state="ready_for_match", ready_at=make.now)
    make.plan(row)
    make.session.refresh(row, ["plan"])
    return row


@pytest.fixture
def staff(make: Factory, make_work: MakeWork) -> Callable:
    mette = make.caseworker()
    return lambda: make_work(actor(mette))


def test_every_place_says_what_it_passes_and_fails(make: Factory, staff: Callable, case: Enrolment) -> None:
    company = make.company()
    good, licence = make.posting(company), make.posting(company, title="Chauffør", licences=["C"])
    make.posting(company, state="paused")
    found = weigh(staff(), case.id)
    assert [one.posting_id for one in found.places] == [good.id, licence.id]
    assert found.places[0].possible
    assert found.places[0].points > 0
    assert {one.outcome for one in found.places[0].limits} <= {"yes", "assess"}
    assert [(one.code, one.outcome) for one in found.places[1].failed] == [("licence", "no")]
    assert not found.places[1].possible
    assert "skal man have" in found.places[1].failed[0].sentence


def test_the_pair_is_a_proposal_like_any_other(make: Factory, staff: Callable, case: Enrolment) -> None:
    posting, work = make.posting(), staff()
    command = ProposeByHand(case.id, case.version, posting.id, f" {REASON} ")
    found = propose(work, command)
    row = make.session.get_one(Proposal, found)
    assert (row.state, row.note, row.picked_by) == ("computed", REASON, work.actor.user_id)
    assert {one["code"] for one in row.limits} >= {"kind", "hours", "travel", "headroom"}
    assert propose(work, command) == found, "the same again changes nothing"
    assert [entry.action for entry in work.trail if entry.object_id == found] == ["proposal.choose"]
    proposals.approve(work, proposals.Approve(found, row.version, "Jeg tror, det er noget for dig."))
    assert row.state in ("approved", "sent_to_citizen")


def test_what_is_impossible_is_refused_with_the_reason(make: Factory, staff: Callable, case: Enrolment) -> None:
    company = make.company()
    far = make.posting(company, licences=["B", "C"])
    long = make.posting(company, kind="wage_subsidy_job", weeks=200)
    closed = make.posting(company, state="closed")
    held = make.posting(company, title="Lager")
    make.proposal(
        make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now), held, state="sent_to_citizen"
    )
    for place, words in (
        (far, "skal man have"),
        (long, "højst vare 26 uger"),
        (closed, "ikke åbent"),
        (held, "i brug eller lovet væk"),
    ):
        with pytest.raises(Refused) as refused:
            propose(staff(), ProposeByHand(case.id, case.version, place.id, REASON))
        assert words in refused.value.text.lower(), refused.value.text
    [taken] = [one for one in weigh(staff(), case.id).places if one.posting_id == held.id]
    assert (taken.taken, taken.possible) == (True, False)


def test_one_proposal_at_a_time_and_with_a_reason(make: Factory, staff: Callable, case: Enrolment) -> None:
    company = make.company()
    posting, other = make.posting(company), make.posting(company, title="Lager")
    with pytest.raises(Refused, match="hvorfor"):
        propose(staff(), ProposeByHand(case.id, case.version, posting.id, " "))
    make.proposal(case, other, state="sent_to_citizen")
    assert weigh(staff(), case.id).why_not.startswith("Borgeren har allerede et forslag")
    with pytest.raises(Refused, match="allerede et forslag"):
        propose(staff(), ProposeByHand(case.id, case.version, posting.id, REASON))


def test_not_yours_not_now_and_not_as_it_was(
    make: Factory, staff: Callable, make_work: MakeWork, case: Enrolment
) -> None:
    posting = make.posting()
    with pytest.raises(NotFound):
        propose(make_work(actor(make.caseworker("550"))), ProposeByHand(case.id, case.version, posting.id, REASON))
    with pytest.raises(Stale):
        propose(staff(), ProposeByHand(case.id, case.version + 1, posting.id, REASON))
    case.state = "paused"
    make.session.flush()
    with pytest.raises(Refused, match="ikke klar"):
        propose(staff(), ProposeByHand(case.id, case.version, posting.id, REASON))


def test_runs_keep_it_and_another_person_does_not_get_the_place(
    make: Factory, staff: Callable, case: Enrolment
) -> None:
    rival = make.enrolment(make.other_person(known_facts=BIRGIT_FACTS), state="ready_for_match", ready_at=make.now)
    make.plan(rival)
    posting, work = make.posting(), staff()
    found = propose(work, ProposeByHand(case.id, case.version, posting.id, REASON))
    make.session.expire_all()
    matching.run(work, matching.RunMatching("185"))
    assert make.session.get_one(Proposal, found).state == "computed"
    [place] = weigh(work, rival.id).places
    assert place.taken
    with pytest.raises(Refused, match="allerede valgt"):
        propose(work, ProposeByHand(rival.id, rival.version, posting.id, REASON))


def test_a_firm_one_has_a_part_in_is_a_colleagues_to_choose(
    make: Factory, make_work: MakeWork, case: Enrolment
) -> None:
    company = make.company()
    posting, mette = make.posting(company), make.caseworker()
    mette.related = [str(company.id)]
    work = make_work(actor(mette))
    assert weigh(work, case.id).places == ()
    with pytest.raises(NotFound):
        propose(work, ProposeByHand(case.id, case.version, posting.id, REASON))
    assert make.session.query(Proposal).count() == 0
