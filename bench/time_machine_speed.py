"""How fast the time machine is beside reading the same stored people and doing nothing, on PostgreSQL.

The bar is three times the reading, on 300,000 people. Run: `python -m bench.time_machine_speed [people]`.
Memory is what the process grew by while it judged them all.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
from sqlalchemy.orm import Session

from portal.adapters.migrations import to_revision
from portal.domain.eligibility.comparison import Comparison
from portal.domain.eligibility.criteria import Elapsed
from portal.domain.eligibility.programme import Programme
from portal.programmes import load_programmes
from portal.services.time_machine import judge_everybody
from portal.store import judging
from portal.store.engine import open_database, reading_session
from portal.store.types import key_ring
from tests.databases import start_postgres

BAR = 3.0
TODAY, DAY = date(2026, 11, 22), date(2027, 1, 1)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROUNDS = 3
STATES = ("submitted", "in_review", "waiting_list", "admitted", "ready_for_match", "in_placement")
PERSON = (
    "COPY person (id, cpr, cpr_hash, first_name, last_name, birth_date, postal_code, town, home_municipality,"
    " operating_municipality, address_protected, digital_post_exempt, known_facts) FROM STDIN"
)
ENROLMENT = (
    "COPY enrolment (id, operating_municipality, person_id, programme_code, state, answers, created_at, updated_at,"
    " version) FROM STDIN"
)


def known(dice: random.Random) -> dict[str, str]:
    """What the registers tell of one made-up person."""
    benefit = "unemployment_benefit" if dice.random() < 0.9 else "cash_benefit_job_ready"
    since = f"2026-{dice.randint(1, 11):02}-{dice.randint(1, 28):02}"
    return {"benefit": benefit, "unemployed_since": since, "has_employer": "no"}


def answers(dice: random.Random) -> dict[str, object]:
    """Six steps as they are kept, of the size that people write."""
    return {
        "tjek": {"danish": dice.choice(["yes", "with_help"]), "basic_it": "yes", "benefit": "unemployment_benefit"},
        "kontakt": {"phone": "20000001", "email": "en.person@example.dk", "contact_way": "call", "notify": ["sms"]},
        "erfaring": {"interests": ["office", "shop"], "good_at": "Jeg er god til at holde orden. " * 6},
        "rammer": {"hours": "16_30", "time_of_day": "morning", "travel": "45", "transport": "public"},
        "hensyn": {"needs": ["extra_breaks", "max_lift"], "other": ""},
        "stoette": {"support": ["no"]},
        "deling": {"profile": "yes", "health_notes": "no", "follow_up": "yes"},
    }


def fill(url: str, count: int) -> None:
    """Made-up people, each with one open enrolment; their numbers belong to nobody."""
    dice, keys = random.Random(20261122), key_ring()
    homes = {"155": "185", "159": "159", "185": "185"}

    def sealed(column: str, text: str) -> bytes:
        return keys.encrypt(text.encode(), column)

    nobody, first, last = (
        sealed("person.cpr", "0" * 10),
        sealed("person.first_name", "En"),
        sealed("person.last_name", "P"),
    )
    code, town = sealed("person.postal_code", "2770"), sealed("person.town", "By")
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        with cursor.copy(PERSON) as copy:
            for number in range(count):
                home = dice.choice(sorted(homes))
                born = date(dice.randint(1956, 1974), dice.randint(1, 12), dice.randint(1, 28))
                birth, facts = (
                    sealed("person.birth_date", born.isoformat()),
                    sealed("person.known_facts", json.dumps(known(dice))),
                )
                hashed = number.to_bytes(16, "big")
                who = (UUID(int=number), nobody, hashed, first, last, birth, code, town)
                copy.write_row((*who, home, homes[home], False, False, facts))
        with cursor.copy(ENROLMENT) as copy:
            for number in range(count):
                told = sealed("enrolment.answers", json.dumps(answers(dice)))
                case = (UUID(int=number), "185", UUID(int=number), "senior_advisory_board", dice.choice(STATES))
                copy.write_row((*case, told, NOW, NOW, 1))
        cursor.execute("ANALYZE")


def next_year(programme: Programme) -> Programme:
    """The same programme with four months instead of three, as the trials of 2027 may bring."""
    criteria = tuple(
        replace(one, test=replace(one.test, limit=4)) if isinstance(one.test, Elapsed) and one.test.limit == 3 else one
        for one in programme.criteria
    )
    return replace(programme, version=programme.version + 1, criteria=criteria)


def reading(session: Session) -> float:
    """Everything the time machine reads, as it reads it, thrown away."""
    started = time.perf_counter()
    for _ in judging.stream(session, "senior_advisory_board"):
        pass
    return time.perf_counter() - started


def judging_all(session: Session, programme: Programme) -> tuple[float, int]:
    """The time machine itself; the seconds and how many change."""
    comparison = Comparison(programme, next_year(programme), TODAY, DAY)
    people: Iterator[judging.PersonToJudge] = judging.stream(session, programme.code)
    started = time.perf_counter()
    mine, _, _ = judge_everybody(people, comparison, frozenset({"185"}), _progress)
    return time.perf_counter() - started, mine.changed


def _progress(seen: int) -> None:
    print(f"\r{seen:>9} people", end="", file=sys.stderr, flush=True)


def measure(url: str, count: int) -> float:
    engine = open_database(url, ((1, os.urandom(32)),))
    programme = load_programmes()[0]
    print(f"writing {count} people …", flush=True)
    fill(url, count)
    reads, judges, changed = [], [], 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(ROUNDS):
        with reading_session(engine) as session:
            reads.append(reading(session))
        with reading_session(engine) as session:
            seconds, changed = judging_all(session, programme)
            judges.append(seconds)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    engine.dispose()
    ratio = min(judges) / min(reads)
    print(f"\rpeople {count}  changed {changed}  reading {min(reads):.2f} s  time machine {min(judges):.2f} s")
    print(f"ratio {ratio:.2f} (bar {BAR:.0f})  {count / min(judges):.0f} people a second  memory grew {grown:.0f} MB")
    return ratio


def main() -> None:
    """A PostgreSQL of our own, filled, measured and removed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    server = start_postgres()
    try:
        server.execute("CREATE DATABASE bench")
        to_revision(server.url("bench"), "head")
        ratio = measure(server.url("bench"), count)
    except subprocess.CalledProcessError as fault:
        raise SystemExit(f"PostgreSQL: {fault}") from fault
    finally:
        server.stop()
    raise SystemExit(ratio > BAR)


if __name__ == "__main__":
    main()
