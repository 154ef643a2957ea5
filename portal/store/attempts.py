"""How often something was tried: a keyed hash of who, and a number. Kept for a day at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base
from portal.store.types import key_ring

CONTEXT = "attempt.who"


class Attempt(Base):
    """One window of one who: an account, a telephone number or an address, and what was tried."""

    __tablename__ = "attempt"

    who: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    """A keyed hash; the address itself is kept nowhere."""
    since: Mapped[datetime] = mapped_column(index=True)
    times: Mapped[int]


def count(session: Session, what: str, who: str, since: datetime) -> int:
    """One more try in the window that began at `since`. Returns how many it has now; two at once are two."""
    key = key_ring().lookup_hash(f"{what}:{since.isoformat()}:{who}", CONTEXT)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    one = insert(Attempt).values(who=key, since=since, times=1)
    more = one.on_conflict_do_update(index_elements=[Attempt.who], set_={"times": Attempt.times + 1})
    return session.scalars(more.returning(Attempt.times)).one()


def delete_before(session: Session, moment: datetime) -> int:
    """Forget windows that began before `moment`. Returns how many."""
    result = session.execute(delete(Attempt).where(Attempt.since < moment))
    return result.rowcount  # type: ignore[attr-defined]
