"""Pages in other words: the English page is English all through, and a municipality can say things in its own way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from portal import create_app
from portal.services.ports import Ports
from portal.settings import Settings
from portal.web.wording import UnusableWords, read_own_words
from tests.conftest import NOW, Database
from tests.factories import Factory
from tests.web.browse import Browse

FOR_ALL = """
msgid "Ordbog"
msgstr "Sådan siger vi det"
"""
FOR_TAARNBY = """
msgid "Ordbog"
msgstr "Ord i Tårnby"

msgid "Du kan også ringe til os på %(phone)s."
msgstr "Ring til Tårnby på %(phone)s."
"""


@pytest.fixture
def own_words(sqlite: Database, settings: Settings, app_ports: Ports, tmp_path: Path) -> Browse:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "alle.po").write_text(FOR_ALL, encoding="utf-8")
    (folder / "185.po").write_text(FOR_TAARNBY, encoding="utf-8")
    return Browse(create_app(replace(settings, database_url=sqlite.url, texts=folder), app_ports))


def test_the_english_page_is_english_from_top_to_bottom(browse: Browse) -> None:
    page = browse.get("/english")
    assert page.soup.html["lang"] == "en"
    for words in ("Check your options", "Would you rather talk with us?", "Skip to the content of the page"):
        assert words in page.text
    assert "Tjek dine muligheder" not in page.text
    assert "Check your options" not in browse.get("/").text


def test_a_municipality_says_it_in_its_own_words(own_words: Browse) -> None:
    assert own_words.get("/ordbog").soup.select_one(".sv-footer a[href='/ordbog']").text == "Sådan siger vi det"
    with own_words.session() as session, session.begin():
        session.expire_on_commit = False
        user = Factory(session, NOW).citizen()
    page = own_words.log_in(user).get("/min-side")
    assert page.soup.select_one(".sv-footer a[href='/ordbog']").text == "Ord i Tårnby"
    assert "Ring til Tårnby på" in page.main
    english = own_words.get("/english")
    assert english.soup.select_one(".sv-footer a[href='/ordbog']").text == "Word list"


@pytest.mark.parametrize(
    "words",
    [
        'msgid "Ring på %(phone)s"\nmsgstr "Ring på %(telefon)s"\n',
        'msgid "Ordbog"\nhvad nu',
    ],
    ids=["unknown-name", "broken-file"],
)
def test_words_that_would_break_a_page_stop_the_start(tmp_path: Path, words: str) -> None:
    (tmp_path / "alle.po").write_text(words, encoding="utf-8")
    with pytest.raises(UnusableWords, match=r"alle\.po"):
        read_own_words(tmp_path)


def test_words_that_are_not_finished_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "alle.po").write_text(
        'msgid "Ordbog"\nmsgstr ""\n\n#, fuzzy\nmsgid "Cookies"\nmsgstr "Kager"\n', encoding="utf-8"
    )
    assert read_own_words(tmp_path) == {"alle": {}}
