"""How it stands with a programme's places today, and where somebody stands in line. Everything here only reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.domain.capacity import Places, Pool, Standing, Wait, forecast, pool_of, pools_of, standing
from portal.domain.eligibility import Programme
from portal.services.deadlines import pauses_since
from portal.services.work import Work
from portal.store import numbers, places

LOOK_BACK = timedelta(days=365)
"""The turnover of a year tells what to expect: seasons even out, and what was before that may have been different."""


@dataclass(frozen=True)
class ProgrammePlaces:
    """A programme with its pools as they stand today."""

    programme: Programme
    pools: tuple[Places, ...]
    in_line: int
    """Everybody in line, those with an offer and those in a short pause too."""
    standing: Standing

    @property
    def limit(self) -> int | None:
        """All places together; None where one of the pools has no limit."""
        limits = [one.limit for one in self.pools if one.limit is not None]
        return sum(limits) if len(limits) == len(self.pools) else None

    @property
    def taken(self) -> int:
        return sum(one.taken for one in self.pools)

    @property
    def offered(self) -> int:
        return sum(one.offered for one in self.pools)

    @property
    def is_full(self) -> bool:
        return self.standing is Standing.FULL

    def of_home(self, home: str) -> Places:
        """The pool of somebody who lives there."""
        pool = pool_of(self.programme, home)
        return next(one for one in self.pools if one.pool == pool)

    def limit_for(self, home: str | None) -> int | None:
        """The places somebody from there competes for; without a home all of them."""
        return self.of_home(home).limit if home else self.limit

    def is_full_for(self, home: str | None) -> bool:
        """Must somebody from there wait? Without a home: must everybody?"""
        return self.of_home(home).is_full if home else all(one.is_full for one in self.pools)


@dataclass(frozen=True)
class LinePlace:
    """Where somebody stands in line, and how long it takes; `wait` is None where that cannot be said."""

    number: int
    wait: Wait | None
    last: date | None
    """The last day to come in, when the wait may be longer than that."""


def hold(work: Work, programme_code: str) -> None:
    """Nobody else gives, takes or offers a place in this programme until the transaction ends.

    Whoever needs the case as well takes the places first and then the case, so that nobody waits crosswise.
    """
    numbers.one_at_a_time(work.session, f"places:{programme_code}"[:40])


def of_programmes(work: Work, programmes: Iterable[Programme]) -> Mapping[str, ProgrammePlaces]:
    """By code. Programmes where nobody counts places need no query, unless all are asked for at once."""
    asked = tuple(programmes)
    counted = [one for one in asked if any(pool.limit is not None for pool in pools_of(one))]
    since = {one.code: pauses_since(work, one) for one in counted}
    found = places.count(work.session, since) if since else []
    return {one.code: _put_together(one, found, work.today) for one in asked}


def of_programme(work: Work, programme: Programme) -> ProgrammePlaces:
    return of_programmes(work, (programme,))[programme.code]


def of_home(work: Work, programme: Programme, home: str) -> Places:
    """The places that somebody who lives there can have."""
    return of_programme(work, programme).of_home(home)


def line_place(work: Work, programme: Programme, home: str, enrolment_id: UUID) -> LinePlace:
    """Her number and her wait: at most three queries."""
    pool = pool_of(programme, home)
    here = places.stand(work.session, pool, enrolment_id, pauses_since(work, programme))
    wait = _wait(work, of_home(work, programme, home), here.ahead) if pool.limit else None
    return _line_place(work, programme, here.number, wait)


def wait_for_newcomer(work: Work, found: ProgrammePlaces, home: str | None) -> Wait | None:
    """What to tell somebody who thinks of joining the line, from the pool of her home if she has told where it is."""
    one = found.of_home(home) if home else found.pools[0]
    return _wait(work, one, one.in_turn) if one.limit and (home or len(found.pools) == 1) else None


def _line_place(work: Work, programme: Programme, number: int, wait: Wait | None) -> LinePlace:
    last = programme.term.last
    return LinePlace(number, wait, last if wait and wait.may_outlast(last, work.today) else None)


def _wait(work: Work, one: Places, ahead: int) -> Wait | None:
    assert one.limit is not None
    seen = places.turnover(work.session, one.pool, work.now - LOOK_BACK, work.now)
    return forecast(one.needed(ahead), seen, one.limit)


def _put_together(programme: Programme, counts: Iterable[places.Count], today: date) -> ProgrammePlaces:
    own = [one for one in counts if one.programme == programme.code]
    pools = tuple(_sum(pool, own) for pool in pools_of(programme))
    return ProgrammePlaces(programme, pools, sum(one.in_line for one in own), standing(programme, pools, today))


def _sum(pool: Pool, counts: Iterable[places.Count]) -> Places:
    mine = [one for one in counts if pool.holds(one.home)]
    return Places(
        pool,
        taken=sum(one.taken for one in mine),
        offered=sum(one.offered for one in mine),
        in_turn=sum(one.in_turn for one in mine),
    )
