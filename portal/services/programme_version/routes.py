"""Another way in: an answer that changes what a fitting programme says, such as a job to come back to."""

from __future__ import annotations

from portal.domain.eligibility.criteria import OneOf
from portal.domain.errors import Refused
from portal.programmes.editing import Data, find, put, take_out
from portal.services.programme_version.criteria import bring_common_question, free_key


def put_route(data: Data, key: str, fact: str, codes: list[str], text: str) -> str:
    """Add a way in, or change the one with this key; its question is asked from then on. Returns its key."""
    rows = data.get("routes", [])
    key = key or free_key(f"{fact} {codes[0]}", [one["id"] for one in rows])
    fact = (find(rows, "id", key) or {"fact": fact})["fact"]
    if not bring_common_question(data, OneOf(fact, frozenset(codes))):
        raise Refused("Intet af tjekkets spørgsmål kan svare på det. Lav et kriterium om det først.", "codes")
    put(data, "routes", "id", {"id": key, "fact": fact, "codes": codes, "text": text})
    return key


def remove_route(data: Data, key: str) -> None:
    take_out(data, "routes", "id", key)
