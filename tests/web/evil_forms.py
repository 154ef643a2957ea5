"""Every form a role is shown, and words nobody means well with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from sqlalchemy import delete

from portal.store.attempts import Attempt
from portal.store.numbers import Counter
from tests.house.test_access_matrix import World
from tests.web.browse import Browse, form_values
from tests.web.test_attack_actions import Ledger
from tests.web.tour import HERE, enter, furnish, token_of, walk

MARK, PRODUCT = '"><svg onload=x>{{7*191}}', "1337"
EVIL = (
    MARK,
    "x" * 1_000_000,
    "Birgit\0Holm",
    "\u202eneddE\u2066\u200b\ufeff",
    "👩🏽‍🦽" * 300,
    "<script>alert(1)</script><b>",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "'; DROP TABLE person; --",
    "=cmd|' /C calc'!A0",
    "9" * 400,
    "-1",
    "1e309",
    "NaN",
    "00000000-0000-0000-0000-000000000000",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "%s%n${jndi:ldap://x}",
    "",
)
LEFT_ALONE = ("/log-af", "/log-paa", "/_komponenter", "/demo")
FINE = {303, 400, 403, 404, 409, 413, 422, 429}


@dataclass(frozen=True)
class Target:
    """One form as it was shown, and everything its button would send."""

    address: str
    values: tuple[tuple[str, Any], ...]

    @property
    def names(self) -> list[str]:
        return [name for name, _value in self.values if name != "csrf_token"]


def a_world(browse: Browse) -> World:
    """One of everything in every state; numbers the portal gives begin beyond those the world was made with."""
    with browse.session() as session, session.begin():
        session.add(Counter(name="T-2026", value=500_000))
    return furnish(browse)


def forms_of(browse: Browse, world: World, who: str) -> list[Target]:
    """One of each kind of form a role is shown, the same every time."""
    return list(_forms(browse, world, who))


def _forms(browse: Browse, world: World, who: str) -> Iterator[Target]:
    known = set()
    for visit in list(walk(browse.app, world, (who,))):
        if not visit.is_page or visit.status != 200:
            continue
        for form in visit.soup.select("form[method=post]"):
            address = urljoin(visit.path, str(form["action"]))
            if address.startswith(LEFT_ALONE):
                continue
            values = {str(one["name"]): "" for one in form.select("[name]")} | form_values(form)
            button = form.select_one("button[name]")
            if button is not None:
                values[str(button["name"])] = str(button.get("value", ""))
            kind = (visit.rule, tuple(values))
            if kind not in known:
                known.add(kind)
                yield Target(address, tuple(values.items()))


class Attacker:
    """Sends forms as one role, and looks at what comes back and what is written."""

    def __init__(self, browse: Browse, world: World, who: str) -> None:
        self.browse, self.visitor = browse, enter(browse.app, world.actors[who])
        self.token, self.ledger = token_of(self.visitor), Ledger(browse)
        self.answers: dict[int, int] = {}

    def send(self, target: Target, given: dict[str, Any], **how: Any) -> None:
        """Raises AssertionError where the answer breaks a promise."""
        with self.browse.session() as session, session.begin():
            session.execute(delete(Attempt))  # nobody may be saved by being too many
        before = self.ledger.written
        data = {**dict(target.values), "csrf_token": self.token, **given}
        data = {name: value for name, value in data.items() if value is not None}
        answer = self.visitor.client.post(target.address, data=data, base_url=HERE, **how)
        status, body = answer.status_code, answer.get_data().decode("utf-8", "replace")
        told = f"{target.address} {sorted((name, str(value)[:40]) for name, value in given.items())}: {status}"
        self.answers[status] = self.answers.get(status, 0) + 1
        assert status in FINE, told
        assert status == 303 or self.ledger.written == before, f"{told} har ændret noget"
        assert MARK not in body, f"{told} gengiver det, der er skrevet, som HTML"
        assert PRODUCT not in body, f"{told} regner på det, der er skrevet"
        assert "<script>alert" not in body, told
        assert "a=b" not in str(answer.headers.getlist("Set-Cookie")), told
