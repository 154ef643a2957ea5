"""A programme's money: what is granted for a year and what is spent. Nothing is ever changed, only added to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.errors import Refused, Stale
from portal.services.work import Work
from portal.store import budgets
from portal.store.base import new_id
from portal.store.budgets import GrantRecord, ProgrammeGrant, ProgrammeSpending, SpendingRecord

FIRST_YEAR = 2015
YEARS_AHEAD = 5
MOST = 999_999_999
"""Kroner; more is a slip of the finger."""


@dataclass(frozen=True)
class SetGrant:
    """`seen` is the number of the newest grant the manager saw; 0 where there was none."""

    programme: str
    lead_municipality: str
    year: int
    amount: int
    note: str
    seen: int


@dataclass(frozen=True)
class AddSpending:
    programme: str
    lead_municipality: str
    paid_on: date
    amount: int
    what: str


@dataclass(frozen=True)
class Year:
    """Kroner granted and spent in a calendar year; `granted` is None where nobody has written it down."""

    year: int
    granted: int | None
    spent: int

    @property
    def left(self) -> int | None:
        return None if self.granted is None else self.granted - self.spent


def set_grant(work: Work, cmd: SetGrant) -> None:
    """The grant of a year from now on. What it was before stays beside it, with who and why.

    Two who write at once: the second one sees the first one's number before hers counts (Stale).
    """
    last = budgets.last_number(work.session, cmd.programme)
    if cmd.seen != last:
        raise Stale
    if not FIRST_YEAR <= cmd.year <= work.today.year + YEARS_AHEAD:
        raise Refused(f"Skriv et år mellem {FIRST_YEAR} og {work.today.year + YEARS_AHEAD}.", "grant_year")
    if not 0 <= cmd.amount <= MOST:
        raise Refused("Skriv et beløb fra 0 til 999.999.999 kroner.", "grant_amount")
    note = _words(cmd.note, "grant_note", "Skriv, hvor bevillingen kommer fra, eller hvorfor den ændrer sig.")
    years = {one.year: one for one in years_of(budgets.list_grants(work.session, cmd.programme), ())}
    before = years[cmd.year].granted if cmd.year in years else None
    row = ProgrammeGrant(id=new_id(), programme_code=cmd.programme, number=last + 1, year=cmd.year)
    row.amount, row.note, row.made_by, row.at = cmd.amount, note, _maker(work), work.now
    work.session.add(row)
    work.audit(
        "budget",
        "grant",
        row.id,
        municipality=cmd.lead_municipality,
        programme=cmd.programme,
        year=cmd.year,
        amount=cmd.amount,
        before=before,
    )


def add_spending(work: Work, cmd: AddSpending) -> None:
    """Something that is paid. With a minus it puts an earlier one right; both stay."""
    if cmd.paid_on > work.today:
        raise Refused("Dagen er ikke kommet endnu. Skriv den dag, pengene er betalt.", "spent_on")
    if cmd.paid_on.year < FIRST_YEAR:
        raise Refused(f"Skriv en dag fra {FIRST_YEAR} eller senere.", "spent_on")
    if not 0 < abs(cmd.amount) <= MOST:
        raise Refused("Skriv et beløb, der ikke er 0 og højst er 999.999.999 kroner.", "spent_amount")
    what = _words(cmd.what, "spent_what", "Skriv, hvad pengene er brugt til, eller hvad du retter.")
    row = ProgrammeSpending(id=new_id(), programme_code=cmd.programme, paid_on=cmd.paid_on, amount=cmd.amount)
    row.what, row.made_by, row.at = what, _maker(work), work.now
    work.session.add(row)
    work.audit(
        "budget",
        "spend",
        row.id,
        municipality=cmd.lead_municipality,
        programme=cmd.programme,
        paid_on=str(cmd.paid_on),
        amount=cmd.amount,
    )


def years_of(grants: Iterable[GrantRecord], spending: Iterable[SpendingRecord]) -> list[Year]:
    """The newest year first. Of several grants for a year the newest one counts."""
    granted = {one.year: one.amount for one in sorted(grants, key=lambda one: one.number)}
    spent: dict[int, int] = {}
    for one in spending:
        spent[one.paid_on.year] = spent.get(one.paid_on.year, 0) + one.amount
    return [Year(year, granted.get(year), spent.get(year, 0)) for year in sorted({*granted, *spent}, reverse=True)]


def _words(text: str, field: str, fault: str) -> str:
    if not text.strip():
        raise Refused(fault, field)
    return text.strip()


def _maker(work: Work) -> UUID:
    assert work.actor.user_id is not None
    return work.actor.user_id
