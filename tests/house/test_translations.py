"""The English catalogue is whole: every sentence of the citizens' pages has its English, with the same things filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tools.texts import ENGLISH, wanted

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
with ENGLISH.open("rb") as file:
    CATALOGUE = {m.id: m for m in read_po(file, locale="en", abort_invalid=True) if m.id}


def _each(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    return zip(_each(message.id), _each(message.string), strict=True)


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    """`.venv/bin/python tools/texts.py` brings new sentences in; then they are translated by a person."""
    danish = {message.id for message in wanted() if message.id}
    assert len(danish) > 1_000
    assert danish - CATALOGUE.keys() == set()
    assert CATALOGUE.keys() - danish == set()
    assert [m.id for m in CATALOGUE.values() if m.fuzzy or not all(_each(m.string))] == []


def test_the_english_is_filled_in_with_the_same() -> None:
    pairs = [pair for message in CATALOGUE.values() for pair in _pairs(message)]
    assert [p for p in pairs if sorted(PLACEHOLDER.findall(p[0])) != sorted(PLACEHOLDER.findall(p[1]))] == []
    assert [p for p in pairs if p[0].endswith("?") != p[1].endswith("?")] == []
