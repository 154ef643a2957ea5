"""What a person has had at a workplace before: the law's weeks run on when the same work is had there again."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol


class Period(Protocol):
    """A kind of placement that was had at the workplace: which work (DISCO-08), and the days; no last day: it goes on."""

    @property
    def kind(self) -> str: ...
    @property
    def work_code(self) -> str: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date | None: ...


def earlier_here(periods: Iterable[Period], kind: str, work_code: str, on: date) -> tuple[Fraction, bool]:
    """The weeks of the same kind and work before `on`, and whether the same kind was had with other work."""
    weeks, other = Fraction(0), False
    for one in periods:
        last = min(one.last or date.max, on - timedelta(days=1))
        if one.kind != kind or one.first > last:
            continue
        if one.work_code == work_code:
            weeks += Fraction((last - one.first).days + 1, 7)
        else:
            other = True
    return weeks, other
