"""A bell for the worker in this process: what somebody waits for need not wait for the next round."""

from __future__ import annotations

from threading import Event

from sqlalchemy import event
from sqlalchemy.orm import Session

_rung = Event()


def ring_after_commit(session: Session) -> None:
    """Wake the worker when the change is there to be seen; nothing rings for what was undone."""
    event.listen(session, "after_commit", lambda _: _rung.set(), once=True)


def wait(seconds: float) -> None:
    """Until somebody rings, or the time is over."""
    _rung.wait(seconds)
    _rung.clear()
