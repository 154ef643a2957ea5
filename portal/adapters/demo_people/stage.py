"""What every part of the demo's story is told with: one session, everybody's accounts, and work at any past moment."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy.orm import Session

from portal.adapters.demo_people.calendar import DemoCalendar
from portal.domain.access import ANONYMOUS, Actor
from portal.domain.values import PhoneNumber
from portal.services.ports import Ports
from portal.services.work import House, Work
from portal.store import users
from portal.store.companies import Company
from portal.store.enrolments import Enrolment
from portal.store.postings import Posting
from portal.store.users import User


@dataclass
class Stage:
    """People, companies, places and cases by their key in the files, as they come on stage."""

    session: Session
    calendar: DemoCalendar
    house: House
    ports: Ports
    users: dict[str, User] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    postings: dict[str, Posting] = field(default_factory=dict)
    cases: dict[str, Enrolment] = field(default_factory=dict)

    def work(self, days_ago: int, who: str | None = None, clock: time = time(10)) -> Work:
        """The work somebody did so many working days ago; nobody is the portal itself."""
        actor: Actor = users.actor_of(self.users[who]) if who else ANONYMOUS
        moment = self.calendar.working_days_ago(days_ago, clock)
        return Work(self.session, actor, moment, self.house, self.ports)


@cache
def read(name: str) -> dict[str, Any]:
    """One of the files beside this one."""
    return tomllib.loads(files("portal.adapters.demo_people").joinpath(name).read_text(encoding="utf-8"))


def phone(digits: str) -> str:
    return str(PhoneNumber.parse(digits))
