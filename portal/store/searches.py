"""Searches for a person's case: what was asked for and by whom is kept, encrypted, beside the trail that holds no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

from portal.domain.alphabet import danish_order
from portal.domain.errors import NotFound
from portal.domain.workflow import EnrolmentState
from portal.store.base import Base, WithId
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from portal.store.record import Record
from portal.store.types import EncryptedText

MOST = 20
UNSENT = (EnrolmentState.DRAFT, EnrolmentState.DELETED)


class CaseSearch(WithId, Base):
    __tablename__ = "case_search"
    __table_args__ = (Index("ix_case_search_person", "user_id", "at"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    criteria: Mapped[str] = mapped_column(EncryptedText("case_search.criteria"))
    found: Mapped[int]
    at: Mapped[datetime]


@dataclass(frozen=True)
class SearchRecord(Record):
    id: UUID
    user_id: UUID
    criteria: str
    at: datetime


@dataclass(frozen=True)
class Hit:
    """One case that a search found."""

    enrolment_id: UUID
    short_name: str
    full_name: str
    number: str
    programme_code: str
    state: str
    assigned_to: UUID | None
    adviser_name: str


def get(session: Session, search_id: UUID) -> SearchRecord:
    row = session.get(CaseSearch, search_id)
    if row is None:
        raise NotFound
    return SearchRecord.of(row)


def find_cases(
    session: Session, municipalities: frozenset[str], criteria: str, hidden: frozenset[UUID] = frozenset()
) -> list[Hit]:
    """Cases of some municipalities by number, or where every word begins one of the person's names; nobody in `hidden`."""
    found = _found(session, municipalities, criteria, hidden)[:MOST]
    rows = session.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.adviser))
        .where(Enrolment.id.in_(found))
        .order_by(Enrolment.id)
    )
    return [_hit(row) for row in sorted(rows, key=lambda row: found.index(row.id))]


def _found(session: Session, municipalities: frozenset[str], criteria: str, hidden: frozenset[UUID]) -> list[UUID]:
    """The cases' ids in the order of names, newest first where one person has several.

    Names are encrypted, so the names of the municipalities' cases are read and compared here; a hash of each beginning
    would tell whoever has the file how names begin. Only those that are found count as looked at.
    """
    number, words = criteria.strip().upper(), criteria.casefold().split()
    rows = session.execute(
        select(Enrolment.id, Enrolment.number, Person.first_name, Person.last_name)
        .join(Enrolment.person)
        .where(
            Enrolment.operating_municipality.in_(sorted(municipalities)),
            Enrolment.state.not_in(UNSENT),
            Enrolment.person_id.not_in(sorted(hidden)),
        )
        .order_by(Enrolment.created_at.desc(), Enrolment.id)
    )
    hits = [
        (danish_order(last), danish_order(first), place, case)
        for place, (case, known, first, last) in enumerate(rows)
        if known == number or (words and all(_begins(word, first, last) for word in words))
    ]
    return [case for _last, _first, _place, case in sorted(hits)]


def _begins(word: str, *names: str) -> bool:
    """Written small or large; also the second of two first names."""
    return any(f" {word}" in f" {name.casefold()}" for name in names)


def _hit(row: Enrolment) -> Hit:
    return Hit(
        enrolment_id=row.id,
        short_name=row.person.short_name,
        full_name=row.person.full_name,
        number=row.number or "",
        programme_code=row.programme_code,
        state=row.state,
        assigned_to=row.assigned_to,
        adviser_name=row.adviser.name if row.adviser else "",
    )
