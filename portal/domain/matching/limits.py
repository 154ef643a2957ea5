"""The hard limits: a pair of citizen i and place j is feasible only if none of them fails (matching.md 1.2).

Each limit is a function of columns and two arrays of rows, which broadcast: give it two long columns for a list of
pairs, or a column and a row for every pair of two groups. It answers True where the limit *fails*. The Danish
reasons stand in `sentences.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portal.domain.matching import codes
from portal.domain.matching.columns import Columns
from portal.domain.matching.distance import km_between
from portal.domain.matching.law import ASSESS, NO

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
Limit = Callable[[Columns, Rows, Rows], Flags]


def fails_kind(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The place's kind is not among the citizen's, or the law does not allow it on the start day."""
    kind, _, _ = columns.law.outcomes(i, j, columns.start_days(i, j))
    return np.asarray(_lacks(columns, "kind", i, j) | (kind == NO))


def fails_duration(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The place lasts longer than the law's maximum for the pair."""
    _, duration, _ = columns.law.outcomes(i, j, columns.start_days(i, j))
    return np.asarray(duration == NO)


def fails_previous_company(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The law does not let the citizen go back to this company."""
    _, _, previous = columns.law.outcomes(i, j, columns.start_days(i, j))
    return np.asarray(previous == NO)


def forbidden(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The law says no to the kind, the duration or the company: the last three limits' law in one question."""
    answers = columns.law.outcomes(i, j, columns.start_days(i, j))
    return np.asarray(np.maximum.reduce(answers) == NO)


def fails_hours(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The two ranges of weekly hours have no number in common; both ends belong to a range."""
    return np.asarray(
        (columns.hours_max[i] < columns.place_hours_min[j]) | (columns.place_hours_max[j] < columns.hours_min[i])
    )


def fails_start(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The later of the citizen's and the place's first day is after the place's last."""
    return columns.start_days(i, j) > columns.start_to[j]


def fails_travel(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The great-circle distance is more than the citizen's `max_km`."""
    return kilometres(columns, i, j) > columns.max_km[i]


def fails_needs(columns: Columns, i: Rows, j: Rows) -> Flags:
    """A need that blocks meets its demand: by a number always, otherwise unless the place offers to meet it."""
    failed = _lacks(columns, "needs", i, j)
    for code in codes.NEEDS_BY_NUMBER:
        failed = failed | (columns.number_limits[code][i] < columns.number_demands[code][j])
    return failed


def fails_language(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The place requires a language that the citizen does not have."""
    return _lacks(columns, "language", i, j)


def fails_licence(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The place requires a licence that the citizen does not have."""
    return _lacks(columns, "licence", i, j)


def fails_competence(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The place requires a competence that the citizen does not have."""
    return _lacks(columns, "competence", i, j)


def fails_declined(columns: Columns, i: Rows, j: Rows) -> Flags:
    """One of the two has said no to the other before."""
    if not columns.declined.size:
        return np.zeros(np.broadcast_shapes(np.shape(i), np.shape(j)), dtype=bool)
    key = i * np.int64(len(columns.places)) + j
    nearest = np.minimum(np.searchsorted(columns.declined, key), len(columns.declined) - 1)
    return np.asarray(columns.declined[nearest] == key)


def fails_open(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The posting is closed."""
    return np.broadcast_to(~columns.open[j], np.broadcast_shapes(np.shape(i), np.shape(j)))


def fails_headroom(columns: Columns, i: Rows, j: Rows) -> Flags:
    """The workplace has no room under the ratio and net expansion rules; only the store knows."""
    return np.broadcast_to(~columns.headroom[j], np.broadcast_shapes(np.shape(i), np.shape(j)))


LIMITS: Final[MappingProxyType[str, Limit]] = MappingProxyType(
    {
        "kind": fails_kind,
        "duration": fails_duration,
        "previous_company": fails_previous_company,
        "hours": fails_hours,
        "start": fails_start,
        "travel": fails_travel,
        "needs": fails_needs,
        "language": fails_language,
        "licence": fails_licence,
        "competence": fails_competence,
        "declined": fails_declined,
        "open": fails_open,
        "headroom": fails_headroom,
    }
)


def failed_limits(columns: Columns, i: Rows, j: Rows) -> dict[str, Flags]:
    """Every limit by name, with True where it fails; all are tried, so that a reason is never hidden by another."""
    shape = np.broadcast_shapes(np.shape(i), np.shape(j))
    return {code: np.broadcast_to(limit(columns, i, j), shape) for code, limit in LIMITS.items()}


def feasible(columns: Columns, i: Rows, j: Rows) -> Flags:
    """True where no limit fails."""
    return np.asarray(~np.logical_or.reduce(list(failed_limits(columns, i, j).values())))


def unclear(columns: Columns, i: int, j: int) -> tuple[str, ...]:
    """The limits of one pair that the law leaves to a person."""
    rows, places = np.array([i]), np.array([j])
    kind, duration, previous = columns.law.outcomes(rows, places, columns.start_days(rows, places))
    answers = {"kind": kind[0], "duration": duration[0], "previous_company": previous[0]}
    return tuple(code for code, answer in answers.items() if answer == ASSESS)


def kilometres(columns: Columns, i: Rows, j: Rows) -> NDArray[np.float64]:
    """How far the citizen has to the place."""
    homes, sites = columns.ends
    return km_between(homes.of(i), sites.of(j))


def _lacks(columns: Columns, limit: str, i: Rows, j: Rows) -> Flags:
    """The place asks for a bit of this limit that the citizen lacks."""
    shape = np.broadcast_shapes(np.shape(i), np.shape(j))
    failed = np.zeros(shape, dtype=bool)
    for word in np.flatnonzero(columns.masks[limit]):
        asks = columns.asks[:, word] & columns.masks[limit][word]
        failed |= (columns.lacks[:, word][i] & asks[j]) != 0
    return failed
