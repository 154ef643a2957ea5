"""`portal check`: judge people from standard input by every programme, one JSON line in, one JSON line out.

The files shipped in the package are the rules; the database is never read. Memory does not grow with the
input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import click

from portal.cli.lines import LONGEST, TOO_LONG, each_line
from portal.domain.eligibility import Facts, InvalidFacts, Programme, Result, State, facts_from_dict
from portal.domain.eligibility.exchange import day_from_text
from portal.domain.eligibility.verdict import (
    Advice,
    Outcomes,
    lines_of,
    outcomes_of,
    result_of,
    routes_of,
    timing,
)
from portal.programmes import load_programmes

LINE_FIELDS = ("id", "hardness", "outcome", "text", "source")


class InvalidLine(ValueError):
    """A line that cannot be judged; the message is one Danish sentence."""


@click.command()
@click.option("--demo", is_flag=True, help="Regn med demoens perioder i stedet for de rigtige.")
def check(demo: bool) -> None:
    """Vurdér personer fra standard input mod alle tilbud: én JSON-linje ind, én ud."""
    failed = False
    write = sys.stdout.buffer.write
    for answer, is_valid in answers(each_line(sys.stdin.buffer), load_programmes(demo=demo)):
        write(answer)
        failed = failed or not is_valid
    sys.stdout.buffer.flush()
    if failed:
        raise SystemExit(1)


def answers(lines: Iterable[bytes], programmes: tuple[Programme, ...]) -> Iterator[tuple[bytes, bool]]:
    """The answer to each line that is not blank, in order, and whether the line was valid."""
    for number, line in enumerate(lines):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        if text.strip():
            yield _answer(text, programmes)


def _answer(line: bytes, programmes: tuple[Programme, ...]) -> tuple[bytes, bool]:
    ident = b"null"
    try:
        data = _parse(line)
        ident = _ident(data)
        facts, on = _read(data)
    except (InvalidLine, InvalidFacts) as error:
        return b'{"id": %b, "error": %b}\n' % (ident, _dump(str(error))), False
    judged = b", ".join([_judged(programme, facts, on) for programme in programmes])
    return b'{"id": %b, "programmes": [%b]}\n' % (ident, judged), True


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode
_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def _parse(line: bytes) -> dict[str, Any]:
    """The line as a JSON object. Python's parser also takes NaN and Infinity, which JSON does not have."""
    if len(line) > LONGEST:
        raise InvalidLine(TOO_LONG)
    try:
        data = _decode(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise InvalidLine("Linjen er ikke gyldig JSON.") from None
    if not isinstance(data, dict):
        raise InvalidLine("Linjen skal være et JSON-objekt.")
    return data


def _ident(data: dict[str, Any]) -> bytes:
    """The line's own id as JSON, any value; a number too large for a float cannot be repeated."""
    if "id" not in data:
        raise InvalidLine("'id' mangler.")
    try:
        return _dump(data["id"])
    except (ValueError, RecursionError):
        raise InvalidLine("'id' kan ikke gentages.") from None


def _read(data: dict[str, Any]) -> tuple[Facts, date]:
    for name in ("on", "facts"):
        if name not in data:
            raise InvalidLine(f"'{name}' mangler.")
    on = day_from_text("on", data["on"])
    return facts_from_dict(data["facts"], on), on


def _judged(programme: Programme, facts: Facts, on: date) -> bytes:
    """One programme's verdict as JSON, put together from parts that many people share."""
    outcomes = outcomes_of(programme, facts, on)
    state = programme.term.state(on)
    result, whole = _shared(programme, outcomes, state)
    if result is Result.UNLIKELY:
        day, advice = timing(programme, outcomes, facts, on, programme.term.last)
    else:
        day, advice = None, routes_of(programme, facts, on) if result is Result.LIKELY else ()
    return whole if day is None and not advice else _verdict(programme, outcomes, state, day, advice)


@lru_cache(maxsize=16384)
def _shared(programme: Programme, outcomes: Outcomes, state: State) -> tuple[Result, bytes]:
    """The verdict of everyone with the same outcomes who has no day to wait for and no advice."""
    return result_of(programme, outcomes), _verdict(programme, outcomes, state, None, ())


def _verdict(
    programme: Programme, outcomes: Outcomes, state: State, day: date | None, advice: tuple[Advice, ...]
) -> bytes:
    criteria = [{name: str(getattr(line, name)) for name in LINE_FIELDS} for line in lines_of(programme, outcomes)]
    verdict = {
        "code": programme.code,
        "result": result_of(programme, outcomes).value,
        "state": state.value,
        **({"eligible_from": day.isoformat()} if day else {}),
        "criteria": criteria,
        "advice": [item.to_dict() for item in advice],
    }
    return _dump(verdict)


def _dump(value: object) -> bytes:
    """JSON in UTF-8. Half a surrogate pair has no UTF-8, so it stays escaped as it came."""
    try:
        return _encoder.encode(value).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False).encode("ascii")
