"""Kleene's tables, whole: every pair of outcomes, and every way a range can lie about a limit."""

from itertools import product

import pytest

from portal.domain.eligibility.kleene import MET, UNKNOWN, UNMET, all_of, any_of, at_least, at_most

RANK = {UNMET: 0, UNKNOWN: 1, MET: 2}
TRIPLES = list(product(RANK, repeat=3))


@pytest.mark.parametrize("outcomes", [*product(RANK), *product(RANK, repeat=2), *TRIPLES])
def test_and_is_the_least_and_or_the_greatest(outcomes):
    assert all_of(outcomes) is min(outcomes, key=RANK.get)
    assert any_of(outcomes) is max(outcomes, key=RANK.get)


def test_of_nothing_all_hold_and_none_holds():
    assert all_of([]) is MET
    assert any_of([]) is UNMET


LIMIT = 3
ENDS = [None, 0, 2, 2.9, 3, 3.1, 4]


@pytest.mark.parametrize(("low", "high"), [(a, b) for a, b in product(ENDS, ENDS) if a is None or b is None or a <= b])
def test_a_range_answers_as_all_its_numbers_do(low, high):
    numbers = [n for n in (-5, 0, 1, 2, 2.5, 2.9, 3, 3.05, 3.1, 3.5, 4, 9)]
    inside = [n for n in numbers if (low is None or n >= low) and (high is None or n <= high)]
    assert at_least(low, high, LIMIT) is _together({n >= LIMIT for n in inside})
    assert at_most(low, high, LIMIT) is _together({n <= LIMIT for n in inside})


def _together(answers):
    return UNKNOWN if len(answers) == 2 else MET if answers == {True} else UNMET
