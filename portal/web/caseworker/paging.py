"""Long lists a page at a time: the address says which, and keeps what was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from portal.web.here import here

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

    @property
    def here(self) -> dict[str, int]:
        """What an address needs to come back to this page."""
        return {NAME: self.current} if self.current > 1 else {}

    def part(self, before: int) -> slice:
        """What this page shows of a list that goes on after `before` other rows under the same address."""
        start = self.offset - before
        return slice(max(0, start), max(0, start + SIZE))


def paging_of(rows: int) -> Paging:
    """The page that is asked for; a number that is none, or too large, means the nearest there is."""
    total = max(1, -(-rows // SIZE))
    asked = request.args.get(NAME, 1, int)
    address = here(without=NAME)
    return Paging(min(max(1, asked), total), total, f"{address}{'&' if '?' in address else '?'}{NAME}=")
