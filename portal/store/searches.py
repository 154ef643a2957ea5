"""Searches for a person's case: what was asked for and by whom is kept, encrypted, beside the trail that holds no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, and_, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

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


def find_cases(session: Session, municipalities: frozenset[str], criteria: str) -> list[Hit]:
    """Cases of some municipalities by number, or where every word begins one of the person's names."""
    words = criteria.split()
    by_name = and_(*(_begins(word) for word in words))
    rows = session.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.adviser))
        .join(Enrolment.person)
        .where(
            Enrolment.operating_municipality.in_(sorted(municipalities)),
            Enrolment.state.not_in(UNSENT),
            or_(Enrolment.number == criteria.strip().upper(), by_name),
        )
        .order_by(Person.last_name, Person.first_name, Enrolment.created_at.desc(), Enrolment.id)
        .limit(MOST)
    )
    return [_hit(row) for row in rows]


def _begins(word: str) -> object:
    """Written small or large: SQLite knows only the English letters' other size, so both are asked for."""
    forms = {word, word.lower(), word.capitalize()}
    names = (Person.first_name, Person.last_name)
    starts = [name.startswith(form, autoescape=True) for name in names for form in sorted(forms)]
    inside = [name.contains(f" {form}", autoescape=True) for name in names for form in sorted(forms)]
    return or_(*starts, *inside)


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
