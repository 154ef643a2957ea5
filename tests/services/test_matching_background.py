"""Runs are carried out in the background: asked for once, planned once a night, never lost, and true when written."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.domain.matching import ENGINE_VERSION, Refusal
from portal.domain.matching.engine import compute
from portal.domain.matching.progress import RunStep
from portal.services import matching
from portal.services.matching import background
from portal.store.engine import writing_session
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun, Proposal
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor
from tests.services.night import Night


@pytest.fixture
def ready(make: Factory) -> Enrolment:
    make.session.expire_on_commit = False  # or reading an attribute begins a transaction that locks the others out
    enrolment = make.enrolment(state="ready_for_match", ready_at=make.now)
    make.plan(enrolment)
    make.session.refresh(enrolment, ["plan"])
    make.posting()
    make.session.commit()
    return enrolment


def asked_for(make: Factory, make_work: MakeWork) -> UUID:
    work = make_work(actor(make.caseworker()))
    run_id = matching.request_run(work, matching.RunMatching("185"))
    work.session.commit()
    return run_id


def carry_out(night: Night) -> int:
    return matching.carry_out_runs(night.db.engine, night.house, night.ports)


def proposals(night: Night) -> list[str]:
    with writing_session(night.db.engine) as session:
        return sorted(session.scalars(select(Proposal.state)))


def test_a_run_waits_until_a_worker_takes_it(make: Factory, make_work: MakeWork, night: Night, ready) -> None:
    run_id = asked_for(make, make_work)
    assert night.row(MatchRun, run_id).step == RunStep.WAITING
    assert proposals(night) == []
    assert carry_out(night) == 1
    row = night.row(MatchRun, run_id)
    assert (row.step, row.citizens, row.matched, row.tries) == (RunStep.DONE, 1, 1, 1)
    assert proposals(night) == ["computed"]
    assert carry_out(night) == 0


def test_asking_twice_is_asking_once(make: Factory, make_work: MakeWork, night: Night, ready) -> None:
    assert asked_for(make, make_work) == asked_for(make, make_work)
    assert carry_out(night) == 1
    assert asked_for(make, make_work) is not None


def test_nobody_asks_for_another_municipality(make: Factory, make_work: MakeWork) -> None:
    with pytest.raises(NotFound):
        matching.request_run(make_work(actor(make.caseworker("550"))), matching.RunMatching("185"))


def test_the_round_carries_it_out_too(make: Factory, make_work: MakeWork, night: Night, ready) -> None:
    run_id = asked_for(make, make_work)
    night.round()
    assert night.row(MatchRun, run_id).step == RunStep.DONE


def test_what_changed_meanwhile_counts(
    make: Factory, make_work: MakeWork, night: Night, ready: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The citizen pauses while the solver works: the run that is written is one without her."""
    run_id, enrolment_id, solved = asked_for(make, make_work), ready.id, []

    def solve_slowly(found):
        if not solved:
            with writing_session(night.db.engine) as session, session.begin():
                session.get_one(Enrolment, enrolment_id).state = "paused"
        solved.append(len(found.instance.citizens))
        return compute(found.instance, found.previous)

    monkeypatch.setattr(background, "solve", solve_slowly)
    carry_out(night)
    assert solved == [1, 0]
    assert (night.row(MatchRun, run_id).citizens, proposals(night)) == (0, [])


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Refusal("keep", "Opslaget har for mange."), "Opslaget har for mange."),
        (Refusal("benefit", "'Birgits ryg' er ikke en kendt kode."), "kan ikke bruges: … er ikke en kendt kode."),
        (RuntimeError("Birgits ryg"), "Der gik noget galt"),
    ],
)
def test_a_run_that_fails_says_so_and_leaves_the_rest(
    make: Factory, make_work: MakeWork, night: Night, ready, monkeypatch: pytest.MonkeyPatch, fault, words
) -> None:
    run_id = asked_for(make, make_work)

    def fail(found):
        raise fault

    monkeypatch.setattr(background, "solve", fail)
    with pytest.raises(type(fault)):
        carry_out(night)
    row = night.row(MatchRun, run_id)
    assert row.step == RunStep.FAILED
    assert words in row.failure
    assert "Birgit" not in row.failure, "det ligger åbent i databasen"
    monkeypatch.undo()
    assert carry_out(night) == 0
    asked_for(make, make_work)
    assert carry_out(night) == 1


def test_a_worker_that_is_gone_is_replaced_and_not_for_ever(
    make: Factory, make_work: MakeWork, night: Night, ready
) -> None:
    run_id = asked_for(make, make_work)
    for _ in range(3):
        assert background._claim(night.db.engine, night.ports) == (run_id, "185")
        assert background._claim(night.db.engine, night.ports) is None
        night.clock.moment += timedelta(minutes=31)
    assert background._claim(night.db.engine, night.ports) is None
    row = night.row(MatchRun, run_id)
    assert (row.step, row.tries) == (RunStep.FAILED, 4)


def test_one_run_a_night_wherever_somebody_is_ready(make: Factory, night: Night, ready) -> None:
    def nights() -> list[tuple]:
        with writing_session(night.db.engine) as session:
            found = session.scalars(select(MatchRun).order_by(MatchRun.id))
            return [(row.operating_municipality, str(row.night), row.step, row.started_by) for row in found]

    night.at(2026, 11, 24, 1, 30).round()
    assert nights() == []
    night.at(2026, 11, 24, 2, 31).at_once(3)
    night.at(2026, 11, 24, 3, 40).round()
    assert nights() == [("185", "2026-11-24", "done", None)]
    night.at(2026, 11, 24, 9).round()
    night.at(2026, 11, 25, 2).round()
    assert [line[1] for line in nights()] == ["2026-11-24", "2026-11-25"]
    assert proposals(night) == ["computed", "stale"]


def test_the_run_repeated_gives_the_same_bytes(make: Factory, make_work: MakeWork, night: Night, ready) -> None:
    """The input is kept without names; whatever happens to the case afterwards, the run can be done again."""
    run_id = asked_for(make, make_work)
    carry_out(night)
    second = asked_for(make, make_work)
    carry_out(night)
    with writing_session(night.db.engine) as session, session.begin():
        session.get_one(Enrolment, ready.id).state = "withdrawn"
    work = make_work()
    for one in (run_id, second):
        again = matching.repeat(work, one)
        assert again.differences == ()
        assert str(ready.id) in "".join(again.text())


def test_a_run_whose_input_or_engine_is_another_says_so(
    make: Factory, make_work: MakeWork, night: Night, ready
) -> None:
    run_id = asked_for(make, make_work)
    with pytest.raises(NotFound):
        matching.repeat(make_work(), run_id)
    make.session.rollback()
    carry_out(night)
    work = make_work()
    row = work.session.get_one(MatchRun, run_id)
    work.session.refresh(row, ["instance"])
    [citizen] = row.instance["citizens"]
    row.instance = {**row.instance, "citizens": [{**citizen, "max_km": 1.0}]}
    row.engine_version = "0.1"
    work.session.flush()
    assert matching.repeat(work, run_id).differences == (
        "Det gemte grundlag er ikke det, kørslen blev lavet af.",
        f"Kørslen blev lavet med motor 0.1. Her er motor {ENGINE_VERSION}.",
        "Resultatet er et andet.",
    )
    row.instance = {**row.instance, "law": "en anden"}
    assert "Lovtabellerne er ændret siden kørslen." in matching.repeat(work, run_id).differences


def test_who_got_none_can_see_what_was_nearly_possible(
    make: Factory, make_work: MakeWork, night: Night, ready: Enrolment
) -> None:
    ready.plan.max_km = 1
    make.session.commit()
    run_id = asked_for(make, make_work)
    carry_out(night)
    work = make_work()
    row = work.session.get_one(MatchRun, run_id)
    [left] = row.unmatched
    [near] = left["nearest"]
    assert (near["title"], near["town"], near["limit"]) == ("Bogholder", "Kastrup", "travel")
    assert 2 < near["short_by"] < 6
    assert any("længere rejse er der 1 sted." in reason["sentence"] for reason in left["reasons"])
    assert row.started_at == NOW
