"""Versions of the programmes (tilbud): each is a whole TOML file, dated, with who wrote and who approved it.

A version that has been published is never changed and never deleted; what comes after is another version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from portal.domain.errors import NotFound
from portal.domain.workflow import VersionState
from portal.programmes import load_programmes
from portal.store.base import Base, Json, Versioned, WithId
from portal.store.record import Record
from portal.store.users import User

OPEN = (VersionState.DRAFT, VersionState.PROPOSED)
QUESTIONS = "common_questions"
"""The code of versions of the common questions' words, which are no programme: no list of programmes has them."""
_ONE_OPEN = text("state IN ('draft', 'proposed')")


class ProgrammeVersion(WithId, Versioned, Base):
    __tablename__ = "programme_version"
    __table_args__ = (
        UniqueConstraint("code", "number"),
        # Two people who begin at once get one draft, not two that undo each other.
        Index("uq_programme_version_open", "code", unique=True, sqlite_where=_ONE_OPEN, postgresql_where=_ONE_OPEN),
        Index("ix_programme_version_state", "state", "code"),
    )

    code: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default=VersionState.DRAFT)
    valid_from: Mapped[date | None]
    """The first day it counts; null is "from the beginning", as the shipped files do."""
    text: Mapped[str] = mapped_column(Text)
    """The programme as its TOML file."""
    lead_municipality: Mapped[str] = mapped_column(String(3))
    base_number: Mapped[int | None]
    """The version it was made from."""
    restores: Mapped[int | None]
    """The earlier version whose text it brings back."""
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    """Null where it was shipped with the system."""
    editors: Mapped[list] = mapped_column(Json, default=list)
    """Everybody who has written in it, as text: none of them can approve it."""
    approver_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str] = mapped_column(default="")
    """What is changed and why, in the author's words."""
    reply: Mapped[str] = mapped_column(default="")
    """What the second person wrote when it was sent back or called off."""
    announced: Mapped[list] = mapped_column(Json, default=list)
    """Trial people who come out differently, with the author's knowledge: [{"name": …, "before": …, "after": …}]."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    proposed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]


@dataclass(frozen=True)
class VersionRecord(Record):
    """One version with its whole text and the names of its author and approver."""

    id: UUID
    version: int
    code: str
    number: int
    state: str
    valid_from: date | None
    text: str
    lead_municipality: str
    base_number: int | None
    restores: int | None
    author_id: UUID | None
    editors: list[str]
    approver_id: UUID | None
    note: str
    reply: str
    announced: list[dict[str, Any]]
    created_at: datetime
    updated_at: datetime
    proposed_at: datetime | None
    published_at: datetime | None
    author_name: str
    approver_name: str


@dataclass(frozen=True)
class ProgrammeHead:
    """A programme as the policy judges it: whose it is."""

    code: str
    lead_municipality: str


@dataclass(frozen=True)
class VersionKey:
    """What it takes to see which version counts on a day, without its text."""

    id: UUID
    code: str
    number: int
    valid_from: date | None


def _select() -> Any:
    author, approver = aliased(User), aliased(User)
    return (
        select(ProgrammeVersion, author.name, approver.name)
        .outerjoin(author, author.id == ProgrammeVersion.author_id)
        .outerjoin(approver, approver.id == ProgrammeVersion.approver_id)
    )


def _record(row: Any) -> VersionRecord:
    version, author, approver = row
    return VersionRecord.of(version, author_name=author or "", approver_name=approver or "")


def get(session: Session, version_id: UUID) -> VersionRecord:
    """One version of a programme; raises NotFound."""
    return _get(session, version_id, ProgrammeVersion.code != QUESTIONS)


def get_questions(session: Session, wording_id: UUID) -> VersionRecord:
    """One version of the common questions' words; raises NotFound."""
    return _get(session, wording_id, ProgrammeVersion.code == QUESTIONS)


def _get(session: Session, version_id: UUID, kind: ColumnElement[bool]) -> VersionRecord:
    row = session.execute(_select().where(ProgrammeVersion.id == version_id, kind)).first()
    if row is None:
        raise NotFound
    return _record(row)


def get_programme(session: Session, code: str) -> ProgrammeHead:
    """A programme by its code, stored or shipped; raises NotFound."""
    lead = session.scalar(
        select(ProgrammeVersion.lead_municipality)
        .where(
            ProgrammeVersion.code == code,
            ProgrammeVersion.code != QUESTIONS,
            ProgrammeVersion.state != VersionState.DISCARDED,
        )
        .order_by(ProgrammeVersion.number)
        .limit(1)
    )
    shipped = next((one.lead_municipality for one in load_programmes() if one.code == code), None)
    if lead is None and shipped is None:
        raise NotFound
    return ProgrammeHead(code, lead or shipped or "")


def for_update(session: Session, version_id: UUID) -> ProgrammeVersion:
    """The row itself, locked; raises NotFound."""
    row = session.scalar(
        select(ProgrammeVersion)
        .where(ProgrammeVersion.id == version_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def find_open(session: Session, code: str) -> VersionRecord | None:
    """The draft of a programme, or what waits for a second person; there is one at most."""
    row = session.execute(_select().where(ProgrammeVersion.code == code, ProgrammeVersion.state.in_(OPEN))).first()
    return _record(row) if row else None


def list_open(session: Session) -> list[VersionRecord]:
    """Every draft and every proposed version of a programme, oldest first."""
    wanted = (ProgrammeVersion.state.in_(OPEN), ProgrammeVersion.code != QUESTIONS)
    rows = session.execute(_select().where(*wanted).order_by(ProgrammeVersion.id))
    return [_record(row) for row in rows]


def list_of(session: Session, code: str) -> list[VersionRecord]:
    """All versions of a programme, newest first."""
    rows = session.execute(_select().where(ProgrammeVersion.code == code).order_by(ProgrammeVersion.number.desc()))
    return [_record(row) for row in rows]


def list_upcoming(session: Session, after: date) -> list[VersionRecord]:
    """Published versions that have not begun to count yet, by their day."""
    rows = session.execute(
        _select()
        .where(
            ProgrammeVersion.state == VersionState.PUBLISHED,
            ProgrammeVersion.valid_from > after,
            ProgrammeVersion.code != QUESTIONS,
        )
        .order_by(ProgrammeVersion.valid_from, ProgrammeVersion.id)
    )
    return [_record(row) for row in rows]


def list_published_keys(session: Session) -> list[VersionKey]:
    """Every published version of every programme, in the order they count; without their texts, in one query."""
    rows = session.execute(
        select(ProgrammeVersion.id, ProgrammeVersion.code, ProgrammeVersion.number, ProgrammeVersion.valid_from).where(
            ProgrammeVersion.state == VersionState.PUBLISHED
        )
    )
    keys = [VersionKey(*row) for row in rows]
    return sorted(keys, key=lambda key: (key.code, key.valid_from or date.min, key.number))


def texts_of(session: Session, version_ids: list[UUID]) -> dict[UUID, str]:
    """The TOML texts of some versions."""
    rows = session.execute(
        select(ProgrammeVersion.id, ProgrammeVersion.text).where(ProgrammeVersion.id.in_(version_ids))
    )
    return {version_id: toml for version_id, toml in rows}


def next_number(session: Session, code: str) -> int:
    """The number of the next version of a programme; shipped programmes begin with 1 before they are stored."""
    latest = session.scalar(select(func.max(ProgrammeVersion.number)).where(ProgrammeVersion.code == code))
    return (latest or 0) + 1
