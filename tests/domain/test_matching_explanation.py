"""Reasons a citizen can read: why this place, what was left out, what would help, and what a change by hand costs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from portal.domain.matching import (
    Company,
    Hours,
    Instance,
    Keep,
    Need,
    Place,
    Refusal,
    alternatives,
    alternatives_for_place,
    if_changed_by_hand,
    solve,
)
from portal.domain.matching.law import Ruling
from portal.domain.matching.sentences import failed_words
from tests.domain.matching_worlds import LAW, ON, SHAPES, world
from tests.domain.test_matching_limits import BIRGIT, OFFICE

LARS = replace(BIRGIT, id="b2", occupations=("9333",))
SHOP = replace(OFFICE, id="o2", occupation="9334", company=Company("2", "2", "private"))


def office_and_shop() -> Instance:
    """Birgit fits the office best, Lars the shop."""
    return Instance(ON, (BIRGIT, LARS), (OFFICE, SHOP), law=LAW)


def test_a_pair_tells_what_speaks_for_and_against() -> None:
    parts = {part.code: part for part in solve(office_and_shop()).pairs[0].parts}
    assert parts["occupation"].sentence == "Jobbet er det, du har ønsket."
    assert parts["occupation"].for_or_against == "for"
    assert parts["travel"].sentence == "Der er 4,6 km. Din grænse er 25 km."
    assert parts["hours"].sentence == "Stedet har 20–37 timer om ugen. Du kan arbejde 15–30 timer."
    assert parts["competence"].for_or_against == parts["support"].for_or_against == "neutral"


def test_support_says_what_is_offered_and_what_to_ask_for() -> None:
    person = replace(BIRGIT, needs=(Need("extra_breaks"), Need("support_person")))
    result = solve(Instance(ON, (person,), (replace(OFFICE, offers=frozenset({"extra_breaks"})),), law=LAW))
    part = next(part for part in result.pairs[0].parts if part.code == "support")
    assert part.sentence == "Stedet kan give: ekstra pauser. Spørg stedet om: en fast støtte på stedet."


def test_a_citizen_without_a_place_hears_why_and_what_would_help() -> None:
    far = [replace(OFFICE, id=f"o{k}", lat=55.59, lon=13.1 + k / 100) for k in range(3)]
    late = replace(OFFICE, id="o9", hours=Hours(33, 37))
    (row,) = solve(Instance(ON, (BIRGIT,), (*far, late), law=LAW)).unmatched
    assert dict(row.limits) == {"hours": 1, "travel": 3}
    assert row.feasible == 0
    assert row.sentences[0] == "Ingen steder passede denne gang."
    assert "Med 4 km længere rejse er der 3 steder." in row.sentences
    assert "Med 3 timer til forskel er der 1 sted." in row.sentences
    assert [(miss.place_id, miss.limit) for miss in row.nearest] == [
        ("o0", "travel"),
        ("o1", "travel"),
        ("o2", "travel"),
        ("o9", "hours"),
    ]
    assert [miss.short_by for miss in row.nearest] == [2.1, 2.7, 3.3, 3.0]


def test_a_place_that_misses_by_a_hair_is_never_shown_as_within() -> None:
    (row,) = solve(Instance(ON, (replace(BIRGIT, max_km=4.6),), (OFFICE,), law=LAW)).unmatched
    assert row.nearest[0].sentence == "Der er 4,7 km. Din grænse er 4,6 km."


@pytest.mark.parametrize(
    ("citizen", "place", "limit", "short_by"),
    [
        ({"available_from": date(2027, 2, 11)}, {}, "start", 10),
        ({}, {"kind": "work_trial", "weeks": 6.5}, "duration", 2.5),
        ({}, {"kind": "work_trial", "weeks": None}, "duration", None),
        ({}, {"languages": frozenset({"da", "de", "sv"})}, "language", 2),
        ({}, {"licences": frozenset({"C"})}, "licence", 1),
        ({}, {"competences_must": frozenset({"navision"})}, "competence", 1),
        ({"needs": (Need("reduced_hours", 15),)}, {}, "needs", 5),
        ({"needs": (Need("max_lift", 5), Need("reduced_hours", 15))}, {}, "needs", 5),
        ({"kinds": frozenset({"work_trial"})}, {}, "kind", None),
    ],
)
def test_a_near_miss_is_measured_in_its_own_unit(citizen: dict, place: dict, limit: str, short_by: object) -> None:
    instance = Instance(ON, (replace(BIRGIT, **citizen),), (replace(OFFICE, **place),), law=LAW)
    (row,) = solve(instance).unmatched
    assert [(miss.limit, miss.short_by) for miss in row.nearest] == [(limit, short_by)]
    assert row.nearest[0].sentence.endswith(".")


def test_what_nobody_can_lift_is_counted_but_is_no_near_miss() -> None:
    (row,) = solve(Instance(ON, (replace(BIRGIT, declined=frozenset({"o1"})),), (OFFICE,), law=LAW)).unmatched
    assert dict(row.limits) == {"declined": 1}
    assert row.nearest == ()


def test_who_lost_to_others_hears_that_places_did_fit() -> None:
    (row,) = solve(Instance(ON, (BIRGIT, LARS), (OFFICE,), law=LAW)).unmatched
    assert (row.citizen_id, row.feasible) == ("b2", 1)
    assert row.sentences[0] == "1 sted passede, men andre fik pladsen denne gang."


def test_a_posting_with_free_places_hears_why_too() -> None:
    (row,) = solve(Instance(ON, (replace(BIRGIT, max_km=1),), (replace(OFFICE, places=2),), law=LAW)).unfilled
    assert (row.place_id, row.free, dict(row.limits)) == ("o1", 2, {"travel": 1})
    assert row.sentences == ("Ingen borgere passede denne gang.", "1 borger har for langt.")


def test_alternatives_are_the_other_feasible_pairs_best_first() -> None:
    instance = office_and_shop()
    result = solve(instance)
    (other,) = alternatives(instance, result, "b1")
    assert (other.place_id, other.free, other.taken_by, other.has_place) == ("o2", 0, ("b2",), "o1")
    (person,) = alternatives_for_place(instance, result, "o1")
    assert (person.citizen_id, person.has_place) == ("b2", "o2")
    for seed in range(24):
        instance = world(seed, people=10)
        result = solve(instance)
        for citizen in instance.citizens:
            found = alternatives(instance, result, citizen.id, limit=99)
            assert [row.points for row in found] == sorted((row.points for row in found), reverse=True)
            pair = result.pair_of(citizen.id)
            assert pair is None or pair.place_id not in {row.place_id for row in found}


def test_free_places_end_where_the_workplace_is_full() -> None:
    capped = replace(SHOP, places=5, workplace_places=1)
    result = solve(Instance(ON, (BIRGIT, LARS), (OFFICE, capped), law=LAW))
    (other,) = alternatives(Instance(ON, (BIRGIT, LARS), (OFFICE, capped), law=LAW), result, "b1")
    assert (other.place_id, other.free) == ("o2", 0)


def test_a_change_by_hand_shows_who_loses() -> None:
    instance = office_and_shop()
    result = solve(instance)
    change = if_changed_by_hand(instance, result, "b1", "o2")
    assert change.possible
    assert change.matched_change == 0
    assert change.points_change < 0
    assert [(move.citizen_id, move.to_place, move.loses) for move in change.moves] == [
        ("b1", "o2", True),
        ("b2", "o1", True),
    ]
    assert change.sentences[0] == "1 anden skifter plads. 1 får det dårligere."


def test_a_change_by_hand_can_cost_somebody_their_place() -> None:
    near = replace(LARS, max_km=1, lat=SHOP.lat, lon=SHOP.lon)
    office, shop = OFFICE, replace(SHOP, lat=OFFICE.lat, lon=OFFICE.lon)
    instance = Instance(ON, (BIRGIT, replace(near, declined=frozenset({"o1"}))), (office, shop), law=LAW)
    change = if_changed_by_hand(instance, solve(instance), "b1", "o2")
    assert change.matched_change == -1
    assert "1 person mister sin plads." in change.sentences
    assert "I alt får 1 færre en plads." in change.sentences


def test_a_change_by_hand_that_a_limit_forbids_is_told_so() -> None:
    instance = Instance(ON, (replace(BIRGIT, max_km=1), LARS), (OFFICE,), law=LAW)
    change = if_changed_by_hand(instance, solve(instance), "b1", "o1")
    assert (change.possible, change.failed) == (False, ("travel",))


def test_a_change_by_hand_never_pushes_a_kept_pair_out() -> None:
    instance = replace(office_and_shop(), keep=(Keep("b2", "o2"),))
    with pytest.raises(Refusal):
        if_changed_by_hand(instance, solve(instance), "b1", "o2")


def test_a_kept_pair_that_fails_is_dropped_with_its_reason_and_placed_anew() -> None:
    instance = Instance(ON, (BIRGIT,), (replace(OFFICE, open=False), SHOP), keep=(Keep("b1", "o1"),), law=LAW)
    result = solve(instance)
    (dropped,) = result.keep_dropped
    assert (dropped.citizen_id, dropped.place_id, dropped.limits) == ("b1", "o1", ("open",))
    assert dropped.sentences == ("Stedet tager ikke imod lige nu.",)
    assert [(pair.place_id, pair.kept) for pair in result.pairs] == [("o2", False)]


@pytest.mark.parametrize(
    "keep",
    [
        (("b1", "o0"),),
        (("b1", "o1"), ("b2", "o1")),
        (("b1", "o1"), ("b2", "o2")),
        (("b1", "o1"), ("b1", "o2")),
    ],
)
def test_keeps_over_a_capacity_are_refused(keep: tuple) -> None:
    nothing = replace(OFFICE, id="o0", places=0, company=Company("0", "0", "private"))
    shared = Company("2", "2", "private")
    one = replace(OFFICE, company=shared, workplace_places=1)
    places: tuple[Place, ...] = (nothing, one, replace(SHOP, company=shared))
    with pytest.raises(Refusal):
        solve(Instance(ON, (BIRGIT, LARS), places, keep=tuple(Keep(*pair) for pair in keep), law=LAW))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_sentence_is_short_plain_and_whole(shape: str) -> None:
    """Readable on a phone: whole sentences, at most 220 characters, and a low LIX over all of them."""
    texts = {text for seed in range(12) for text in sentences(world(seed, shape, people=12))}
    for text in texts:
        assert text[0].isupper() or text[0].isdigit(), text
        assert text.endswith("."), text
        assert len(text) <= 220, text
    own = [text for text in texts if not text.startswith("Uklart")]
    assert not own or lix(own) < 35


def sentences(instance: Instance) -> Iterator[str]:
    """Everything a result says."""
    result = solve(instance)
    for pair in result.pairs:
        yield from (part.sentence for part in pair.parts)
        yield from (limit.sentence for limit in pair.limits)
    for row in (*result.unmatched, *result.unfilled, *result.keep_dropped):
        yield from row.sentences
    for row in result.unmatched:
        yield from (miss.sentence for miss in row.nearest)
    for pair in result.specialists.pairs:
        yield from (part.sentence for part in pair.parts)


def lix(texts: list[str]) -> float:
    """Words to a sentence, and a hundred times the share of words over six letters."""
    words = [word for text in texts for word in re.findall(r"[\wæøåÆØÅ]+", text)]
    stops = sum(max(1, len(re.findall(r"[.!?:](?=\s|$)", text))) for text in texts)
    return len(words) / stops + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_what_is_missing_is_said_in_words_not_codes() -> None:
    place = replace(
        OFFICE,
        competences_must=frozenset({"el_arbejde", "it_support", "excel", "svejsning"}),
        languages=frozenset({"da", "sv"}),
        licences=frozenset({"B", "C"}),
    )
    bare = replace(BIRGIT, competences=frozenset(), languages=frozenset(), licences=frozenset())
    said = {code: failed_words(code, bare, place, Ruling(), 0.0, ON) for code in ("competence", "language", "licence")}
    assert said == {
        "competence": "Her skal man kunne: Excel, IT-support, el-arbejde og svejsning.",
        "language": "Her skal man kunne: dansk og svensk.",
        "licence": "Her skal man have: kørekort B (bil) og kørekort C (lastbil).",
    }
