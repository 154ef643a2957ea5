"""The checker accepts every result of the solver, and rejects one where anything at all was changed."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from portal.domain.matching.engine import compute
from portal.domain.matching.exchange_result import result_text
from portal.domain.matching.model import Instance
from portal.domain.matching.solve import result_of
from portal.domain.matching.verification import Rejected, verify
from tests.domain.matching_worlds import SHAPES, world


def document(instance: Instance) -> dict[str, Any]:
    """The RESULT file, as read again."""
    run = compute(instance)
    return json.loads("".join(result_text(run, result_of(run))))


def rejected(instance: Instance, changed: Any) -> bool:
    """The checker says no, with a sentence."""
    try:
        verify(instance, changed)
    except Rejected as error:
        return str(error).endswith(".")
    return False


@pytest.mark.parametrize("shape", SHAPES)
def test_every_result_is_accepted(shape: str) -> None:
    for seed in range(25):
        instance = world(seed, shape, people=12)
        verify(instance, document(instance))


@pytest.mark.slow
def test_thousands_of_results_are_accepted() -> None:
    for seed in range(20_000, 23_000):
        instance = world(seed)
        verify(instance, document(instance))


@pytest.mark.parametrize("shape", SHAPES)
def test_one_changed_number_is_rejected(shape: str) -> None:
    instance = world(4, shape)
    right = document(instance)
    for path in numbers(right, ()):
        for change in (1, -1):
            assert rejected(instance, altered(right, path, change)), f"{path} {change:+}"


def test_every_price_of_a_posting_or_workplace_without_room_is_checked_too() -> None:
    """A price on nothing is not in the sum; it must be the smallest that works."""
    checked = 0
    for seed in range(60):
        instance = world(seed, "tight_workplaces")
        right = document(instance)
        for side in ("postings", "workplaces"):
            for name in right["certificate"][side]:
                assert rejected(instance, altered(right, ("certificate", side, name), 1))
                checked += 1
    assert checked > 50


@pytest.mark.parametrize("seed", range(12))
def test_a_pair_moved_to_another_posting_is_rejected(seed: int) -> None:
    instance = world(seed, "many_places")
    right = document(instance)
    for index, pair in enumerate(right["pairs"]):
        for posting in {p.id for p in instance.places} - {pair["posting"]}:
            changed = copy.deepcopy(right)
            changed["pairs"][index]["posting"] = posting
            assert rejected(instance, changed)


def test_a_pair_taken_away_added_or_doubled_is_rejected() -> None:
    instance = world(9, "many_places")
    right = document(instance)
    assert right["pairs"]
    for pairs in (right["pairs"][1:], right["pairs"] + right["pairs"][:1]):
        assert rejected(instance, {**right, "pairs": pairs})
    fewer = {
        **right,
        "pairs": right["pairs"][1:],
        "matched": right["matched"] - 1,
        "total": right["total"] - right["pairs"][0]["score"],
    }
    assert rejected(instance, fewer)


def test_what_a_person_must_judge_cannot_be_hidden() -> None:
    found = False
    for seed in range(80):
        instance = world(seed, "picky", people=12)
        right = document(instance)
        for index, pair in enumerate(right["pairs"]):
            found = found or bool(pair["judge"])
            changed = copy.deepcopy(right)
            changed["pairs"][index]["judge"] = [] if pair["judge"] else ["kind"]
            assert rejected(instance, changed)
    assert found


def test_a_result_of_another_file_is_rejected() -> None:
    assert rejected(world(2, "many_places"), document(world(3, "many_places")))


@pytest.mark.parametrize("wrong", [None, [], {}, {"pairs": []}, "result", 7])
def test_something_that_is_no_result_is_rejected(wrong: Any) -> None:
    assert rejected(world(1), wrong)


def test_a_field_taken_away_is_rejected() -> None:
    instance = world(6, "workplaces")
    right = document(instance)
    for name in set(right) - {"engine", "weights_version", "law", "input_digest", "seconds"}:
        assert rejected(instance, {key: value for key, value in right.items() if key != name}), name


def numbers(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The path of every number in the document."""
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from numbers(inner, (*path, name))
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from numbers(inner, (*path, index))
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path


def altered(right: Any, path: tuple[Any, ...], change: int) -> Any:
    """A copy with one number changed."""
    changed = copy.deepcopy(right)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] += change
    return changed
