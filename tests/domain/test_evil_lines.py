"""Every line and file that other systems hand over, with everything evil in every place: an answer or a Danish sentence."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from portal.cli.check import answers
from portal.cli.law import replies
from portal.cli.lines import LONGEST, each_line
from portal.domain.matching import Refusal
from portal.domain.matching.engine import compute
from portal.domain.matching.exchange_result import pairs_text, result_text
from portal.domain.matching.json_stream import members
from portal.domain.matching.solve import result_of
from portal.domain.matching.verification import Rejected, verify
from portal.programmes import InvalidFile, load_programmes, load_questions, read_programme, shipped_text
from portal.programmes.law import load_law
from tests.domain import test_matching_exchange as exchange
from tests.domain.evil_json import EVIL, OTHERS, all_of, changed, paths

FACTS = {
    "home_municipality": "155",
    "birth_date": "1967-03-14",
    "age": {"min": 55},
    "benefit": "unemployment_benefit",
    "unemployed_since": "2026-05-04",
    "months_unemployed": {"min": 3},
    "weeks_sick": {"max": 3},
    "danish": "yes",
    "flex_job_hours": 5,
    "small_steps": {"in": ["yes"]},
}
PERSON = {"id": 1, "on": "2026-11-22", "facts": FACTS}
WORK = {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2026-11-30"}
LAW: tuple[dict[str, Any], ...] = (
    {
        "id": 1,
        "rule": "ratio",
        "on": "2026-12-07",
        "ordinary_fte": [14.2, 13.8, 14.0, 13.6],
        "supported": [WORK],
        "new": {**WORK, "own_employer": False},
    },
    {"id": 2, "rule": "net_expansion", "monthly_fte": [20] * 12},
    {
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
        "last_employer": {"cvr": "99001755", "p_number": "9900000035"},
        "own_employer": False,
        "no_education": True,
    },
)
DANISH = re.compile(r"(?:[\w.\[\]]+: )?[\w'»-].*[.!?]\)?\.?", re.DOTALL)
"""A sentence, perhaps with the path before it. What is said of a file ends as one, also where its middle was left out."""
PROGRAMMES, TABLES = load_programmes(), load_law()
Answers = Callable[[Iterable[bytes]], Iterator[tuple[bytes, bool]]]


def checked(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    return answers(lines, PROGRAMMES)


def judged(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    return replies(TABLES, lines)


def or_sentence(read: Callable[[], Any], refusal: type[Exception]) -> Any:
    """What is read, or None where it was refused in words that somebody can use."""
    told = ""
    try:
        return read()
    except refusal as no:
        told = str(no)
    assert DANISH.fullmatch(told), told
    assert len(told) < 500
    return None


def not_json(name: str) -> float:
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("command", "document"),
    [(checked, PERSON), *((judged, one) for one in LAW)],
    ids=["check", "ratio", "net_expansion", "placement"],
)
def test_every_line_gets_one_line_with_an_answer_or_a_sentence(command: Answers, document: dict[str, Any]) -> None:
    for line in all_of(document):
        ((reply, is_fine),) = command([line.encode("utf-8", "surrogatepass")])
        assert reply.count(b"\n") == 1
        told = json.loads(reply, parse_int=str, parse_float=str, parse_constant=not_json)
        assert is_fine == ("error" not in told), line[:200]
        assert is_fine or DANISH.fullmatch(told["error"]), told["error"]
        assert len(str(told.get("error"))) < 500


def test_the_next_line_is_answered_as_if_nothing_had_been() -> None:
    good = json.dumps(PERSON).encode()
    ((alone, _),) = checked([good])
    evil = [text.encode("utf-8", "surrogatepass") for text in EVIL if text.strip()]
    assert [reply for reply, is_fine in checked([*evil, good]) if is_fine] == [alone]


def test_an_exchange_file_is_solved_or_refused_at_its_path() -> None:
    """What is read can also be solved and written; nothing evil comes as far as a traceback."""
    solved = set()
    for text in all_of(exchange.FILE):
        instance = or_sentence(lambda text=text: exchange.read(text), Refusal)
        if instance is None or repr(instance) in solved:
            continue
        solved.add(repr(instance))
        run = or_sentence(lambda instance=instance: compute(instance), Refusal)
        if run is None:
            continue
        result = result_of(run)
        "".join(pairs_text(run)).encode("utf-8", "backslashreplace")
        json.loads("".join(result_text(run, result)), parse_constant=not_json)


def test_a_result_that_was_tampered_with_is_rejected_in_words() -> None:
    instance = exchange.read(exchange.FILE)
    run = compute(instance)
    right = json.loads("".join(result_text(run, result_of(run))))
    verify(instance, right)
    for path in paths(right):
        for text in OTHERS:
            told = json.loads(changed(right, path, text))
            or_sentence(lambda told=told: verify(instance, told), Rejected)


TEXTS = ("\\u0000", "\\u202E", "😀", "<script>", "{{7*7}}", "'; DROP TABLE x;--", "=1+1", "x" * 10_000)
SCALARS = (
    "1e400",
    "nan",
    "inf",
    "-inf",
    "1" + "0" * 9999,
    "[" * 5000,
    "[]",
    "{}",
    "1979-05-27",
    "07:32:00",
    "true",
    "''",
)


def every_value_of(toml: str) -> Iterator[str]:
    """A file with one field after the other replaced, taken out, or standing twice: the first of each name."""
    lines, seen = toml.splitlines(), set()
    for n, line in enumerate(lines):
        name, equals, _value = line.partition(" = ")
        if not equals or name.startswith((" ", "#", '"')) or name in seen:
            continue
        seen.add(name)
        for value in (*(f'"{text}"' for text in TEXTS), *SCALARS):
            yield "\n".join([*lines[:n], f"{name} = {value}", *lines[n + 1 :]])
        yield "\n".join([*lines[:n], *lines[n + 1 :]])
        yield "\n".join([*lines[:n], line, line, *lines[n + 1 :]])


def test_a_programme_file_is_read_or_refused_with_its_line() -> None:
    questions = load_questions()
    for text in every_value_of(shipped_text("early_sick_leave_effort")):
        or_sentence(lambda text=text: read_programme(text, "tilbud.toml", questions), InvalidFile)


def test_a_line_that_never_ends_takes_no_more_room_than_the_longest_that_is_read() -> None:
    class Endless(io.RawIOBase):
        """A hundred longest lines without a line break, then a good one."""

        def __init__(self) -> None:
            self.left = 100

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size <= LONGEST + 1
            self.left -= 1
            return b"x" * size if self.left > 0 else (b"x\n", json.dumps(PERSON).encode(), b"")[-self.left]

    got = list(checked(each_line(Endless())))  # type: ignore[arg-type]
    assert [fine for _reply, fine in got] == [False, True]
    assert json.loads(got[0][0]) == {"id": None, "error": "Linjen er for lang."}


def test_a_value_that_never_ends_is_refused_when_it_is_too_large() -> None:
    read = 0

    def chunks() -> Iterator[str]:
        nonlocal read
        yield '{"on": "'
        while True:
            read += 1
            yield "x" * (1 << 20)

    with pytest.raises(Refusal, match=r"^on: er for stort"):
        list(members(chunks(), frozenset()))
    assert read <= 64
