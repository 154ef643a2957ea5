"""Rounds of what happens by itself, on a database somebody else prepared, with a clock that is moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.adapters.clock import FixedClock
from portal.services import background
from portal.services.background import rounds
from portal.services.ports import Ports
from portal.services.work import COPENHAGEN, House
from portal.store.audit import AuditEntry
from portal.store.engine import writing_session
from portal.store.outbox import OutboxMessage
from tests.conftest import Database


@dataclass
class Night:
    db: Database
    clock: FixedClock
    house: House
    ports: Ports

    def at(self, year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> Night:
        """Move the clock to a moment in Denmark."""
        self.clock.moment = datetime(year, month, day, hour, minute, tzinfo=COPENHAGEN)
        return self

    def in_production(self) -> Night:
        """The demo sends at any hour; the real portal keeps quiet hours."""
        self.house = replace(self.house, demo=False)
        return self

    def round(self) -> int:
        return background.run_due(self.db.engine, self.house, self.ports)

    def at_once(self, workers: int = 6) -> None:
        """The whole round by several workers at the same moment, each as a process that has just begun."""
        barrier, faults = Barrier(workers), []

        def work() -> None:
            barrier.wait()
            for verb in rounds.HOURLY:
                try:
                    rounds.do(verb, self.db.engine, self.house, self.ports)
                except Exception as fault:
                    faults.append(fault)

        threads = [Thread(target=work) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []

    def row(self, kind: type, key: Any) -> Any:
        with writing_session(self.db.engine) as session:
            row = session.get(kind, key)
            if row is not None:
                session.expunge(row)
            return row

    def messages(self) -> list[str]:
        with writing_session(self.db.engine) as session:
            found = session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at, OutboxMessage.key))
            return [f"{one.template}:{one.channel}" for one in found]

    def bodies(self) -> list[str]:
        with writing_session(self.db.engine) as session:
            return [one.body for one in session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at))]

    def actions(self, object_id: UUID) -> list[str]:
        with writing_session(self.db.engine) as session:
            found = select(AuditEntry).where(AuditEntry.object_id == object_id).order_by(AuditEntry.id)
            entries = list(session.scalars(found))
            assert {entry.actor_role for entry in entries} <= {"system"}
            return [entry.action for entry in entries]
