"""What a health professional tells after a visit: about work, never about illness; and what it means for the next place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

CHANGES = ("better", "same", "less")
"""Compared with last time."""
EMERGENCY_LASTS = timedelta(hours=1)
SHORTEST_REASON = 20
MOST_HOURS = 37


@dataclass(frozen=True)
class Suggestion:
    """What the adviser may take into the plan: needs by code, and the hours of the next step."""

    needs: tuple[str, ...]
    hours: float | None
