"""The input's fingerprint: the same instance in any order has the same one, and any change of content another.

A stored run is repeated from it: same digest, same engine, same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from portal.domain.matching.model import Instance

LATER = frozenset({"no_education", "single_provider", "earlier"})
"""Came after runs had been stored: where they say nothing, an instance has the digest it had before."""


def input_digest(instance: Instance) -> str:
    """SHA-256, in hex, of the instance as canonical JSON: rows by id, sets sorted, the law by its version."""
    content = {
        "on": _plain(instance.on),
        "citizens": [_plain(row) for row in sorted(instance.citizens, key=lambda row: row.id)],
        "places": [_plain(row) for row in sorted(instance.places, key=lambda row: row.id)],
        "specialists": [_plain(row) for row in sorted(instance.specialists, key=lambda row: row.id)],
        "keep": sorted([pair.citizen_id, pair.place_id] for pair in instance.keep),
        "weights": _plain(instance.weights),
        "specialist_weights": _plain(instance.specialist_weights),
        "law": instance.law.version,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()


def _plain(value: Any) -> Any:
    """Records as objects, sets as sorted lists, dates as ISO text, 37.0 as 37."""
    if is_dataclass(value):
        found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: one for name, one in found.items() if one or name not in LATER}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
