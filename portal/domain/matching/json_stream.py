"""Reads a large JSON object piece by piece: the rows of its big lists come one at a time, never all at once.

Text comes in as an iterable of chunks, so that the package itself opens no file. NaN, Infinity, a name twice in one
object and anything after the last brace are refused; Python's own reader would let them through.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, NoReturn

from portal.domain.matching.model import Refusal

SPACE: Final = " \t\n\r"
LARGEST: Final = 1 << 24
"""Characters of one value, which has to be in memory whole: a citizen or a posting is a few thousand."""


def members(chunks: Iterable[str], lists: frozenset[str]) -> Iterator[tuple[str, int | None, Any]]:
    """The members of the top object as (name, None, value), or (name, index, element) for each element of `lists`.

    An empty list among `lists` gives nothing but its first yield, (name, -1, None), which every such list begins with.
    """
    text = _Text(chunks)
    text.expect("{", "Filen skal være ét JSON-objekt.")
    seen: set[str] = set()
    while text.peek() != "}":
        if seen:
            text.expect(",", "Der mangler et komma.")
        name = text.value("")
        if not isinstance(name, str):
            raise Refusal("", "Et felt mangler sit navn.")
        if name in seen:
            raise Refusal(name, "står der to gange.")
        seen.add(name)
        text.expect(":", f"Der mangler et kolon efter {name}.")
        if name in lists:
            yield from _elements(text, name)
        else:
            yield name, None, text.value(name)
    text.expect("}", "Filen slutter for tidligt.")
    if text.peek():
        raise Refusal("", "Der står noget efter den sidste parentes.")


def _elements(text: _Text, name: str) -> Iterator[tuple[str, int, Any]]:
    text.expect("[", "skal være en liste.", name)
    yield name, -1, None
    index = 0
    while text.peek() != "]":
        if index:
            text.expect(",", "mangler et komma.", name)
        yield name, index, text.value(f"{name}[{index}]")
        index += 1
    text.expect("]", "slutter for tidligt.", name)


class _Text:
    """A window on the text that grows when a value reaches beyond it."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self._chunks = iter(chunks)
        self._window, self._at = "", 0
        self._decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant)

    def peek(self) -> str:
        """The next character that is not space, or nothing at the end."""
        while True:
            while self._at < len(self._window):
                if self._window[self._at] not in SPACE:
                    return self._window[self._at]
                self._at += 1
            if not self._grow(1):
                return ""

    def expect(self, character: str, otherwise: str, path: str = "") -> None:
        """Steps over the character, or refuses the file."""
        if self.peek() != character:
            raise Refusal(path, otherwise)
        self._at += 1

    def value(self, path: str) -> Any:
        """The next whole value. More text is read, twice as much each time, until it is whole or the file ends."""
        self.peek()
        wanted = 1
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                if len(self._window) - self._at > LARGEST:
                    raise Refusal(path, "er for stort eller slutter aldrig.") from error
                if self._grow(wanted):
                    wanted *= 2
                    continue
                raise Refusal(path, "er ikke gyldig JSON.") from error
            except (RecursionError, ValueError) as error:
                raise error if isinstance(error, Refusal) else Refusal(path, "kan ikke læses.") from error
            if end < len(self._window) or not self._grow(1):
                self._at = end
                return value

    def _grow(self, chunks: int) -> bool:
        """Reads so many chunks more and forgets what has been used; False at the end of the text."""
        fresh = [chunk for _ in range(chunks) if (chunk := next(self._chunks, None)) is not None]
        if not fresh:
            return False
        self._window, self._at = self._window[self._at :] + "".join(fresh), 0
        return True


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        (twice, _), *_rest = Counter(name for name, _ in pairs).most_common(1)
        raise Refusal(twice, "står der to gange i samme objekt.")
    return content


def _no_constant(name: str) -> NoReturn:
    raise Refusal("", f"{name} er ikke et tal.")
