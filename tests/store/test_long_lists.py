"""The long lists: in the order people rely on, a page at a time, and every query finds its rows by an index."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from portal.store import companies, matches, postings
from portal.store.enrolment_queue import QueueFilter, count_queue, list_queue
from portal.store.enrolments import Enrolment
from portal.web.caseworker.enrolments import VIEWS
from portal.web.caseworker.queue import rank
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor


@pytest.fixture
def queue(make: Factory) -> list[Enrolment]:
    """Cases of every urgency, with and without an adviser and a promise."""
    dice, mette = random.Random(4), make.caseworker()
    found = []
    for number in range(40):
        days = dice.choice([-9, -1, 0, 1, 2, 3, 30, None])
        row = make.enrolment(
            make.other_person(),
            state=str(VIEWS["koe"][number % len(VIEWS["koe"])]),
            deadline=None if days is None else NOW.date() + timedelta(days=days),
            submitted_at=NOW - timedelta(days=dice.randint(0, 5)),
            assigned_to=dice.choice([mette.id, None]),
        )
        found.append(row)
    return found


def chosen(**given: object) -> QueueFilter:
    values = {"municipalities": frozenset({"185"}), "states": tuple(VIEWS["koe"]), "today": NOW.date()}
    return QueueFilter(**values | {"by_urgency": True} | given)  # type: ignore[arg-type]


def test_the_pages_put_together_are_the_queue_by_urgency(
    make: Factory, make_work: MakeWork, queue: list[Enrolment]
) -> None:
    work = make_work(actor(make.caseworker()))
    pages = [one for page in range(4) for one in list_queue(work.session, chosen(), page * 12, 12)]
    assert [one.id for one in pages] == [one.id for one in sorted(pages, key=lambda one: rank(work, one))]
    assert {one.id for one in pages} == {one.id for one in queue}
    late = sum(
        row.state != "awaiting_citizen" and row.deadline is not None and row.deadline <= NOW.date() for row in queue
    )
    assert (count_queue(work.session, chosen()).cases, count_queue(work.session, chosen()).late) == (40, late)


def test_what_is_chosen_is_what_comes(make: Factory, queue: list[Enrolment]) -> None:
    session, mette = make.session, next(row.assigned_to for row in queue if row.assigned_to)
    nobody = [one for one in queue if one.assigned_to is None]
    for limits, expected in (
        ({"adviser": mette}, [one for one in queue if one.assigned_to == mette]),
        ({"unassigned": True}, nobody),
        ({"hidden": frozenset({queue[0].person_id})}, queue[1:]),
        ({"programme": "flex_job_development"}, []),
        ({"municipalities": frozenset({"550"})}, []),
    ):
        found = list_queue(session, chosen(**limits), 0, 100)
        assert {one.id for one in found} == {one.id for one in expected}
        assert count_queue(session, chosen(**limits)).cases == len(expected)


def test_every_query_of_the_long_lists_is_served_by_an_index(make: Factory, queue: list[Enrolment]) -> None:
    """On PostgreSQL, with scans of whole tables called out of the question: what is left of them has no index."""
    make.company()
    session, engine = make.session, make.session.get_bind()
    if engine.dialect.name != "postgresql":
        plans = "EXPLAIN QUERY PLAN "
    else:
        plans = "EXPLAIN "
        session.execute(text("SET LOCAL enable_seqscan = off"))
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    mine = frozenset({"185"})
    count_queue(session, chosen())
    list_queue(session, chosen(), 0, 50)
    companies.count_in_states(session, mine, ["approved"])
    companies.list_page(session, mine, ["approved"], 0, 50)
    postings.count_in_states(session, mine, ["open"])
    postings.list_page(session, mine, ["open"], 0, 50)
    matches.count_in_states(session, mine, ["computed"])
    matches.list_runs(session, mine)
    event.remove(engine, "before_cursor_execute", note)
    assert 10 <= len(asked) <= 12
    for statement, parameters in asked:
        lines = session.connection().exec_driver_sql(f"{plans}{statement}", parameters).all()
        plan = "\n".join(str(line) for line in lines)
        assert "Seq Scan" not in plan, plan
        assert "INDEX" in plan.upper(), plan
