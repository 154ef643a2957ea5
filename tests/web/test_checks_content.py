"""What people type comes back as they typed it, and only as text; forms give back what was wrong; lists stay quick."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy import String, update
from sqlalchemy.types import JSON

from portal.store.engine import writing_session
from portal.store.tables import metadata
from portal.store.types import EncryptedText
from tests.factories import Factory
from tests.house.test_access_matrix import World
from tests.web.browse import Browse, form_values
from tests.web.tour import HERE, enter, furnish, token_of, walk

EVIL = '"><svg onload=x>{{7*7}}</script>'
INSIDERS = ("borger", "virks", "sagsb-185", "leder-185", "admin", "projektl")
CODED = re.compile(
    r"(state|state_before|state_from|state_to|kind|code|role|key|digest|template|channel|subject|demo_key|postal_code|"
    r"municipality|cvr|p_number|cpr|number|outcome|sector|status|step|language|occupation|answer|place|hearing|door|"
    r"calls_for|purpose|noun|action|event|failure|version|engine|phone|email|text|languages|time_of_day|link_hash|"
    r"actor_role|party|entry_table|previous|offer|fit|recipient|reason|name)$"
)
"""Columns that hold a code of ours, whose values are ours too. A name and a reason are told apart below."""
WORDS_AFTER_ALL = {
    ("person", "first_name"),
    ("person", "last_name"),
    ("company", "name"),
    ("workplace", "name"),
    ("specialist", "name"),
    ("user_account", "name"),
    ("enrolment", "decision_reason"),
    ("company", "decision_reason"),
    ("posting", "decision_reason"),
}


@pytest.fixture
def world(browse: Browse) -> World:
    return furnish(browse)


def poison(browse: Browse) -> int:
    """Put the evil words into every column that holds somebody's own words. Returns how many columns."""
    done = 0
    with writing_session(browse.parts.engine) as session, session.begin():
        for table in metadata.sorted_tables:
            if table.name.startswith(("audit", "access", "programme_version", "match_weights", "counter")):
                continue
            for column in table.columns:
                is_text = isinstance(column.type, String | EncryptedText) and not isinstance(column.type, JSON)
                coded = CODED.search(column.name) and (table.name, column.name) not in WORDS_AFTER_ALL
                if is_text and not coded and not column.primary_key and not column.unique:
                    session.execute(update(table).values({column: EVIL}))
                    done += 1
    return done


def test_check_23_what_people_write_is_only_text_on_every_page(browse: Browse, world: World) -> None:
    assert poison(browse) > 30
    shown = 0
    for visit in walk(browse.app, world, INSIDERS):
        assert visit.is_page or visit.headers["X-Content-Type-Options"] == "nosniff", str(visit)
        assert visit.status < 500, str(visit)
        if visit.is_page:
            assert "<svg onload" not in visit.body, str(visit)
            shown += "&lt;svg onload=x&gt;{{7*7}}" in visit.body
    assert shown > 30


def test_check_23_nothing_is_given_out_as_csv(browse: Browse) -> None:
    """There is no CSV whose cells could begin with a formula; who adds one brings the test of its cells."""
    assert not [rule.rule for rule in browse.app.url_map.iter_rules() if "csv" in rule.rule]


def wrong(form: Tag) -> dict[str, Any]:
    """The form filled in badly: words where words may be, nonsense where a number or a day belongs, no choice at all."""
    values = {name: text for name, text in form_values(form).items()}
    for control in form.select("input[name], textarea[name]"):
        name, kind = str(control["name"]), str(control.get("type", "text"))
        if control.name == "textarea":
            values[name] = f"Egne ord i {name}"
        elif kind in ("text", "tel", "email", "number"):
            values[name] = "xy"
        elif kind in ("radio", "checkbox"):
            values.pop(name, None)
    return values


@pytest.mark.parametrize("who", ["borger", "virks", "sagsb-185", "admin", "anonym"])
def test_check_17_a_form_that_is_wrong_comes_back_with_its_words_and_leads_to_the_faults(
    browse: Browse, world: World, who: str
) -> None:
    visitor, came_back, tried = enter(browse.app, world.actors[who]), 0, set()
    token = token_of(visitor)
    for visit in list(walk(browse.app, world, (who,))):
        if not visit.is_page or visit.status != 200 or visit.rule == "/_komponenter":
            continue
        for form in visit.soup.select("main form[method=post]"):
            fields = form.select("textarea, input[type=text], input[type=tel], input[type=email], input[type=number]")
            address = urljoin(visit.path, str(form["action"]))
            kind = (visit.rule, tuple(str(field["name"]) for field in fields))
            if not fields or kind in tried:
                continue
            tried.add(kind)
            data = wrong(form) | {"csrf_token": token}
            button = form.select_one("button[name]:not([name=soeg])")  # who searches is answered, not corrected
            if button is not None:
                data[str(button["name"])] = str(button.get("value", ""))
            answer = visitor.client.post(address, data=data, base_url=HERE)
            assert answer.status_code in (303, 409, 422), f"{address}: {answer.status_code}"
            if answer.status_code == 422:
                came_back += 1
                look_at(BeautifulSoup(answer.get_data(as_text=True), "html.parser"), data, fields, address)
    assert came_back or who in ("anonym", "admin")


def look_at(soup: BeautifulSoup, sent: dict[str, Any], fields: Any, address: str) -> None:
    """What every page with faults owes the person."""
    summary = soup.select_one("[data-module=error-summary]")
    assert summary is not None, f"{address}: ingen liste over fejl"
    links = [str(link["href"]) for link in summary.select("a")]
    assert links, address
    for link in links:
        target = soup.find(id=link.removeprefix("#"))
        assert target is not None, f"{address}: {link}"
    for control in soup.select("[aria-invalid=true]"):
        group = control.find_parent("fieldset")
        told = control.get("aria-describedby") or (group.get("aria-describedby") if group else "")
        assert told, f"{address}: {control.get('name')}"
    kept = soup.get_text() + " ".join(str(c.get("value", "")) for c in soup.select("input"))
    for field in fields:
        assert str(sent[str(field["name"])]) in kept, f"{address}: {field['name']} er gået tabt"


LISTS = {
    "sagsb-185": ("/medarbejder", "/medarbejder/tilmeldinger", "/medarbejder/forloeb", "/medarbejder/opslag"),
    "leder-185": ("/medarbejder/virksomheder", "/medarbejder/match", "/medarbejder/pladser"),
}


def test_check_39_a_list_of_a_hundred_asks_no_more_often_than_a_list_of_one(browse: Browse, world: World) -> None:
    visitors = {who: enter(browse.app, world.actors[who]) for who in LISTS}
    before = {path: visitors[who].get(path).queries for who, paths in LISTS.items() for path in paths}
    with browse.session() as session, session.begin():
        make = Factory(session, browse.parts.ports.clock.now())
        posting = make.posting(make.company(cvr="99003111"))
        for n in range(30):
            person = make.person(cpr=f"6102{61 + n % 28}-{3000 + n}")
            case = make.enrolment(person, state="in_review", number=f"T-2027-{n:06d}")
            make.placement(make.proposal(case, posting, state="agreement"), state="active")
            make.posting(posting.company, state="submitted")
    for who, paths in LISTS.items():
        for path in paths:
            assert visitors[who].get(path).queries <= before[path], path


def test_check_33_who_comes_second_reads_what_she_had_written(browse: Browse, world: World) -> None:
    """The row is the first one's, and the words of the second are on the page that says so."""
    case = world.objects["enrolment_id"]["in_review"]
    path = f"/medarbejder/tilmeldinger/{case}"
    first, second = enter(browse.app, world.actors["sagsb-185"]), enter(browse.app, world.actors["leder-185"])
    seen = {}
    for name, visitor in (("first", first), ("second", second)):
        field = visitor.get(path).soup.select_one("input[name=version]")
        assert field is not None
        seen[name] = {"version": field["value"]}
    day = {"deadline-dag": "1", "deadline-maaned": "12", "deadline-aar": "2026", "handling": "ask_citizen"}
    first.post(path, seen["first"] | day | {"question": "Hvornår kan du komme?"})
    answer = second.post(path, seen["second"] | day | {"question": "Har du en cykel, du kan bruge?"}, 409)
    assert "Har du en cykel, du kan bruge?" in answer.main
    assert "Hvornår kan du komme?" in answer.main
