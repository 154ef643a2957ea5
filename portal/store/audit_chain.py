"""The chain over the audit trail: each row is sealed with a hash of itself and of everything before it.

A link is written when the transaction commits, in that same transaction, so that an entry without a link cannot be.
The links stay when entries are deleted after their time: they hold ids and hashes, nothing about anybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, String, Uuid, func, insert, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.audit import AccessEntry, AuditEntry
from portal.store.base import Base

BEGINNING = bytes(32)
SEALED = (AuditEntry, AccessEntry)
LOCK = 5_108_031
"""Advisory lock of PostgreSQL: one transaction at a time adds to the end of the chain, from here to its commit."""
WAITING = "entries_to_seal"
BATCH = 500


class AuditLink(Base):
    """One link: `hash` is over the link before it and everything in this row."""

    __tablename__ = "audit_link"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    entry_table: Mapped[str] = mapped_column(String(20))
    entry_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of the entry."""
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


@dataclass(frozen=True)
class Head:
    """The end of the chain. Noted down elsewhere, it shows later that nothing was cut off."""

    seq: int = 0
    hash: bytes = BEGINNING

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash.hex()}"


def note_new(session: Session, _context: Any) -> None:
    """After a flush: remember the entries that went in, to seal them at the commit."""
    session.info.setdefault(WAITING, []).extend(row for row in session.new if isinstance(row, SEALED))


def forget(session: Session, _previous: Any = None) -> None:
    """After a rollback: what is gone needs no seal."""
    session.info[WAITING] = [row for row in session.info.get(WAITING, []) if inspect(row).persistent]


def seal(session: Session) -> None:
    """Before the commit: link the entries of this transaction to the end of the chain."""
    session.flush()
    if session.in_nested_transaction() or not session.info.get(WAITING):
        return
    entries = [row for row in session.info.pop(WAITING) if inspect(row).persistent]
    if session.get_bind().dialect.name == "postgresql":
        # A statement of its own: the next one must see what the one before us in the queue has committed.
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    end, rows = head(session), []
    for entry in entries:
        table, digest = entry.__tablename__, digest_of(entry)
        end = _next(end, entry.at, table, entry.id, digest)
        link = {"seq": end.seq, "at": entry.at, "entry_table": table, "entry_id": entry.id}
        rows.append({**link, "digest": digest, "hash": end.hash})
    session.execute(insert(AuditLink), rows)


def head(session: Session) -> Head:
    row = session.execute(select(AuditLink.seq, AuditLink.hash).order_by(AuditLink.seq.desc()).limit(1)).first()
    return Head(row[0], bytes(row[1])) if row else Head()


def digest_of(entry: Any) -> bytes:
    """A hash of all columns that hold something, so that a column added later does not change older entries."""
    content = {c.key: _plain(getattr(entry, c.key)) for c in inspect(type(entry)).column_attrs}
    known = {name: value for name, value in content.items() if value is not None}
    return hashlib.sha256(json.dumps(known, sort_keys=True, ensure_ascii=False).encode()).digest()


def _plain(value: Any) -> Any:
    """The same text whichever database the value has been through: JSONB keeps 1e16 as a whole number."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value


def _next(before: Head, at: datetime, table: str, entry_id: UUID, digest: bytes) -> Head:
    seq = before.seq + 1
    content = f"{seq}|{at.isoformat()}|{table}|{entry_id}|".encode()
    return Head(seq, hashlib.sha256(before.hash + content + digest).digest())


@dataclass(frozen=True)
class Inspection:
    """What a walk along the whole chain found."""

    head: Head
    expired: int
    """Entries that were deleted after their time; their links remain."""
    older: int
    """Entries from before the chain began."""
    faults: tuple[str, ...]


def verify(session: Session, *, kept: dict[str, datetime], expected: Head | None = None) -> Inspection:
    """Walk the chain from its beginning. `kept` says from when on each table must still be complete.

    `expected` is a head noted down earlier: it must still be on the chain.
    """
    faults: list[str] = []
    end, expired, met, first = Head(), 0, expected is None or expected.seq == 0, None
    for link, entry in _walk(session):
        first = first or link.at
        if link.seq != end.seq + 1:
            faults.append(f"Led {end.seq + 1}: der mangler led frem til {link.seq}.")
        following = _next(Head(link.seq - 1, end.hash), link.at, link.entry_table, link.entry_id, bytes(link.digest))
        if following.hash != bytes(link.hash):
            faults.append(f"Led {link.seq}: passer ikke til leddet før.")
        if entry is not None and digest_of(entry) != bytes(link.digest):
            faults.append(f"Led {link.seq}: rækken {link.entry_table} {link.entry_id} er ændret.")
        if entry is None and link.at >= kept[link.entry_table]:
            faults.append(f"Led {link.seq}: rækken {link.entry_table} {link.entry_id} mangler.")
        expired += entry is None
        end = Head(link.seq, bytes(link.hash))
        met = met or end == expected
    if not met:
        faults.append(f"Hovedet {expected} er ikke i kæden: noget er skåret af eller skrevet om.")
    older, unsealed = _unlinked(session, first)
    faults.extend(f"Rækken {name} {entry_id} er uden for kæden." for name, entry_id in unsealed)
    return Inspection(end, expired, older, tuple(faults))


def _walk(session: Session) -> Iterator[tuple[AuditLink, Any]]:
    """Every link with its entry, or None, in batches: the trail is longer than the memory."""
    after = 0
    while links := session.scalars(
        select(AuditLink).where(AuditLink.seq > after).order_by(AuditLink.seq).limit(BATCH)
    ).all():
        found: dict[UUID, Any] = {}
        for table in SEALED:
            ids = [link.entry_id for link in links if link.entry_table == table.__tablename__]
            found |= {row.id: row for row in session.scalars(select(table).where(table.id.in_(ids)).order_by(table.id))}
        for link in links:
            yield link, found.get(link.entry_id)
        after = links[-1].seq
        session.expunge_all()


def _unlinked(session: Session, first: datetime | None) -> tuple[int, list[tuple[str, UUID]]]:
    """Entries without a link: how many are older than the chain, and which are not."""
    older, foreign = 0, []
    for table in SEALED:
        without = select(table.id, table.at).where(
            ~select(AuditLink.seq).where(AuditLink.entry_id == table.id).exists()
        )
        for entry_id, at in session.execute(without.order_by(table.id)):
            if first is None or at < first:
                older += 1
            else:
                foreign.append((table.__tablename__, entry_id))
    return older, foreign
