"""A portal that is killed while it works: run as a process of its own by `test_killed.py`.

python -m tests.services.killed URL submit: sends every draft, one by one, with a line before each is committed.
python -m tests.services.killed URL send N M: M minutes later delivers N letters, and dies before the last is noted.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Engine, select

from portal import build_house
from portal.adapters.clock import FixedClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.mailbox import DevelopmentMailbox
from portal.domain.access import Role
from portal.services import enrolment, post
from portal.services.ports import Letter, Ports
from portal.services.work import Work
from portal.settings import Settings
from portal.store.engine import open_database, writing_session
from portal.store.enrolments import Enrolment
from tests.conftest import NOW, SETTINGS_ENV
from tests.factories import anybody


class DyingPost(DevelopmentMailbox):
    """Delivers so many letters, and is killed between the last one and the note that it has gone."""

    left: int

    def deliver(self, letter: Letter) -> None:
        super().deliver(letter)
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


def drafts(engine: Engine) -> list[UUID]:
    with writing_session(engine) as session:
        return list(session.scalars(select(Enrolment.id).where(Enrolment.number.is_(None)).order_by(Enrolment.id)))


def main(url: str, what: str, count: int, minutes: int) -> None:
    settings = Settings.from_env(SETTINGS_ENV | {"PORTAL_DATABASE_URL": url})
    engine, clock = open_database(url, settings.data_keys), FixedClock(NOW + timedelta(minutes=minutes))
    ports = Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(engine, clock))
    if what == "send":
        dying = DyingPost(engine, clock)
        dying.left = count
        post.deliver_due(engine, replace(ports, post=dying))
        return
    house = build_house(settings, ports)
    for one in drafts(engine):
        with writing_session(engine) as session:
            work = Work(session, anybody(Role.CITIZEN), NOW, house, ports)
            enrolment.submit(work, enrolment.SubmitEnrolment(one, 1))
            print("skriver", flush=True)  # noqa: T201
            session.commit()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
