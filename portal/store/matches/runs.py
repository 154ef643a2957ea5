"""Runs of the matching: asked for, carried out in the background, and read again, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column, undefer

from portal.domain.errors import NotFound
from portal.domain.matching.progress import STARTED, RunCause, RunStep
from portal.store.base import Base, WithId
from portal.store.record import Record
from portal.store.types import EncryptedJson


class MatchRun(WithId, Base):
    """One run: what went in (as a digest), with which engine and weights, and who got nothing and why."""

    __tablename__ = "match_run"
    __table_args__ = (
        UniqueConstraint("operating_municipality", "night"),
        Index("ix_match_run_step", "step", "touched_at"),
        Index("ix_match_run_page", "operating_municipality", "started_at"),
    )

    operating_municipality: Mapped[str] = mapped_column(String(3), index=True)
    cause: Mapped[str] = mapped_column(String(10), default=RunCause.WHOLE)
    step: Mapped[str] = mapped_column(String(20), default=RunStep.DONE)
    """How far it has come: a page says so while it runs."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often a worker has begun on it."""
    touched_at: Mapped[datetime | None]
    """The last sign of life from the worker that carries it out."""
    night: Mapped[date | None]
    """The day it was planned for by itself; there is one a night. None where somebody asked for it."""
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    started_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    failure: Mapped[str | None]
    """In a sentence why it could not be done; never about a person."""
    engine_version: Mapped[str] = mapped_column(String(40), default="")
    weights_version: Mapped[str] = mapped_column(String(40), default="")
    input_digest: Mapped[str] = mapped_column(String(64), default="")
    result_digest: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the result file: the run repeated must give the same bytes."""
    instance: Mapped[dict | None] = deferred(mapped_column(EncryptedJson("match_run.instance")))
    """The input itself, without names, so that the same run can be repeated and explained later."""
    citizens: Mapped[int] = mapped_column(default=0)
    places: Mapped[int] = mapped_column(default=0)
    matched: Mapped[int] = mapped_column(default=0)
    unmatched: Mapped[list | None] = deferred(mapped_column(EncryptedJson("match_run.unmatched")))
    """[{"enrolment_id": …, "reasons": […], "limits": […], "nearest": […]}]. It may speak of a need: encrypted."""


@dataclass(frozen=True)
class RunSummary(Record):
    """A run as a line of a list."""

    id: UUID
    operating_municipality: str
    cause: str
    step: str
    night: date | None
    started_at: datetime
    finished_at: datetime | None
    started_by: UUID | None
    failure: str | None
    engine_version: str
    weights_version: str
    input_digest: str
    result_digest: str
    citizens: int
    places: int
    matched: int


@dataclass(frozen=True)
class RunRecord(RunSummary):
    unmatched: list[dict[str, Any]]


def get_run(session: Session, run_id: UUID) -> RunRecord:
    query = select(MatchRun).options(undefer(MatchRun.unmatched)).where(MatchRun.id == run_id)
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return RunRecord.of(row, unmatched=row.unmatched or [])


def list_runs(session: Session, municipalities: frozenset[str]) -> list[RunSummary]:
    rows = session.scalars(
        select(MatchRun)
        .where(MatchRun.operating_municipality.in_(sorted(municipalities)))
        .order_by(MatchRun.started_at.desc(), MatchRun.id.desc())
        .limit(50)
    )
    return [RunSummary.of(row) for row in rows]


def find_latest(session: Session, municipality: str) -> RunRecord | None:
    """The municipality's newest finished run, with who got no place and why."""
    query = (
        select(MatchRun)
        .options(undefer(MatchRun.unmatched))
        .where(MatchRun.operating_municipality == municipality, MatchRun.step == RunStep.DONE)
        .order_by(MatchRun.finished_at.desc(), MatchRun.id.desc())
        .limit(1)
    )
    row = session.scalar(query)
    return RunRecord.of(row, unmatched=row.unmatched or []) if row else None


def find_unfinished(session: Session, municipality: str) -> UUID | None:
    """The municipality's whole run that waits or is being carried out: there is no use in two."""
    return session.scalar(
        select(MatchRun.id)
        .where(
            MatchRun.operating_municipality == municipality,
            MatchRun.cause == RunCause.WHOLE,
            MatchRun.step.in_([RunStep.WAITING, *STARTED]),
        )
        .order_by(MatchRun.id)
        .limit(1)
    )


def list_standing(session: Session, since: datetime) -> list[str]:
    """The municipalities that have had a run since then, so that there is an answer to follow."""
    done = MatchRun.step == RunStep.DONE, MatchRun.touched_at >= since, MatchRun.finished_at.is_not(None)
    query = select(MatchRun.operating_municipality).where(*done)
    return list(session.scalars(query.distinct().order_by(MatchRun.operating_municipality)))


def hold_wish(session: Session, municipality: str) -> bool:
    """Does a run after a change wait already? It is kept from the workers until the transaction ends."""
    wish = select(MatchRun.id).where(
        MatchRun.operating_municipality == municipality,
        MatchRun.cause == RunCause.CHANGE,
        MatchRun.step == RunStep.WAITING,
    )
    return session.scalar(wish.limit(1).with_for_update()) is not None


def find_standing(session: Session, municipality: str) -> MatchRun | None:
    """The run whose answer stands: the last that was finished, with its input, to be read only."""
    return session.scalar(
        select(MatchRun)
        .options(undefer(MatchRun.instance))
        .where(MatchRun.operating_municipality == municipality, MatchRun.step == RunStep.DONE)
        .order_by(MatchRun.finished_at.desc(), MatchRun.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def has_night(session: Session, municipality: str, night: date) -> bool:
    query = select(MatchRun.id).where(MatchRun.operating_municipality == municipality, MatchRun.night == night)
    return session.scalar(query.limit(1)) is not None


def claim_next(session: Session, silent_since: datetime) -> MatchRun | None:
    """The oldest run nobody works on, locked: one that waits, or whose worker has been silent for too long."""
    silent = MatchRun.step.in_(list(STARTED)) & (MatchRun.touched_at < silent_since)
    return session.scalar(
        select(MatchRun)
        .where(or_(MatchRun.step == RunStep.WAITING, silent))
        .order_by(MatchRun.started_at, MatchRun.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def find_run(session: Session, run_id: UUID) -> MatchRun | None:
    """The row with its input, to be read only."""
    return session.scalar(select(MatchRun).options(undefer(MatchRun.instance)).where(MatchRun.id == run_id))


def run_for_update(session: Session, run_id: UUID) -> MatchRun:
    """The row itself, locked; raises NotFound."""
    query = select(MatchRun).where(MatchRun.id == run_id).with_for_update()
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row
