"""A run's input as JSON and back again: what is stored is what is repeated."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from portal.domain.matching import Instance, Law

PREVIOUS = "previous"
ANSWER = "answer"


def as_json(value: Any) -> Any:
    """Records as objects, sets as sorted lists, dates as ISO text; what is no data, such as the law, by its version."""
    if isinstance(value, Instance):
        plain = {field.name: getattr(value, field.name) for field in fields(value) if field.name != "law"}
        return {**as_json(plain), "law": value.law.version}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def stored(instance: Instance, previous: dict[str, str], answer: dict[str, str]) -> dict[str, Any]:
    """All that decides a run's answer, its input and the earlier answer that it stays close to; and the answer itself,
    which the next change is followed from. Answers are citizen id → place id."""
    return {**as_json(instance), PREVIOUS: dict(sorted(previous.items())), ANSWER: dict(sorted(answer.items()))}


def instance_of(kept: dict[str, Any], law: Law) -> Instance:
    """The stored input as records, with the law in force now; `law` in the stored text names the one it had."""
    hints = get_type_hints(Instance)
    return Instance(law=law, **{name: _built(hints[name], kept[name]) for name in hints if name != "law"})


def previous_of(kept: dict[str, Any]) -> dict[str, str]:
    return kept.get(PREVIOUS, {})


def answer_of(kept: dict[str, Any]) -> dict[str, str] | None:
    """None for a run from before answers were kept."""
    return kept.get(ANSWER)


def _built(kind: Any, value: Any) -> Any:
    """`value` as what a field of this type holds; the opposite of `as_json`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if value is None:
        return None
    if origin is types.UnionType:
        return _built(next(one for one in arguments if one is not type(None)), value)
    if origin in (tuple, frozenset):
        return origin(_built(arguments[0], one) for one in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _built(hints[name], one) for name, one in value.items() if name in hints})
    return date.fromisoformat(value) if kind is date else value
