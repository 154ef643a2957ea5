"""Jobs that were imported: title, other titles and DISCO-08 code, found by a part of any of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, Text, case, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.titles import Title, search_text, terms_of
from portal.store.base import Base, Json, WithId

MOST_ROWS = 200


class Occupation(WithId, Base):
    """One job of the European classification. Its address there is what a newer file knows it by."""

    __tablename__ = "occupation"

    uri: Mapped[str] = mapped_column(String(300), unique=True)
    code: Mapped[str] = mapped_column(String(4))
    title: Mapped[str] = mapped_column(String(300))
    others: Mapped[list] = mapped_column(Json, default=list)
    words: Mapped[str] = mapped_column(Text)
    """Title and other titles in small letters: the databases do not agree on what a capital Æ is."""
    closed_at: Mapped[datetime | None]
    """When a newer file no longer had it. It is not found any more; whoever chose it keeps it."""


OPEN = Occupation.closed_at.is_(None)


@dataclass(frozen=True)
class OccupationRow:
    uri: str
    title: Title


def find(session: Session, words: str) -> list[Title]:
    """Titles that hold every part of what was typed, those that begin with it first; a bounded number."""
    terms = terms_of(words)
    if not terms:
        return []
    holds = [Occupation.words.contains(term, autoescape=True) for term in terms]
    begins = case((Occupation.words.startswith(terms[0], autoescape=True), 0), else_=1)
    rows = session.scalars(select(Occupation).where(OPEN, *holds).order_by(begins, Occupation.words).limit(MOST_ROWS))
    return [_title(row) for row in rows]


def search_texts(session: Session) -> list[str]:
    """What every title is found by, to look for the one somebody meant."""
    return list(session.scalars(select(Occupation.words).where(OPEN)))


def known(session: Session, keys: Iterable[str]) -> set[str]:
    """Those of the keys that can be chosen."""
    wanted = set(keys)
    if not wanted:
        return set()
    titles = sorted({key.partition(" ")[2] for key in wanted})
    rows = session.execute(select(Occupation.code, Occupation.title).where(OPEN, Occupation.title.in_(titles)))
    return {f"{code} {title}" for code, title in rows} & wanted


@dataclass(frozen=True)
class Counts:
    added: int
    changed: int
    closed: int

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.closed)


def replace_all(session: Session, rows: Iterable[OccupationRow], now: datetime) -> Counts:
    """Make the open jobs what these rows say. What has not changed is left as it lies; what is gone is closed."""
    session.flush()
    old = {row.uri: row for row in session.scalars(select(Occupation).with_for_update())}
    added = changed = 0
    for one in rows:
        values = _columns(one)
        row = old.pop(one.uri, None)
        if row is None:
            session.add(Occupation(uri=one.uri, **values))
            added += 1
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed += 1
    gone = [row for row in old.values() if row.closed_at is None]
    for row in gone:
        row.closed_at = now
    session.flush()
    return Counts(added, changed, len(gone))


def _columns(one: OccupationRow) -> dict[str, object]:
    title = one.title
    words = {"title": title.text, "others": list(title.others), "words": search_text(title)}
    return {"code": title.code, **words, "closed_at": None}


def _title(row: Occupation) -> Title:
    return Title(row.code, row.title, tuple(row.others))
