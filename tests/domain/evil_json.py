"""JSON as only a broken or an ill-willed system sends it: what can stand where a value should, written as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

VALUES: tuple[Any, ...] = (
    *("x" * 10_000, "", " ", "\0", "a\0b", "\u202e\u2066x", "😀", "\ud800", "２０２６-01-01"),
    *("<script>alert(1)</script>", "{{7*7}}", "'; DROP TABLE person;--", "=1+1", "@SUM(A1)", "%s %(x)s {0}"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "NaN", "Infinity"),
    *(None, True, False, 0, -1, 1.5, 1e308, -1e308, 10**30, [], {}, [[]], [None], {"x": 1}),
    *({"in": []}, {"in": [None]}, {"not_in": None}, {"min": "x"}, {"min": True}, {"min": 2, "max": 1}, {"min": 10**30}),
)
WRITTEN: tuple[str, ...] = (
    *("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "-0", "-0.0", "1" + "0" * 400, "1" + "0" * 9999),
    *("[" * 9000, "[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900, '{"min":1e400}', '{"min":1,"min":2}'),
    *("[1e400]", '{"in":[NaN]}', '"\\ud800"', '"\t"', "'x'", "01", "1.", "{", '{"min":' + "9" * 9999 + "}"),
)
"""What no program would write with a library."""
EVIL = (*(json.dumps(value) for value in VALUES), *WRITTEN)
OTHERS = ("null", "true", "-1", "1e308", '"x"', '"1' + "0" * 999 + '"', "[]", "[[1]]", "{}")
"""One of each type, where every place of a large document is tried."""
HUGE = (json.dumps("x" * 1_000_000), "[" * 1_000_000)


def paths(document: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value in a document."""
    for key, value in document.items() if isinstance(document, dict) else enumerate(document):
        yield (*here, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*here, key))


def changed(document: Any, path: tuple[Any, ...], text: str | None) -> str:
    """The document as text with something else in one place, or (None) without it."""
    copy = json.loads(json.dumps(document))
    node = copy
    for key in path[:-1]:
        node = node[key]
    if text is None:
        del node[path[-1]]
        return json.dumps(copy)
    node[path[-1]] = "\0here\0"
    return json.dumps(copy).replace(json.dumps("\0here\0"), text)


def doubled(document: dict[str, Any], name: str, text: str) -> str:
    """The document with one name standing twice, first with something else."""
    return f"{{{json.dumps(name)}: {text}, {json.dumps(document)[1:]}"


def all_of(document: dict[str, Any]) -> Iterator[str]:
    """The document with every value replaced by everything evil, taken out, and every name doubled."""
    yield from EVIL
    for text in HUGE:
        yield from (text, changed(document, next(paths(document)), text), doubled(document, next(iter(document)), text))
    for path in paths(document):
        yield changed(document, path, None)
        yield from (changed(document, path, text) for text in EVIL)
    for name in document:
        yield from (doubled(document, name, text) for text in EVIL)
