"""Reading programme and question files: shipped ones from the package, others from their text.

A file that cannot be used is refused with its name, the line and one Danish sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeVar

from portal.domain.eligibility.fit import check_fit, check_length
from portal.domain.eligibility.parsing import parse_programme
from portal.domain.eligibility.programme import Programme, State
from portal.domain.eligibility.questions import Question, parse_questions, questions_of
from portal.domain.eligibility.reader import InvalidProgramme, Place
from portal.domain.eligibility.trial_people import check_trial_people

CODES = (
    "senior_advisory_board",
    "sick_leave_social_investment",
    "flex_job_development",
    "edge_of_labour_market",
    "recruitment_from_the_edge",
    "health_support",
    "early_sick_leave_effort",
)
QUESTION_FILE = "questions.toml"
T = TypeVar("T")


class InvalidFile(ValueError):
    """A refused file: its name, the line of the fault (from 1), and what is wrong in Danish."""

    def __init__(self, filename: str, line: int, sentence: str) -> None:
        super().__init__(f"{filename}, linje {line}: {sentence}")
        self.filename, self.line, self.sentence = filename, line, sentence


def load_programmes(demo: bool = False) -> tuple[Programme, ...]:
    """The shipped programmes in their fixed order; for the demo those that have ended are open again."""
    return _for_demo() if demo else _checked()


def reopened(programmes: Sequence[Programme], on: date) -> tuple[Programme, ...]:
    """For a demo that starts on this day: also what has ended since the files were written runs as the others do."""
    terms = [p.demo_period for p in programmes if p.is_reopened]
    if not terms:
        return tuple(programmes)
    common = max(terms, key=lambda term: term.last or date.max)
    return tuple(replace(p, demo_period=common) if p.term.state(on) is State.CLOSED else p for p in programmes)


@cache
def _for_demo() -> tuple[Programme, ...]:
    return tuple(replace(programme, demo=True) for programme in _checked())


@cache
def _checked() -> tuple[Programme, ...]:
    questions = load_questions()
    programmes = _shipped()
    for programme in programmes:
        check_fit(programme, questions)
        check_trial_people(programme)
    return programmes


@cache
def load_questions() -> tuple[Question, ...]:
    """The questions of the check, with the shipped programmes' municipalities as places to live."""
    return questions_of(common_questions(), _shipped())


@cache
def common_questions() -> tuple[Question, ...]:
    """The questions that every programme may ask, before anybody's municipalities and own questions are added."""
    return read_questions(shipped_text("questions"), QUESTION_FILE)


@cache
def _shipped() -> tuple[Programme, ...]:
    return tuple(_read(shipped_text(code), f"{code}.toml", parse_programme) for code in CODES)


def shipped_text(code: str) -> str:
    """The file as it is shipped."""
    return files("portal.programmes").joinpath(f"{code}.toml").read_text(encoding="utf-8")


def read_programme(
    text: str, filename: str, questions: Iterable[Question], *, trial_people_hold: bool = False
) -> Programme:
    """Read and check one programme, for example one that another municipality has exported.

    `questions` are the common ones. With `trial_people_hold` its trial people must come out as the file says; a draft
    that is being written may still turn them, and says so before it is approved.
    """
    questions = tuple(questions)

    def parse(data: dict[str, Any]) -> Programme:
        programme = parse_programme(data)
        asked = questions_of(questions, [programme])
        _refuse_taken(programme, questions)
        check_fit(programme, asked)
        check_length(programme, asked)
        if trial_people_hold:
            check_trial_people(programme)
        return programme

    return _read(text, filename, parse)


def _refuse_taken(programme: Programme, common: Iterable[Question]) -> None:
    taken = {question.id for question in common}
    for number, question in enumerate(programme.own_questions):
        if question.id in taken:
            raise InvalidProgramme(f"Spørgsmålet '{question.id}' findes allerede i tjekket.", ("own_questions", number))


def read_questions(text: str, filename: str) -> tuple[Question, ...]:
    """Read the questions of a check from a file's text."""
    return _read(text, filename, parse_questions)


def _read(text: str, filename: str, parse: Callable[[dict[str, Any]], T]) -> T:
    try:
        return parse(_tables(text, filename))
    except RecursionError:
        raise InvalidFile(filename, 1, "Filen er pakket ind i for mange lag.") from None
    except InvalidProgramme as error:
        raise InvalidFile(filename, line_of(text, error.place), error.sentence) from None


def _tables(text: str, filename: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        last = text.count("\n") + 1
        raise InvalidFile(filename, int(line[1]) if line else last, "Filen er ikke gyldig TOML.") from None
    except ValueError:  # Python reads no number of thousands of digits
        longest = re.search(r"[0-9_]{4000}", text)
        line_number = text.count("\n", 0, longest.start() if longest else 0) + 1
        raise InvalidFile(filename, line_number, "Tallet har alt for mange cifre.") from None


def line_of(text: str, place: Place) -> int:
    """The line on which a place in the data stands, or that of the closest heading or field around it."""
    lines = text.splitlines()
    at, table = 0, ""
    for word, number in pairwise((*place, None)):
        if isinstance(word, str):
            table = f"{table}.{word}" if table else word
            at = _find(lines, at, table, word, number if isinstance(number, int) else 0)
    return at + 1


def _find(lines: Sequence[str], at: int, table: str, field: str, number: int) -> int:
    """The line of a table's heading (the one with that number) or, in the present table, of the field."""
    heading = re.compile(rf"\s*\[\[?{re.escape(table)}\]\]?")
    headings = [line for line in range(at, len(lines)) if heading.match(lines[line])]
    if len(headings) > number:
        return headings[number]
    assignment = re.compile(rf"(?:^|[\s{{,]){re.escape(field)}\s*=")
    for line in range(at, len(lines)):
        if line > at and re.match(r"\s*\[\[?[\w.]+\]", lines[line]):
            break
        if assignment.search(lines[line]):
            return line
    return at
