"""The guard itself writes down every look at a person: whoever's name stands on a page has a line, and nobody else."""

from __future__ import annotations

import re
from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.store.audit import AccessEntry
from portal.store.users import User
from tests.factories import Factory
from tests.house.test_access_matrix import routes
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing

SURNAME = re.compile(r"Kending([A-Z]{2})|Borger([A-Z]{2})")


def lettered(number: int) -> str:
    return chr(65 + number // 26) + chr(65 + number % 26)


def looks(browse: Browse) -> list[AccessEntry]:
    with browse.session() as session:
        return list(session.scalars(select(AccessEntry).order_by(AccessEntry.id)))


def only(browse: Browse, role: str) -> User:
    with browse.session() as session:
        return session.scalars(select(User).where(User.role == role)).one()


@pytest.fixture
def world(browse: Browse) -> dict[str, UUID]:
    """A dozen people with first names that cannot be mistaken, at every stage, and those who may look at them."""
    people: dict[str, UUID] = {}
    with preparing(browse) as session:
        make = Factory(session, browse.parts.ports.clock.now())
        firm = make.company()
        posting = make.posting(firm)
        stages = ["submitted", "in_review", "admitted", "waiting_list", "ready_for_match", "in_placement", "paused"]
        for number, state in enumerate(stages):
            name = f"Borger{lettered(number)}"
            person = make.other_person(first_name=name, last_name=f"Kending{lettered(number)}")
            enrolment = make.enrolment(person, state=state, ready_at=make.now)
            people[lettered(number)] = person.id
            if state in ("ready_for_match", "paused"):
                make.proposal(enrolment, posting, state="company_yes" if state == "paused" else "computed")
            if state == "in_placement":
                make.placement(make.proposal(enrolment, posting, state="agreement"))
        make.caseworker()
        make.company_user(firm)
    return people


@pytest.mark.parametrize("role", ["caseworker", "company_user"])
def test_every_name_on_every_page_has_been_noted(browse: Browse, world: dict[str, UUID], role: str) -> None:
    browse.log_in(only(browse, role))
    shown = 0
    for path in _pages(browse):
        before = len(looks(browse))
        answer = browse.client.get(path, base_url="http://127.0.0.1:5000")
        named = {a or b for a, b in SURNAME.findall(answer.get_data(as_text=True))}
        noted = {entry.subject_id for entry in looks(browse)[before:]}
        assert {world[name] for name in named} <= noted, path
        assert noted <= set(world.values())
        shown += len(named)
    assert shown > 3, "ingen sider viste nogen: prøven er tom"


def _pages(browse: Browse) -> list[str]:
    """Every page without an object, and those of each object, found by following the links."""
    found = [rule for method, rule, *_ in routes(browse.app) if method == "GET" and "<" not in rule]
    links: set[str] = set()
    for path in [p for p in found if p.startswith(("/medarbejder", "/virksomhed"))]:
        html = browse.client.get(path, base_url="http://127.0.0.1:5000").get_data(as_text=True)
        links |= set(re.findall(r'href="(/(?:medarbejder|virksomhed)/[^"#?]+)', html))
    return sorted({*found, *links} - {"/log-paa/demo"})


def test_a_look_says_who_from_where_and_why_and_ones_own_is_none(browse: Browse) -> None:
    with preparing(browse) as session:
        make = Factory(session, browse.parts.ports.clock.now())
        person = make.person()
        anna, staff = make.citizen(person), make.caseworker()
        enrolment = make.enrolment(person, state="submitted")
        path, subject = f"/medarbejder/tilmeldinger/{enrolment.id}", person.id
    browse.other().log_in(anna).get("/min-side")
    assert looks(browse) == []
    browse.log_in(staff).get(path)
    (entry,) = looks(browse)
    assert (entry.actor_id, entry.actor_role, entry.municipality) == (staff.id, "caseworker", "185")
    assert (entry.subject_id, entry.purpose) == (subject, "case:read")


def test_a_page_is_not_shown_when_the_look_cannot_be_noted(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    with preparing(browse) as session:
        make = Factory(session, browse.parts.ports.clock.now())
        staff, enrolment = make.caseworker(), make.enrolment(make.person(), state="submitted")
        path = f"/medarbejder/tilmeldinger/{enrolment.id}"

    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("portal.web.pages.log_access", broken)
    assert "Holm" not in browse.log_in(staff).get(path, 500).text


def test_noting_costs_the_same_for_one_and_for_many(browse: Browse, world: dict[str, UUID]) -> None:
    from sqlalchemy import event

    statements: Counter[str] = Counter()
    event.listen(
        browse.parts.engine, "before_cursor_execute", lambda _c, _cur, text, *_: statements.update([text.split("(")[0]])
    )
    browse.log_in(only(browse, "caseworker"))
    browse.get("/medarbejder/tilmeldinger")
    assert len(looks(browse)) == 2
    assert sum(n for text, n in statements.items() if text.startswith("INSERT INTO access_entry")) == 1
