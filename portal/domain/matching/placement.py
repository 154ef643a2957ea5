"""The placement law as the matching asks for it: the portal's legal tables behind the door of `law.py`.

The start day is the question's day, `own_employer` is false and the company is the posting's. A *no* or an *assess*
that is not about duration or last employer belongs to the limit `kind` (matching.md 1.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from portal.domain.dates import add_months
from portal.domain.matching.law import ASSESS, LAWS_REMEMBERED, NO, YES, Ruling
from portal.domain.matching.model import Citizen, Place
from portal.domain.placement_law import (
    Allowed,
    Benefit,
    HasEmployer,
    LawTables,
    PlacementKind,
    PlacementQuestion,
    Sector,
    Workplace,
    check_placement,
    earlier_here,
)
from portal.domain.placement_law.tables import BenefitClosedRow, DatedRow, PriorBenefitRow

LIMIT_OF_RULE: Final = {"duration": "duration", "last_employer": "previous_company"}
OUTCOME: Final = {Allowed.YES: YES, Allowed.ASSESS: ASSESS, Allowed.NO: NO}
EMPLOYER_ANSWERS: Final[dict[str | None, HasEmployer]] = {answer.value: answer for answer in HasEmployer}
ONE_DAY: Final = timedelta(days=1)
PROFILES_REMEMBERED: Final = 50_000
Profile = tuple[Hashable, tuple[date, ...]]


@dataclass(frozen=True)
class PlacementLaw:
    """The law of `tables`; `version` names the texts they were read from."""

    tables: LawTables
    version: str

    def ruling(self, citizen: Citizen, place: Place, on: date) -> Ruling:
        """Every rule is asked; each limit gets the gravest of its grounds, and the words of those: a no is no maybe."""
        question = _question(citizen, place, on)
        finding = check_placement(self.tables, question)
        gravest = {"kind": YES, "duration": YES, "previous_company": YES}
        grounds = [(LIMIT_OF_RULE.get(b.rule, "kind"), OUTCOME[b.allowed], b.text) for b in finding.blocks]
        for limit, outcome, _ in grounds:
            gravest[limit] = max(gravest[limit], outcome)
        reasons = tuple((limit, text) for limit, outcome, text in grounds if outcome == gravest[limit])
        used = float(question.earlier_weeks)
        return Ruling(max_weeks=finding.max_weeks, used_weeks=used, reasons=reasons, **gravest)

    def profile(self, citizen: Citizen) -> Profile:
        """Benefit, employer, what is unknown, and in which order the days come that can change an answer."""
        last = citizen.last_employer
        facts = (
            citizen.benefit,
            citizen.benefit_since,
            citizen.birth_date,
            citizen.has_employer,
            citizen.no_education,
            citizen.single_provider,
            last is None or last.cvr is None,
            last is None or last.p_number is None,
        )
        known = self._profiles.get(facts)
        if known is None:
            if len(self._profiles) >= PROFILES_REMEMBERED:
                self._profiles.clear()
            known = self._profiles[facts] = self._profile(citizen)
        return known

    @cached_property
    def _profiles(self) -> dict[Hashable, Profile]:
        return profiles_of(self)

    def _profile(self, citizen: Citizen) -> Profile:
        benefit, since, last = citizen.benefit, citizen.benefit_since, citizen.last_employer
        changes = [*self._prior_benefit_met(citizen), *self._table_changes]
        changes.sort()
        closed = tuple([since is not None and since >= day for day in self._closed.get(benefit, ())])
        unknown = (since is None, last is None or last.cvr is None, last is None or last.p_number is None)
        key = (benefit, _has_employer(citizen), closed, unknown, tuple([label for _, label in changes]))
        return key, tuple([day for day, _ in changes])

    def _prior_benefit_met(self, citizen: Citizen) -> Iterator[tuple[date, str]]:
        """For each demand for time on a benefit: the first day on which the months or the age meet it."""
        for months, age, schooled, provides, label in self._prior.get(citizen.benefit, ()):
            excused = (schooled and citizen.no_education) or (provides and citizen.single_provider)
            days = [date.min] if excused else []
            if citizen.benefit_since is not None:
                days.append(add_months(citizen.benefit_since, months))
            if citizen.birth_date is not None:
                days.append(_turns(citizen.birth_date, age))
            if days:
                yield min(days), label

    @cached_property
    def _prior(self) -> dict[str, list[tuple[int, int, bool, bool, str]]]:
        """By benefit: the months demanded, the age and the two excuses that free from them, and what they are called."""
        found: dict[str, set[tuple[int, int, bool, bool, str]]] = defaultdict(set)
        for row in self.tables.all(PriorBenefitRow):
            for benefit in row.benefits:
                excuses = (row.exempt_no_education, row.exempt_single_provider)
                label = f"prior {row.months} {row.exempt_from_age} {excuses}"
                found[benefit.value].add((row.months, row.exempt_from_age, *excuses, label))
        return {benefit: sorted(demands) for benefit, demands in found.items()}

    @cached_property
    def _closed(self) -> dict[str, list[date]]:
        found: dict[str, list[date]] = defaultdict(list)
        for row in self.tables.all(BenefitClosedRow):
            for benefit in row.benefits:
                found[benefit.value].append(row.closed_from)
        return found

    @cached_property
    def _table_changes(self) -> tuple[tuple[date, str], ...]:
        """The days on which another row of some table takes over, between two rows the nearest one."""
        families: dict[object, list[DatedRow]] = defaultdict(list)
        for row in self.tables.rows:
            for key in row.keys() if row.in_use else ():
                families[type(row), tuple(key)].append(row)
        days = {day for rows in families.values() for day in _handovers(rows)}
        return tuple((day, f"table {day}") for day in sorted(days))


@lru_cache(maxsize=LAWS_REMEMBERED)
def profiles_of(law: PlacementLaw) -> dict[Hashable, Profile]:
    """The profiles this law has read, by the facts they were read from; equal laws share one memory.

    The same people take part in run after run, and their dates are what takes time.
    """
    return {}


def _handovers(rows: list[DatedRow]) -> Iterator[date]:
    ordered = sorted(rows, key=lambda row: row.valid_from)
    for earlier, later in pairwise(ordered):
        last = earlier.valid_to or later.valid_from - ONE_DAY
        yield last + (later.valid_from - last) // 2 + ONE_DAY
        yield later.valid_from


def _question(citizen: Citizen, place: Place, on: date) -> PlacementQuestion:
    last = citizen.last_employer
    here = (one for one in citizen.earlier if one.p_number == place.company.p_number)
    weeks, been_here = earlier_here(here, place.kind, place.occupation, on)
    return PlacementQuestion(
        on=on,
        kind=PlacementKind(place.kind),
        benefit=Benefit(citizen.benefit),
        sector=Sector(place.company.sector),
        weeks=place.weeks,
        benefit_since=citizen.benefit_since,
        has_employer=_has_employer(citizen),
        birth_date=citizen.birth_date,
        no_education=citizen.no_education,
        single_provider=citizen.single_provider,
        company=Workplace(place.company.cvr, place.company.p_number),
        last_employer=Workplace(last.cvr, last.p_number) if last else Workplace(),
        earlier_weeks=weeks,
        been_here=been_here,
    )


def _has_employer(citizen: Citizen) -> HasEmployer | None:
    """ "Would rather talk" is not known."""
    return EMPLOYER_ANSWERS.get(citizen.has_employer)


def _turns(birth: date, age: int) -> date:
    """The first day of that age; who is born on 29 February turns on 1 March in a common year."""
    year = birth.year + age
    if year > date.max.year:
        return date.max
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
