"""What is granted and spent is added to and never changed, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.errors import Refused, Stale
from portal.services.budget import AddSpending, SetGrant, Year, add_spending, set_grant, years_of
from portal.services.work import Work
from portal.store import budgets
from portal.store.audit import AuditEntry
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

CODE = "senior_advisory_board"
GRANT = SetGrant(CODE, "159", 2026, 1_800_000, "Styrelsens pulje", seen=0)
SPENT = AddSpending(CODE, "159", date(2026, 4, 27), 412_000, "Løn")


@pytest.fixture
def work(make: Factory, make_work: MakeWork) -> Work:
    return make_work(actor(make.user(Role.PROGRAMME_MANAGER, "Camilla Rask", municipalities=["159"])))


def years(work: Work) -> list[Year]:
    work.session.flush()
    return years_of(budgets.list_grants(work.session, CODE), budgets.list_spending(work.session, CODE))


def test_a_new_grant_stands_beside_the_old_one(work: Work) -> None:
    set_grant(work, GRANT)
    work.session.flush()
    set_grant(work, replace(GRANT, amount=2_270_000, note="Kommunerne lægger til", seen=1))
    assert years(work) == [Year(2026, 2_270_000, 0)]
    kept = budgets.list_grants(work.session, CODE)
    assert [(one.amount, one.note, one.who) for one in kept] == [
        (2_270_000, "Kommunerne lægger til", "Camilla Rask"),
        (1_800_000, "Styrelsens pulje", "Camilla Rask"),
    ]
    trail = list(work.session.scalars(select(AuditEntry).where(AuditEntry.noun == "budget").order_by(AuditEntry.id)))
    assert [(one.action, one.detail["before"], one.detail["amount"]) for one in trail] == [
        ("budget.grant", None, 1_800_000),
        ("budget.grant", 1_800_000, 2_270_000),
    ]


def test_nobody_writes_over_a_grant_she_has_not_seen(work: Work) -> None:
    set_grant(work, GRANT)
    work.session.flush()
    with pytest.raises(Stale):
        set_grant(work, replace(GRANT, amount=1))
    assert years(work) == [Year(2026, 1_800_000, 0)]


def test_what_is_spent_is_summed_by_the_year_it_was_paid(work: Work) -> None:
    set_grant(work, GRANT)
    add_spending(work, SPENT)
    add_spending(work, replace(SPENT, amount=-12_000, what="Retter lønnen"))
    add_spending(work, replace(SPENT, paid_on=date(2025, 12, 31), amount=5_000))
    found = years(work)
    assert found == [Year(2026, 1_800_000, 400_000), Year(2025, None, 5_000)]
    assert [one.left for one in found] == [1_400_000, None]
    assert len(budgets.list_spending(work.session, CODE)) == 3
    assert budgets.list_spending(work.session, "health_support") == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": 2014}, "grant_year"),
        ({"year": 2032}, "grant_year"),
        ({"amount": -1}, "grant_amount"),
        ({"amount": 1_000_000_000}, "grant_amount"),
        ({"note": "  "}, "grant_note"),
    ],
)
def test_a_grant_that_cannot_be_is_refused(work: Work, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as fault:
        set_grant(work, replace(GRANT, **wrong))  # type: ignore[arg-type]
    assert fault.value.field == field
    assert years(work) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"paid_on": NOW.date() + timedelta(days=1)}, "spent_on"),
        ({"paid_on": date(2014, 12, 31)}, "spent_on"),
        ({"amount": 0}, "spent_amount"),
        ({"amount": -1_000_000_000}, "spent_amount"),
        ({"what": ""}, "spent_what"),
    ],
)
def test_a_spending_that_cannot_be_is_refused(work: Work, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as fault:
        add_spending(work, replace(SPENT, **wrong))  # type: ignore[arg-type]
    assert fault.value.field == field
    assert years(work) == []
