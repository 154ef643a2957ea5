"""Runs of the matching, newest first, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.errors import NotFound
from portal.store.matches.tables import MatchRun
from portal.store.record import Record


@dataclass(frozen=True)
class RunRecord(Record):
    id: UUID
    operating_municipality: str
    started_at: datetime
    started_by: UUID | None
    engine_version: str
    weights_version: str
    input_digest: str
    citizens: int
    places: int
    matched: int
    unmatched: list[dict[str, Any]]


def get_run(session: Session, run_id: UUID) -> RunRecord:
    row = session.get(MatchRun, run_id)
    if row is None:
        raise NotFound
    return RunRecord.of(row)


def list_runs(session: Session, municipalities: frozenset[str]) -> list[RunRecord]:
    rows = session.scalars(
        select(MatchRun)
        .where(MatchRun.operating_municipality.in_(sorted(municipalities)))
        .order_by(MatchRun.started_at.desc(), MatchRun.id)
        .limit(50)
    )
    return [RunRecord.of(row) for row in rows]
