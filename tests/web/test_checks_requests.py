"""What holds for every address of the portal, whoever knocks: methods, tokens, foreign objects, log-ins that are over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.domain.access import Permission, permits_place
from portal.store.engine import writing_session
from portal.store.users import User
from portal.web import pages
from portal.web.audiences import refuse_undecided_routes
from portal.web.pages import Rule
from tests.house.test_access_matrix import OTHER_ID, World, outcome
from tests.web.browse import Browse
from tests.web.conftest import Tour
from tests.web.tour import HERE, Recorder, addresses, enter, furnish, token_of

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "FOO")
MADE_ANEW = re.compile(r'(name="(?:csrf_token|idempotency_key)" value=|[?&;]v=)"?[^"]*"|[0-9a-f-]{36}')
"""What differs between two answers to the same question: one-time numbers, and the id asked for."""
WRITES = ("INSERT", "UPDATE", "DELETE")
UNCOUNTED = ("UPDATE login_session",)


def test_check_01_every_endpoint_says_who_may_use_it(tour: Tour) -> None:
    for entry in tour.app.url_map.iter_rules():
        rule = tour.app.view_functions[entry.endpoint].rule  # type: ignore[attr-defined]
        assert isinstance(rule, Rule), entry
        assert rule.permission in set(Permission), entry


def test_check_01_an_endpoint_that_does_not_stops_the_start() -> None:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/glemt", "forgotten", lambda: "x")
    with pytest.raises(RuntimeError, match="forgotten"):
        refuse_undecided_routes(app)


def foreign(tour: Tour, session: Session, method: str) -> Iterator[tuple[str, str, str]]:
    """For each route and person one object that exists and is not theirs, and the same address with an unknown one."""
    for rule, declared, address, objects in addresses(tour.app, tour.world, method):
        if declared.loader is None or "{}" not in address:
            continue
        parameter = next(name for name in tour.world.objects if f":{name}>" in rule)
        for who, actor in tour.world.actors.items():
            for object_id in objects.values():
                if permits_place(actor, declared.permission) and (
                    outcome(tour.app, session, declared, actor, rule, {parameter: object_id}) == "404"
                ):
                    yield who, address.format(object_id), address.format(OTHER_ID)
                    break


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_check_04_somebody_elses_is_byte_for_byte_like_nobodys(tour: Tour, method: str) -> None:
    with writing_session(tour.app.extensions["portal"].engine) as session:
        found = list(foreign(tour, session, method))
    assert len(found) >= 30
    visitors = {who: enter(tour.app, tour.world.actors[who]) for who, *_ in found}
    tokens = {who: {"csrf_token": token_of(visitor)} for who, visitor in visitors.items()}
    for who, theirs, nobodys in found:
        answers = []
        for path in (theirs, nobodys):
            answer = visitors[who].client.open(path, method=method, data=tokens[who], base_url=HERE)
            headers = {name: text for name, text in answer.headers if name not in ("Set-Cookie", "Content-Length")}
            answers.append((answer.status_code, headers, MADE_ANEW.sub("", answer.get_data(as_text=True))))
        assert answers[0][0] == 404, f"{who} {method} {theirs}"
        assert answers[0] == answers[1], f"{who} {method} {theirs}"


def test_check_05_no_address_names_two_things_that_might_not_belong_together(tour: Tour) -> None:
    """A child is named in the form, and looked for below the parent of the address (see the other tests of number 5)."""
    for entry in tour.app.url_map.iter_rules():
        assert entry.rule.count("<uuid:") <= 1, entry.rule


@pytest.fixture
def world(browse: Browse) -> World:
    return furnish(browse)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("borger", "/min-side"),
        ("virks", "/virksomhed/overblik"),
        ("sagsb-185", "/medarbejder/tilmeldinger"),
        ("leder-185", "/medarbejder"),
        ("kons-185", "/medarbejder/forloeb"),
        ("projektl", "/admin/programmer"),
        ("admin", "/admin/programmer"),
    ],
)
def test_check_07_who_loses_the_role_loses_the_access_with_the_next_request(
    browse: Browse, world: World, who: str, path: str
) -> None:
    visitor = enter(browse.app, world.actors[who])
    visitor.get(path)
    change(browse, world, who, role="social_nurse", person_id=None)
    visitor.get(path, 403)
    change(browse, world, who, active=False)
    visitor.get(path, 302)


def change(browse: Browse, world: World, who: str, **given: Any) -> None:
    with browse.session() as session, session.begin():
        user = session.get_one(User, world.actors[who].user_id)
        for name, value in given.items():
            setattr(user, name, value)


def test_check_07_who_leaves_the_municipality_or_the_company_finds_nothing_there(browse: Browse, world: World) -> None:
    case, posting = world.objects["enrolment_id"]["in_review"], world.objects["posting_id"]["open"]
    for who, path, lost in (
        ("sagsb-185", f"/medarbejder/tilmeldinger/{case}", {"municipalities": ["360"]}),
        ("virks", f"/virksomhed/opslag/{posting}", {"company_id": None}),
        ("borger", f"/min-side/tilmelding/{case}/kvittering", {"person_id": world_other(world)}),
    ):
        visitor = enter(browse.app, world.actors[who])
        visitor.get(path)
        change(browse, world, who, **lost)
        visitor.get(path, 404)


def world_other(world: World) -> Any:
    return world.actors["anden-b"].person_id


def actions(tour: Tour) -> Iterator[tuple[str, Rule]]:
    for _rule, declared, address, objects in addresses(tour.app, tour.world, "POST"):
        yield address.format(next(iter(objects.values()))), declared


@pytest.mark.parametrize("who", ["borger", "virks", "sagsb-185", "leder-185", "projektl", "anonym"])
def test_check_09_no_action_without_the_token_of_this_very_session(tour: Tour, who: str) -> None:
    visitor, stranger = enter(tour.app, tour.world.actors[who]), Browse(tour.app)
    foreign_token = token_of(stranger)
    recorder = Recorder(tour.app.extensions["portal"].engine)
    for path, _declared in actions(tour):
        for data in ({}, {"csrf_token": ""}, {"csrf_token": foreign_token}):
            answer = visitor.client.post(path, data=data, base_url=HERE)
            assert answer.status_code == 400, path
    written = [s for s in recorder.take() if s.startswith(WRITES) and not s.startswith(UNCOUNTED)]
    assert written == []


def test_check_11_a_route_answers_its_own_methods_only(tour: Tour) -> None:
    client = tour.app.test_client()
    for path in sorted(
        {
            address.format(next(iter(objects.values())))
            for method in ("GET", "POST")
            for _r, _d, address, objects in addresses(tour.app, tour.world, method)
        }
    ):
        adapter = tour.app.url_map.bind("127.0.0.1:5000")
        declared = set(adapter.allowed_methods(path))
        assert declared
        for method in METHODS:
            if method in declared:
                continue
            answer = client.open(path, method=method, base_url=HERE)
            assert answer.status_code == 405, f"{method} {path}"
            assert set(answer.headers["Allow"].split(", ")) == declared


def test_check_16_a_swap_after_the_log_in_is_over_leads_to_the_log_in_and_swaps_nothing(
    browse: Browse, world: World
) -> None:
    visitor = enter(browse.app, world.actors["borger"])
    token = token_of(visitor)
    browse.parts.ports.clock.moment += timedelta(minutes=31)  # type: ignore[attr-defined]
    for method, path in (("GET", "/min-side"), ("POST", "/tilmeld/seniorsporet/erfaring")):
        answer = visitor.client.open(
            path, method=method, data={"csrf_token": token}, headers={"HX-Request": "true"}, base_url=HERE
        )
        assert answer.status_code == 401
        assert answer.get_data() == b""
        assert answer.headers["HX-Redirect"].startswith("/log-paa?next=")
        assert answer.headers["Cache-Control"] == "no-store"


def test_check_24_every_fault_is_a_danish_page_with_a_number_and_no_details(
    tour: Tour, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever breaks in whatever view: the person gets a number, the log the same number, and nobody a name."""

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("SELECT * FROM person WHERE cpr = '740367-0202' -- Hemmelig Person, hemmelig@example.dk")

    visitors = {who: enter(tour.app, actor) for who, actor in tour.world.actors.items()}
    tokens = {who: {"csrf_token": token_of(visitor)} for who, visitor in visitors.items()}
    capsys.readouterr()
    monkeypatch.setattr(pages, "_authorised", broken)
    seen = 0
    for method in ("GET", "POST"):
        for _rule, declared, address, objects in addresses(tour.app, tour.world, method):
            who = next((who for who, actor in tour.world.actors.items() if permits_place(actor, declared.permission)))
            path = address.format(next(iter(objects.values())))
            answer = visitors[who].client.open(path, method=method, data=tokens[who], base_url=HERE)
            text, logged = answer.get_data(as_text=True), capsys.readouterr().out
            assert answer.status_code == 500, f"{method} {path}"
            incident = re.search(r"nummeret ([0-9A-F]{8})", text)
            assert incident, path
            assert incident[1] in logged
            for secret in ("Traceback", "SELECT", "Hemmelig", "740367", "@example", "RuntimeError('"):
                assert secret not in text + logged, path
            seen += 1
    assert seen > 150


def test_check_40_whoever_finds_a_weakness_knows_where_to_write_for_half_a_year(browse: Browse) -> None:
    """RFC 9116."""
    lines = browse.get("/.well-known/security.txt").response.get_data(as_text=True).splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    expires = datetime.fromisoformat(told["Expires"])
    now = browse.parts.ports.clock.now()
    assert timedelta(days=30) < expires - now < timedelta(days=366)
    assert told["Contact"].startswith(("mailto:", "https://"))
    assert told["Canonical"].endswith("/.well-known/security.txt")
