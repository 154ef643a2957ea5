"""The development mailbox: takes every letter and shows it on a page instead of sending it to anybody."""

from __future__ import annotations

from sqlalchemy import Engine

from portal.services.ports import Clock, Letter
from portal.store import outbox
from portal.store.engine import writing_session


class DevelopmentMailbox:
    """A post office whose letters can be read at /demo/postkasse."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def deliver(self, letter: Letter) -> None:
        with writing_session(self._engine) as session, session.begin():
            if outbox.has_received(session, letter.key):
                return
            session.add(
                outbox.MailboxMessage(
                    key=letter.key,
                    channel=letter.channel,
                    recipient=letter.recipient,
                    subject=letter.subject,
                    body=letter.body,
                    received_at=self._clock.now(),
                )
            )
