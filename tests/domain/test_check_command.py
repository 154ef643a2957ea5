"""`portal check` as other programs rely on it: the lines, their order, the errors, and what it repeats."""

import io
import json
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cli.check import answers, check
from portal.domain.eligibility import facts_from_dict, judge_all
from portal.programmes import load_programmes
from tests.domain.people import raw_facts

PROGRAMMES = load_programmes()
BIRGIT = {
    "home_municipality": "155",
    "birth_date": "1967-03-14",
    "benefit": "unemployment_benefit",
    "unemployed_since": "2026-05-04",
    "danish": "yes",
    "basic_it": "yes",
}


def run(text, *options):
    data = text if isinstance(text, bytes) else text.encode()
    result = CliRunner().invoke(check, options, input=data)
    return [json.loads(line) for line in result.stdout_bytes.decode("utf-8").splitlines()], result.exit_code


def line(ident="a1", on="2026-11-22", **facts):
    return json.dumps({"id": ident, "on": on, "facts": facts})


def test_the_documented_line_gives_the_documented_answer():
    (answer,), code = run(line(**BIRGIT))
    assert code == 0
    assert list(answer) == ["id", "programmes"]
    senior = answer["programmes"][0]
    assert {key: senior[key] for key in ("code", "result", "state", "advice")} == {
        "code": "senior_advisory_board",
        "result": "likely",
        "state": "open",
        "advice": [],
    }
    assert list(senior) == ["code", "result", "state", "criteria", "advice"]
    assert list(senior["criteria"][0]) == ["id", "hardness", "outcome", "text", "source"]
    assert [programme["code"] for programme in answer["programmes"]] == [item.code for item in PROGRAMMES]


def test_the_day_to_come_back_stands_as_eligible_from_and_a_late_one_as_advice():
    (early, late), _ = run(
        line(**{**BIRGIT, "unemployed_since": "2026-08-23"}) + "\n" + line(**{**BIRGIT, "birth_date": "1971-12-22"})
    )
    assert early["programmes"][0]["eligible_from"] == "2026-11-23"
    assert early["programmes"][0]["advice"] == []
    assert "eligible_from" not in late["programmes"][0]
    assert late["programmes"][0]["advice"] == [{"kind": "ends_before", "date": "2026-12-22"}]


def test_the_demo_knows_only_other_periods():
    person = line(home_municipality="550", flex_job_eligible="yes", benefit="unemployment_allowance_flex")
    (real,), _ = run(person)
    (demo,), _ = run(person, "--demo")
    assert [item["state"] for item in real["programmes"]] == ["open", "open", *["closed"] * 4, "open"]
    assert [item["state"] for item in demo["programmes"]] == ["open"] * 7
    assert [item["criteria"] for item in real["programmes"]] == [item["criteria"] for item in demo["programmes"]]


@settings(max_examples=200, deadline=None)
@given(people=st.lists(st.tuples(raw_facts(), st.dates(date(2024, 1, 1), date(2028, 1, 1))), min_size=1, max_size=4))
def test_the_fast_way_says_what_judge_says(people):
    lines = [line(number, on.isoformat(), **raw).encode() for number, (raw, on) in enumerate(people)]
    given_back = list(answers(lines, PROGRAMMES))
    for number, ((raw, on), (text, is_valid)) in enumerate(zip(people, given_back, strict=True)):
        answer = json.loads(text)
        assert is_valid
        assert answer["id"] == number
        for got, verdict in zip(answer["programmes"], judge_all(PROGRAMMES, facts_from_dict(raw, on), on), strict=True):
            kept = verdict.to_dict()
            assert got["criteria"] == [
                {key: item[key] for key in ("id", "hardness", "outcome", "text", "source")} for item in kept["criteria"]
            ]
            assert [got[key] for key in ("code", "result", "state", "advice")] == [
                kept[key] for key in ("code", "result", "state", "advice")
            ]
            assert got.get("eligible_from") == kept["eligible_from"]


@pytest.mark.parametrize("ident", [None, 0, 1.5, True, "", "æøå", [1, {"a": None}], {"b": []}, 10**30, "\ud800"])
def test_the_id_comes_back_whatever_json_it_is(ident):
    (answer,), code = run(json.dumps({"id": ident, "on": "2026-11-22", "facts": {}}))
    assert (answer["id"], code) == (ident, 0)
    (error,), code = run(json.dumps({"id": ident, "facts": {}}))
    assert (error["id"], code) == (ident, 1)
    assert set(error) == {"id", "error"}


def test_blank_lines_are_skipped_and_order_is_kept_around_errors():
    text = f"{line('a')}\n\n   \t\r\n{{broken\n{line('b')}\r\n{line('c', on='2026-02-30')}\n{line('d')}"
    got, code = run(text)
    assert [(item["id"], "error" in item) for item in got] == [
        ("a", False), (None, True), ("b", False), ("c", True), ("d", False),
    ]  # fmt: skip
    assert code == 1


def test_nothing_in_is_nothing_out():
    assert run("") == ([], 0)
    assert run("\n \n") == ([], 0)


def test_a_mark_at_the_start_of_the_file_is_no_error():
    (answer,), code = run(b"\xef\xbb\xbf" + line("a").encode())
    assert (answer["id"], code) == ("a", 0)


BROKEN = {
    "not JSON": b"{",
    "two values": b'{"id": 1} {"id": 2}',
    "not UTF-8": b'{"id": "\xe6", "on": "2026-11-22", "facts": {}}',
    "a list": b"[]",
    "a number": b"7",
    "not a number": b'{"id": NaN, "on": "2026-11-22", "facts": {}}',
    "infinity": b'{"id": 1, "on": "2026-11-22", "facts": {"flex_job_hours": Infinity}}',
    "no id": b'{"on": "2026-11-22", "facts": {}}',
    "deep": b"[" * 100_000,
    "id too large to repeat": b'{"id": 1e999, "on": "2026-11-22", "facts": {}}',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_line_that_cannot_be_known_answers_with_null(text):
    ((error,), code) = run(text)
    assert (error["id"], code) == (None, 1)
    assert error["error"].endswith(".")


NOT_VALID = [
    {"on": None}, {"on": "2026-02-29"}, {"on": "22-11-2026"}, {"on": "20261122"}, {"on": "2026-11-22T10:00"},
    {"on": 20261122}, {"on": "2026-W47-7"}, {"on": "talk"},
    {"facts": None}, {"facts": []}, {"facts": "talk"},
    {"facts": {"shoe_size": 42}},
    {"facts": {"birth_date": "1967-02-30"}}, {"facts": {"birth_date": "2026-11-23"}}, {"facts": {"birth_date": 1967}},
    {"facts": {"age": 59}}, {"facts": {"age": {"min": 60, "max": 55}}}, {"facts": {"age": {"from": 55}}},
    {"facts": {"age": {"min": "55"}}}, {"facts": {"age": {"min": True}}}, {"facts": {"age": {"min": None}}},
    {"facts": {"benefit": "dagpenge"}}, {"facts": {"benefit": None}}, {"facts": {"benefit": 1}},
    {"facts": {"benefit": ["unemployment_benefit"]}}, {"facts": {"benefit": {}}},
    {"facts": {"benefit": {"in": "unemployment_benefit"}}}, {"facts": {"benefit": {"in": ["dagpenge"]}}},
    {"facts": {"benefit": {"in": []}}}, {"facts": {"benefit": {"in": ["unknown"], "not_in": []}}},
    {"facts": {"benefit": {"in": ["talk"]}}}, {"facts": {"benefit": {"in": [["unknown"]]}}},
    {"facts": {"danish": "maybe"}}, {"facts": {"danish": True}}, {"facts": {"flex_job_eligible": "unsure"}},
    {"facts": {"flex_job_hours": "10"}}, {"facts": {"flex_job_hours": True}},
    {"facts": {"flex_job_hours": -1}}, {"facts": {"flex_job_hours": {"min": 11, "max": 10}}},
    {"facts": {"home_municipality": 155}}, {"facts": {"home_municipality": "Tårnby"}},
    {"facts": {"home_municipality": "0155"}}, {"facts": {"home_municipality": "15²"}},
    {"facts": {"unemployed_since": "2026-13-01"}}, {"facts": {"sick_since": ""}},
    {"facts": {"small_steps": "no"}}, {"facts": {"disability_pension": "maybe"}},
]  # fmt: skip


@pytest.mark.parametrize("part", NOT_VALID, ids=lambda part: json.dumps(part)[:60])
def test_a_line_that_is_not_valid_keeps_its_id_and_says_why(part):
    (error, after), code = run(json.dumps({"id": "x", "on": "2026-11-22", "facts": {}, **part}) + "\n" + line("y"))
    assert (error["id"], after["id"], code) == ("x", "y", 1)
    assert set(error) == {"id", "error"}
    assert error["error"].endswith(".")


@pytest.mark.parametrize("missing", ["on", "facts"])
def test_a_line_without_its_day_or_facts_is_not_valid(missing):
    data = {"id": "x", "on": "2026-11-22", "facts": {}}
    del data[missing]
    (error,), code = run(json.dumps(data))
    assert (error, code) == ({"id": "x", "error": f"'{missing}' mangler."}, 1)


VALID = [
    {}, {"age": {}}, {"age": {"min": 55}}, {"age": {"max": 54.5}}, {"birth_date": "2026-11-22"},
    {"birth_date": "talk", "age": {"min": 55}}, {"benefit": "unknown"}, {"benefit": {"not_in": []}},
    {"benefit": {"in": ["sickness_benefit", "sickness_benefit"]}}, {"unemployed_since": "2030-01-01"},
    {"sick_since": "2027-01-01"}, {"flex_job_hours": 0}, {"flex_job_hours": 7.4}, {"flex_job_hours": {"max": 10}},
    {"has_employer": "unsure"}, {"flex_job_eligible": "pending"}, {"home_municipality": "230"},
    {"home_municipality": {"not_in": ["155"]}}, {"home_municipality": "talk"}, {"birth_date": "1900-02-28"},
]  # fmt: skip


@pytest.mark.parametrize("facts", VALID, ids=lambda facts: json.dumps(facts)[:60])
def test_a_line_that_is_valid_is_answered(facts):
    (answer,), code = run(line(**facts))
    assert code == 0
    assert len(answer["programmes"]) == 7


def test_without_facts_no_programme_is_ruled_out():
    (answer,), _ = run(line())
    assert {item["result"] for item in answer["programmes"]} == {"maybe"}
    outcomes = {criterion["outcome"] for item in answer["programmes"] for criterion in item["criteria"]}
    assert outcomes == {"unknown", "staff"}


def test_lines_are_answered_as_they_come_so_memory_does_not_grow():
    def endless():
        while True:
            yield line(**BIRGIT).encode()

    stream = answers(endless(), PROGRAMMES)
    first = next(stream)
    assert next(stream) == first


def test_a_pipe_of_bytes_is_read_line_by_line():
    stream = io.BytesIO((line("a") + "\n" + line("b")).encode())
    assert [json.loads(text)["id"] for text, _ in answers(stream, PROGRAMMES)] == ["a", "b"]
