"""Who tries the same thing over and over waits a little; everybody else does not notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from portal.domain.access import Role, limits
from portal.domain.access.limits import CALLBACK, CODE, EXPORT, LIMITS, LOGIN, LOOK_UP, SEARCH, UPLOAD, Limit
from portal.services.background.traces import forget_traces
from portal.services.work import Work
from portal.store import attempts
from portal.store.attempts import Attempt
from portal.store.engine import writing_session
from portal.store.users import User
from portal.web import limits as guard
from tests.conftest import NOW, Database
from tests.factories import Factory
from tests.house.test_access_matrix import routes
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing
from tests.web.tour import token_of

HERE = "http://127.0.0.1:5000"
CALL = {"first_name": "Birgit", "phone": "20 00 00 01", "time_of_day": "any"}


def ask(browse: Browse, status: int, address: str = "127.0.0.1", **given: str) -> Any:
    """Ask to be rung up, from an address."""
    browse.get("/ring-mig-op")
    data = browse.page.values() | CALL | given  # type: ignore[union-attr]
    answer = browse.client.post("/ring-mig-op", data=data, base_url=HERE, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status, answer.get_data(as_text=True)[:400]
    return answer


def test_check_18_the_fourth_call_for_one_number_waits_and_the_neighbour_does_not(browse: Browse) -> None:
    for n in range(CALLBACK.per_account):
        ask(browse, 303, address=f"10.0.0.{n}")
    answer = ask(browse, 429, address="10.0.0.9", first_name="Birgit fra Dragør")
    assert answer.headers["Retry-After"] == "3600"
    page = answer.get_data(as_text=True)
    assert "Vent et øjeblik" in page
    assert 'href="/ring-mig-op"' in page
    assert "Birgit fra Dragør" in page, "det skrevne står på siden"
    ask(browse, 303, phone="20 00 00 02")
    browse.parts.ports.clock.moment += timedelta(hours=1)  # type: ignore[attr-defined]
    ask(browse, 303)


def test_check_18_an_address_has_its_number_too(browse: Browse) -> None:
    for n in range(CALLBACK.per_address):
        ask(browse, 303, phone=f"20 00 01 {n:02d}", address="10.0.0.1")
    ask(browse, 429, phone="20 00 02 00", address="10.0.0.1")
    ask(browse, 303, phone="20 00 02 00", address="10.0.0.2")


def test_check_18_the_next_log_in_waits_with_its_way_back(browse: Browse) -> None:
    path = "/log-paa/medarbejder?next=/medarbejder/opslag"
    for _ in range(LOGIN.per_address):
        browse.client.get(path, base_url=HERE)
    answer = browse.client.get(path, base_url=HERE)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) == 900
    assert 'href="/log-paa/medarbejder?next=/medarbejder/opslag"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "limit"), [("/min-side/oplysninger/hent.json", EXPORT), ("/virksomhed/hoering/x", CODE)]
)
def test_check_18_codes_and_exports_have_an_end(browse: Browse, path: str, limit: Limit) -> None:
    with preparing(browse) as session:
        user = Factory(session, NOW).citizen()
    browse.log_in(user)
    answers = [browse.client.get(path, base_url=HERE).status_code for _ in range(limit.per_account + 1)]
    assert set(answers[:-1]) <= {200, 404}
    assert answers[-1] == 429


def test_check_18_one_account_does_not_use_up_anothers_searches(browse: Browse) -> None:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        mette, ib = make.caseworker(), make.caseworker(name="Ib Holm")
    app, now = browse.app, browse.parts.ports.clock.now()
    with writing_session(browse.parts.engine) as session, session.begin():
        for _ in range(SEARCH.per_account):
            attempts.count(session, "search.account", str(mette.id), SEARCH.begins(now))
    Browse(app).log_in(User(id=mette.id)).get("/medarbejder/tidsmaskine", 429)
    Browse(app).log_in(User(id=ib.id)).get("/medarbejder/tidsmaskine")


@pytest.mark.parametrize(
    ("role", "path", "limit"),
    [
        (Role.CASEWORKER, "/medarbejder/soeg", SEARCH),
        (Role.CASEWORKER, "/medarbejder/udfyld-sammen", LOOK_UP),
        (Role.SOCIAL_NURSE, "/sundhed/akut", LOOK_UP),
        (Role.ADMIN, "/admin/programmer/nyt", UPLOAD),
    ],
)
def test_check_18_names_numbers_and_files_are_not_tried_one_after_the_other(
    browse: Browse, role: Role, path: str, limit: Limit
) -> None:
    with preparing(browse) as session:
        user = Factory(session, NOW).user(role, municipalities=["185"])
    token = token_of(browse.log_in(user))
    with writing_session(browse.parts.engine) as session, session.begin():
        for _ in range(limit.per_account):
            attempts.count(session, f"{limit.name}.account", str(user.id), limit.begins(browse.parts.ports.clock.now()))
    assert browse.client.post(path, data={"csrf_token": token}, base_url=HERE).status_code == 429


def test_check_18_without_the_counter_nobody_gets_in_and_everybody_reads_on(
    browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("væk"))

    monkeypatch.setattr(guard.attempts, "count", down)
    answer = browse.client.get("/log-paa/borger", base_url=HERE)
    assert answer.status_code == 503
    assert "Vi kan ikke lukke dig ind lige nu" in answer.get_data(as_text=True)
    ask(browse, 303)


def test_what_is_limited_is_declared_and_every_limit_is_used(browse: Browse) -> None:
    used = {rule.limit for *_rest, rule in routes(browse.app)}
    assert used - {None} == set(LIMITS)
    assert {limit.name for limit in LIMITS} == {
        value.name for value in vars(limits).values() if isinstance(value, Limit)
    }


def test_two_tries_at_once_are_two_and_no_address_can_be_read(db: Database, make_work: Any) -> None:
    since = LOGIN.begins(NOW)
    for expected in (1, 2, 3):
        with writing_session(db.engine) as session, session.begin():
            assert attempts.count(session, "login.address", "10.1.2.3", since) == expected
    with writing_session(db.engine) as session, session.begin():
        assert attempts.count(session, "login.address", "10.1.2.4", since) == 1
        raw = session.execute(text("SELECT who FROM attempt")).scalars().all()
        assert not any(b"10.1.2" in bytes(who) for who in raw)
    work: Work = make_work()
    work.session.add(Attempt(who=b"x" * 16, since=NOW - timedelta(days=2), times=9))
    work.session.flush()
    assert forget_traces(work) == 1
    assert work.session.query(Attempt).count() == 2
