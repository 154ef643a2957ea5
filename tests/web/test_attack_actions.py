"""Every action posted by hand: every button, as every role, from every state. A no changes nothing, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from portal.domain.access import Actor
from portal.store.users import User
from tests.factories import Factory
from tests.house.test_access_matrix import World, build_world, routes
from tests.web.browse import Browse

ALLOWED = {303, 400, 403, 404, 409, 422}
UNCOUNTED = {"login_session", "access_entry", "audit_link", "attempt"}
"""The session store, the log of looks and the count of tries are written by those who only knock, too; a link seals a row
that is counted itself."""
BUTTONS = (
    "", "abc", "take", "ask_citizen", "citizen_answered", "book_meeting", "rebook_meeting", "meeting_done", "admit",
    "put_on_waiting_list", "propose_refusal", "refuse", "send_back", "reopen", "close", "start_placement",
    "approve", "ask_company", "reject", "suspend", "reinstate", "end", "pause", "resume", "fill", "free_place",
    "change", "svar", "slet", "send", "undo_approval", "postpone", "discard", "take_up", "citizen_yes", "citizen_no",
    "agree_meeting", "agree", "cancel", "allow_ratio", "put_first", "aabn", "ja", "nej", "forfra", "accept",
)  # fmt: skip
FIELDS: dict[str, Any] = {
    "question": "Hvornår kan du?",
    "deadline-dag": "1", "deadline-maaned": "12", "deadline-aar": "2026",
    "meeting_day-dag": "1", "meeting_day-maaned": "12", "meeting_day-aar": "2026",
    "meeting_clock": "10.30", "meeting_place": "phone",
    "reason": "other", "text": "Kort",
    "message": "Hej", "note": "", "until-dag": "1", "until-maaned": "12", "until-aar": "2026",
    "at-dag": "1", "at-maaned": "12", "at-aar": "2026", "at_clock": "10.30",
    "ratio_reason": "Kort", "first_reason": "Kort", "pause_weeks": "4", "pause_talked": "y",
    "reply": "Vores svar", "weeks": "2", "grund": "tasks", "comment": "Ret timerne", "answer": "Et svar",
    "kommune": "360", "hvorfor": "flyttet", "why": "Kort",
}  # fmt: skip
VERSIONS = ("1", "0", "x", "9" * 30)
INSIDERS = ("borger", "virks", "sagsb-185", "leder-185")
"""Those the objects of the world belong to: they press every button. The others get no further than the door."""


class Ledger:
    """Counts what is committed: statements that write, in transactions that are not undone."""

    def __init__(self, browse: Browse) -> None:
        self.written = 0
        self._open: dict[int, int] = {}
        engine = browse.parts.engine
        event.listen(engine, "before_cursor_execute", self._note)
        event.listen(engine, "commit", self._keep)
        event.listen(engine, "rollback", self._drop)

    def _note(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")) and not any(name in statement for name in UNCOUNTED):
            self._open[id(connection)] = self._open.get(id(connection), 0) + 1

    def _keep(self, connection: Any) -> None:
        self.written += self._open.pop(id(connection), 0)

    def _drop(self, connection: Any) -> None:
        self._open.pop(id(connection), None)


def addresses(browse: Browse, world: World) -> Iterator[tuple[str, dict[str, UUID | None], Any]]:
    """Every action with the addresses it has: one for each state of what it is about."""
    for method, rule, _endpoint, declared in routes(browse.app):
        if method != "POST" or rule in ("/log-paa/demo", "/log-af") or rule.endswith("/kender"):
            continue
        rule = rule.replace("<program>", "seniorsporet").replace("<step>", "form").replace("<question>", "kommune")
        parameter = next((name for name in world.objects if f":{name}>" in rule), None)
        states: dict[str, UUID | None] = dict(world.objects[parameter]) if parameter else {"": None}
        yield rule.replace(f"<uuid:{parameter}>", "{}"), states, declared


@pytest.fixture
def world(browse: Browse) -> World:
    with browse.session() as session:
        return build_world(session, Factory(session, browse.parts.ports.clock.now()))


def knock(browse: Browse, actor: Actor) -> Browse:
    other = Browse(browse.app)
    if actor.user_id:
        other.log_in(User(id=actor.user_id))
    return other


@pytest.mark.parametrize(
    "who", [*INSIDERS, "anonym", "anden-b", "anden-v", "sagsb-360", "kons-185", "ergo-185", "projektl", "admin"]
)
def test_no_button_breaks_anything_and_a_no_changes_nothing(browse: Browse, world: World, who: str) -> None:
    visitor = knock(browse, world.actors[who])
    visitor.get("/ring-mig-op")
    token, ledger, faults = visitor.csrf_token(), Ledger(browse), []
    for address, states, _declared in addresses(browse, world):
        for turn, (state, object_id) in enumerate(states.items()):
            path = address.format(object_id) if object_id else address
            buttons = BUTTONS if object_id and who in INSIDERS else BUTTONS[:2]
            unseen = 0
            for n, button in enumerate(buttons):
                data = {
                    **FIELDS,
                    "handling": button,
                    "svar": button,
                    "csrf_token": token,
                    "version": VERSIONS[(n + turn) % 4],
                }
                before = ledger.written
                answer = visitor.client.post(path, data=data, base_url="http://127.0.0.1:5000")
                if answer.status_code not in ALLOWED:
                    faults.append(f"{path} {state} {button}: {answer.status_code}")
                if answer.status_code != 303 and ledger.written != before:
                    faults.append(f"{path} {state} {button}: {answer.status_code} har ændret noget")
                unseen += answer.status_code == 404
                if answer.status_code == 403 or unseen == n + 1 == len(VERSIONS):
                    break  # not hers, whatever the button: the door was tried with every version
    assert not faults, "\n".join(faults)
