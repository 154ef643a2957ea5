"""What a paper is made of. Plain data: the typesetter gets it as JSON, so that no word of a person is ever code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

STRONG = "strong"
Run = tuple[str, str]
"""Some words, and how they are set: "" or STRONG."""


@dataclass(frozen=True)
class Heading:
    level: int
    """2 or more: the paper's own name is the heading of level 1."""
    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Text:
    """A paragraph. `style` is "", lead or quiet."""

    runs: tuple[Run, ...]
    style: str = ""
    kind: str = "text"

    @classmethod
    def of(cls, words: str, style: str = "") -> Text:
        return cls(((words, ""),), style)


@dataclass(frozen=True)
class Bullets:
    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    kind: str = "list"


@dataclass(frozen=True)
class Pairs:
    """A name and what belongs to it, line by line."""

    rows: tuple[tuple[str, tuple[Block, ...]], ...]
    kind: str = "pairs"


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "table"


@dataclass(frozen=True)
class Box:
    """Something that stands out. `tone` is info, success, warning, error, or plain."""

    blocks: tuple[Block, ...]
    tone: str = "plain"
    kind: str = "box"


@dataclass(frozen=True)
class Lines:
    """A place to write by hand: a question with so many empty lines."""

    label: str
    hint: str = ""
    lines: int = 1
    kind: str = "lines"


@dataclass(frozen=True)
class Options:
    """Boxes to tick by hand."""

    label: str
    options: tuple[str, ...]
    hint: str = ""
    kind: str = "options"


Block = Heading | Text | Bullets | Pairs | Table | Box | Lines | Options


@dataclass(frozen=True)
class Paper:
    """One document. `facts` are the short lines under the letterhead: number, day, who sends it."""

    title: str
    blocks: tuple[Block, ...]
    facts: tuple[str, ...] = ()


def plain(value: Any) -> Any:
    """A block and what is in it as JSON knows it."""
    if isinstance(value, str | int | bool):
        return value
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    return {name: plain(one) for name, one in vars(value).items()}
