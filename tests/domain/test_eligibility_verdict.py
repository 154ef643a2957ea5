"""The verdict: the rule of hard and soft exhaustively, the days to come back, the state, the freezing."""

from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest

from portal.domain.eligibility import (
    EnrolmentKind,
    Facts,
    Hardness,
    Outcome,
    Range,
    Result,
    facts_from_dict,
    judge,
)
from portal.domain.eligibility.verdict import Verdict, result_of
from portal.programmes import load_programmes

ON = date(2026, 11, 22)
PROGRAMMES = {programme.code: programme for programme in load_programmes()}
SENIOR = PROGRAMMES["senior_advisory_board"]
EARLY = PROGRAMMES["early_sick_leave_effort"]
M, U, Q, S = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN, Outcome.STAFF


class Sketch(SimpleNamespace):
    """Just as much of a programme as the rule of results reads."""

    __hash__ = object.__hash__


def sketch(kind=EnrolmentKind.SELF_ENROL):
    kinds = (Hardness.HARD, Hardness.HARD, Hardness.SOFT, Hardness.SOFT, Hardness.STAFF)
    return Sketch(enrolment=kind, criteria=[SimpleNamespace(hardness=hardness) for hardness in kinds])


@pytest.mark.parametrize("outcomes", list(product((M, U, Q), repeat=4)))
def test_the_whole_truth_table_of_two_hard_and_two_soft(outcomes):
    hard, soft = outcomes[:2], outcomes[2:]
    expected = Result.UNLIKELY if U in hard else Result.LIKELY if set(hard + soft) == {M} else Result.MAYBE
    assert result_of(sketch(), (*outcomes, S)) is expected
    referral = result_of(sketch(EnrolmentKind.REFERRAL_ONLY), (*outcomes, S))
    assert referral is (Result.UNLIKELY if U in hard else Result.MAYBE)


SENIOR_FACTS = {
    "municipality": {M: {"home_municipality": "155"}, U: {"home_municipality": "101"}, Q: {}},
    "age": {M: {"age": {"min": 55}}, U: {"age": {"max": 54}}, Q: {}},
    "benefit": {M: {"benefit": "unemployment_benefit"}, U: {"benefit": "self_supporting"}, Q: {"benefit": "unknown"}},
    "unemployed": {
        (M, M): {"months_unemployed": {"min": 3, "max": 9}},
        (U, M): {"months_unemployed": {"max": 2}},
        (M, U): {"months_unemployed": {"min": 10}},
        (Q, Q): {"months_unemployed": "talk"},
        (M, Q): {"months_unemployed": {"min": 4}},
        (Q, M): {"months_unemployed": {"max": 6}},
    },
    "danish": {
        (M, M): {"danish": "yes"}, (M, U): {"danish": "with_help"}, (U, U): {"danish": "no"}, (Q, Q): {"danish": "talk"}
    },
    "basic_it": {M: {"basic_it": "with_help"}, U: {"basic_it": "no"}, Q: {"basic_it": "talk"}},
}  # fmt: skip


def test_the_whole_truth_table_of_seniorsporet():
    rows = list(product(*(SENIOR_FACTS[name].items() for name in SENIOR_FACTS)))
    assert len(rows) == 3 * 3 * 3 * 6 * 4 * 3
    for row in rows:
        (place, age, benefit, (three, nine), (danish, unaided), it), raw = zip(*row, strict=True)
        facts = facts_from_dict({key: value for part in raw for key, value in part.items()})
        verdict = judge(SENIOR, facts, ON)
        assert [line.outcome for line in verdict.criteria] == [
            place, age, benefit, three, nine, danish, unaided, it
        ]  # fmt: skip
        if U in (place, age, benefit, three, danish):
            assert verdict.result is Result.UNLIKELY
        elif {place, age, benefit, three, nine, danish, unaided, it} == {M}:
            assert verdict.result is Result.LIKELY
        else:
            assert verdict.result is Result.MAYBE


BASE = {
    "home_municipality": "155",
    "birth_date": "1967-03-14",
    "benefit": "unemployment_benefit",
    "unemployed_since": "2026-05-04",
    "danish": "yes",
    "basic_it": "yes",
}
IN_2025 = date(2025, 6, 15)


def senior(on=IN_2025, **changes):
    facts = {**BASE, "unemployed_since": "2025-01-01", **changes}
    return judge(SENIOR, facts_from_dict({k: v for k, v in facts.items() if v is not None}, on), on)


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"unemployed_since": "2025-03-16"}, "2025-06-16"),
        ({"unemployed_since": "2025-07-01"}, "2025-10-01"),  # in the future: counted from it
        ({"unemployed_since": "2025-11-30"}, "2026-02-28"),
        ({"birth_date": "1970-06-16"}, "2025-06-16"),
        ({"birth_date": "1971-02-28"}, "2026-02-28"),
        ({"birth_date": "1970-08-01", "unemployed_since": "2025-06-01"}, "2025-09-01"),  # the later of the two
        ({"birth_date": "1970-12-01", "unemployed_since": "2025-06-01"}, "2025-12-01"),
        ({"unemployed_since": "2025-06-01", "benefit": None, "danish": "talk"}, "2025-09-01"),  # unknowns allow it
        ({"birth_date": "1971-11-30"}, "2026-11-30"),  # the very last day
    ],
)  # fmt: skip
def test_eligible_from_is_the_first_day_time_alone_ends_the_no(changes, day):
    verdict = senior(**changes)
    assert verdict.result is Result.UNLIKELY
    assert verdict.eligible_from == date.fromisoformat(day)
    assert verdict.advice == ()


@pytest.mark.parametrize(
    "changes",
    [
        {},  # nothing is unmet
        {"unemployed_since": "2025-06-01", "home_municipality": "101"},
        {"unemployed_since": "2025-06-01", "benefit": "self_supporting"},
        {"unemployed_since": "2025-06-01", "danish": "no"},
        {"unemployed_since": "talk", "months_unemployed": {"max": 2}},  # a range never becomes met by time
        {"birth_date": None, "age": {"max": 54}},
        {"unemployed_since": "2025-06-01", "birth_date": None, "age": {"max": 54}},
        {"unemployed_since": None},
    ],
)
def test_there_is_no_day_where_time_alone_is_not_enough(changes):
    verdict = senior(**changes)
    assert verdict.eligible_from is None
    assert verdict.advice == ()


def test_a_day_after_the_programmes_last_day_is_said_as_advice():
    verdict = senior(birth_date="1971-12-01")
    assert verdict.eligible_from is None
    assert [item.to_dict() for item in verdict.advice] == [{"kind": "ends_before", "date": "2026-12-01"}]
    longer = replace(SENIOR, demo_period=replace(SENIOR.period, last=date(2027, 12, 31)))
    facts = facts_from_dict({**BASE, "birth_date": "1971-12-01"})
    assert judge(longer, facts, ON).advice[0].kind == "ends_before"
    assert judge(longer, facts, ON, demo=True).eligible_from == date(2026, 12, 1)
    assert judge(replace(longer, demo=True), facts, ON).eligible_from == date(2026, 12, 1)


def test_soft_criteria_may_have_ended_by_then():
    verdict = senior(birth_date="1971-10-01")
    assert verdict.eligible_from == date(2026, 10, 1)
    assert senior(on=date(2026, 10, 1), birth_date="1971-10-01").result is Result.MAYBE


def test_a_programme_without_dates_is_always_open():
    for day in (date(1990, 1, 1), ON, date(2090, 1, 1)):
        assert judge(EARLY, Facts(), day).state == "open"


@pytest.mark.parametrize(("answer", "kinds"), [("yes", ["own_job_first"]), ("no", ["new_job_early"]), ("unsure", [])])
def test_a_job_to_come_back_to_changes_the_way_in_and_never_the_result(answer, kinds):
    facts = facts_from_dict({"home_municipality": "607", "benefit": "sickness_benefit", "has_employer": answer})
    verdict = judge(EARLY, facts, ON)
    assert verdict.result is Result.LIKELY
    assert [item.kind for item in verdict.advice] == kinds
    elsewhere = judge(EARLY, replace(facts, home_municipality="101"), ON)
    assert elsewhere.advice == ()


def test_alternatives_come_once_and_hard_ones_first():
    verdict = judge(SENIOR, Facts(home_municipality="101", basic_it="no", months_unemployed=Range(10)), ON)
    assert verdict.alternatives == (
        "Ring til din kommune, og spørg efter hjælp til at komme i arbejde.",
        "Kommunen kan se på, om du alligevel kan være med.",
        "Du kan få hjælp til computeren. Tal med os om det.",
    )


def test_a_frozen_verdict_stays_as_it_was_when_the_rules_change():
    verdict = senior(birth_date="1970-08-01")
    kept = verdict.to_dict()
    newer = replace(SENIOR, version=2, criteria=SENIOR.criteria[:1])
    assert judge(newer, facts_from_dict(BASE), IN_2025).version == 2
    thawed = Verdict.from_dict(kept)
    assert thawed == verdict
    assert thawed.programme is None
    assert (thawed.name, thawed.version, thawed.eligible_from) == ("Seniorsporet", 1, date(2025, 8, 1))
