"""One line of `portal law`: from the fields of a question to the law's answer, both as plain data.

A field nobody knows is refused like a wrong value: a misspelt fact must not pass for an absent one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from .benefits import Benefit
from .kinds import PlacementKind, Sector
from .net_expansion import check_net_expansion
from .placement import check_placement
from .questions import (
    HasEmployer,
    LawQuestionError,
    PlacementQuestion,
    RatioQuestion,
    SupportedPlacement,
    Workplace,
)
from .ratio import check_ratio
from .tables import LawTables
from .wording import rounded

Fields = Mapping[str, Any]
Code = TypeVar("Code", bound=StrEnum)

TALK = "talk"  # "would rather talk": not known, as if the field were absent
_LINE = frozenset({"id", "rule", "on"})
_SUPPORTED = frozenset({"kind", "hours", "from", "to", "own_employer"})
_RATIO = _LINE | {"ordinary_fte", "supported", "new"}
_NET_EXPANSION = _LINE | {"monthly_fte"}
_PLACEMENT = _LINE | {
    "kind",
    "sector",
    "benefit",
    "benefit_since",
    "has_employer",
    "birth_date",
    "weeks",
    "company",
    "last_employer",
    "own_employer",
    "no_education",
    "single_provider",
}
_HIGHEST = 1_000_000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it stood in the line, so that 14.2 stays 14.2 and nothing is lost on the way."""

    written: str


def answer(law: LawTables, line: Any) -> dict[str, Any]:
    """The answer to one question, without its id; LawQuestionError with a Danish sentence where there is none."""
    if not isinstance(line, Mapping):
        raise LawQuestionError("Linjen skal være et JSON-objekt.")
    if "id" not in line:
        raise LawQuestionError("Feltet »id« mangler.")
    rule = _needed(line, "rule")
    if not isinstance(rule, str) or rule not in _ANSWERS:
        raise LawQuestionError(f"»rule«: {_shown(rule)} er ikke en af {', '.join(_ANSWERS)}.")
    return _ANSWERS[rule](law, line)


def _answer_ratio(law: LawTables, line: Fields) -> dict[str, Any]:
    _refuse_unknown(line, _RATIO)
    question = RatioQuestion(
        on=_date(line, "on", needed=True),
        ordinary_fte=_numbers(line, "ordinary_fte"),
        supported=tuple(_supported(item, f"supported[{i}].") for i, item in enumerate(_list(line, "supported"))),
        new=_supported(_needed(line, "new"), "new."),
    )
    finding = check_ratio(law, question)
    return {
        "pass": finding.passes,
        "limit": finding.limit,
        "used": float(rounded(finding.used)),
        "new": float(rounded(finding.new)),
        "reason": finding.text,
        "citation": finding.citation,
    }


def _answer_net_expansion(law: LawTables, line: Fields) -> dict[str, Any]:
    _refuse_unknown(line, _NET_EXPANSION)
    finding = check_net_expansion(law, _numbers(line, "monthly_fte"), _date(line, "on"))
    return {
        "pass": finding.passes,
        "last": _plain(finding.last),
        "mean": _plain(rounded(finding.mean)),
        "reason": finding.text,
        "citation": finding.citation,
    }


def _answer_placement(law: LawTables, line: Fields) -> dict[str, Any]:
    _refuse_unknown(line, _PLACEMENT)
    question = PlacementQuestion(
        on=_date(line, "on", needed=True),
        kind=_code(PlacementKind, line, "kind", needed=True),
        benefit=_code(Benefit, line, "benefit") or Benefit.UNKNOWN,
        sector=_code(Sector, line, "sector"),
        weeks=_number(line["weeks"], "weeks") if line.get("weeks") is not None else None,
        benefit_since=_date(line, "benefit_since"),
        has_employer=_code(HasEmployer, line, "has_employer"),
        birth_date=_date(line, "birth_date"),
        company=_workplace(line, "company"),
        last_employer=_workplace(line, "last_employer"),
        own_employer=_flag(line, "own_employer"),
        no_education=_flag(line, "no_education"),
        single_provider=_flag(line, "single_provider"),
    )
    finding = check_placement(law, question)
    return {
        "allowed": finding.allowed,
        "max_weeks": finding.max_weeks,
        "blocks": [
            {"rule": block.rule, "allowed": block.allowed, "text": block.text, "citation": block.citation}
            for block in finding.blocks
        ],
        "reason": finding.text,
        "citation": finding.citation,
    }


_ANSWERS: dict[str, Callable[[LawTables, Fields], dict[str, Any]]] = {
    "ratio": _answer_ratio,
    "net_expansion": _answer_net_expansion,
    "placement": _answer_placement,
}


def _refuse_unknown(fields: Any, known: frozenset[str], where: str = "") -> None:
    if not isinstance(fields, Mapping):
        raise LawQuestionError(f"»{where.rstrip('.')}« skal være et objekt.")
    for name in fields:
        if name not in known:
            raise LawQuestionError(f"Feltet {_shown(where + name)} findes ikke.")


def _needed(fields: Fields, name: str, where: str = "") -> Any:
    if fields.get(name) is None:
        raise LawQuestionError(f"Feltet »{where}{name}« mangler.")
    return fields[name]


def _supported(item: Any, where: str) -> SupportedPlacement:
    _refuse_unknown(item, _SUPPORTED, where)
    try:
        return SupportedPlacement(
            kind=_code(PlacementKind, item, "kind", where, needed=True),
            hours=_number(_needed(item, "hours", where), f"{where}hours"),
            first_day=_date(item, "from", where, needed=True),
            last_day=_date(item, "to", where),
            own_employer=_flag(item, "own_employer", where),
        )
    except LawQuestionError as error:
        raise error if where in str(error) else LawQuestionError(f"»{where.rstrip('.')}«: {error}") from error


def _workplace(fields: Fields, name: str) -> Workplace:
    if fields.get(name) is None:
        return Workplace()
    where = f"{name}."
    _refuse_unknown(fields[name], frozenset({"cvr", "p_number"}), where)
    return Workplace(_digits(fields[name], "cvr", 8, where), _digits(fields[name], "p_number", 10, where))


def _digits(fields: Fields, name: str, length: int, where: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(f"[0-9]{{{length}}}", value):
        raise LawQuestionError(f"»{where}{name}«: {_shown(value)} er ikke {length} cifre.")
    return value


def _date(fields: Fields, name: str, where: str = "", needed: bool = False) -> Any:
    """The date, or None where it is absent or the person would rather talk. A needed one must be there."""
    value = _needed(fields, name, where) if needed else fields.get(name)
    if value is None or (value == TALK and not needed and not where):
        return None
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise LawQuestionError(f"»{where}{name}«: {_shown(value)} er ikke en dato som 2026-11-22.")


def _code(codes: type[Code], fields: Fields, name: str, where: str = "", needed: bool = False) -> Any:
    """The code, or None where it is absent or the person would rather talk. A needed one must be there."""
    value = _needed(fields, name, where) if needed else fields.get(name)
    if value is None or (value == TALK and codes in (Benefit, HasEmployer)):
        return None
    if not isinstance(value, str) or value not in list(codes):
        raise LawQuestionError(f"»{where}{name}«: {_shown(value)} er ikke en af {', '.join(codes)}.")
    return codes(value)


def _flag(fields: Fields, name: str, where: str = "") -> bool:
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise LawQuestionError(f"»{where}{name}«: {_shown(value)} er ikke true eller false.")
    return bool(value)


def _list(fields: Fields, name: str) -> list:
    value = _needed(fields, name)
    if not isinstance(value, list):
        raise LawQuestionError(f"»{name}« skal være en liste.")
    return value


def _numbers(fields: Fields, name: str) -> tuple[Fraction, ...]:
    return tuple(_number(value, f"{name}[{i}]") for i, value in enumerate(_list(fields, name)))


def _number(value: Any, name: str) -> Fraction:
    """Exactly the number written; refused where it is none, or beyond what a count of people, hours or weeks can be."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = WrittenNumber(str(value))
    if not isinstance(value, WrittenNumber):
        raise LawQuestionError(f"»{name}«: {_shown(value)} er ikke et tal.")
    try:
        number = Decimal(value.written)
    except DecimalException:
        number = Decimal("NaN")
    if not number.is_finite() or not -_HIGHEST <= number <= _HIGHEST or number.as_tuple().exponent < -30:
        raise LawQuestionError(f"»{name}«: {_shown(value)} er for stort eller har for mange decimaler.")
    return Fraction(number)


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


def _shown(value: Any) -> str:
    """A wrong value as it may be repeated in a sentence: short."""
    words = (
        value.written if isinstance(value, WrittenNumber) else "dette" if isinstance(value, dict | list) else str(value)
    )
    return f"»{words if len(words) <= 40 else words[:40] + '…'}«"
