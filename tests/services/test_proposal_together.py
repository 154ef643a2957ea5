"""U30: approving together is only for what nobody would hesitate over, is awake, and can be taken back."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.domain.access import ANONYMOUS
from portal.domain.errors import NotFound, Overtaken, Refused, Stale
from portal.services import proposal as service
from portal.services.proposal import glance, together
from portal.services.work import Work
from portal.store import matches
from portal.store.audit import AuditEntry
from portal.store.conversations import Message
from portal.store.matches import Proposal
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

NUMBERS = itertools.count(2000)
MESSAGE = "Jeg tror, at det her kan være noget for dig."


class Run:
    """One run with some proposals that nobody would hesitate over, and the caseworker who reads them."""

    def __init__(self, make: Factory, make_work: MakeWork, count: int = 3, **given: object) -> None:
        self.make, self.make_work = make, make_work
        self.user = make.caseworker()
        self.company = make.company(cvr=f"9900{next(NUMBERS)}")
        self.rows: list[Proposal] = []
        for _ in range(count):
            self.rows.append(self.add(**given))

    def add(self, **given: object) -> Proposal:
        person = self.make.other_person()
        case = self.make.enrolment(person, state="ready_for_match", ready_at=NOW - timedelta(days=5))
        self.make.plan(case)
        values = {"run_id": self.rows[0].run_id} if self.rows else {}
        return self.make.proposal(case, self.make.posting(self.company), start_on=date(2027, 1, 4), **values | given)

    @property
    def work(self) -> Work:
        return self.make_work(actor(self.user))

    def look(self) -> None:
        """Do the control of those that are drawn."""
        judged = together.judge(self.work, [matches.get(self.work.session, row.id) for row in self.rows])
        for proposal_id in together.control(self.work, judged):
            glance.say_blind(self.work, glance.SayBlind(proposal_id, 1, "fits"))
        self.make.session.flush()

    def approve(self, count: int | None = None, **changed: object) -> UUID:
        versions = {row.id: 1 for row in self.rows}
        command = together.ApproveTogether(
            self.rows[0].run_id, versions, dict.fromkeys(versions, MESSAGE), count or len(self.rows)
        )
        return together.approve_together(self.work, replace(command, **changed))

    def states(self) -> set[str]:
        return {row.state for row in self.rows}


@pytest.fixture
def run(make: Factory, make_work: MakeWork) -> Run:
    return Run(make, make_work)


def test_all_of_them_are_approved_and_can_be_taken_back_for_ten_minutes(run: Run) -> None:
    run.look()
    batch = run.approve()
    assert run.states() == {"approved"}
    assert together.to_undo(run.work, run.rows[0].run_id).id == batch  # type: ignore[union-attr]
    assert together.undo_together(run.work, batch) == 3
    assert run.states() == {"computed"}
    later = replace(run.make_work(ANONYMOUS), now=NOW + timedelta(minutes=11))
    assert service.send_due(later) == 0


def test_after_ten_minutes_they_are_sent_and_nothing_is_taken_back(run: Run) -> None:
    run.look()
    batch = run.approve()
    service.send_due(replace(run.make_work(ANONYMOUS), now=NOW + timedelta(minutes=11)))
    assert run.states() == {"sent_to_citizen"}
    with pytest.raises(Refused, match="Tiden"):
        together.undo_together(run.work, batch)


def test_the_trail_has_the_list_with_versions(run: Run) -> None:
    run.look()
    run.approve()
    run.make.session.flush()
    line = run.make.session.scalars(select(AuditEntry).where(AuditEntry.action == "approval_batch.approve")).one()
    assert sorted(line.detail["members"]) == sorted([str(row.id), 1] for row in run.rows)


def test_the_control_must_be_done_first(run: Run) -> None:
    with pytest.raises(Refused, match="udtrukket til kontrol"):
        run.approve()
    assert run.states() == {"computed"}


def test_who_was_in_doubt_at_the_control_decides_alone(run: Run) -> None:
    run.rows.append(run.add())
    glance.say_blind(run.work, glance.SayBlind(run.rows[3].id, 1, "in_doubt"))
    run.look()
    with pytest.raises(Refused, match="i tvivl om"):
        run.approve()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"start_on": date(2026, 12, 1)}, "en advarsel"),
        ({"limits": [{"code": "kind", "sentence": "Vurdér.", "outcome": "assess", "source": ""}]}, "uklart"),
        ({"points": 499_999}, "kun er mulig"),
        ({"blind": True}, "ud fra fakta først"),
    ],
)
def test_a_row_that_somebody_should_read_is_refused(make: Factory, make_work: MakeWork, given: dict, why: str) -> None:
    run = Run(make, make_work, 2)
    row = run.rows[0]
    for name, value in given.items():
        setattr(row, name, value)
    make.session.flush()
    with pytest.raises(Refused, match=why):
        run.approve()
    assert run.states() == {"computed"}


def test_who_has_written_and_waits_is_answered_first(run: Run) -> None:
    row = run.rows[0]
    run.make.session.add(
        Message(
            operating_municipality="185",
            enrolment_id=row.enrolment_id,
            person_id=row.person_id,
            from_citizen=True,
            author_name="Else",
            body="Kan I ringe?",
            at=NOW,
        )
    )
    run.make.session.flush()
    with pytest.raises(Refused, match="mangler et svar"):
        run.approve()


def test_more_than_ten_at_once_and_more_than_thirty_a_day_are_refused(make: Factory, make_work: MakeWork) -> None:
    run = Run(make, make_work, 11)
    with pytest.raises(Refused, match="højst 10"):
        run.approve()
    for done in range(3):
        part = Run(make, make_work, 10)
        part.user = run.user
        part.look()
        part.approve()
        assert together.approved_today(part.work) == 10 * (done + 1)
    last = Run(make, make_work, 1)
    last.user = run.user
    last.look()
    with pytest.raises(Refused, match="højst godkende 30"):
        last.approve()


def test_the_number_is_written_by_hand(run: Run) -> None:
    run.look()
    with pytest.raises(Refused, match="antal"):
        run.approve(count=2)


def test_one_that_has_changed_stops_all_and_is_named(run: Run) -> None:
    run.look()
    service.postpone(run.work, service.Postpone(run.rows[1].id, 1, date(2026, 11, 30)))
    with pytest.raises(Stale) as stale:
        run.approve()
    assert stale.value.changed == {run.rows[1].id}


def test_a_company_that_has_closed_its_posting_stops_all(run: Run) -> None:
    run.look()
    run.rows[2].posting.state = "paused"
    run.make.session.flush()
    with pytest.raises(Overtaken, match="ikke åbent"):
        run.approve()


def test_another_municipality_has_no_such_proposals(run: Run, make: Factory) -> None:
    run.look()
    run.user = make.caseworker("360", "John Stald")
    with pytest.raises(NotFound):
        run.approve()


def test_the_first_answer_stands_and_the_team_is_counted(run: Run) -> None:
    glance.say_blind(run.work, glance.SayBlind(run.rows[0].id, 1, "fits_not"))
    glance.say_blind(run.work, glance.SayBlind(run.rows[0].id, 1, "fits"))
    glance.say_blind(run.work, glance.SayBlind(run.rows[1].id, 1, "in_doubt"))
    glance.say_blind(run.work, glance.SayBlind(run.rows[2].id, 1, "fits"))
    run.make.session.flush()
    assert glance.team_agreement(run.work) == glance.Agreement(judged=3, alike=1, in_doubt=1)


def test_one_of_every_five_is_not_approved_unseen(run: Run) -> None:
    row = run.rows[0]
    row.blind = True
    run.make.session.flush()
    with pytest.raises(Refused, match="ud fra fakta"):
        service.approve(run.work, service.Approve(row.id, 1, MESSAGE))
    glance.say_blind(run.work, glance.SayBlind(row.id, 1, "fits"))
    service.approve(run.work, service.Approve(row.id, 1, MESSAGE))
    assert row.state == "approved"
