"""Counters for numbers people see, such as the receipt number. No database sequence is shown to anybody."""

from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base


class Counter(Base):
    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


def next_number(session: Session, name: str) -> int:
    """The next number of a series, from 1. The row is locked until the transaction ends, so numbers have no gaps."""
    row = _locked(session, name)
    row.value += 1
    session.flush()
    return row.value


def take_numbers(session: Session, name: str, count: int) -> int:
    """So many numbers of a series at once; returns the first of them."""
    row = _locked(session, name)
    row.value += count
    session.flush()
    return row.value - count + 1


def one_at_a_time(session: Session, name: str) -> None:
    """Wait until nobody else does what `name` stands for, and keep others waiting until the transaction ends.

    For rules about a sum of rows, such as the last place: each could be allowed alone, and both would be one too many.
    """
    _locked(session, name)
    session.flush()


def _locked(session: Session, name: str) -> Counter:
    """The row of that name, locked. Two who make it at once meet at the primary key, and the later one takes turns."""
    query = select(Counter).where(Counter.name == name).with_for_update()
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(Counter(name=name, value=0))
    except IntegrityError:
        pass
    return session.scalars(query.execution_options(populate_existing=True)).one()
