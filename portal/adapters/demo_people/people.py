"""The citizens and the staff of the demo, and their log-ins."""

from __future__ import annotations

from typing import Any

from portal.adapters.demo_people.calendar import DemoCalendar
from portal.adapters.demo_people.stage import Stage, phone, read
from portal.domain.access import Role
from portal.domain.municipalities import operating_for
from portal.domain.values import Cpr
from portal.store import people
from portal.store.people import Person
from portal.store.users import User


def load_staff(stage: Stage) -> None:
    for row in read("staff.toml")["staff"]:
        user = User(
            demo_key=row["key"],
            name=row["name"],
            role=Role(row["role"]),
            municipalities=row["municipalities"],
            title=row["title"],
            phone=phone(row["phone"]),
        )
        _enter(stage, row["key"], user)


def load_citizens(stage: Stage) -> None:
    for row in read("people.toml")["person"]:
        person = _person(stage.calendar, row)
        stage.session.add(person)
        stage.session.flush()
        user = User(
            demo_key=row["key"] if "title" in row else None,
            name=row["name"],
            role=Role.CITIZEN,
            person_id=person.id,
            title=row.get("title", ""),
            phone=person.phone or "",
        )
        _enter(stage, row["key"], user)


def load_company_users(stage: Stage) -> None:
    for row in read("companies.toml")["company"]:
        key = f"virksomhed-{row['key']}"
        user = User(demo_key=key, name=row["user"], role=Role.COMPANY_USER, cvr=row["cvr"], title=row["name"])
        _enter(stage, key, user)
        if "colleague" in row:
            key = f"{key}-kollega"
            title = f"{row['name']}, en kollega, der kun skriver opslag"
            colleague = User(demo_key=key, name=row["colleague"], role=Role.COMPANY_USER, cvr=row["cvr"], title=title)
            _enter(stage, key, colleague)


def _enter(stage: Stage, key: str, user: User) -> None:
    stage.session.add(user)
    stage.session.flush()
    stage.users[key] = user


def _person(calendar: DemoCalendar, row: dict[str, Any]) -> Person:
    first_names, _, last_name = row["name"].rpartition(" ")
    person = Person(
        first_name=first_names,
        last_name=last_name,
        address=row["address"],
        postal_code=row["postal_code"],
        town=row["town"],
        home_municipality=row["home"],
        operating_municipality=operating_for(row["home"]),
        phone=phone(row["phone"]),
        email=f"{row['key']}@example.dk",
        known_facts=_facts(calendar, row),
        previous_employers=[
            {**job, "last_day": calendar.same_months(job["last_day"]).isoformat()}
            for job in row.get("previous_employers", [])
        ],
    )
    people.set_cpr(person, Cpr.parse(row["cpr"], allow_fictive=True))
    return person


def _facts(calendar: DemoCalendar, row: dict[str, Any]) -> dict[str, Any]:
    """What the registers tell: the benefit and since when, moved to the day of the demo."""
    facts = dict(row["facts"])
    if "unemployed_since" in row:
        facts["unemployed_since"] = calendar.same_months(row["unemployed_since"]).isoformat()
    if "sick_since" in row:
        facts["sick_since"] = calendar.same_days(row["sick_since"]).isoformat()
    return facts
