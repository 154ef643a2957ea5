"""Who a note is for, and what it tells of. The readers are chosen first, so that nobody writes for the wrong eyes."""

from __future__ import annotations

from enum import StrEnum


class Readers(StrEnum):
    ADVISER = "adviser"
    """Whoever wrote it and whoever has the case."""
    TEAM = "team"
    """Those of the municipality who decide in people's cases."""
    CITIZEN = "citizen"
    """The team, and the citizen herself, on her own page."""


class NoteKind(StrEnum):
    CALL = "call"
    MEETING = "meeting"
    STEP = "step"


TALKS = frozenset({NoteKind.CALL, NoteKind.MEETING})
"""Kinds that are a sign of life from the citizen."""
