"""The pages' words beyond the Danish in the code: the English catalogue, and what a municipality would rather say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

Words = Mapping[str | tuple[str, ...], str | tuple[str, ...]]
"""The Danish sentence of the code → what is said instead; a pair of one and many → such a pair."""
EVERYBODY = "alle"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


class UnusableWords(ValueError):
    """A file of words that would break a page."""


def read_words(path: Path) -> Words:
    """The finished sentences of a gettext catalogue (.po); those without words, or marked to be read again, are left out."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except PoFileError as fault:
        raise UnusableWords(f"{path.name}: {fault}") from None
    return {
        message.id: message.string
        for message in catalogue
        if message.id and not message.fuzzy and all(_each(message.string))
    }


def read_own_words(folder: Path) -> Mapping[str, Words]:
    """Wording of the municipalities' own: `alle.po` for everybody, `185.po` for those whom Tårnby helps.

    Raises UnusableWords for a sentence that asks for something the page does not have.
    """
    found = {path.stem: read_words(path) for path in sorted(folder.glob("*.po"))}
    for name, words in found.items():
        for danish, own in words.items():
            unknown = _placeholders(own) - _placeholders(danish)
            if unknown:
                raise UnusableWords(
                    f"{name}.po: »{_each(own)[0]}« bruger {', '.join(sorted(unknown))}, som ikke findes."
                )
    return found


def _placeholders(text: str | tuple[str, ...]) -> set[str]:
    return {name for one in _each(text) for name in PLACEHOLDER.findall(one)}


def _each(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
