"""How easy a text is to read: LIX, words a sentence plus the share of words over six letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

LIMIT = 35
"""Up to 24 is very easy and up to 34 easy (service design 2.12)."""
WORDS = re.compile(r"[A-Za-zÆØÅæøåéü]+(?:-[A-Za-zÆØÅæøå]+)*|\d+")
NAMES = re.compile(r"\{[a-z]+\}")


def lix(lines: Sequence[str]) -> float:
    """The LIX of some lines; each counts as at least one sentence, and a variable as a short name."""
    said = [NAMES.sub("navn", line) for line in lines if line.strip()]
    words = [word for line in said for word in WORDS.findall(line)]
    if not words:
        return 0.0
    sentences = sum(max(1, len(re.findall(r"[.!?:…](?=\s|$)", line))) for line in said)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def variables(lines: Sequence[str]) -> frozenset[str]:
    """The names in braces that the portal fills in."""
    return frozenset(name for line in lines for name in NAMES.findall(line))
