"""The first page on a telephone weighs at most 100 kB over the wire, fonts and scripts included."""

from __future__ import annotations

import gzip
import re

from portal.web.static import STATIC
from tests.web.browse import Browse
from tests.web.citizen_cases import birgit_in

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


OPEN_PAGES = (
    "/ /tilbud /tilbud/seniorsporet /hjaelp /ordbog /privatliv /tilgaengelighed /tjek /tilmeld/seniorsporet".split()
)
OWN_PAGES = "/min-side /min-side/oplysninger /min-side/valg /min-side/plan /min-side/beskeder /min-side/klage".split()
LATER = 12_000


def test_a_page_of_words_is_lighter_still(browse: Browse) -> None:
    for path in OPEN_PAGES:
        assert len(gzip.compress(browse.get(path).response.get_data())) <= LATER, path
    case = birgit_in(browse, "ready_for_match", plan={})
    for path in OWN_PAGES:
        response = browse.client.get(path, base_url="http://127.0.0.1:5000", follow_redirects=True)
        assert response.status_code == 200, path
        assert len(gzip.compress(response.get_data())) <= LATER, path
    assert len(gzip.compress(browse.get(f"/min-side/tilmelding/{case.id}/kvittering").response.get_data())) <= LATER


def test_a_question_page_asks_the_database_next_to_nothing(browse: Browse) -> None:
    assert browse.get("/tjek/situation").queries <= 5
