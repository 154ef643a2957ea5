"""Forms that have been sent: a second post of the same form leads to the same page and changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base


class SentForm(Base):
    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of the form's one-time number, the path and the account."""
    location: Mapped[str] = mapped_column(default="")
    """Where the first post led."""
    at: Mapped[datetime] = mapped_column(index=True)


def find(session: Session, key: str) -> SentForm | None:
    return session.scalar(select(SentForm).where(SentForm.key == key))


def delete_before(session: Session, moment: datetime) -> int:
    """Forget forms sent before `moment`: by then nobody posts them again. Returns how many."""
    result = session.execute(delete(SentForm).where(SentForm.at < moment))
    return result.rowcount  # type: ignore[attr-defined]
