"""The people of a programme as its rules need them: a stream, so that a country fits in the memory of one page. Read only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.domain.workflow.enrolment import OPEN
from portal.store.enrolments import Enrolment
from portal.store.people import Person

BATCH = 1000
"""Rows fetched at a time."""


class PersonToJudge(NamedTuple):
    """One open enrolment with everything known of the person that a rule may read."""

    enrolment_id: UUID
    person_id: UUID
    state: str
    operating_municipality: str
    home_municipality: str
    birth_date: date
    known_facts: dict[str, Any] | None
    answers: dict[str, Any] | None


@dataclass(frozen=True)
class Named:
    """Who somebody in a list is."""

    name: str
    home_municipality: str


def _in_programme(query: Select[Any], code: str, municipalities: Iterable[str] | None) -> Select[Any]:
    query = query.where(Enrolment.programme_code == code, Enrolment.state.in_(sorted(OPEN)))
    return (
        query if municipalities is None else query.where(Enrolment.operating_municipality.in_(sorted(municipalities)))
    )


def count(session: Session, code: str, municipalities: Iterable[str] | None = None) -> int:
    """How many `stream` will give."""
    return session.scalar(_in_programme(select(func.count(Enrolment.id)), code, municipalities)) or 0


def stream(session: Session, code: str, municipalities: Iterable[str] | None = None) -> Iterator[PersonToJudge]:
    """Everybody who is in a programme or on the way in, in the order they came; None is every municipality."""
    query = select(
        Enrolment.id,
        Enrolment.person_id,
        Enrolment.state,
        Enrolment.operating_municipality,
        Person.home_municipality,
        Person.birth_date,
        Person.known_facts,
        Enrolment.answers,
    ).join(Person, Person.id == Enrolment.person_id)
    query = _in_programme(query, code, municipalities).order_by(Enrolment.id)
    rows = session.execute(query, execution_options={"yield_per": BATCH})
    return (PersonToJudge._make(row) for row in rows)


def names_of(session: Session, enrolment_ids: list[UUID], municipalities: Iterable[str]) -> dict[UUID, Named]:
    """Names for a list, only of cases that these municipalities run.

    People are read whole here, so that the guard notes that somebody has looked at them; who is only counted is not seen.
    """
    rows = session.execute(
        select(Enrolment.id, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.id.in_(enrolment_ids), Enrolment.operating_municipality.in_(sorted(municipalities)))
    )
    return {key: Named(person.full_name, person.home_municipality) for key, person in rows}
