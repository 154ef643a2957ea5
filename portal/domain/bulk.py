"""Approving several proposals at once: which may be among them, how many, and which are drawn for control.

The safeguards of `service-design.md` 4.3. Bulk is for what nobody would hesitate over; there is no such thing as
rejecting, refusing or closing in bulk. Which proposals are judged blind stands here too: both keep a person awake.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

MOST = 10
"""At once."""
MOST_A_DAY = 30
"""By one person."""
GOOD = 500_000
"""Points from which the fit is called good."""
BLIND_EVERY = 5


class Glance(StrEnum):
    """What a caseworker says from the facts alone, before the matching's word for the fit is shown."""

    FITS = "fits"
    FITS_NOT = "fits_not"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True)
class Candidate:
    """What bulk looks at in one proposal."""

    is_computed: bool
    unclear: bool
    """Is a limit for a person to judge?"""
    warnings: int
    points: int
    waited_days: int
    stopped_there: bool
    waits_for_answer: bool
    """Has the citizen written something that nobody has answered?"""
    to_be_judged: bool
    """Is it one of those that are judged blind first, and has not been?"""
    glance: str | None = None
    """What the actor herself said of it before she saw the fit."""


def why_alone(one: Candidate) -> str:
    """Why this one has to be opened and decided by itself, as the end of a sentence; empty where it may be with others."""
    rules = (
        (not one.is_computed, "er ikke til at godkende længere"),
        (one.unclear, "har et krav, der er uklart"),
        (one.stopped_there, "har haft et forløb her, som stoppede"),
        (one.warnings == 1, "har en advarsel"),
        (one.warnings > 1, f"har {one.warnings} advarsler"),
        (one.points < GOOD, "har en plads, der kun er mulig"),
        (one.waited_days < 1, "har ventet under en dag"),
        (one.waits_for_answer, "har skrevet og mangler et svar"),
        (one.glance in (Glance.FITS_NOT, Glance.IN_DOUBT), "har en plads, som du selv var i tvivl om"),
        (one.to_be_judged, "skal vurderes ud fra fakta først"),
    )
    return next((text for holds, text in rules if holds), "")


def drawn(chosen: Iterable[UUID], actor: UUID) -> frozenset[UUID]:
    """A third of them, at least one, that the actor judges from the facts first.

    The lot hangs on the proposal and the person, so that choosing again does not draw again.
    """
    ids = sorted(set(chosen), key=lambda one: hashlib.sha256(actor.bytes + one.bytes).digest())
    return frozenset(ids[: -(-len(ids) // 3)])


def agrees(glance: str, points: int) -> bool | None:
    """Did the person see the same as the matching? None where she was in doubt."""
    return None if glance == Glance.IN_DOUBT else (glance == Glance.FITS) == (points >= GOOD)
