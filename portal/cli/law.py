"""`portal law`: questions to the law as JSON Lines on standard input, answers in the same order on standard output.

One line at a time, so that memory does not grow with the number of lines. A line that cannot be answered gives a line with
its error, the others still come, and the exit status is 1.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from portal.cli.lines import LONGEST, TOO_LONG, each_line
from portal.domain.placement_law import LawQuestionError, LawTables
from portal.domain.placement_law.exchange import WrittenNumber, answer
from portal.programmes.law import load_law

_BOM = b"\xef\xbb\xbf"
_BETWEEN = re.compile(r"[ \t\n\r,:]*")


@click.command()
def law() -> None:
    """Svarer på spørgsmål om loven: praktik, løntilskud, forholdstal og merbeskæftigelse.

    Læser JSON Lines på standard input og skriver ét svar pr. linje i samme rækkefølge.
    """
    output = sys.stdout.buffer
    failed = False
    for reply, fine in replies(load_law(), each_line(sys.stdin.buffer)):
        output.write(reply)
        failed = failed or not fine
    output.flush()
    sys.exit(1 if failed else 0)


def replies(tables: LawTables, lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """For every line that is not blank: the reply as a line of its own, and whether it is an answer."""
    for number, line in enumerate(lines):
        if number == 0:
            line = line.removeprefix(_BOM)
        if line.strip():
            yield _reply(tables, line)


def _reply(tables: LawTables, line: bytes) -> tuple[bytes, bool]:
    if len(line) > LONGEST:
        return _line("null", {"error": TOO_LONG}), False
    try:
        text = line.decode("utf-8")
        question = _DECODER.decode(text)
        name = _id_as_written(text) if isinstance(question, dict) else "null"
    except (ValueError, RecursionError):
        return _line("null", {"error": "Linjen er ikke gyldig JSON i UTF-8."}), False
    try:
        return _line(name, answer(tables, question)), True
    except LawQuestionError as error:
        return _line(name, {"error": str(error)}), False


def _line(name: str, reply: dict[str, Any]) -> bytes:
    """The id as it was written, then the reply. Half of a surrogate pair, which UTF-8 cannot hold, stays an escape."""
    rest = json.dumps(reply, ensure_ascii=False)
    return f'{{"id": {name}, {rest[1:]}\n'.encode("utf-8", errors="backslashreplace")


def _id_as_written(text: str) -> str:
    """The text of the value of `id` in an object known to be valid, so that every JSON value comes back untouched."""
    found, at = "null", text.index("{") + 1
    while text[at := _BETWEEN.match(text, at).end()] != "}":
        key, at = _DECODER.raw_decode(text, at)
        start = _BETWEEN.match(text, at).end()
        _, at = _DECODER.raw_decode(text, start)
        if key == "id":
            found = text[start:at].replace("\r", " ")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_int=WrittenNumber, parse_float=WrittenNumber, parse_constant=_refuse_constant)
