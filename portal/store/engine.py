"""Opening the database: SQLite as the embedded default, PostgreSQL as the real one, and sessions that only read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, literal, select
from sqlalchemy.orm import ORMExecuteState, Session

from portal.store import audit_chain
from portal.store.crypto import KeyRing
from portal.store.types import use_keys


class ReadOnly(RuntimeError):
    """A page that only shows tried to write."""


def open_database(url: str, data_keys: tuple[tuple[int, bytes], ...]) -> Engine:
    """An engine for `url`, with the keys for encrypted columns in place."""
    use_keys(KeyRing(data_keys))
    if url.startswith("sqlite"):
        return _open_sqlite(url)
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True)


def _open_sqlite(url: str) -> Engine:
    path = url.removeprefix("sqlite:///")
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    # hide_parameters: the text of an error reaches the log, and what was asked for may be a person.
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver must not open transactions by itself, or BEGIN IMMEDIATE below comes too late.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "busy_timeout=30000",  # the lock is not given in turn: with two hundred waiting, one may wait long
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that reads first and writes later fails with "database is locked" under load.
        read_only = connection.get_execution_options().get("readonly", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def reading_session(engine: Engine) -> Session:
    """A session for pages: it refuses every write, also bulk statements that pass the unit of work by."""
    session = Session(engine.execution_options(readonly=True), autoflush=False)

    @event.listens_for(session, "before_flush")
    def _refuse_flush(session: Session, *_: Any) -> None:
        if session.new or session.dirty or session.deleted:
            raise ReadOnly("En side, der kun viser noget, må ikke skrive.")

    @event.listens_for(session, "do_orm_execute")
    def _refuse_statement(state: ORMExecuteState) -> None:
        if not state.is_select:
            raise ReadOnly("En side, der kun viser noget, må ikke skrive.")

    return session


class WritingSession(Session):
    """A session whose audit entries are sealed in the commit that makes them true."""


event.listen(WritingSession, "after_flush", audit_chain.note_new)
event.listen(WritingSession, "after_soft_rollback", audit_chain.forget)
event.listen(WritingSession, "before_commit", audit_chain.seal)


def writing_session(engine: Engine) -> Session:
    """A session for one use case; whoever opened it commits it."""
    return WritingSession(engine)


def ping(session: Session) -> None:
    """Raises unless the database answers."""
    session.execute(select(literal(1)))
