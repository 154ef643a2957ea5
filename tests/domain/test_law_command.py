"""`portal law`: JSON Lines in and out, in order, every error in its place."""

import json
import tracemalloc

import pytest
from click.testing import CliRunner

from portal.cli.law import law, replies
from portal.programmes.law import load_law

RATIO = {
    "id": 1,
    "rule": "ratio",
    "on": "2026-12-07",
    "ordinary_fte": [14.2, 13.8, 14.0, 13.6],
    "supported": [
        {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2026-11-30"},
        {"kind": "wage_subsidy_job", "hours": 37, "from": "2026-09-01", "to": None},
    ],
    "new": {
        "kind": "work_trial",
        "hours": 20,
        "from": "2026-12-07",
        "to": "2027-01-03",
        "own_employer": False,
    },
}
NET_EXPANSION = {
    "id": 2,
    "rule": "net_expansion",
    "monthly_fte": [22, 22, 22, 21, 21, 21, 20, 20, 20, 20, 20, 20],
}
PLACEMENT = {
    "id": 3,
    "rule": "placement",
    "on": "2026-11-22",
    "kind": "wage_subsidy_job",
    "sector": "private",
    "benefit": "unemployment_benefit",
    "benefit_since": "2026-03-20",
    "has_employer": "no",
    "birth_date": "1962-08-27",
    "weeks": 20,
    "company": {"cvr": "99001755", "p_number": "9900000035"},
    "own_employer": False,
    "last_employer": {"cvr": "99001755", "p_number": "9900000035"},
}


def run(*lines):
    """Exit status and answers to lines given as text, bytes or data."""
    raw = b"".join(
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode() + b"\n"
        for line in lines
    )
    result = CliRunner().invoke(law, input=raw)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, [json.loads(line) for line in result.stdout_bytes.decode("utf-8").splitlines()]


def test_the_three_examples_of_the_contract():
    status, (ratio, net_expansion, placement) = run(RATIO, NET_EXPANSION, PLACEMENT)
    assert status == 0
    assert [ratio[key] for key in ("id", "pass", "limit", "used", "new")] == [1, True, 2, 1.0, 0.54]
    assert [net_expansion[key] for key in ("id", "pass", "last", "mean")] == [2, False, 20, 20.75]
    assert [placement[key] for key in ("id", "allowed", "max_weeks")] == [3, "no", 26]
    assert [(block["rule"], block["allowed"]) for block in placement["blocks"]] == [("last_employer", "no")]
    assert all(answer["reason"] and answer["citation"] for answer in (ratio, net_expansion, placement))
    assert all(block["text"] and block["citation"] for block in placement["blocks"])


@pytest.mark.parametrize(
    "name",
    [
        "1",
        '"a1"',
        "null",
        "true",
        "1.10",
        "1e400",
        '[1, {"x": "\\ud800"}]',
        "-0.0",
        "9" * 5000,
        "[" * 200 + "]" * 200,
    ],
)
def test_any_json_value_as_id_comes_back_as_it_was(name):
    for rest in ('"rule": "net_expansion", "monthly_fte": [1,1,1,1,1,1,1,1,1,1,1,1]', '"rule": "ukendt"'):
        (reply,) = [reply for reply, _ in replies(load_law(), [f'{{"id" : {name}, {rest}}}\n'.encode()])]
        assert reply.decode("utf-8").startswith(f'{{"id": {name}, ')


def test_order_is_kept_blank_lines_are_skipped_and_errors_stand_in_their_place():
    status, answers = run(NET_EXPANSION, "", "   \t", "{", RATIO | {"id": "b", "on": "2026-02-30"}, "\r", PLACEMENT)
    assert status == 1
    assert [answer["id"] for answer in answers] == [2, None, "b", 3]
    assert ["error" in answer for answer in answers] == [False, True, True, False]


def test_no_lines_are_no_error():
    assert run() == (0, [])
    assert run("", "") == (0, [])


def test_a_last_line_without_its_end_and_a_byte_order_mark_are_read():
    line = json.dumps(NET_EXPANSION).encode()
    assert run(b"\xef\xbb\xbf" + line + b"\r\n" + line)[0] == 0


@pytest.mark.parametrize(
    "line",
    [
        b"{\n",
        b'{"id": 1} x\n',
        b"\xff\xfe\n",
        b'{"id": NaN}\n',
        b"[" * 100_000 + b"\n",
        b"[1]\n",
        b"5\n",
        b'{"rule": "ratio"}\n',
    ],
)
def test_a_line_without_a_readable_id_answers_null(line):
    status, (answer,) = run(line)
    assert status == 1
    assert answer["id"] is None
    assert answer["error"].endswith(".")


def without(fields, name):
    return {key: value for key, value in fields.items() if key != name}


SUPPORTED = {"kind": "work_trial", "hours": 37, "from": "2026-09-01"}
BAD = [
    (without(RATIO, "rule"), "»rule« mangler"),
    (RATIO | {"rule": "ration"}, "»ration« er ikke en af ratio, net_expansion, placement"),
    (RATIO | {"rule": ["ratio"]}, "»rule«"),
    (without(RATIO, "on"), "»on« mangler"),
    (RATIO | {"on": "20261207"}, "ikke en dato"),
    (RATIO | {"on": 20261207}, "ikke en dato"),
    (without(RATIO, "new"), "»new« mangler"),
    (without(RATIO, "supported"), "»supported« mangler"),
    (RATIO | {"supported": {}}, "»supported« skal være en liste"),
    (RATIO | {"ordinary_fte": [1, 2, 3]}, "4 måneder. Her er 3"),
    (RATIO | {"ordinary_fte": [1, 2, 3, 4, 5]}, "4 måneder. Her er 5"),
    (RATIO | {"ordinary_fte": [1, 2, 3, "4"]}, "ordinary_fte[3]«: »4« er ikke et tal"),
    (RATIO | {"ordinary_fte": [1, 2, 3, True]}, "er ikke et tal"),
    (RATIO | {"ordinary_fte": [1, 2, 3, None]}, "er ikke et tal"),
    (RATIO | {"ordinary_fte": [1, 2, 3, -4]}, "under 0"),
    (RATIO | {"ordinary_fte": [1, 2, 3, 1e300]}, "for stort"),
    (
        RATIO | {"supported": [SUPPORTED | {"to": "2026-08-31"}]},
        "supported[0]«: Perioden slutter, før den begynder",
    ),
    (RATIO | {"supported": [SUPPORTED, SUPPORTED | {"kind": "praktik"}]}, "supported[1].kind"),
    (RATIO | {"supported": [without(SUPPORTED, "from")]}, "supported[0].from« mangler"),
    (RATIO | {"supported": [without(SUPPORTED, "hours")]}, "supported[0].hours« mangler"),
    (RATIO | {"supported": [SUPPORTED | {"hours": -1}]}, "under 0"),
    (RATIO | {"supported": [7]}, "»supported[0]« skal være et objekt"),
    (
        RATIO | {"new": RATIO["new"] | {"own_employer": "nej"}},
        "new.own_employer«: »nej« er ikke true eller false",
    ),
    (RATIO | {"new": RATIO["new"] | {"hourz": 3}}, "»new.hourz« findes ikke"),
    (RATIO | {"weeks": 3}, "»weeks« findes ikke"),
    (without(NET_EXPANSION, "monthly_fte"), "»monthly_fte« mangler"),
    (NET_EXPANSION | {"monthly_fte": [1] * 11}, "12 måneder. Her er 11"),
    (NET_EXPANSION | {"monthly_fte": 12}, "skal være en liste"),
    (without(PLACEMENT, "on"), "»on« mangler"),
    (without(PLACEMENT, "kind"), "»kind« mangler"),
    (without(PLACEMENT, "sector"), "Sektoren mangler"),
    (PLACEMENT | {"sector": "statslig"}, "er ikke en af private, public"),
    (PLACEMENT | {"kind": "løntilskud"}, "»løntilskud« er ikke en af work_trial"),
    (PLACEMENT | {"benefit": "dagpenge"}, "»benefit«"),
    (PLACEMENT | {"has_employer": True}, "»has_employer«"),
    (PLACEMENT | {"weeks": "20"}, "»weeks«: »20« er ikke et tal"),
    (PLACEMENT | {"weeks": 0}, "over 0"),
    (PLACEMENT | {"benefit_since": "2026-13-01"}, "ikke en dato"),
    (PLACEMENT | {"birth_date": "2026-11-23"}, "Fødselsdagen"),
    (PLACEMENT | {"company": "99001755"}, "»company« skal være et objekt"),
    (PLACEMENT | {"company": {"cvr": "9900175"}}, "company.cvr«: »9900175« er ikke 8 cifre"),
    (PLACEMENT | {"last_employer": {"p_number": 9900000035}}, "last_employer.p_number«"),
    (PLACEMENT | {"company": {"navn": "x"}}, "»company.navn« findes ikke"),
    (PLACEMENT | {"benefit_sinc": "2026-01-01"}, "»benefit_sinc« findes ikke"),
    (PLACEMENT | {"no_education": 1}, "er ikke true eller false"),
]


@pytest.mark.parametrize(("line", "why"), BAD)
def test_bad_input_gets_a_danish_sentence_and_its_own_id(line, why):
    status, (answer,) = run(line)
    assert status == 1
    assert set(answer) == {"id", "error"}
    assert answer["id"] == line["id"]
    assert why in answer["error"]
    assert answer["error"].endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {"benefit_since": "2027-01-01"},
        {"birth_date": "talk", "benefit_since": "talk", "has_employer": "talk", "benefit": "talk"},
        {"weeks": None, "company": None, "last_employer": None, "has_employer": None, "own_employer": None},
        {"weeks": 4.5, "no_education": True, "single_provider": False, "company": {}},
    ],
)
def test_what_is_not_known_is_no_error(changes):
    assert run(PLACEMENT | changes)[0] == 0


def test_a_bare_placement_is_judged_by_a_person():
    status, (answer,) = run({"id": 1, "rule": "placement", "on": "2026-11-22", "kind": "work_trial"})
    assert (status, answer["allowed"], answer["max_weeks"]) == (0, "assess", None)


def test_numbers_are_exact_and_shown_with_two_decimals():
    exact = RATIO | {
        "ordinary_fte": [10.1, 9.9, 10.2, 9.8],
        "supported": [SUPPORTED | {"hours": 12.4}, SUPPORTED | {"hours": 24.6}],
    }
    _, (ratio, net_expansion) = run(
        exact | {"new": exact["new"] | {"hours": 37}},
        NET_EXPANSION | {"monthly_fte": [8.0] * 10 + [8.2, 8.0]},
    )
    assert (ratio["pass"], ratio["limit"], ratio["used"], ratio["new"]) == (True, 2, 1.0, 1.0)
    assert (net_expansion["last"], net_expansion["mean"]) == (8, 8.02)


def test_lines_are_answered_one_at_a_time():
    read = []
    lines = (read.append(number) or json.dumps(NET_EXPANSION | {"id": number}).encode() for number in range(5))
    answers = replies(load_law(), lines)
    next(answers)
    assert read == [0]
    next(answers)
    assert read == [0, 1]


def test_memory_does_not_grow_with_the_number_of_lines():
    lines = (json.dumps(NET_EXPANSION | {"id": "x" * 20_000}).encode() for _ in range(200))
    tracemalloc.start()
    for _ in replies(load_law(), lines):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000  # the lines together are four million bytes
