"""The first page on a telephone weighs at most 100 kB over the wire, fonts and scripts included."""

from __future__ import annotations

import gzip
import re

from portal.web.static import STATIC
from tests.web.browse import Browse

BUDGET = 100_000


def _wire(path: str) -> int:
    """The bytes a browser fetches: brotli where the build made it, else gzip, else the file itself."""
    file = STATIC / path.removeprefix("/static/")
    return min(
        p.stat().st_size
        for p in (file, file.with_name(file.name + ".br"), file.with_name(file.name + ".gz"))
        if p.exists()
    )


def test_the_first_load_is_light(browse: Browse) -> None:
    page = browse.get("/")
    html = page.response.get_data()
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', html.decode()))
    assert any(address.endswith(".css") for address in addresses)
    total = len(gzip.compress(html)) + sum(_wire(address) for address in addresses)
    assert total <= BUDGET


def test_a_question_page_asks_the_database_next_to_nothing(browse: Browse) -> None:
    assert browse.get("/tjek/situation").queries <= 5
