"""A run on several workers gives, byte for byte, what one gives, and its proof is of the whole."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from portal.domain.matching import candidates, parts
from portal.domain.matching.candidates import feasible_edges
from portal.domain.matching.columns import Columns
from portal.domain.matching.engine import compute
from portal.domain.matching.exchange_result import result_text
from portal.domain.matching.parts import compute_in_parts
from portal.domain.matching.solve import result_of
from tests.domain.matching_worlds import SHAPES, world


@pytest.mark.parametrize("shape", SHAPES)
def test_any_number_of_parts_gives_the_same_bytes(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "BLOCK_CITIZENS", 4)
    for seed in range(4):
        instance = world(seed, shape, people=25)
        whole = compute(instance)
        for number in (1, 2, 5, 40):
            run = compute_in_parts(instance, number, map)
            assert "".join(result_text(run, result_of(run))) == "".join(result_text(whole, result_of(whole)))


def test_workers_may_be_other_processes() -> None:
    instance = world(7, "workplaces", people=60)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        run = compute_in_parts(instance, 3, workers.map)
    assert run.chosen.tolist() == compute(instance).chosen.tolist()
    assert run.proof.bound == compute(instance).proof.bound


def test_an_earlier_answer_is_kept_as_close_to() -> None:
    instance = world(13, "ties", people=25)
    previous = compute(instance).answer()
    turned = dict(zip(previous, reversed(previous.values()), strict=True))
    run = compute_in_parts(instance, 3, map, turned)
    assert run.answer() == compute(instance, turned).answer()


def test_only_what_is_large_is_dealt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = world(7, "workplaces", people=12)
    assert parts.workers_for(instance) == 1
    monkeypatch.setattr(parts, "LARGE", 1)
    monkeypatch.setattr(parts.os, "cpu_count", lambda: 3)
    assert parts.workers_for(instance) == 3


def test_the_size_of_the_groups_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = Columns(world(9, "ordinary", people=60))
    at_once = feasible_edges(columns)
    monkeypatch.setattr(candidates, "BLOCK_CITIZENS", 3)
    bit_by_bit = feasible_edges(columns)
    assert len(at_once.place) > 0
    for column in ("start", "place", "points"):
        assert getattr(at_once, column).tolist() == getattr(bit_by_bit, column).tolist()
