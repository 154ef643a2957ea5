"""Birgit's case in any state, for tests of her pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse, Seen

PARTS = [
    {
        "code": "occupation",
        "points": 300,
        "max_points": 300,
        "sentence": "Jobbet er det, du har ønsket.",
        "for_or_against": "for",
    },
    {
        "code": "travel",
        "points": 10,
        "max_points": 200,
        "sentence": "Der er 18 km. Din grænse er 25 km.",
        "for_or_against": "against",
    },
    {
        "code": "waiting",
        "points": 10,
        "max_points": 200,
        "sentence": "Du har ventet i 3 uger.",
        "for_or_against": "for",
    },
]


@contextmanager
def preparing(browse: Browse) -> Iterator[Session]:
    """Rows made here can still be read when they have been committed."""
    with browse.session() as session:
        session.expire_on_commit = False
        with session.begin():
            yield session


def birgit_in(browse: Browse, state: str = "ready_for_match", plan: dict[str, Any] | None = None, **given: Any) -> Any:
    """Birgit, logged in, with one enrolment in this state."""
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        adviser = make.caseworker()
        row = make.enrolment(person, state=state, assigned_to=adviser.id, **given)
        if plan is not None:
            make.plan(row, **plan)
        user = make.citizen(person)
    browse.log_in(user)
    return row


def birgit_with_proposal(browse: Browse, state: str = "sent_to_citizen", **given: Any) -> Any:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        adviser = make.caseworker()
        row = make.enrolment(person, state="ready_for_match", ready_at=NOW, assigned_to=adviser.id)
        ladder = [{"week": 1, "hours": 15}, {"week": 5, "hours": 20}]
        needs = [{"code": "extra_breaks"}, {"code": "written_instructions"}]
        make.plan(row, needs=needs, hours_ladder=ladder, sent_at=NOW)
        values = {"citizen_deadline": date(2026, 11, 30), "parts": PARTS} | given
        proposal = make.proposal(row, state=state, **values)
        user = make.citizen(person)
    browse.log_in(user)
    return proposal


def state_of(browse: Browse, kind: type, row: Any) -> Any:
    with browse.session() as session:
        return session.get(kind, row.id)


def ball(page: Seen) -> str:
    return page.soup.select_one(".sv-next__ball").get_text(" ", strip=True)
