"""The exchange file of a result (matching.md 1.5), in lines of text: one row per line, always in the same order.

Equal input gives equal text, but for `seconds`, which the caller measures and may leave out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from portal.domain.matching.candidates import Edges
from portal.domain.matching.engine import Computation
from portal.domain.matching.explanation import ALTERNATIVES, best_others
from portal.domain.matching.result import Certificate, Part, Result
from portal.domain.matching.score import score_parts

BLOCK_PAIRS: Final = 200_000


def result_text(computation: Computation, result: Result, seconds: Mapping[str, float] | None = None) -> Iterator[str]:
    """The RESULT file, piece by piece."""
    yield '{\n "matched": ' + _json(result.matched) + ',\n "total": ' + _json(result.total) + ",\n"
    yield from _list("pairs", _pairs(result))
    yield from _list("unmatched", _unmatched(result))
    yield from _list("unfilled", _unfilled(result))
    yield from _list("keep_dropped", _dropped(result))
    yield from _object("alternatives", _alternatives(computation))
    yield from _object("alternatives_postings", _alternatives_of_places(computation))
    yield f' "specialists": {_json(_specialists(result))},\n'
    yield f' "certificate": {_json(_certificate(result.certificate))},\n'
    yield f' "engine": {_json(result.engine_version)},\n "weights_version": {_json(result.weights_version)},\n'
    yield f' "law": {_json(computation.instance.law.version)},\n "input_digest": {_json(result.input_digest)}'
    yield f',\n "seconds": {_json(dict(seconds))}\n}}\n' if seconds is not None else "\n}\n"


def pairs_text(computation: Computation) -> Iterator[str]:
    """The PAIRS file: every feasible pair with its parts, one JSON line each, in order of citizen and posting."""
    columns, edges = computation.columns, computation.edges
    who = edges.citizen
    for begin in range(0, len(who), BLOCK_PAIRS):
        block = slice(begin, begin + BLOCK_PAIRS)
        i, j = who[block].astype(np.int64), edges.place[block].astype(np.int64)
        parts = {code: points.tolist() for code, points in score_parts(columns, i, j).items()}
        for row, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
            mine = {code: points[row] for code, points in parts.items()}
            line = {
                "citizen": columns.citizens[a].id,
                "posting": columns.places[b].id,
                "score": int(edges.points[begin + row]),
                "parts": mine,
            }
            yield _json(line) + "\n"


def _pairs(result: Result) -> Iterator[dict[str, Any]]:
    for pair in result.pairs:
        yield {
            "citizen": pair.citizen_id,
            "posting": pair.place_id,
            "score": pair.points,
            "judge": list(pair.judge),
            "parts": _points(pair.parts),
            "kept": pair.kept,
            "reasons": [{"part": p.code, "counts": p.for_or_against, "text": p.sentence} for p in pair.parts],
        }


def _unmatched(result: Result) -> Iterator[dict[str, Any]]:
    for row in result.unmatched:
        nearest = [
            {
                "posting": miss.place_id,
                "limit": miss.limit,
                "short_by": _short(miss.short_by),
                "text": miss.sentence,
            }
            for miss in row.nearest
        ]
        yield {
            "citizen": row.citizen_id,
            "limits": dict(row.limits),
            "feasible": row.feasible,
            "nearest": nearest,
            "reasons": list(row.sentences),
        }


def _unfilled(result: Result) -> Iterator[dict[str, Any]]:
    for row in result.unfilled:
        yield {
            "posting": row.place_id,
            "free": row.free,
            "limits": dict(row.limits),
            "feasible": row.feasible,
            "reasons": list(row.sentences),
        }


def _dropped(result: Result) -> Iterator[dict[str, Any]]:
    for row in result.keep_dropped:
        yield {
            "citizen": row.citizen_id,
            "posting": row.place_id,
            "limits": list(row.limits),
            "reasons": list(row.sentences),
        }


def _alternatives(computation: Computation) -> Iterator[tuple[str, Any]]:
    columns = computation.columns
    for i, others in best_others(computation.edges, computation.chosen).items():
        rows = [{"posting": columns.places[j].id, "score": points} for j, points in others]
        yield columns.citizens[i].id, rows


def _alternatives_of_places(computation: Computation) -> Iterator[tuple[str, Any]]:
    """For every posting that got somebody: the best other citizens."""
    columns, edges, chosen = computation.columns, computation.edges, computation.chosen
    turned = _by_place(edges, len(columns.places))
    taken = np.unique(chosen[chosen >= 0])
    for j in taken:
        mine = turned.of(j)
        who, points = turned.place[mine], turned.points[mine]
        others = np.flatnonzero(chosen[who] != j)
        order = others[np.argsort(-points[others].astype(np.int64), kind="stable")][:ALTERNATIVES]
        rows = [{"citizen": columns.citizens[who[k]].id, "score": int(points[k])} for k in order]
        yield columns.places[j].id, rows


def _by_place(edges: Edges, places: int) -> Edges:
    """The same pairs with the sides exchanged."""
    order = np.argsort(edges.place, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(edges.place, minlength=places))))
    return Edges(start, edges.citizen[order], edges.points[order])


def _specialists(result: Result) -> dict[str, Any]:
    found = result.specialists
    pairs = [
        {"citizen": p.citizen_id, "specialist": p.specialist_id, "score": p.points, "parts": _points(p.parts)}
        for p in found.pairs
    ]
    certificate = _certificate(found.certificate)
    certificate["specialists"] = certificate.pop("postings")
    del certificate["workplaces"]
    return {
        "matched": found.matched,
        "total": found.total,
        "pairs": pairs,
        "unmatched": list(found.without),
        "certificate": certificate,
    }


def _certificate(certificate: Certificate) -> dict[str, Any]:
    return {
        "base": certificate.base,
        "bound": certificate.bound,
        "citizens": dict(certificate.citizens),
        "postings": dict(certificate.postings),
        "workplaces": dict(certificate.workplaces),
    }


def _points(parts: tuple[Part, ...]) -> dict[str, int]:
    return {part.code: part.points for part in parts}


def _short(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _list(name: str, rows: Iterable[Any]) -> Iterator[str]:
    yield f' "{name}": ['
    for index, row in enumerate(rows):
        yield ("" if index == 0 else ",") + "\n  " + _json(row)
    yield "],\n"


def _object(name: str, rows: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield f' "{name}": {{'
    for index, (key, value) in enumerate(rows):
        yield ("" if index == 0 else ",") + f"\n  {_json(key)}: {_json(value)}"
    yield "},\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
