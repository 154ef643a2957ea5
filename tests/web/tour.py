"""A walk through every page, as everybody, in every state: once walked, many promises are checked on what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event
from werkzeug.datastructures import Headers

from portal.domain.access import Actor, Permission
from portal.store.users import User
from portal.web.pages import Rule
from tests.factories import Factory
from tests.house.test_access_matrix import World, build_world, routes
from tests.web.browse import Browse

HERE = "http://127.0.0.1:5000"
FILLED = {
    "<program>": "seniorsporet",
    "<step>": "form",
    "<question>": "kommune",
    "<slug>": "seniorsporet",
    "<code>": "senior_advisory_board",
    "<nr>": "1",
    "<int:weeks>": "4",
    "<uuid:callback_id>": "00000000-0000-7000-8000-000000000000",
    "<uuid:wording_id>": "00000000-0000-7000-8000-000000000000",
    "<uuid:search_id>": "00000000-0000-7000-8000-000000000000",
    "<uuid:user_id>": "00000000-0000-7000-8000-000000000000",
    "<any(borger, virksomhed, medarbejder):name>": "borger",
}
"""What fills an address besides the object it is about."""


@dataclass(frozen=True)
class Visit:
    """One request and what came of it."""

    who: str
    rule: str
    path: str
    state: str
    is_open: bool
    """For everybody, logged in or not."""
    status: int
    headers: Headers
    body: str
    statements: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        return self.headers["Content-Type"].startswith("text/html") and self.status not in (302, 303)

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "html.parser")

    def __str__(self) -> str:
        return f"{self.path} som {self.who} ({self.state or '–'})"


def fill(rule: str) -> str:
    """The address of a rule, but for the object it is about."""
    if rule.startswith("/tilmeld/"):
        rule = rule.replace("<step>", "erfaring")
    for name, value in FILLED.items():
        rule = rule.replace(name, value)
    return rule


def addresses(app: Flask, world: World, wanted: str) -> Iterator[tuple[str, Rule, str, dict[str, UUID | None]]]:
    """Every route of one method: its rule, what it declared, its address with `{}` for the object, and the objects."""
    for method, rule, _endpoint, declared in routes(app):
        if method != wanted:
            continue
        parameter = next((name for name in world.objects if f":{name}>" in rule), None)
        objects: dict[str, UUID | None] = dict(world.objects[parameter]) if parameter else {"": None}
        yield rule, declared, fill(rule.replace(f"<uuid:{parameter}>", "{}")), objects


def enter(app: Flask, actor: Actor) -> Browse:
    """A browser of one's own, logged in."""
    visitor = Browse(app)
    if actor.user_id:
        visitor.log_in(User(id=actor.user_id))
    return visitor


def token_of(visitor: Browse) -> str:
    """The token of this very session, from an open page with a form."""
    visitor.get("/ring-mig-op")
    return visitor.csrf_token()


class Recorder:
    """The statements a request sends to the database."""

    def __init__(self, engine: Any) -> None:
        self.statements: list[str] = []
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)

    def take(self) -> tuple[str, ...]:
        taken, self.statements = tuple(self.statements), []
        return taken


def walk(app: Flask, world: World, only: tuple[str, ...] = ()) -> Iterator[Visit]:
    """Open every page as everybody (or as some), in every state; of those who may not, the first state is enough."""
    recorder = Recorder(app.extensions["portal"].engine)
    for who in only or world.actors:
        visitor = enter(app, world.actors[who])
        for rule, declared, address, objects in addresses(app, world, "GET"):
            noes = 0
            for state, object_id in objects.items():
                path = address.format(object_id) if object_id else address
                recorder.take()
                answer = visitor.client.get(path, base_url=HERE)
                text = answer.get_data().decode("utf-8", "replace")
                is_open = declared.permission is Permission.PUBLIC_READ
                yield Visit(who, rule, path, state, is_open, answer.status_code, answer.headers, text, recorder.take())
                noes += answer.status_code != 200
                if answer.status_code == 403 or noes == 2 or answer.mimetype == "application/pdf":
                    break  # one sheet of a kind is enough: it takes long to set


def furnish(browse: Browse) -> World:
    """The world of the access matrix: one of everything in every state."""
    with browse.session() as session:
        return build_world(session, Factory(session, browse.parts.ports.clock.now()))
