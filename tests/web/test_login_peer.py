"""The same log-in against a provider written by others (`oidc-provider-mock`), in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
from sqlalchemy import select

from portal import build_identities, create_app
from portal.adapters.clock import SystemClock
from portal.services.ports import Ports
from portal.settings import Provider, Settings
from portal.store.users import User
from tests.conftest import NOW, Database
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing
from tests.web.openid_provider import BIRGIT


@pytest.fixture
def issuer() -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "oidc_provider_mock", "--port", "0", "--user-claims", json.dumps(BIRGIT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            found = re.search(r"http://(?:127\.0\.0\.1|localhost):[1-9]\d+", line)
            if found:
                break
        else:
            raise AssertionError("udbyderen kom ikke i gang")
        yield found.group()
        process.kill()


def test_a_citizen_comes_in_through_another_maker_s_provider(
    sqlite: Database, settings: Settings, app_ports: Ports, issuer: str
) -> None:
    settings = replace(settings, database_url=sqlite.url, broker=Provider(issuer, "skridtvis", "hemmelig"))
    identities = build_identities(settings, SystemClock())
    browse = Browse(create_app(settings, replace(app_ports, identities=identities)))
    with preparing(browse) as session:
        person = Factory(session, NOW).person()
    there = browse.get("/log-paa/borger", 302).response.location
    answer = requests.post(there, data={"sub": "b1"}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    assert browse.get(f"{back.path}?{back.query}", 303).location == "/min-side"
    browse.get("/min-side")
    with browse.session() as session:
        assert session.scalars(select(User.person_id)).one() == person.id
