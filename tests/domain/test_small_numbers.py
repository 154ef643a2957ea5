"""Totals hide the few, and nobody can work them out from what stands beside them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.small_numbers import FEWEST, HIDDEN, Shown, around, band, beside, shown, total

FEW = Shown(1, 4)


@pytest.mark.parametrize(("number", "seen"), [(0, Shown(0, 0)), (1, FEW), (4, FEW), (5, Shown(5, 5))])
def test_a_number_under_five_is_hidden(number: int, seen: Shown) -> None:
    assert shown(number) == seen


def test_a_sum_tells_no_more_than_its_parts() -> None:
    assert total([shown(12), shown(3), shown(0)]) == Shown(13, 16)
    assert total([shown(12), shown(8)]) == Shown(20, 20)
    assert total([shown(12), HIDDEN]) == Shown(13, None)


def test_one_part_is_all_of_them() -> None:
    assert beside([shown(12), shown(3)], [15]) == (Shown(13, 16),)


def test_a_second_one_is_hidden_where_the_sum_would_tell_the_first() -> None:
    assert beside([shown(30)], [3, 20, 7]) == (HIDDEN, Shown(20, 20), HIDDEN)


def test_nothing_is_hidden_where_nobody_is_few() -> None:
    assert beside([shown(20), shown(10)], [30, 0]) == (Shown(30, 30), Shown(0, 0))


def test_parts_that_would_tell_a_hidden_state_are_hidden() -> None:
    assert beside([shown(20), shown(2)], [12, 10]) == (Shown(12, 12), HIDDEN)


MOST = 30
"""More than any of the made-up towns has in one part."""


def sums(cells: list[Shown]) -> set[int]:
    """Everything the cells can add up to, by trying them all."""
    found = {0}
    for one in cells:
        found = {so_far + n for so_far in found for n in span(one)}
    return found


def span(one: Shown) -> range:
    return range(one.low, (MOST if one.high is None else one.high) + 1)


def possible(cells: list[Shown], n: int, whole: set[int]) -> set[int]:
    """What one of the cells can be, to somebody who tries every number in every other."""
    others = sums([*cells[:n], *cells[n + 1 :]])
    return {value for value in span(cells[n]) if any(value + rest in whole for rest in others)}


@given(
    st.lists(st.integers(0, 7), min_size=1, max_size=4).flatmap(
        lambda states: st.tuples(st.just(states), st.lists(st.integers(0, sum(states)), min_size=1, max_size=3))
    )
)
def test_whoever_adds_and_subtracts_learns_nothing(town: tuple[list[int], list[int]]) -> None:
    states, cuts = town
    ends = [0, *sorted(cuts), sum(states)]
    homes = [after - before for before, after in pairwise(ends)]
    cells = [shown(one) for one in states]
    parts = list(beside(cells, homes))
    for own, numbers, other in ((cells, states, parts), (parts, homes, cells)):
        for n in range(len(own) if parts else 0):
            told = possible(own, n, sums(other))
            assert numbers[n] in told, "what is shown is true"
            assert told >= {1, 2, 3, 4} or not 0 < numbers[n] < FEWEST


@pytest.mark.parametrize(
    ("number", "seen"), [(0, Shown(0, 4)), (4, Shown(0, 4)), (5, Shown(5, 9)), (12, Shown(10, 14))]
)
def test_a_band_tells_nobody_from_somebody_no_more_than_four_from_three(number: int, seen: Shown) -> None:
    assert band(number) == seen


@given(st.lists(st.integers(0, 30), min_size=1, max_size=7))
def test_the_sum_of_bands_narrows_none_of_them(numbers: list[int]) -> None:
    bands = [band(one) for one in numbers]
    whole = around(bands, sum(numbers))
    assert sum(numbers) in span(whole)
    for n, one in enumerate(bands):
        assert possible(bands, n, set(span(whole))) == set(span(one))
