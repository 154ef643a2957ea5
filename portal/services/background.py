"""What happens by itself: approved proposals go out when their undo time is over, and letters leave the outbox."""

from __future__ import annotations

from sqlalchemy import Engine

from portal.domain.access import ANONYMOUS
from portal.services import post, proposal
from portal.services.ports import Ports
from portal.services.work import House, Work
from portal.store.engine import writing_session


def run_due(engine: Engine, house: House, ports: Ports) -> int:
    """Do what is due now; returns how many letters left. Safe to run in several places at once."""
    with writing_session(engine) as session, session.begin():
        proposal.send_due(Work(session, ANONYMOUS, ports.clock.now(), house, ports))
    return post.deliver_due(engine, ports)
