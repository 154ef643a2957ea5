"""Requests no browser sends: foreign hosts, odd bytes, forms sent twice, a database that is down. Danish, and harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from portal import create_app
from portal.services import enrolment
from portal.services.ports import Ports
from portal.settings import Settings
from portal.store.audit import AuditEntry
from portal.store.callbacks import CallbackRequest
from portal.store.enrolments import Enrolment
from portal.store.users import LoginSession, User
from portal.web import context
from portal.web.context import LOGIN
from portal.web.security import local_path
from portal.web.session import FLASHES, MOST_FLASHES
from tests.conftest import Database
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing

HERE = "http://127.0.0.1:5000"
CALL = {"first_name": "Birgit", "phone": "20 00 00 01", "time_of_day": "any"}
STEP = "/tilmeld/seniorsporet/erfaring"


@pytest.fixture
def birgit(browse: Browse) -> User:
    with preparing(browse) as session:
        user = Factory(session, browse.parts.ports.clock.now()).citizen()
    browse.log_in(user)
    return user


def count(browse: Browse, table: Any) -> int:
    with browse.session() as session:
        return session.query(table).count()


def test_check_19_a_foreign_host_is_refused_with_the_headers_of_every_page(browse: Browse) -> None:
    for path in ("/", "/min-side", "/static/vendor/x"):
        answer = browse.client.get(path, base_url="http://evil.example")
        assert answer.status_code == 400
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "evil" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "FOO"])
def test_check_11_other_methods_are_405_in_danish(browse: Browse, method: str) -> None:
    answer = browse.client.open("/min-side", method=method, base_url=HERE)
    assert answer.status_code == 405
    assert "Vi kan ikke finde siden" in answer.get_data(as_text=True)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    ["/tilmeld/..", "/tilbud/%00", "/TJEK", "/medarbejder/match/abc", "/tjek/paamindelse/" + "9" * 30 + ".ics", "/%ff"],
)
def test_odd_addresses_are_404(browse: Browse, path: str) -> None:
    browse.get(path, 404)


def test_check_19_a_body_that_is_too_large_is_413(browse: Browse) -> None:
    token = browse.csrf_token() if browse.page else browse.get("/ring-mig-op") and browse.csrf_token()
    many = (
        "".join(f'--x\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\ny\r\n' for n in range(1_000)) + "--x--\r\n"
    )
    long, multipart = "first_name=" + "x" * 2_100_000, "multipart/form-data; boundary=x"
    for body, kind in ((long, "application/x-www-form-urlencoded"), (many, multipart)):
        headers = {"X-CSRFToken": token, "Referer": HERE}
        answer = browse.client.post("/ring-mig-op", data=body, content_type=kind, base_url=HERE, headers=headers)
        assert answer.status_code == 413
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert count(browse, CallbackRequest) == 0


def test_a_nul_is_no_text(browse: Browse) -> None:
    browse.get("/ring-mig-op")
    browse.post("/ring-mig-op", {**CALL, "first_name": "Bir\0git"}, 400)
    assert count(browse, CallbackRequest) == 0


@pytest.mark.parametrize("given", ["9" * 20, "١٢", "²", "-1", "1_0", "1e1"])
def test_a_date_is_made_of_few_plain_digits(browse: Browse, birgit: User, given: str) -> None:
    for part in ("dag", "maaned", "aar"):
        date = {"unemployed_since-dag": "4", "unemployed_since-maaned": "5", "unemployed_since-aar": "2026"}
        browse.get("/tilmeld/seniorsporet/rammer")
        seen = browse.submit({**date, f"unemployed_since-{part}": given}, 422)
        assert "Skriv datoen som dag, måned og år" in seen.main


@pytest.mark.parametrize("given", ["0001", "9999", "1799", "2200"])
def test_a_year_nobody_lives_in_is_no_year(browse: Browse, birgit: User, given: str) -> None:
    browse.get("/tilmeld/seniorsporet/rammer")
    date = {"unemployed_since-dag": "29", "unemployed_since-maaned": "12", "unemployed_since-aar": given}
    assert "Skriv datoen som dag, måned og år" in browse.submit(date, 422).main


@pytest.mark.parametrize("given", ["1e309", "NaN", "inf", "١٢", "１２", "1_0", "9" * 400, "0x10", "8,5,5"])
def test_a_number_is_made_of_plain_digits(browse: Browse, given: str) -> None:
    with preparing(browse) as session:
        make = Factory(session, browse.parts.ports.clock.now())
        user = make.company_user(make.company())
    browse.log_in(user).get("/virksomhed/opret/i-gang")
    seen = browse.submit({"kind": "work_trial", "hours": given}, 422)
    assert "Skriv et tal" in seen.main


def test_check_35_the_same_form_twice_is_one_request_and_one_answer(browse: Browse) -> None:
    browse.get("/ring-mig-op")
    data = browse.page.values() | CALL  # type: ignore[union-attr]
    first, second = browse.post("/ring-mig-op", data), browse.post("/ring-mig-op", data)
    assert first.location == second.location
    assert count(browse, CallbackRequest) == 1


def test_a_form_that_was_corrected_is_another_form(browse: Browse, birgit: User) -> None:
    """Back in the browser's history the one-time number is the old one; the correction must not vanish with thanks."""
    browse.get(STEP)
    data = browse.page.values() | {"interests": "office", "good_at": "Orden"}  # type: ignore[union-attr]
    browse.post(STEP, data)
    browse.post(STEP, data | {"good_at": "Orden og regnskab"})
    with browse.session() as session:
        assert session.query(Enrolment).one().answers["erfaring"]["good_at"] == "Orden og regnskab"


def test_a_form_of_one_person_says_nothing_to_another(browse: Browse, birgit: User) -> None:
    with preparing(browse) as session:
        make = Factory(session, browse.parts.ports.clock.now())
        else_ = make.citizen(make.other_person())
    browse.get(STEP)
    data = browse.page.values() | {"interests": "office"}  # type: ignore[union-attr]
    browse.post(STEP, data)
    other = browse.other().log_in(else_)
    other.get(STEP)
    other.post(STEP, data | {"csrf_token": other.csrf_token()})
    assert count(browse, Enrolment) == 2


@pytest.mark.parametrize("token", ["", "abc", "."])
def test_check_09_without_the_right_token_nothing_happens(browse: Browse, birgit: User, token: str) -> None:
    browse.get(STEP)
    browse.post(STEP, {"interests": "office", "csrf_token": token}, 400)
    other = browse.other()
    other.get("/ring-mig-op")
    browse.post(STEP, {"interests": "office", "csrf_token": other.csrf_token()}, 400)
    assert count(browse, Enrolment) == 0


@pytest.mark.parametrize(
    "target",
    [
        "//evil",
        "/\\evil",
        "https://evil",
        "javascript:alert(1)",
        "evil",
        "/\tevil",
        "/a\nb",
        "/" + "a" * 3_000,
        "",
        None,
    ],
)
def test_check_15_redirects_stay_at_home(target: str | None) -> None:
    assert local_path(target) is None


def test_thanks_are_not_said_for_what_was_undone(browse: Browse, birgit: User, monkeypatch: pytest.MonkeyPatch) -> None:
    browse.get(STEP)
    data = browse.page.values() | {"interests": "office", "gem": "senere"}  # type: ignore[union-attr]

    def fail(*_: Any) -> None:
        raise OperationalError("COMMIT", {}, Exception("væk"))

    monkeypatch.setattr("sqlalchemy.orm.Session.commit", fail)
    broken = browse.post(STEP, data, 500)
    assert "Vi har gemt for dig" not in broken.text
    monkeypatch.undo()
    assert "Vi har gemt for dig" not in browse.get("/min-side").text
    assert count(browse, Enrolment) == 0


def test_the_cookie_keeps_only_the_newest_words(browse: Browse, birgit: User) -> None:
    browse.get(STEP)
    for n in range(2 * MOST_FLASHES):
        data = browse.page.values() | {"good_at": f"Orden {n}", "gem": "senere"}  # type: ignore[union-attr]
        browse.post(STEP, data)
    with browse.client.session_transaction(base_url=HERE) as cookie:
        assert len(cookie[FLASHES]) == MOST_FLASHES


def test_check_24_a_database_that_is_down_gives_the_danish_page(
    browse: Browse, birgit: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def down(_engine: Any) -> None:
        raise OperationalError("SELECT secret", {"x": "740367-0202"}, Exception("Birgit Holm findes allerede"))

    monkeypatch.setattr(context, "reading_session", down)
    answer = browse.client.get("/min-side", base_url=HERE)
    page, logged = answer.get_data(as_text=True), capsys.readouterr().out
    assert answer.status_code == 500
    assert "Der er noget galt hos os" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    incident = re.search(r"nummeret ([0-9A-F]{8})", page)
    assert incident
    assert incident[1] in logged
    for secret in ("Traceback", "SELECT", "Birgit", "740367"):
        assert secret not in page
        assert secret not in logged


def test_a_fault_of_the_database_does_not_quote_the_row(sqlite: Database, browse: Browse) -> None:
    with browse.session() as session:
        make = Factory(session, browse.parts.ports.clock.now())
        make.company(name="Hemmelig ApS")
        with pytest.raises(Exception, match="UNIQUE") as caught:
            make.company(name="Hemmelig ApS")
    assert "Hemmelig" not in str(caught.value)


def test_check_32_a_change_is_undone_when_its_trail_cannot_be_written(
    browse: Browse, birgit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browse.get(STEP)
    data = browse.page.values() | {"interests": "office"}  # type: ignore[union-attr]

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("intet spor")

    monkeypatch.setattr(enrolment.draft.Work, "audit", fail)
    browse.post(STEP, data, 500)
    assert count(browse, Enrolment) == 0


def test_check_13_the_log_in_ends_by_idling_by_age_and_by_being_put_out(browse: Browse, birgit: User) -> None:
    clock = browse.parts.ports.clock
    clock.moment = clock.now() + timedelta(minutes=31)  # type: ignore[attr-defined]
    assert browse.get("/min-side", 302).location == "/log-paa"
    browse.log_in(birgit)
    for _ in range(30):
        clock.moment = clock.now() + timedelta(minutes=25)  # type: ignore[attr-defined]
        answer = browse.client.get("/min-side", base_url=HERE)
    assert answer.status_code == 302
    browse.log_in(birgit).get("/min-side")
    with preparing(browse) as session:
        session.get_one(User, birgit.id).active = False
    browse.get("/min-side", 302)


def test_check_12_an_old_cookie_is_worth_nothing_after_leaving(browse: Browse, birgit: User) -> None:
    browse.get("/min-side")
    kept = browse.client.get_cookie("sv_session", "127.0.0.1")
    assert kept is not None
    browse.post("/log-af")
    browse.client.set_cookie("sv_session", kept.value, domain="127.0.0.1")
    browse.get("/min-side", 302)
    with browse.session() as session:
        assert session.query(LoginSession).filter(LoginSession.ended_at.is_(None)).count() == 0


@pytest.mark.parametrize("value", ["", "x", "AAAA" * 40, "ø", '"; DROP', "a" * 4000])
def test_a_cookie_that_was_made_up_is_nobody(browse: Browse, value: str) -> None:
    browse.client.set_cookie("sv_session", value, domain="127.0.0.1")
    browse.get("/min-side", 302)


def test_a_cookie_that_was_changed_is_nobody(browse: Browse, birgit: User) -> None:
    browse.get("/min-side")
    kept = browse.client.get_cookie("sv_session", "127.0.0.1")
    assert kept is not None
    assert "Birgit" not in kept.value
    for at in (1, 20, len(kept.value) // 2):
        other = "B" if kept.value[at] == "A" else "A"
        browse.client.set_cookie("sv_session", kept.value[:at] + other + kept.value[at + 1 :], domain="127.0.0.1")
        browse.get("/min-side", 302)


def test_check_12_logging_in_begins_anew(browse: Browse) -> None:
    """Whoever planted a cookie beforehand has nothing of the log-in: the token and everything else is new."""
    with preparing(browse) as session:
        Factory(session, browse.parts.ports.clock.now()).citizen(demo_key="birgit-holm")
    with browse.client.session_transaction(base_url=HERE) as cookie:
        cookie[LOGIN], cookie["planted"] = "known-to-somebody", "x"
    browse.get("/log-paa/demo")
    token = browse.csrf_token()
    browse.post("/log-paa/demo", {"person": "birgit-holm", "next": "//evil.example"})
    assert browse.page is not None
    assert browse.page.location == "/min-side"
    with browse.client.session_transaction(base_url=HERE) as cookie:
        assert cookie[LOGIN] != "known-to-somebody"
        assert set(cookie) == {LOGIN}
    browse.post("/log-af", {"csrf_token": token}, 400)


def test_production_has_no_demo_pages(settings: Settings, sqlite: Database, app_ports: Ports) -> None:
    strict = replace(settings, mode="production", base_url="https://skridtvis.example", database_url=sqlite.url)
    app = create_app(strict, app_ports)
    client = app.test_client()
    for path in ("/log-paa/demo", "/demo/postkasse", "/_komponenter"):
        answer = client.get(path, base_url="https://skridtvis.example")
        assert answer.status_code == 404
        assert answer.headers["Strict-Transport-Security"]
    answer = app.test_client().get("/ring-mig-op", base_url="https://skridtvis.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_looking_writes_nothing_and_the_check_keeps_nothing(browse: Browse) -> None:
    browse.get("/tjek/kommune", 302)
    browse.get("/tjek/situation")
    browse.post("/tjek/situation", {"svar": "ledig"})
    for table in (AuditEntry, Enrolment, LoginSession):
        assert count(browse, table) == 0
