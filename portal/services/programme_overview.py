"""A programme as the one who leads it sees it: totals over all its municipalities, and nothing about one person.

Every number is put together from the same cells, and each cell with few people is hidden before it is added to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median, quantiles

from portal.domain.eligibility import Programme
from portal.domain.small_numbers import FEWEST, Shown, beside, shown, total
from portal.domain.workflow import EnrolmentState
from portal.domain.workflow.enrolment import ENDED
from portal.services.deadlines import pauses_since
from portal.services.no_solution import STANDARD
from portal.services.work import COPENHAGEN, Work, day_in_denmark
from portal.store import programme_totals as store
from portal.store.places import INSIDE
from portal.store.programme_totals import Cell

S = EnrolmentState
STEPS: Mapping[str, tuple[EnrolmentState, ...]] = {
    "new": (S.SUBMITTED,),
    "review": (S.IN_REVIEW, S.AWAITING_CITIZEN, S.REFUSAL_PROPOSED),
    "meeting": (S.MEETING_BOOKED,),
    "waiting": (S.WAITING_LIST,),
    "admitted": (S.ADMITTED,),
    "ready": (S.READY_FOR_MATCH,),
    "placement": (S.IN_PLACEMENT,),
    "paused": (S.PAUSED,),
    "closed": (S.CLOSED,),
    "refused": (S.REFUSED,),
    "withdrawn": (S.WITHDRAWN,),
}
"""The way through a programme; states that mean the same to the one who leads it stand together."""
STEP_OF = {state: step for step, states in STEPS.items() for state in states}
LOOK_BACK = timedelta(days=365)
FEWEST_FOR_TAIL = 20
"""So many decisions before the slowest tenth is told: of fewer it would be one or two people."""

Key = tuple[str, str, bool]
"""Step, what is kept in a pause, ready for long without a solution."""


@dataclass(frozen=True)
class Totals:
    """What is told of a programme's cases."""

    taken: Shown
    in_line: Shown
    unsolved: Shown
    steps: Mapping[str, Shown]
    cells: tuple[Shown, ...]
    """The open cases, as finely as they are told."""

    @property
    def open(self) -> Shown:
        return total(self.cells)


@dataclass(frozen=True)
class MunicipalityLoad:
    """The open cases that one municipality runs. Advisers are told only where the number of cases is."""

    municipality: str
    cases: Shown
    advisers: int | None


@dataclass(frozen=True)
class Days:
    """From the day somebody enrols until she has her answer: half of them are as quick, nine of ten as `most`."""

    half: int
    most: int | None


@dataclass(frozen=True)
class Overview:
    programme: Programme
    totals: Totals
    load: tuple[MunicipalityLoad, ...]
    """Empty where nothing of it can be told."""
    days: Days | None


def totals_of(work: Work, programmes: Iterable[Programme]) -> dict[str, Totals]:
    """By code; one query for all of them."""
    asked = tuple(programmes)
    since = {one.code: pauses_since(work, one) for one in asked}
    cells = store.count_cells(work.session, since, _midnight(work)) if asked else []
    return {one.code: _totals([cell for cell in cells if cell.programme == one.code]) for one in asked}


def overview_of(work: Work, programme: Programme) -> Overview:
    """Three queries."""
    totals = totals_of(work, (programme,))[programme.code]
    return Overview(programme, totals, _load(work, programme, totals), _days(work, programme))


def _midnight(work: Work) -> datetime:
    """Who was ready before this moment has been it for as many days as the list of the advisers begins with."""
    return datetime.combine(work.today - timedelta(days=STANDARD - 1), time(), COPENHAGEN)


def _totals(cells: Iterable[Cell]) -> Totals:
    numbers: dict[Key, int] = {}
    for cell in cells:
        key = (STEP_OF[EnrolmentState(cell.state)], cell.keeps, cell.is_unsolved)
        numbers[key] = numbers.get(key, 0) + cell.number
    told = {key: shown(number) for key, number in numbers.items()}
    inside = {STEP_OF[state] for state in INSIDE}
    ended = {STEP_OF[state] for state in ENDED if state in STEP_OF}
    return Totals(
        taken=total(one for (step, keeps, _), one in told.items() if step in inside or keeps == "place"),
        in_line=total(one for (step, keeps, _), one in told.items() if step == "waiting" or keeps == "number"),
        unsolved=total(one for (*_, is_unsolved), one in told.items() if is_unsolved),
        steps={name: total(one for (step, *_), one in told.items() if step == name) for name in STEPS},
        cells=tuple(one for (step, *_), one in told.items() if step not in ended),
    )


def _load(work: Work, programme: Programme, totals: Totals) -> tuple[MunicipalityLoad, ...]:
    found = store.count_load(work.session, programme.code)
    runs = {place.operated_by for place in programme.municipalities}
    codes = sorted(runs | set(found))
    told = beside(totals.cells, [found[code].cases if code in found else 0 for code in codes])
    return tuple(
        MunicipalityLoad(code, cases, found[code].advisers if cases.is_exact and code in found else None)
        for code, cases in zip(codes, told, strict=bool(told))
    )


def _days(work: Work, programme: Programme) -> Days | None:
    rows = store.list_decisions(work.session, programme.code, work.now - LOOK_BACK)
    days = [(day_in_denmark(decided) - day_in_denmark(sent)).days for sent, decided in rows]
    if len(days) < FEWEST:
        return None
    most = round(quantiles(days, n=10, method="inclusive")[-1]) if len(days) >= FEWEST_FOR_TAIL else None
    return Days(round(median(days)), most)
