"""Long lists a page at a time: the address says which, and keeps what was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

NAME = "side"
SIZE = 50


@dataclass(frozen=True)
class Paging:
    current: int
    total: int
    href: str
    """The address of a page, up to its number."""

    @property
    def offset(self) -> int:
        return (self.current - 1) * SIZE


def paging_of(rows: int) -> Paging:
    """The page that is asked for; a number that is none, or too large, means the nearest there is."""
    total = max(1, -(-rows // SIZE))
    asked = request.args.get(NAME, 1, int)
    kept = {name: values for name, values in request.args.lists() if name != NAME}
    here = url_for(request.endpoint or "", **kept)
    return Paging(min(max(1, asked), total), total, f"{here}{'&' if kept else '?'}{NAME}=")
