"""Lines from another system, one at a time: also one that never ends takes no more room than the longest that is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

LONGEST = 1 << 23
"""Bytes. A person or a question is a few hundred; parsed, a line takes up to some thirty times its length."""
TOO_LONG = "Linjen er for lang."


def each_line(stream: BinaryIO) -> Iterator[bytes]:
    """Each line. Of one that is too long comes only the beginning, one byte more than LONGEST; the rest is passed over."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1)
