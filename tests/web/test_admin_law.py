"""The legal tables as administrators read them: every row, its citation and source, and what is only expected."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from portal.domain.placement_law.tables import ROW_TYPES
from portal.programmes.law import load_law
from portal.web.admin.law_words import words_of
from tests.factories import Factory
from tests.web.browse import Browse


@pytest.fixture
def admin(browse: Browse) -> Browse:
    with browse.session() as session, session.begin():
        user = Factory(session, browse.parts.ports.clock.now()).user(Role.ADMIN, "Administrator", municipalities=[])
        session.flush()
        session.expunge(user)
    return browse.log_in(user)


@pytest.mark.parametrize("table", ROW_TYPES)
def test_every_kind_of_row_has_its_words(table: str) -> None:
    rows = [row for row in load_law().rows if row.table == table]
    assert rows
    for row in rows:
        heading, said = words_of(row)
        assert heading
        assert all(text and "  " not in text for text in said)


def test_every_row_stands_there_with_its_citation_and_source(admin: Browse) -> None:
    page = admin.get("/admin/programmer")
    assert page.soup.select_one("main a[href='/admin/regler']")
    page = admin.get("/admin/regler")
    assert page.h1 == "Regler og frister"
    rows = load_law().rows
    assert len(page.soup.select("main tbody tr")) == len(rows) + 1  # and the municipality's own promise
    for row in rows:
        assert row.citation in page.main
        assert " ".join(row.source.split()) in page.main
    assert page.soup.select_one("a[href='https://www.retsinformation.dk/eli/lta/2019/548']")
    assert "Praktik Dagpenge" in page.main
    assert "Må bruges. " in page.main
    assert "Højst 4 uger. Længere: nej." in page.main


def test_what_is_expected_of_2027_is_said_not_to_count(admin: Browse) -> None:
    page = admin.get("/admin/regler")
    expected = [row for row in load_law().rows if not row.in_use]
    section = page.soup.select_one("section[aria-labelledby=ventes]")
    lines = section.select("tbody tr")
    assert len(lines) == len(expected) > 0
    assert all("Forventet, ikke aktiv" in line.get_text() for line in lines)
    elsewhere = page.main.replace(" ".join(section.get_text(" ", strip=True).split()), "")
    assert "1. januar 2027" not in elsewhere
    assert any("jobafklaringsforløb ophører" in line.get_text() for line in lines)


def test_the_deadlines_are_those_the_portal_reckons_with(admin: Browse) -> None:
    section = admin.get("/admin/regler").soup.select_one("section[aria-labelledby=frister]")
    text = " ".join(section.get_text(" ", strip=True).split())
    for said in ("Borgerens svar på et forslag: 5 hverdage", "Virksomhedens svar på en kandidat: 4 hverdage"):
        assert said in text
    assert "Klage: 4 uger" in text
    assert "Svar på en tilmelding: 3 hverdage" in text
