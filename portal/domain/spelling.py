"""What somebody probably meant by a word that stands on no list: a letter too few, too many, wrong or swapped."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

SHORTEST, LONG = 4, 7
"""Shorter words are not guessed at; from seven letters on, two slips are forgiven."""
WITHOUT_DANISH_LETTERS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))


def meant(terms: Iterable[str], texts: Iterable[str]) -> str:
    """The terms with those that no text has put right, with spaces between; nothing where one of them is like no word."""
    lines = tuple(texts)
    everything = "\n".join(lines)
    words = sorted(set(everything.split()))
    found = [term if term in everything else _put_right(term, everything, words) for term in terms]
    return " ".join(found) if all(found) else ""


def _put_right(term: str, everything: str, words: Iterable[str]) -> str:
    danish = term
    for written, letter in WITHOUT_DANISH_LETTERS:
        danish = danish.replace(written, letter)
    if danish != term and danish in everything:
        return danish
    return _closest(term, words) if len(term) >= SHORTEST else ""


def _closest(term: str, words: Iterable[str]) -> str:
    """The beginning of a word with the fewest slips; where several are as close, a whole word, then a short one."""
    most = 2 if len(term) >= LONG else 1
    pieces = _pieces(term, most + 2)
    best: tuple[int, int, int, str] | None = None
    for word in words:
        if not any(piece in word for piece in pieces):
            continue
        slips, end = _slips(term, word, most)
        if slips <= most:
            rank = (slips, len(word) - end, len(word), word[:end])
            best = rank if best is None else min(best, rank)
    return best[3] if best else ""


def _pieces(term: str, count: int) -> tuple[str, ...]:
    """Even pieces, more than slips can spoil: a swap on the border spoils two, so one of them stands in whatever is close."""
    cuts = [len(term) * at // count for at in range(count + 1)]
    return tuple(term[first:last] for first, last in pairwise(cuts))


def _slips(term: str, word: str, most: int) -> tuple[int, int]:
    """The fewest slips between the term and a beginning of the word (optimal string alignment), and where that ends.

    Where several ends are as good, the last one with the term's own last letter: "debitorr" is "debitor", not "debitorb".
    """
    word = word[: len(term) + most]
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(term, 1):
        now = [i]
        for j, other in enumerate(word, 1):
            cost = min(now[j - 1] + 1, row[j] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and term[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, row = row, now
        if min(row) > most:
            break
    fewest = min(row)
    ends = (at for at, slips in enumerate(row) if slips == fewest)
    return fewest, max(ends, key=lambda at: (word[:at].endswith(term[-1]), at))
