"""Totals that tell nothing about one person: what is under five is hidden, and cannot be worked out from the rest.

Everything that is shown is put together from cells, each of them hidden by itself: a sum of cells is the range that the
cells leave open, never the number behind it. So nobody learns more from a sum than from its parts. A second division of
the same people, such as by municipality, is looked at as somebody would who wanted to know, and hidden as far as needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""A smaller number of people could tell who they are to somebody who does not work with their cases."""


@dataclass(frozen=True)
class Shown:
    """What is told of a number: that it lies from `low` to `high`, both included. `high` None tells no end."""

    low: int
    high: int | None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def is_few(self) -> bool:
        """Hidden as a small number."""
        return (self.low, self.high) == (1, FEWEST - 1)


HIDDEN: Final = Shown(1, None)
"""Somebody, and no more is told: few themselves, or hidden for the sake of the few."""


def shown(number: int) -> Shown:
    """One cell by itself: nobody, few, or the number."""
    return Shown(1, FEWEST - 1) if 0 < number < FEWEST else Shown(number, number)


def band(number: int) -> Shown:
    """The five numbers it is one of: 0–4, 5–9 and so on. For what is asked again and again with a little changed in the
    question, where also nobody, or one more than before, would tell of somebody.
    """
    low = number - number % FEWEST
    return Shown(low, low + FEWEST - 1)


def around(bands: Sequence[Shown], number: int) -> Shown:
    """The sum of what lies in the bands as a band, made wider until it tells no more of any of them."""
    whole = band(number)
    while not all(_is_open(one, _others(bands, n), whole) for n, one in enumerate(bands)):
        whole = Shown(whole.low - FEWEST, whole.high)
    return whole


def total(cells: Iterable[Shown]) -> Shown:
    """The range the cells leave open."""
    cells = tuple(cells)
    highs = [one.high for one in cells if one.high is not None]
    return Shown(sum(one.low for one in cells), sum(highs) if len(highs) == len(cells) else None)


def beside(cells: Sequence[Shown], numbers: Sequence[int]) -> tuple[Shown, ...]:
    """The same people divided once more, shown beside the cells; empty where nothing of it can be shown.

    One part is all of them. Of more, the smallest that is still shown is hidden until no hidden number on either side
    can be told more closely than "few".
    """
    if len(numbers) == 1:
        return (total(cells),)
    hidden = {n for n, number in enumerate(numbers) if 0 < number < FEWEST}
    while True:
        parts = tuple(HIDDEN if n in hidden else Shown(number, number) for n, number in enumerate(numbers))
        if _keeps(cells, parts) and _keeps_few(numbers, parts, total(cells)):
            return parts
        left = [n for n, number in enumerate(numbers) if number and n not in hidden]
        if not left:
            return ()
        hidden.add(min(left, key=lambda n: (numbers[n], n)))


def _keeps(cells: Sequence[Shown], parts: Sequence[Shown]) -> bool:
    """Do the parts leave every hidden cell as open as it is by itself?"""
    whole = total(parts)
    return all(_is_open(one, _others(cells, n), whole) for n, one in enumerate(cells) if not one.is_exact)


def _keeps_few(numbers: Sequence[int], parts: Sequence[Shown], whole: Shown) -> bool:
    """Does the whole leave every part with few people open? Those hidden for their sake need it not for their own."""
    return all(
        _is_open(shown(number), _others(parts, n), whole)
        for n, number in enumerate(numbers)
        if not shown(number).is_exact
    )


def _others(cells: Sequence[Shown], n: int) -> Shown:
    return total([*cells[:n], *cells[n + 1 :]])


def _is_open(one: Shown, others: Shown, whole: Shown) -> bool:
    """Can it still be everything from its low to its high, when it and the others make up the whole?"""
    assert one.high is not None
    reaches_low = others.high is None or whole.low - others.high <= one.low
    reaches_high = whole.high is None or whole.high - others.low >= one.high
    return reaches_low and reaches_high
