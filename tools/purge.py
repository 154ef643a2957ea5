"""Drop the rules of a style sheet that no page can meet: those whose selector needs a class that stands nowhere in our sources.

Conservative by construction: a class counts as met when its name stands as a word anywhere in a template, a view or a
script, or begins with what a template puts together (`alert-{{ kind }}`). Rules without classes always stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

WORD = re.compile(r"[A-Za-z_][\w-]*")
PUT_TOGETHER = re.compile(r"([A-Za-z_][\w-]*-)(?:\{\{|\"\s*~|\$\{|\"\s*\+|'\s*\+)")
CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
GROUPS = ("@media", "@supports", "@layer", "@container")


class Met:
    """Every word of the sources, and the beginnings that are completed as a page is made."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: set[str] = set()
        self.beginnings: set[str] = set()
        for text in texts:
            self.words |= set(WORD.findall(text))
            self.beginnings |= set(PUT_TOGETHER.findall(text))

    def __contains__(self, name: str) -> bool:
        return name in self.words or any(name.startswith(one) for one in self.beginnings)


def sources(*folders: Path) -> Iterator[str]:
    """The text of every template, module and script below the folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".html", ".py", ".js"} and "vendor" not in path.parts:
                yield path.read_text("utf-8")


def purge(css: str, met: Met) -> str:
    return "".join(_rule(head, body, met) for head, body in _blocks(css))


def _rule(head: str, body: str | None, met: Met) -> str:
    if body is None:
        return head
    if head.lstrip().startswith(GROUPS):
        inside = purge(body, met)
        return f"{head}{{{inside}}}" if inside.strip() else ""
    if head.lstrip().startswith("@"):
        return f"{head}{{{body}}}"
    kept = [one for one in _selectors(head) if all(name in met for name in _needed(one))]
    return f"{','.join(kept)}{{{body}}}" if kept else ""


def _needed(selector: str) -> list[str]:
    """The classes a selector asks for. What stands in :not(), :is() and :where() is not asked for by itself."""
    plain = selector
    while (shorter := re.sub(r":(?:not|is|where|has)\([^()]*\)", "", plain)) != plain:
        plain = shorter
    return [re.sub(r"\\(.)", r"\1", name) for name in CLASS.findall(re.sub(r"\[[^\]]*\]", "", plain))]


def _selectors(head: str) -> list[str]:
    """Split at commas outside brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(head):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(head[start:at])
            start = at + 1
    return [*parts, head[start:]]


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Top-level statements as (head, body); a statement without a block has no body."""
    start = at = 0
    while at < len(css):
        if css[at] in "\"'":
            at = css.index(css[at], at + 1)
        elif css[at] == ";":
            yield css[start : at + 1], None
            start = at + 1
        elif css[at] == "{":
            end = _end(css, at)
            yield css[start:at], css[at + 1 : end]
            at, start = end, end + 1
        at += 1
    if css[start:].strip():
        yield css[start:], None


def _end(css: str, opened: int) -> int:
    """The place of the bracket that shuts the one at `opened`."""
    depth, at = 0, opened
    while at < len(css):
        if css[at] in "\"'":
            at = css.index(css[at], at + 1)
        depth += (css[at] == "{") - (css[at] == "}")
        if depth == 0:
            return at
        at += 1
    raise ValueError("the style sheet has a block that never ends")
