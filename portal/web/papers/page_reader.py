"""From a page to a paper. The page is the one truth: its `#main` is read block by block, without what one presses.

What the print style hides (`app.css`) is left out here too. A heading with nothing left under it goes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from portal.web.papers.model import STRONG, Block, Box, Bullets, Heading, Pairs, Paper, Run, Table, Text

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source"})
SILENT = frozenset({"form", "button", "svg", "script", "style", "template", "caption"})
HIDDEN = frozenset("sv-actions sv-answers sv-accordion__note back-link button d-print-none sr-only".split())
QUIET = frozenset({"sv-quiet", "sv-criterion__source"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset({"strong", "b", "dt", "th"})
INLINE = frozenset({"a", "abbr", "b", "br", "em", "i", "small", "span", "strong", "time"})
KEEP_LINES = frozenset({"sv-summary-list__value", "sv-agreement", "sv-thread__text"})
"""Where the page shows somebody's own line breaks (`white-space: pre-line`)."""
SPACES = re.compile(r"[ \t\r]+")
"""Not the no-break space: a phone number stays on one line."""
BOXES = ("sv-card", "sv-inset", "sv-quote", "sv-contact", "alert", "sv-confirm")


@dataclass
class Node:
    """An element of the page. A child is an element or words."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def is_shown(self) -> bool:
        hidden = {"hidden", "aria-hidden"} & set(self.attributes)
        is_news = self.attributes.get("id") == "flash"
        return not hidden and not is_news and self.tag not in SILENT and not self.classes & HIDDEN

    @property
    def is_inline(self) -> bool:
        return self.tag in INLINE and all(isinstance(one, str) or one.is_inline for one in self.children)

    def find(self, *tags: str) -> Iterator[Node]:
        """The elements below with these names, in the order of reading."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                yield from child.find(*tags)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(node.classes & KEEP_LINES for node in self.open):
            data = " ".join(data.split("\n"))
        self.open[-1].children.append(data)


def read_page(html: str, facts: Iterable[str] = ()) -> Paper:
    """The page's heading, and what stands in its `#main`."""
    reader = _Reader()
    reader.feed(html)
    main = next(node for node in reader.root.find("main") if node.attributes.get("id") == "main")
    title = _words(next(main.find("h1")))
    return Paper(title, _with_content(_blocks(main)), tuple(facts))


def _blocks(node: Node) -> tuple[Block, ...]:
    """What stands in an element: words that follow each other are one paragraph, everything else a block of its own."""
    found: list[Block] = []
    words: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str) or child.is_inline:
            words.append(child)
            continue
        found += _paragraph(words)
        words = []
        found += _block(child) if child.is_shown else ()
    return (*found, *_paragraph(words))


def _paragraph(words: list[Node | str], style: str = "") -> list[Block]:
    """Words, unless they are nothing but the way to another page: paper cannot be pressed."""
    runs = _runs(words)
    return [Text(runs, style)] if runs and not all(_is_way(one) for one in words) else []


def _is_way(one: Node | str) -> bool:
    if isinstance(one, str):
        return not one.strip()
    if one.tag == "a":
        return one.attributes.get("href", "").startswith(("/", "#"))
    return not one.is_shown or (bool(one.children) and all(_is_way(child) for child in one.children))


def _block(node: Node) -> Iterable[Block]:
    if node.tag in HEADINGS:
        return [Heading(HEADINGS[node.tag], _words(node))] if HEADINGS[node.tag] > 1 else []
    if node.tag == "details":
        folded = _blocks(node)
        return folded if len(folded) > 1 else []
    if node.tag == "summary":
        return _paragraph([Node("strong", children=[_words(node)])])
    if node.tag in ("p", "figcaption") or (node.tag == "blockquote" and node.is_inline):
        style = "lead" if "sv-lead" in node.classes else "quiet" if node.classes & QUIET else ""
        return _paragraph(node.children, style)
    if node.tag in ("ul", "ol"):
        items = tuple(_blocks(item) for item in node.children if isinstance(item, Node) and item.is_shown)
        return [Bullets(tuple(filter(None, items)), node.tag == "ol")] if any(items) else []
    if node.tag == "dl":
        return _pairs(node)
    if node.tag == "table":
        return _table(node)
    inside = _blocks(node)
    tone = next((name for name in BOXES if name in node.classes), "")
    return [Box(inside, _tone(node.classes))] if tone and inside else inside


def _tone(classes: set[str]) -> str:
    return next((tone for tone in ("success", "warning", "error", "info") if f"alert-{tone}" in classes), "plain")


def _pairs(node: Node) -> Iterable[Block]:
    """A list of names and what belongs to them, with or without an element around each pair."""
    rows: list[tuple[str, tuple[Block, ...]]] = []
    for one in node.find("dt", "dd"):
        if one.tag == "dt":
            rows.append((_words(one), ()))
        elif rows:
            rows[-1] = (rows[-1][0], (*rows[-1][1], *_blocks(one)))
    return [Pairs(tuple(rows))] if rows else []


def _table(node: Node) -> Iterable[Block]:
    """A table with a head, or a list of pairs where every row is a name and its value."""
    rows = [[cell for cell in row.find("th", "td") if cell.is_shown] for row in node.find("tr")]
    if any(True for _head in node.find("thead")):
        head, *body = [tuple(_words(cell) for cell in row) for row in rows]
        return [Table(head, tuple(body))]
    return [Pairs(tuple((_words(row[0]), _blocks(row[1])) for row in rows if len(row) > 1))]


def _runs(words: Iterable[Node | str]) -> tuple[Run, ...]:
    """Words with their weight. White space is one space; `<br>` and a line of somebody's own are a new line."""
    runs: list[Run] = []
    for words_, style in _pieces(words, ""):
        text = SPACES.sub(" ", words_)
        if not runs or runs[-1][0].endswith((" ", "\n")):
            text = text.lstrip(" ") if runs else text.lstrip(" \n")
        if text:
            runs.append((text, style))
    while runs and not runs[-1][0].rstrip(" \n"):
        runs.pop()
    return (*runs[:-1], (runs[-1][0].rstrip(" \n"), runs[-1][1])) if runs else ()


def _pieces(words: Iterable[Node | str], style: str) -> Iterator[Run]:
    for one in words:
        if isinstance(one, str):
            yield one, style
        elif one.tag == "br":
            yield "\n", style
        elif one.is_shown:
            yield from _pieces(one.children, STRONG if one.tag in BOLD else style)


def _words(node: Node) -> str:
    return "".join(text for text, _style in _runs(node.children))


def _with_content(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Without the headings of what could only be pressed."""
    kept: list[Block] = []
    for block in reversed(blocks):
        following = kept[-1] if kept else None
        is_empty = following is None or (
            isinstance(following, Heading) and following.level <= getattr(block, "level", 0)
        )
        if not (isinstance(block, Heading) and is_empty):
            kept.append(block)
    return tuple(reversed(kept))
