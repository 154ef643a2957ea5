"""One citizen against every place: for somebody who chooses by hand, what each place passes, what it fails, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from portal.domain.matching.columns import Columns
from portal.domain.matching.explanation import passed_limits, ruling_of
from portal.domain.matching.left_out import failed_sentence
from portal.domain.matching.limits import failed_limits, kilometres
from portal.domain.matching.model import Instance
from portal.domain.matching.result import Passed
from portal.domain.matching.score import score

FAILS = "no"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A place for one citizen: its points, the distance, and every limit with its sentence, failed or not."""

    place_id: str
    points: int
    km: float
    limits: tuple[Passed, ...]
    """Outcome "yes", "assess" where a person must judge, or "no"."""

    @property
    def failed(self) -> tuple[Passed, ...]:
        return tuple(one for one in self.limits if one.outcome == FAILS)


def weighed(instance: Instance, citizen_id: str) -> tuple[Weighed, ...]:
    """Every place: those that can be chosen first and best first, then those that fail fewest limits.

    Raises KeyError for a citizen who is not in the instance.
    """
    columns = Columns(instance)
    i = columns.citizen_row[citizen_id]
    j = np.arange(len(columns.places))
    rows = np.full(len(j), i)
    if not len(j):
        return ()
    failed = failed_limits(columns, rows, j)
    points, km = score(columns, rows, j), kilometres(columns, rows, j)
    found = []
    for b in j.tolist():
        fails = [code for code, flags in failed.items() if flags[b]]
        limits = _limits(instance, columns, i, b, float(km[b]), fails)
        found.append(Weighed(columns.places[b].id, 0 if fails else int(points[b]), float(km[b]), limits))
    return tuple(sorted(found, key=lambda one: (len(one.failed), -one.points, one.km, one.place_id)))


def _limits(instance: Instance, columns: Columns, i: int, j: int, km: float, fails: list[str]) -> tuple[Passed, ...]:
    """All limits in their order, each in the words that runs use."""
    passed = passed_limits(columns, i, j, ruling_of(instance, columns, i, j)[0], km)
    return tuple(
        Passed(one.code, failed_sentence(instance, columns, i, j, one.code), FAILS) if one.code in fails else one
        for one in passed
    )
