"""How the long lists of staff hold when much is stored: queue, runs and companies, on PostgreSQL.

A page over 100,000 enrolments and 20,000 postings may use three times the processor of the same page over 100 of each
(the portal's own and PostgreSQL's together), and eight queries. Run: `python -m bench.lists_speed [enrolments postings]`.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from bench.time_machine_speed import STATES, answers, known
from portal import create_app
from portal.adapters.clock import FixedClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.mailbox import DevelopmentMailbox
from portal.adapters.migrations import to_revision
from portal.domain.access import Role
from portal.services.ports import Ports
from portal.settings import Settings
from portal.store.companies import Company, Workplace
from portal.store.engine import open_database
from portal.store.enrolments import Enrolment
from portal.store.matches import MatchRun
from portal.store.people import Person
from portal.store.postings import Posting
from portal.store.users import User
from tests.conftest import SETTINGS_ENV
from tests.databases import start_postgres
from tests.web.browse import Browse

BAR, MOST_QUERIES, ROUNDS, CHUNK = 3.0, 8, 12, 5_000
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PAGES = (
    "/medarbejder/tilmeldinger",
    "/medarbejder/tilmeldinger?vis=igang&side=2",
    "/medarbejder/match",
    "/medarbejder/virksomheder?vis=godkendte",
)
HERE = "http://127.0.0.1:5000"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """One page: its processor seconds and its queries."""

    seconds: float
    queries: int


def store(engine: Engine, enrolments: int, postings: int) -> User:
    """Fill the database in bulk; returns a caseworker's account."""
    with Session(engine) as session, session.begin():
        for first in range(0, enrolments, CHUNK):
            _people(session, range(first, min(first + CHUNK, enrolments)))
        firms = max(1, postings // 4)
        stamp = {"created_at": NOW, "updated_at": NOW}
        rows = [
            {"id": UUID(int=n), "cvr": f"{n:08}", "name": f"Firma {n}", "state": "approved", "version": 1}
            | {"operating_municipality": "185", "submitted_at": NOW - timedelta(minutes=n)}
            | stamp
            for n in range(firms)
        ]
        session.execute(insert(Company), rows)
        places = [
            {
                "id": UUID(int=n),
                "company_id": UUID(int=n),
                "p_number": f"{n:010}",
                "name": "Sted",
                "municipality": "185",
            }
            for n in range(firms)
        ]
        session.execute(insert(Workplace), places)
        offers = [
            {"id": UUID(int=n), "company_id": UUID(int=n % firms), "workplace_id": UUID(int=n % firms), "version": 1}
            | {"operating_municipality": "185", "state": "open", "kind": "work_trial", "title": "Plads"}
            | {"start_from": date(2026, 12, 1), "start_to": date(2027, 2, 1)}
            | stamp
            for n in range(postings)
        ]
        session.execute(insert(Posting), offers)
        runs = [
            {"id": UUID(int=n), "operating_municipality": "185", "started_at": NOW - timedelta(hours=n)}
            for n in range(max(1, enrolments // 100))
        ]
        session.execute(insert(MatchRun), runs)
        user = User(name="Mette Kjær", role=Role.CASEWORKER, municipalities=["185"])
        session.add(user)
        session.flush()
        session.expunge(user)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    return user


def _people(session: Session, numbers: range) -> None:
    """Made-up people, each with one case that waits for something; their numbers belong to nobody."""
    dice = random.Random(numbers.start)
    place = {"postal_code": "2770", "town": "Kastrup", "home_municipality": "185", "operating_municipality": "185"}
    people = [
        {"id": UUID(int=n), "cpr": "0000000000", "cpr_hash": n.to_bytes(16, "big"), "first_name": "En"}
        | {"last_name": "Person", "birth_date": date(1966, 1, 1 + n % 28), "known_facts": known(dice)}
        | place
        for n in numbers
    ]
    session.execute(insert(Person), people)
    cases = [
        {"id": UUID(int=n), "operating_municipality": "185", "person_id": UUID(int=n), "version": 1}
        | {"programme_code": "senior_advisory_board", "state": dice.choice(STATES), "answers": answers(dice)}
        | {"created_at": NOW, "updated_at": NOW, "submitted_at": NOW - timedelta(minutes=n)}
        | {"deadline": date(2026, 11, 1) + timedelta(days=dice.randint(0, 60))}
        for n in numbers
    ]
    session.execute(insert(Enrolment), cases)


def postgres_seconds(engine: Engine) -> float:
    """What all processes of this PostgreSQL have used so far."""
    with engine.connect() as connection:
        folder = connection.scalar(text("SHOW data_directory"))
    parent = Path(str(folder), "postmaster.pid").read_text().split()[0]
    return sum(_seconds(process) for process in Path("/proc").glob("[0-9]*") if _parent(process) == parent)


def _stat(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(process: Path) -> str:
    return (_stat(process) or ["", ""])[1]


def _seconds(process: Path) -> float:
    found = _stat(process)
    return (int(found[11]) + int(found[12])) / TICKS if found else 0.0


def costs(url: str, enrolments: int, postings: int) -> Iterator[Cost]:
    """Each page in turn, opened again and again, warm."""
    to_revision(url, "head")
    with TemporaryDirectory() as folder:
        settings = Settings.from_env(SETTINGS_ENV | {"PORTAL_DATABASE_URL": url, "PORTAL_DATA": folder})
        engine, clock = open_database(url, settings.data_keys), FixedClock(NOW)
        user = store(engine, enrolments, postings)
        app = create_app(settings, Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(engine, clock)))
        staff = Browse(app).log_in(user)
        for page in PAGES:
            yield _cost(engine, staff, page)
        engine.dispose()


def _cost(engine: Engine, staff: Browse, page: str) -> Cost:
    queries = staff.get(page).queries
    before, outside = time.process_time(), postgres_seconds(engine)
    for _ in range(ROUNDS):
        staff.client.get(page, base_url=HERE)
    return Cost((time.process_time() - before + postgres_seconds(engine) - outside) / ROUNDS, queries)


def main() -> None:
    """Two databases in a PostgreSQL of our own: the small one first."""
    enrolments, postings = (int(one) for one in sys.argv[1:3]) if len(sys.argv) > 2 else (100_000, 20_000)
    server = start_postgres()
    missed = False
    try:
        found = []
        for name, sizes in (("small", (100, 100)), ("large", (enrolments, postings))):
            server.execute(f"CREATE DATABASE {name}")
            found.append(list(costs(server.url(name), *sizes)))
        for page, small, large in zip(PAGES, *found, strict=True):
            ratio = large.seconds / small.seconds
            missed |= ratio > BAR or large.queries > MOST_QUERIES
            print(
                f"{page:45} {small.seconds * 1000:6.1f} ms → {large.seconds * 1000:6.1f} ms  ratio {ratio:.2f} "
                f"(bar {BAR:.0f})  queries {large.queries} (bar {MOST_QUERIES})"
            )
    except subprocess.CalledProcessError as fault:
        raise SystemExit(f"PostgreSQL: {fault}") from fault
    finally:
        server.stop()
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
