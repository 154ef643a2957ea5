"""Changing the key that personal data is encrypted with, beside a portal that goes on working."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Engine

from portal.services.work import Work
from portal.store import sealed
from portal.store.base import new_id
from portal.store.engine import writing_session

MakeWork = Callable[..., Work]
BATCH = 200


def rotate(engine: Engine, make_work: MakeWork, batch: int = BATCH) -> int:
    """Encrypt everything with the newest key, and hash for finding with it too. Returns how many values were changed.

    Each batch is a transaction of its own: stopped in the middle it is begun again where it was, and nobody waits
    for it long. Done twice is done once; a rotation that changed something leaves one line in the trail.
    """
    changed = 0
    for table, column in sealed.sealed_columns():
        while True:
            with writing_session(engine) as session, session.begin():
                found = sealed.seal_anew(session, table, column, batch)
            changed += found
            if found < batch:
                break
    for column in sealed.found_by_hash():
        _hash_anew(engine, column, batch)
    if changed:
        with writing_session(engine) as session, session.begin():
            make_work(session).audit("keys", "rotate", new_id(), values=changed)
    return changed


def _hash_anew(engine: Engine, column: Column[Any], batch: int) -> None:
    after = None
    while True:
        with writing_session(engine) as session, session.begin():
            after = sealed.hash_anew(session, column, after, batch)
        if after is None:
            return
