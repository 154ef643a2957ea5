"""A full disk, a database that goes and comes back, a clock that jumps: a Danish page, a line in the log, nothing half done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from portal import create_app
from portal.adapters.clock import FixedClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.mailbox import DevelopmentMailbox
from portal.services.ports import Ports
from portal.settings import Settings
from portal.store import audit_chain
from portal.store.callbacks import CallbackRequest
from portal.store.engine import open_database, reading_session, writing_session
from portal.store.tables import metadata
from portal.store.users import User
from tests.conftest import NOW
from tests.databases import Databases
from tests.factories import Factory
from tests.store.test_audit_chain import KEPT
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing

HERE = "http://127.0.0.1:5000"
STEP = "/tilmeld/seniorsporet/erfaring"


def rows(browse: Browse) -> dict[str, int]:
    with reading_session(browse.parts.engine) as session:
        count = {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}
    return {name: number for name, number in count.items() if name not in ("attempt", "login_session")}


def trouble(browse: Browse, capsys: pytest.CaptureFixture[str], path: str, data: dict[str, Any] | None = None) -> None:
    """The answer is the Danish page with a number, and the same number stands in the log, with nobody's words."""
    capsys.readouterr()
    answer = browse.client.open(path, method="POST" if data else "GET", data=data, base_url=HERE)
    page, logged = answer.get_data(as_text=True), capsys.readouterr().out
    assert answer.status_code == 500
    assert "Der er noget galt hos os" in page
    line = next(json.loads(one) for one in logged.splitlines() if '"unforeseen"' in one)
    assert line["incident"] in page
    assert line["kind"] == "OperationalError"
    assert not [word for word in ("Birgit", "Orden", "20 00 00 01", "INSERT") if word in logged]


@pytest.fixture
def birgit(browse: Browse) -> User:
    with preparing(browse) as session:
        user = Factory(session, NOW).citizen()
    browse.log_in(user)
    return user


def test_check_36_a_full_disk_keeps_what_was_there_and_says_so(
    browse: Browse, birgit: User, capsys: pytest.CaptureFixture[str]
) -> None:
    full = [True]

    def no_more_room(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if full[0] else 2**30}")

    event.listen(browse.parts.engine, "begin", no_more_room)
    for turn in range(100):  # what is free inside the file is used first
        browse.get(STEP)
        data = browse.page.values() | {"interests": "office", "good_at": f"Orden {turn} " * 30}  # type: ignore[union-attr]
        before = rows(browse)
        if browse.client.post(STEP, data=data, base_url=HERE).status_code == 500:
            break
    trouble(browse, capsys, STEP, data)
    assert rows(browse) == before
    full[0] = False
    browse.post(STEP, data)
    with reading_session(browse.parts.engine) as session:
        assert audit_chain.verify(session, kept=KEPT).faults == ()


@pytest.fixture
def on_postgres(databases: Databases, settings: Settings, clock: FixedClock) -> Iterator[Browse]:
    url = databases.fresh("postgresql")
    engine = open_database(url, settings.data_keys)
    ports = Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(engine, clock))
    browse = Browse(create_app(replace(settings, database_url=url), ports))
    yield browse
    browse.parts.engine.dispose()
    engine.dispose()
    databases.drop(url)


def test_check_36_a_database_that_goes_and_comes_back_finds_everybody_where_they_were(
    on_postgres: Browse, databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    browse, server = on_postgres, databases.server
    with writing_session(browse.parts.engine) as session, session.begin():
        user_id = Factory(session, NOW).citizen().id
    browse.log_in(User(id=user_id)).get(STEP)
    data = browse.page.values() | {"interests": "office"}  # type: ignore[union-attr]
    before = rows(browse)
    name = browse.parts.engine.url.database
    assert server is not None
    server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    trouble(browse, capsys, "/min-side")
    trouble(browse, capsys, STEP, data)
    server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    browse.get("/min-side")
    assert rows(browse) == before
    browse.post(STEP, data)
    server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    browse.get("/min-side")  # connections that died in silence are replaced before anybody notices


@pytest.mark.parametrize(
    "jump", [timedelta(days=-400), timedelta(hours=-3), timedelta(minutes=20), timedelta(days=4000)]
)
def test_check_36_a_clock_that_jumps_sends_nothing_twice_and_breaks_nothing(
    browse: Browse, birgit: User, app_ports: Ports, jump: timedelta
) -> None:
    browse.get("/ring-mig-op")
    browse.submit({"first_name": "Birgit", "phone": "20 00 00 01", "time_of_day": "any"})
    clock = app_ports.clock
    assert isinstance(clock, FixedClock)
    clock.moment += jump
    for path in ("/", "/tjek", "/min-side", "/ring-mig-op", STEP):
        assert browse.client.get(path, base_url=HERE).status_code in (200, 302, 303), path
    clock.moment -= jump
    browse.log_in(birgit)
    browse.get("/min-side")
    with reading_session(browse.parts.engine) as session:
        assert session.scalar(select(func.count(CallbackRequest.id))) == 1
        assert audit_chain.verify(session, kept=KEPT).faults == ()
