"""Odd input from the store: a right answer or a clear word, never a crash, and nobody silently left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.services import matching
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal
from portal.store.postings import Posting
from tests.conftest import MakeWork
from tests.factories import Factory, actor


def ready(make: Factory, **plan: Any) -> Enrolment:
    case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=make.now)
    make.plan(case, **plan)
    make.session.refresh(case, ["plan"])
    return case


def run(make: Factory, make_work: MakeWork) -> tuple[MatchRun, list[Proposal]]:
    work = make_work(actor(make.caseworker()))
    run_id = matching.run(work, matching.RunMatching("185"))
    found = make.session.scalars(select(Proposal).where(Proposal.run_id == run_id).order_by(Proposal.id))
    row = make.session.get_one(MatchRun, run_id)
    assert row.citizens == row.matched + len(row.unmatched or [])
    assert matching.repeat(work, run_id).differences == ()
    return row, list(found)


def test_no_places_at_all(make: Factory, make_work: MakeWork) -> None:
    ready(make)
    row, proposals = run(make, make_work)
    assert (row.places, proposals) == (0, [])
    assert row.unmatched[0]["reasons"][0]["sentence"] == "Ingen steder passede denne gang."


def test_no_citizens(make: Factory, make_work: MakeWork) -> None:
    make.posting(places=3)
    row, proposals = run(make, make_work)
    assert (row.citizens, row.places, row.matched, proposals) == (0, 3, 0, [])


def test_zero_places_in_an_open_posting(make: Factory, make_work: MakeWork) -> None:
    ready(make)
    make.posting(places=0)
    row, proposals = run(make, make_work)
    assert (row.places, proposals) == (0, [])
    assert "passede, men andre fik pladsen" in row.unmatched[0]["reasons"][0]["sentence"]


def test_a_citizen_without_wishes_still_gets_a_place(make: Factory, make_work: MakeWork) -> None:
    ready(make, occupations=[], competences=[])
    make.posting()
    _, [proposal] = run(make, make_work)
    assert {part["code"]: part["points"] for part in proposal.parts}["occupation"] == 0


def test_equal_scores_everywhere_are_told_apart_by_nobody_but_the_order(make: Factory, make_work: MakeWork) -> None:
    company = make.company()
    for _ in range(3):
        ready(make)
        make.posting(company)
    row, proposals = run(make, make_work)
    assert row.matched == 3
    assert len({proposal.posting_id for proposal in proposals}) == 3
    assert len({proposal.points for proposal in proposals}) == 1


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"hours_from": 30, "hours_to": 10}, "Timerne i planen hænger ikke sammen."),
        ({"kinds": []}, "Planen siger ikke, om det er praktik, løntilskud eller løntimer."),
        ({"needs": [{"code": "max_lift"}]}, "Et hensyn i planen mangler en grænse"),
    ],
)
def test_a_plan_that_does_not_hold_together_is_named(
    make: Factory, make_work: MakeWork, plan: dict[str, Any], words: str
) -> None:
    ready(make, **plan)
    ready(make)
    make.posting(places=2)
    row, proposals = run(make, make_work)
    assert len(proposals) == 1
    assert words in row.unmatched[0]["reasons"][0]["sentence"]


def test_a_window_of_start_days_that_is_over_takes_nobody(make: Factory, make_work: MakeWork) -> None:
    ready(make)
    make.posting(start_from=date(2026, 9, 1), start_to=date(2026, 9, 30))
    row, proposals = run(make, make_work)
    assert (row.citizens, proposals) == (1, [])


def test_a_workplace_in_the_sea_is_far_away_and_nothing_worse(make: Factory, make_work: MakeWork) -> None:
    ready(make)
    company = make.company()
    company.workplaces[0].lat, company.workplaces[0].lon = -40.0, 170.0
    make.posting(company)
    row, proposals = run(make, make_work)
    assert proposals == []
    assert row.unmatched[0]["limits"] == [{"code": "travel", "count": 1}]


def test_a_proposal_that_has_become_impossible_is_replaced(make: Factory, make_work: MakeWork) -> None:
    """The earlier pair is no longer feasible: the next run drops it and says what there is instead."""
    case = ready(make)
    company = make.company()
    first = make.posting(company)
    other = make.posting(company, title="Kontor", occupation="4110")
    _, [before] = run(make, make_work)
    assert before.posting_id == first.id
    make.session.get_one(Posting, first.id).hours_min = make.session.get_one(Posting, first.id).hours_max = 37
    case.plan.hours_to = 30
    make.session.flush()
    _, [after] = run(make, make_work)
    assert (before.state, after.posting_id) == ("stale", other.id)


def test_a_change_by_hand_is_told_in_words_and_points(make: Factory, make_work: MakeWork) -> None:
    one, two = ready(make), ready(make)
    company = make.company()
    best = make.posting(company)
    row, [proposal] = run(make, make_work)
    loser = {one.id, two.id} - {proposal.enrolment_id}
    work = make_work(actor(make.caseworker()))
    told = matching.swap(work, row.id, loser.pop(), best.id)
    assert told.possible
    assert (told.matched_change, told.points_change) == (0, 0)
    assert "1 person mister sin plads." in told.sentences
    assert [move.loses for move in told.moves].count(True) == 1
    with pytest.raises(NotFound):
        matching.swap(work, row.id, best.id, best.id)
    with pytest.raises(NotFound):
        matching.swap(work, row.id, one.id, one.id)


def test_a_change_by_hand_that_breaks_a_limit_is_not_possible(make: Factory, make_work: MakeWork) -> None:
    case = ready(make, max_km=1)
    posting = make.posting()
    row, proposals = run(make, make_work)
    assert proposals == []
    told = matching.swap(make_work(actor(make.caseworker())), row.id, case.id, posting.id)
    assert (told.possible, told.failed) == (False, ("travel",))
