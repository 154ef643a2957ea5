"""What has been granted to a programme, year by year, and what is spent of it: rows that are only ever added.

Amounts are whole kroner. A grant that changes is a new row, and the newest of a year counts; a spending that was wrong is
put right by another one with a minus.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base, WithId
from portal.store.record import Record
from portal.store.types import EncryptedText
from portal.store.users import User


class ProgrammeGrant(WithId, Base):
    """The grant of one year as it was on a day. `number` runs through all rows of a programme."""

    __tablename__ = "programme_grant"
    __table_args__ = (UniqueConstraint("programme_code", "number"),)

    programme_code: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    year: Mapped[int]
    amount: Mapped[int]
    note: Mapped[str] = mapped_column(EncryptedText("programme_grant.note"))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


class ProgrammeSpending(WithId, Base):
    """One thing that was paid on a day; less than nothing where an earlier one is put right."""

    __tablename__ = "programme_spending"
    __table_args__ = (Index("ix_programme_spending_day", "programme_code", "paid_on"),)

    programme_code: Mapped[str] = mapped_column(String(60))
    paid_on: Mapped[date]
    amount: Mapped[int]
    what: Mapped[str] = mapped_column(EncryptedText("programme_spending.what"))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]


@dataclass(frozen=True)
class GrantRecord(Record):
    number: int
    year: int
    amount: int
    note: str
    at: datetime
    who: str


@dataclass(frozen=True)
class SpendingRecord(Record):
    paid_on: date
    amount: int
    what: str
    at: datetime
    who: str


def list_grants(session: Session, programme: str) -> list[GrantRecord]:
    """Every grant that was ever written down, the newest first."""
    rows = session.execute(
        select(ProgrammeGrant, User)
        .join(User, User.id == ProgrammeGrant.made_by)
        .where(ProgrammeGrant.programme_code == programme)
        .order_by(ProgrammeGrant.number.desc())
    )
    return [GrantRecord.of(row, who=user.name) for row, user in rows]


def last_number(session: Session, programme: str) -> int:
    """The number of the newest grant; 0 where there is none."""
    query = select(func.max(ProgrammeGrant.number)).where(ProgrammeGrant.programme_code == programme)
    return session.scalar(query) or 0


def list_spending(session: Session, programme: str) -> list[SpendingRecord]:
    """Everything that was paid, the newest first."""
    rows = session.execute(
        select(ProgrammeSpending, User)
        .join(User, User.id == ProgrammeSpending.made_by)
        .where(ProgrammeSpending.programme_code == programme)
        .order_by(ProgrammeSpending.paid_on.desc(), ProgrammeSpending.at.desc(), ProgrammeSpending.id.desc())
    )
    return [SpendingRecord.of(row, who=user.name) for row, user in rows]
