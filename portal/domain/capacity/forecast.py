"""How long it takes until so many places have become free: a range that holds in four cases of five.

Places become free one by one, each person staying for her own time. With d person-days seen, in which n places became
free, and c places in use, the time t until k more are free follows

    x / (1 - x) = t · c / d     with     x ~ Beta(k, n + ½)

which is the predictive distribution of a Poisson process under Jeffreys' prior. The ends of the range are its 10 and
90 per cent points. No date is ever promised; where little is known the range is wide, and where next to nothing is
known there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from scipy.special import betaincinv

PRIOR = 0.5
LOW, HIGH = 0.1, 0.9
FEWEST = 4
"""So many places must have become free before anything is said: fewer tell next to nothing."""
LONGEST = 104
"""A range that goes beyond two years helps nobody to plan."""


@dataclass(frozen=True)
class Turnover:
    """What has been seen of a pool: how many places became free, in how many person-days of people being there."""

    freed: int
    person_days: float


@dataclass(frozen=True)
class Wait:
    """Whole weeks, from and to. Never a single number."""

    low: int
    high: int

    def may_outlast(self, last: date | None, today: date) -> bool:
        """May the last day to come in be over before there is a place?"""
        return last is not None and today + timedelta(weeks=self.high) > last


def interval(needed: int, turnover: Turnover, places: int) -> tuple[float, float]:
    """Days until `needed` places have become free, the 10 and the 90 per cent point."""
    share = [float(betaincinv(needed, turnover.freed + PRIOR, p)) for p in (LOW, HIGH)]
    low, high = (turnover.person_days / places * x / (1 - x) for x in share)
    return low, high


def forecast(needed: int, turnover: Turnover, places: int) -> Wait | None:
    """The range in whole weeks; None where it cannot be said. `needed` 0 means that there is a place now."""
    if needed == 0:
        return Wait(0, 1)
    if turnover.freed < FEWEST or places < 1 or turnover.person_days <= 0:
        return None
    low, high = (round(days / 7) for days in interval(needed, turnover, places))
    return Wait(low, max(high, low + 1)) if high <= LONGEST else None
