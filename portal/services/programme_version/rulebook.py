"""The rules in force as one process knows them: pages need not ask the database which rules count."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from portal.services.programme_version.in_force import house_of, read_published
from portal.services.work import House, day_in_denmark
from portal.store.engine import reading_session
from portal.store.programme_versions import VersionKey

LOOK_AGAIN = timedelta(seconds=2)
"""So long can a page in another process still show what has just been replaced. What is decided never waits for it."""


class RuleBook:
    """Published versions, looked up again every few seconds, and at once after this process has published one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._keys: tuple[VersionKey, ...] = ()
        self._seen: datetime | None = None

    def house(self, shipped: House, now: datetime) -> House:
        """The house of this moment, from the one with the shipped files.

        While the database is down, the rules last seen count.
        """
        if self._seen is None or not timedelta() <= now - self._seen < LOOK_AGAIN:
            self.look(now)
        return house_of(self._keys, shipped, day_in_denmark(now))

    def look(self, now: datetime) -> None:
        """Read what is published; called by itself now and then, and when something has just been published."""
        try:
            with reading_session(self._engine) as session:
                self._keys = read_published(session)
        except DBAPIError:
            return
        self._seen = now
