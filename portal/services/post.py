"""Sending what lies in the outbox: claim, deliver, mark. At least once each; the key makes twice harmless."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import Engine

from portal.domain.sending_hours import LOUD
from portal.services.ports import Letter, NotDelivered, Ports
from portal.store import outbox
from portal.store.engine import writing_session
from portal.store.outbox import OutboxMessage

log = structlog.get_logger()
LEASE = timedelta(minutes=2)
"""A claimed letter whose sender died is free again after this."""


def deliver_due(engine: Engine, ports: Ports, *, quiet: bool = False) -> int:
    """Send the letters that are due; returns how many left. Safe to run in several places at once.

    When it is `quiet`, SMS and e-mail wait also if a failure or a standstill has brought them here at night.
    """
    sent = 0
    for message_id, letter in _claim(engine, ports, LOUD if quiet else frozenset()):
        try:
            ports.post.deliver(letter)
        except NotDelivered as trouble:
            # Ids and kinds only: what the receiver said may name the address, and is kept sealed beside the letter.
            log.warning("not_delivered", message=str(message_id), channel=letter.channel, kind=type(trouble).__name__)
            _mark(engine, ports, message_id, failed=str(trouble))
        else:
            _mark(engine, ports, message_id, failed=None)
            sent += 1
    return sent


def _claim(engine: Engine, ports: Ports, waiting: frozenset[str]) -> list[tuple[UUID, Letter]]:
    """Take letters out of other senders' sight for a while, with a longer wait after each failed attempt."""
    now = ports.clock.now()
    with writing_session(engine) as session, session.begin():
        messages = outbox.list_due(session, now, but=waiting)
        for message in messages:
            message.attempts += 1
            message.due_at = now + LEASE * 2 ** (message.attempts - 1)
        return [(m.id, Letter(m.key, m.channel, m.recipient, m.subject, m.body)) for m in messages]


def _mark(engine: Engine, ports: Ports, message_id: UUID, failed: str | None) -> None:
    with writing_session(engine) as session, session.begin():
        message = session.get_one(OutboxMessage, message_id)
        message.failed = failed
        if failed is None:
            message.sent_at = ports.clock.now()
