"""Bad input, line by line: a right answer with its proof, or a clear refusal; never a crash, never a silent drop."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from portal.domain.matching import Hours, Instance, Keep, Refusal, Result, Weights
from portal.domain.matching.engine import compute
from portal.domain.matching.exchange_result import result_text
from portal.domain.matching.solve import result_of
from portal.domain.matching.verification import verify
from tests.domain.matching_oracles import answer, by_trying
from tests.domain.matching_worlds import LAW, ON
from tests.domain.test_matching_limits import BIRGIT, OFFICE

LARS, EVA = replace(BIRGIT, id="b2"), replace(BIRGIT, id="b3")
ELSEWHERE = replace(OFFICE, id="o2")


def town(*citizens: object, places: tuple = (OFFICE,), **more: object) -> Instance:
    return Instance(ON, citizens, places, law=LAW, **more)  # type: ignore[arg-type]


def solved(instance: Instance) -> Result:
    """The answer, once it has been tried against every other one and accepted by the checker."""
    run = compute(instance)
    assert answer(run) == by_trying(run)
    result = result_of(run)
    verify(instance, json.loads("".join(result_text(run, result))))
    everybody = {pair.citizen_id for pair in result.pairs} | {one.citizen_id for one in result.unmatched}
    assert everybody == {one.id for one in instance.citizens}, "nobody is dropped in silence"
    return result


@pytest.mark.parametrize("places", [(), (replace(OFFICE, places=0),), (replace(OFFICE, open=False),)])
def test_zero_places(places: tuple) -> None:
    result = solved(town(BIRGIT, LARS, places=places))
    assert result.matched == 0
    assert all(one.sentences for one in result.unmatched)


def test_no_citizens() -> None:
    result = solved(town())
    assert (result.matched, [one.free for one in result.unfilled]) == (0, [OFFICE.places])


def test_nobody_and_nothing() -> None:
    assert solved(town(places=())).certificate.bound == 0


def test_no_feasible_pair() -> None:
    far = replace(BIRGIT, lat=57.7, lon=10.6, max_km=5)
    [left] = solved(town(far)).unmatched
    assert dict(left.limits) == {"travel": 1}
    assert left.sentences


def test_a_citizen_without_wishes() -> None:
    [pair] = solved(town(replace(BIRGIT, occupations=()))).pairs
    assert {part.code: part.points for part in pair.parts}["occupation"] == 0


def test_equal_scores_everywhere() -> None:
    one_each = tuple(replace(OFFICE, id=f"o{k}", places=1) for k in (1, 2))
    result = solved(town(EVA, LARS, BIRGIT, places=one_each))
    assert [(pair.citizen_id, pair.place_id) for pair in result.pairs] == [("b1", "o1"), ("b2", "o2")]
    turned = solved(town(BIRGIT, EVA, LARS, places=one_each[::-1]))
    assert turned.pairs == result.pairs


@pytest.mark.parametrize(("lat", "lon"), [(0.0, 0.0), (-90.0, 180.0), (64.18, -51.72), (62.01, -6.77)])
def test_coordinates_outside_denmark(lat: float, lon: float) -> None:
    [left] = solved(town(replace(BIRGIT, lat=lat, lon=lon))).unmatched
    assert dict(left.limits)["travel"] == 1


REFUSED: dict[str, tuple[Callable[[], Instance], str]] = {
    "no coordinates at all": (lambda: town(replace(BIRGIT, lat=float("nan"))), "citizens[0].lat"),
    "coordinates that are nowhere": (lambda: town(replace(BIRGIT, lat=91.0)), "citizens[0].lat"),
    "a citizen's hours the wrong way round": (lambda: town(replace(BIRGIT, hours=Hours(30, 20))), "citizens[0].hours"),
    "a posting's hours the wrong way round": (
        lambda: town(BIRGIT, places=(replace(OFFICE, hours=Hours(30, 20)),)),
        "postings[0].hours",
    ),
    "a start window the wrong way round": (
        lambda: town(BIRGIT, places=(replace(OFFICE, start_from=OFFICE.start_to, start_to=OFFICE.start_from),)),
        "postings[0].start",
    ),
    "a citizen twice": (lambda: town(BIRGIT, LARS, BIRGIT), "citizens"),
    "a posting twice": (lambda: town(BIRGIT, places=(OFFICE, ELSEWHERE, OFFICE)), "postings"),
    "weights that sum to 999": (lambda: town(BIRGIT, weights=Weights(waiting=49)), "weights"),
    "a weight below zero": (lambda: town(BIRGIT, weights=Weights(occupation=-1, waiting=451)), "weights.occupation"),
    "a pair to keep of somebody unknown": (lambda: town(BIRGIT, keep=(Keep("b9", "o1"),)), "keep[0].citizen"),
    "more pairs to keep than places": (
        lambda: town(BIRGIT, LARS, places=(replace(OFFICE, places=1),), keep=(Keep("b1", "o1"), Keep("b2", "o1"))),
        "keep",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_answered_is_refused_at_its_path_in_a_sentence(name: str) -> None:
    build, path = REFUSED[name]
    with pytest.raises(Refusal) as refused:
        compute(build())
    assert refused.value.path.startswith(path)
    assert refused.value.sentence.endswith(".")


def test_a_keep_pair_that_has_become_infeasible() -> None:
    """It is dropped with its reason, and both sides are placed anew."""
    closed = replace(OFFICE, open=False)
    result = solved(town(BIRGIT, LARS, places=(closed, ELSEWHERE), keep=(Keep("b1", "o1"),)))
    [gone] = result.keep_dropped
    assert (gone.citizen_id, gone.place_id, gone.limits) == ("b1", "o1", ("open",))
    assert gone.sentences
    assert result.matched == min(2, ELSEWHERE.places)


def test_a_keep_pair_that_is_worse_than_the_best_stays() -> None:
    one_each = (replace(OFFICE, places=1), replace(ELSEWHERE, places=1, occupation="9333"))
    result = solved(town(BIRGIT, places=one_each, keep=(Keep("b1", "o2"),)))
    assert [(pair.place_id, pair.kept) for pair in result.pairs] == [("o2", True)]
