"""The same log-in against the certified provider of the npm package `oidc-provider`, in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import pytest
import requests
from sqlalchemy import func, select

from portal import build_identities, create_app
from portal.adapters.clock import FixedClock, SystemClock
from portal.services.ports import Clock, Ports
from portal.settings import Provider, Settings
from portal.store.people import Person
from portal.store.users import LoginSession, User
from tests.conftest import NOW, Database
from tests.factories import Factory
from tests.web.browse import Browse, Seen
from tests.web.citizen_cases import preparing
from tests.web.openid_provider import BIRGIT

HERE = "http://127.0.0.1:5000"
SCRIPT = Path(__file__).with_name("oidc_provider.mjs")


@dataclass
class Certified:
    """The provider, and what a browser does there."""

    issuer: str

    def feel(self, mood: str) -> None:
        assert requests.get(f"{self.issuer}/mood/{mood}", timeout=10).text == "ok"

    def visit(self, url: str) -> str:
        """From the portal's question to the address the person is sent back to."""
        with requests.Session() as browser:
            for _ in range(8):
                answer = browser.get(url, allow_redirects=False, timeout=10)
                url = urljoin(url, answer.headers["Location"])
                if url.startswith(HERE):
                    return url.removeprefix(HERE)
        raise AssertionError(url)


@pytest.fixture(scope="module")
def certified() -> Iterator[Certified]:
    person = json.dumps(BIRGIT | {"dk.cvr": "99001011"})
    node = shutil.which("node") or str(
        Path(sys.executable).with_name("node")
    )  # the latter where npm comes from a wheel
    command = [node, str(SCRIPT), person, json.dumps([f"{HERE}/log-paa/svar"])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        issuer = next((line.split()[1] for line in process.stdout if line.startswith("ready ")), None)
        assert issuer, "udbyderen kom ikke i gang"
        yield Certified(issuer)
        process.kill()


MakePortal = Callable[..., Browse]


@pytest.fixture
def make_portal(sqlite: Database, settings: Settings, app_ports: Ports, certified: Certified) -> MakePortal:
    certified.feel("login")

    def make(clock: Clock | None = None) -> Browse:
        known = replace(settings, database_url=sqlite.url, broker=Provider(certified.issuer, "skridtvis", "hemmelig"))
        identities = build_identities(known, clock or SystemClock())
        browse = Browse(create_app(known, replace(app_ports, identities=identities)))
        with preparing(browse) as session:
            if session.scalar(select(Person)) is None:
                Factory(session, NOW).person()
        return browse

    return make


def depart(portal: Browse, door: str = "borger") -> str:
    return portal.get(f"/log-paa/{door}", 302).response.location


def come_in(portal: Browse, certified: Certified, door: str = "borger", status: int = 303) -> Seen:
    return portal.get(certified.visit(depart(portal, door)), status)


def nobody_is_in(portal: Browse) -> bool:
    with portal.session() as session:
        return not session.scalar(select(func.count()).select_from(LoginSession))


def changed(url: str, **claims: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | claims)))


def test_one_person_comes_in_by_two_doors_with_two_accounts(make_portal: MakePortal, certified: Certified) -> None:
    portal = make_portal()
    assert come_in(portal, certified).location == "/min-side"
    portal.get("/min-side")
    come_in(portal, certified, "virksomhed")
    portal.get("/min-side", 403)
    with portal.session() as session:
        assert set(session.scalars(select(User.subject))) == {"citizen:b1", "company:b1"}


def test_a_token_for_another_question_lets_nobody_in(make_portal: MakePortal, certified: Certified) -> None:
    portal = make_portal()
    portal.get(certified.visit(changed(depart(portal), nonce="en-anden")), 400)
    assert nobody_is_in(portal)


def test_a_code_of_another_question_lets_nobody_in(make_portal: MakePortal, certified: Certified) -> None:
    """The provider itself asks for the verifier of PKCE."""
    portal = make_portal()
    strangers = dict(parse_qsl(urlsplit(certified.visit(depart(make_portal()))).query))
    own = certified.visit(depart(portal))
    portal.get(changed(own, code=strangers["code"]), 400)
    assert nobody_is_in(portal)


def test_a_token_that_is_too_old_lets_nobody_in(make_portal: MakePortal, certified: Certified) -> None:
    portal = make_portal(FixedClock(datetime.now(UTC) + timedelta(hours=3)))
    portal.get(certified.visit(depart(portal)), 400)
    assert nobody_is_in(portal)


def test_new_keys_are_fetched_when_the_provider_changes_them(make_portal: MakePortal, certified: Certified) -> None:
    portal = make_portal()
    come_in(portal, certified)
    certified.feel("rotate")
    come_in(portal, certified)
    portal.get("/min-side")


def test_who_turns_back_is_not_in_and_may_try_again(make_portal: MakePortal, certified: Certified) -> None:
    portal = make_portal()
    certified.feel("cancel")
    turned = portal.client.get(certified.visit(depart(portal)), base_url=HERE)
    assert turned.status_code < 500
    assert nobody_is_in(portal)
    certified.feel("login")
    assert come_in(portal, certified).location == "/min-side"
