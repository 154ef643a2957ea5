"""Finding a job or a skill by a part of its name, the way people type it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.spelling import meant

MOST_FOUND = 8
MOST_TERMS = 6


@dataclass(frozen=True)
class Title:
    """`code` is what the matching reads; `others` are words it is found by, too."""

    code: str
    text: str
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What is kept of a choice, so that it can be read without the list it came from."""
        return f"{self.code} {self.text}"


@dataclass(frozen=True)
class Found:
    """`meant` is what was searched for instead, where nothing held what was typed."""

    titles: tuple[Title, ...]
    meant: str = ""


def code_in(key: str) -> str:
    return key.partition(" ")[0]


def text_in(key: str) -> str:
    return key.partition(" ")[2]


def folded(text: str) -> str:
    """Small letters, one space between words; a hyphen or a slash parts words as a space does."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.sub(r"[-/.,()'»«\"]", " ", plain).split())


def terms_of(words: str) -> tuple[str, ...]:
    """The parts that must all be found; what is more than a handful is left out."""
    return tuple(dict.fromkeys(folded(words).split()))[:MOST_TERMS]


def search_text(title: Title) -> str:
    """Everything a title is found by, one line each."""
    return "\n".join(folded(text) for text in (title.text, *title.others))


def find(titles: Iterable[Title], words: str, most: int = MOST_FOUND) -> tuple[Title, ...]:
    """The titles that hold every part of what was typed, the closest first; the same title is told once."""
    terms = terms_of(words)
    hits = [(rank, folded(one.text), one) for one in titles if (rank := _rank(one, terms)) is not None]
    hits.sort(key=lambda hit: hit[:2])
    told: dict[str, Title] = {}
    for _rank_of, text, one in hits:
        told.setdefault(f"{one.code} {text}", one)
    return tuple(told.values())[:most]


def find_near(titles: Iterable[Title], words: str) -> Found:
    """As `find`; where that finds nothing, what was probably meant is searched for."""
    known = tuple(titles)
    found = find(known, words)
    instead = "" if found else meant(terms_of(words), map(search_text, known))
    return Found(find(known, instead), instead) if instead else Found(found)


def also_called(title: Title, words: str) -> str:
    """The other name it was found by, where its own does not show why it was found."""
    terms = terms_of(words)
    if all(term in folded(title.text) for term in terms):
        return ""
    return next((name for name in title.others if any(term in folded(name) for term in terms)), "")


def _rank(title: Title, terms: tuple[str, ...]) -> int | None:
    """0 where the title begins so, 1 where words of it do, 2 inside it, 3 only by another name; nothing if not at all."""
    if not terms or not all(term in search_text(title) for term in terms):
        return None
    own = folded(title.text)
    if own.startswith(terms[0]):
        return 0
    if all(f" {term}" in f" {own}" for term in terms):
        return 1
    return 2 if all(term in own for term in terms) else 3
