"""The fairness page's numbers: intervals that hold, a bias that is found, and no alarm where there is nothing."""

from __future__ import annotations

import random

import pytest
from scipy.stats import fisher_exact

from portal.domain.fairness import Comparison, Count, Share, fisher, judged, wilson

RUNS, PEOPLE = 100, 800
KINDS = {
    "age": (("under_55", 0.2), ("55_59", 0.45), ("60_up", 0.35)),
    "sex": (("woman", 0.5), ("man", 0.5)),
    "programme": (("a", 0.5), ("b", 0.3), ("c", 0.15), ("d", 0.05)),
}


def town(draw: random.Random, bias: dict[str, float]) -> list[Comparison]:
    """A made-up town: everybody has the chances 0.6 of a proposal and 0.8 of an approval, but for the bias."""
    people = [
        {kind: draw.choices([g for g, _ in groups], [w for _, w in groups])[0] for kind, groups in KINDS.items()}
        for _ in range(PEOPLE)
    ]
    chance = [0.6 + sum(bias.get(group, 0.0) for group in one.values()) for one in people]
    proposed = [draw.random() < c for c in chance]
    approved = [got and draw.random() < 0.8 for got in proposed]
    return [
        Comparison(
            kind,
            outcome,
            tuple(
                Count(
                    group,
                    sum(who[kind] == group for who, asked in zip(people, of, strict=True) if asked),
                    sum(who[kind] == group for who, yes in zip(people, having, strict=True) if yes),
                )
                for group, _ in KINDS[kind]
            ),
        )
        for kind in KINDS
        for outcome, of, having in (("proposal", [True] * PEOPLE, proposed), ("approval", proposed, approved))
    ]


def flagged(comparisons: list[Comparison]) -> set[str]:
    return {share.group for _, shares in judged(comparisons) for share in shares if share.flagged}


def test_where_all_are_treated_alike_95_of_100_runs_are_quiet() -> None:
    assert sum(not flagged(town(random.Random(seed), {})) for seed in range(RUNS)) >= 95


@pytest.mark.parametrize("group", ["60_up", "woman", "b"])
def test_a_bias_is_found(group: str) -> None:
    """Fifteen to eighteen points fewer proposals for one group: found in at least 95 of 100 runs."""
    found = [flagged(town(random.Random(seed), {group: -0.2})) for seed in range(RUNS)]
    assert sum(group in groups or (group == "woman" and "man" in groups) for groups in found) >= 95


@pytest.mark.parametrize(
    ("having", "people", "low", "high"), [(6, 71, 0.0393, 0.1724), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_the_interval_is_wilsons(having: int, people: int, low: float, high: float) -> None:
    """The first is the example of the statistics page: 6 of 71 give 3.9 to 17.2 %."""
    assert wilson(having, people) == pytest.approx((low, high), abs=0.0002)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_exact_test_is_fishers() -> None:
    draw = random.Random(5)
    for _ in range(200):
        a, b, c, d = (draw.randint(0, 40) for _ in range(4))
        assert fisher(a, b, c, d) == pytest.approx(fisher_exact([[a, b], [c, d]])[1], abs=1e-9)
    assert fisher(60_000, 40_000, 120_000, 80_000) == pytest.approx(1.0)
    assert fisher(59_000, 41_000, 121_000, 79_000) < 1e-6


def shares(*counts: tuple[str, int, int]) -> dict[str, Share]:
    [(_, found)] = judged([Comparison("age", "proposal", tuple(Count(*one) for one in counts))])
    return {share.group: share for share in found}


def test_small_groups_are_hidden_and_cannot_be_worked_out() -> None:
    found = shares(("a", 4, 2), ("b", 30, 20), ("c", 12, 8))
    assert [group for group, share in found.items() if share.hidden] == ["a", "c"]
    assert (found["a"].people, found["c"].share) == (0, 0.0)
    assert found["b"].people == 30
    two = shares(("a", 4, 2), ("b", 3, 2), ("c", 12, 8))
    assert [group for group, share in two.items() if share.hidden] == ["a", "b"]


def test_nobody_at_all_is_an_answer() -> None:
    assert all(share.hidden for share in shares(("a", 0, 0), ("b", 0, 0)).values())
    assert judged([]) == []


def test_a_clear_difference_is_flagged_on_the_group_that_differs() -> None:
    found = shares(("a", 100, 20), ("b", 100, 70), ("c", 100, 70))
    assert found["a"].flagged
    assert found["a"].p < 0.001
    assert found["a"].high < found["b"].low
