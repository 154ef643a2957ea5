"""Logging in through a provider: only a fresh, signed answer to our own question, sure enough, lets anybody in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import func, select
from structlog.testing import capture_logs

from portal import create_app
from portal.adapters import oidc
from portal.adapters.oidc import Client, OpenIdConnect
from portal.domain.access import Door, Role
from portal.services.ports import Ports
from portal.settings import Settings
from portal.store.arrivals import Arrival
from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from portal.store.users import LoginSession, User
from tests.conftest import NOW, Database
from tests.factories import Factory
from tests.web.browse import Browse, Seen
from tests.web.citizen_cases import preparing
from tests.web.openid_provider import CLIENT, SECRET, SUBSTANTIAL, Provider, Running

BASE = "http://127.0.0.1:5000"


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider(NOW.timestamp())
    running = Running(provider)
    yield provider
    running.stop()


@pytest.fixture
def portal(sqlite: Database, settings: Settings, app_ports: Ports, provider: Provider) -> Browse:
    client = Client(provider.issuer, CLIENT, SECRET)
    doors = {door: replace(client, acr_values=f"mitid:{door}") for door in Door}
    identities = OpenIdConnect(doors, f"{BASE}/log-paa/svar", f"{BASE}/log-paa/farvel", app_ports.clock)
    app = create_app(replace(settings, database_url=sqlite.url), replace(app_ports, identities=identities))
    return Browse(app)


def depart(portal: Browse, door: str = "borger", to: str = "") -> str:
    """The address at the provider that the portal sends the browser to."""
    return portal.get(f"/log-paa/{door}" + (f"?next={to}" if to else ""), 302).response.location


def go_through(portal: Browse, provider: Provider, door: str = "borger", status: int = 303, to: str = "") -> Seen:
    back = urlsplit(provider.authorize(depart(portal, door, to)))
    return portal.get(f"{back.path}?{back.query}", status)


def count(portal: Browse, table: Any) -> int:
    with portal.session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def birgit(portal: Browse) -> Person:
    with preparing(portal) as session:
        return Factory(session, NOW).person()


def test_a_citizen_comes_in_and_finds_her_own_page(portal: Browse, provider: Provider, birgit: Person) -> None:
    seen = go_through(portal, provider, to="/min-side")
    assert seen.location == "/min-side"
    portal.get("/min-side")
    with portal.session() as session:
        user = session.scalars(select(User)).one()
        assert (user.subject, user.role, user.person_id) == ("citizen:b1", Role.CITIZEN, birgit.id)
    go_through(portal, provider)
    assert count(portal, User) == 1


def test_the_question_has_pkce_nonce_and_state_of_its_own_each_time(portal: Browse, provider: Provider) -> None:
    asked = []
    for _ in range(2):
        provider.authorize(depart(portal))
        asked.append(provider.asked[-1])
    for one in asked:
        assert one["code_challenge_method"] == "S256"
        assert one["acr_values"] == "mitid:citizen"
        assert one["redirect_uri"] == f"{BASE}/log-paa/svar"
        assert min(len(one[name]) for name in ("state", "nonce", "code_challenge")) >= 32
    assert not {asked[0][n] for n in ("state", "nonce", "code_challenge")} & set(asked[1].values())


WRONG: dict[str, dict[str, Any]] = {
    "nonce": {"nonce": "en anden"},
    "no nonce": {"nonce": None},
    "audience": {"aud": "en-anden"},
    "two audiences": {"aud": [CLIENT, "en-anden"]},
    "issuer": {"iss": "https://evil.example"},
    "expired": {"exp": int(NOW.timestamp()) - 3600, "iat": int(NOW.timestamp()) - 7200},
    "no expiry": {"exp": None},
    "not yet": {"nbf": int(NOW.timestamp()) + 3600},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "subject is a number": {"sub": 7},
    "low": {"acr": "https://data.gov.dk/concept/core/nsis/Low"},
    "no level": {"acr": None},
    "level unknown": {"acr": "very-high-indeed"},
    "no cpr": {"dk.cpr": None},
    "cpr is a list": {"dk.cpr": ["7403670202"]},
}


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_token_lets_nobody_in(portal: Browse, provider: Provider, birgit: Person, how: str) -> None:
    provider.wrong = WRONG[how]
    seen = go_through(portal, provider, status=400)
    assert seen.h1 == "Du er ikke logget på"
    assert (count(portal, User), count(portal, LoginSession)) == (0, 0)
    portal.get("/min-side", 302)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_without_a_real_signature_is_none(
    portal: Browse, provider: Provider, birgit: Person, algorithm: str
) -> None:
    provider.algorithm = algorithm
    go_through(portal, provider, status=400)
    assert count(portal, LoginSession) == 0


def test_a_token_signed_by_somebody_else_is_refused(portal: Browse, provider: Provider, birgit: Person) -> None:
    provider.published = [provider.key]
    provider.key = RSAKey.generate_key(2048, {"kid": provider.key.kid})
    go_through(portal, provider, status=400)
    assert count(portal, LoginSession) == 0


def test_rotated_keys_are_fetched_by_themselves(portal: Browse, provider: Provider, birgit: Person) -> None:
    go_through(portal, provider)
    provider.rotate()
    go_through(portal, provider)


def test_who_turns_back_is_told_that_it_is_all_right(portal: Browse, provider: Provider) -> None:
    provider.mood = "cancel"
    seen = go_through(portal, provider, status=200)
    assert seen.h1 == "Du er ikke logget på"
    assert "Det er helt i orden. Prøv igen, eller ring." in seen.main


def test_an_answer_is_good_once_and_only_for_who_asked(portal: Browse, provider: Provider, birgit: Person) -> None:
    back = urlsplit(provider.authorize(depart(portal)))
    portal.other().get(f"{back.path}?{back.query}", 400)
    code = parse_qs(back.query)["code"][0]
    portal.get(f"{back.path}?code={code}&state=forkert", 400)
    portal.get(f"{back.path}?{back.query}", 400)
    assert count(portal, LoginSession) == 0
    go_through(portal, provider)
    portal.get("/log-paa/svar", 400)


@pytest.mark.parametrize("mood", ["garbage", "503", "silent", "drips", "drips_head", "endless"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_check_36_a_provider_in_trouble_gets_a_danish_page_and_is_well_again(
    portal: Browse, provider: Provider, birgit: Person, mood: str, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "PATIENCE", 0.2)
    there = "/log-paa/borger"
    if when == "after":
        back = urlsplit(provider.authorize(depart(portal)))
        there = f"{back.path}?{back.query}"
    provider.mood = mood
    with capture_logs() as told:
        seen = portal.get(there, 503)
    assert "svarer ikke lige nu" in seen.main
    lines = [(line["event"], line["door"]) for line in told if line["log_level"] == "error"]
    assert lines == [("provider_down", "citizen")]
    assert count(portal, LoginSession) == 0
    provider.mood = "fine"
    go_through(portal, provider)


def test_a_new_citizen_says_where_she_lives_and_comes_in(portal: Browse, provider: Provider) -> None:
    assert go_through(portal, provider, to="/tilmeld/seniorsporet").location == "/log-paa/kommune"
    portal.get("/log-paa/kommune")
    assert portal.submit({"municipality": ""}, 422).errors() == {"municipality": "Vælg den kommune, du bor i."}
    assert portal.submit({"municipality": "999"}, 422).errors() == {"municipality": "Vælg den kommune, du bor i."}
    assert portal.submit({"municipality": "155"}).location == "/tilmeld/seniorsporet"
    with portal.session() as session:
        person = session.scalars(select(Person)).one()
        assert (person.full_name, person.home_municipality, person.operating_municipality) == (
            "Birgit Holm",
            "155",
            "185",
        )
    assert count(portal, Arrival) == 0
    portal.get("/min-side")


@pytest.fixture
def typed(portal: Browse) -> Person:
    """Birgit, as a colleague has heard her on the telephone, with what was sent for her and a draft."""
    with preparing(portal) as session:
        make = Factory(session, NOW)
        person = make.person(first_name="Birgitte", last_name="Holmsen", told_by_staff=True)
        make.enrolment(person, state="submitted", submitted_at=NOW, assisted_until=NOW.date())
        return person


def told(portal: Browse, person: Person) -> tuple[str, str, str]:
    with portal.session() as session:
        one = session.get_one(Person, person.id)
        return one.full_name, one.home_municipality, one.operating_municipality


def test_what_a_colleague_typed_is_put_right_when_she_comes_herself(
    portal: Browse, provider: Provider, typed: Person
) -> None:
    assert go_through(portal, provider, to="/min-side").location == "/log-paa/kommune"
    page = portal.get("/log-paa/kommune")
    assert "En medarbejder har skrevet din kommune for dig." in page.main
    assert page.values()["municipality"] == "155"
    assert portal.submit({"municipality": "360"}).location == "/min-side"
    assert told(portal, typed) == ("Birgit Holm", "360", "185")  # the case is Tårnby's until staff give it on
    with portal.session() as session:
        case = session.scalars(select(Enrolment)).one()
        assert (case.operating_municipality, case.verdict["facts"]["home_municipality"]) == ("185", "360")
        lines = session.scalars(select(AuditEntry).where(AuditEntry.action.contains("right"))).all()
        found = {line.action: line.detail for line in lines}
        assert found.keys() == {"person.put_name_right", "person.put_home_right", "enrolment.put_home_right"}
        assert "Birgitte" not in str(found)
        assert session.scalars(select(User)).one().name == "Birgit Holm"
    assert go_through(portal, provider, to="/min-side").location == "/min-side"


def test_who_has_nothing_going_on_goes_to_her_own_municipality_whole(
    portal: Browse, provider: Provider, typed: Person
) -> None:
    with preparing(portal) as session:
        session.scalars(select(Enrolment)).one().state = "draft"
        session.scalars(select(Enrolment)).one().submitted_at = None
    go_through(portal, provider)
    portal.get("/log-paa/kommune")
    portal.submit({"municipality": "360"})
    assert told(portal, typed) == ("Birgit Holm", "360", "360")
    with portal.session() as session:
        assert session.scalars(select(Enrolment)).one().operating_municipality == "360"


def test_a_right_answer_changes_nothing_and_is_asked_once(portal: Browse, provider: Provider, typed: Person) -> None:
    go_through(portal, provider)
    portal.get("/log-paa/kommune")
    portal.submit({"municipality": "155"})
    assert told(portal, typed) == ("Birgit Holm", "155", "185")
    with portal.session() as session:
        assert not session.scalars(select(AuditEntry).where(AuditEntry.action.contains("home_right"))).all()
        assert not session.get_one(Person, typed.id).told_by_staff


def test_a_person_with_two_roles_has_two_accounts(portal: Browse, provider: Provider, birgit: Person) -> None:
    go_through(portal, provider)
    portal.get("/min-side")
    provider.person |= {"dk.cvr": "99001011"}
    go_through(portal, provider, "virksomhed")
    portal.get("/min-side", 403)
    portal.get("/virksomhed")
    with portal.session() as session:
        found = {(user.subject, user.role, user.person_id) for user in session.scalars(select(User))}
    assert found == {("citizen:b1", "citizen", birgit.id), ("company:b1", "company_user", None)}


def test_who_changes_company_leaves_the_old_one_behind(portal: Browse, provider: Provider) -> None:
    with preparing(portal) as session:
        firm = Factory(session, NOW).company()
        session.add(
            User(
                name="B", role="company_user", subject="company:b1", cvr=firm.cvr, company_id=firm.id, municipalities=[]
            )
        )
    provider.person |= {"dk.cvr": "99001380"}
    go_through(portal, provider, "virksomhed")
    with portal.session() as session:
        user = session.scalars(select(User)).one()
        assert (user.cvr, user.company_id) == ("99001380", None)


def test_staff_need_an_account_and_a_second_factor(portal: Browse, provider: Provider) -> None:
    provider.person = {"sub": "oid-7", "name": "Mette Kjær", "amr": ["pwd", "mfa"]}
    assert "Du har ikke en bruger" in go_through(portal, provider, "medarbejder", 403).main
    with preparing(portal) as session:
        user = Factory(session, NOW).caseworker(subject="staff:oid-7")
        user_id = user.id
    assert go_through(portal, provider, "medarbejder").location == "/medarbejder"
    portal.get("/medarbejder")
    provider.person["amr"] = ["pwd"]
    assert "totrinsbekræftelse" in go_through(portal, provider, "medarbejder", 400).main
    provider.person["acr"] = SUBSTANTIAL
    go_through(portal, provider, "medarbejder")
    with preparing(portal) as session:
        session.get_one(User, user_id).active = False
    portal.get("/medarbejder", 302)
    assert "lukket" in go_through(portal, provider, "medarbejder", 403).main


def test_an_email_links_to_nobody(portal: Browse, provider: Provider) -> None:
    with preparing(portal) as session:
        Factory(session, NOW).caseworker(subject="staff:oid-7")
    provider.person = {"sub": "oid-8", "email": "mette@taarnby.example", "name": "Mette Kjær", "amr": ["mfa"]}
    go_through(portal, provider, "medarbejder", 403)


def test_leaving_leads_out_of_the_provider_too_and_names_nobody(
    portal: Browse, provider: Provider, birgit: Person
) -> None:
    go_through(portal, provider)
    portal.get("/min-side")
    assert portal.post("/log-af").location == "/log-af/videre"
    seen = portal.get("/log-af/videre")
    onward = seen.response.headers["Refresh"].removeprefix("1; url=")
    assert onward.startswith(f"{provider.issuer}/end?")
    assert parse_qs(urlsplit(onward).query) == {
        "client_id": [CLIENT],
        "post_logout_redirect_uri": [f"{BASE}/log-paa/farvel"],
    }
    assert portal.get("/log-paa/farvel").h1 == "Du er logget af"
    portal.get("/min-side", 302)


def test_a_new_login_ends_the_old_one(portal: Browse, provider: Provider, birgit: Person) -> None:
    go_through(portal, provider)
    old = portal.client.get_cookie("sv_session", domain="127.0.0.1")
    go_through(portal, provider)
    with portal.session() as session:
        assert sorted(row.ended_at is None for row in session.scalars(select(LoginSession))) == [False, True]
    assert old is not None
    portal.client.set_cookie("sv_session", old.value, domain="127.0.0.1")
    portal.get("/min-side", 302)


def test_a_door_without_a_provider_says_so(browse: Browse) -> None:
    assert "Ring til os" in browse.get("/log-paa/borger").main
