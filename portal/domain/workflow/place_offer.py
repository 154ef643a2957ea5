"""A place that is offered to the next in line (plads, der er blevet ledig)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import Machine, Party, move

B, M, SYS = Party.CITIZEN, Party.CASEWORKER, Party.SYSTEM


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    """Nobody has answered. It is no no: an adviser rings, and until then others go first."""
    SETTLED = "settled"
    """Somebody has talked with the citizen, or she has said so herself: she is in turn again."""
    RECALLED = "recalled"


S = OfferState
PLACE_OFFER = Machine(
    "place_offer",
    OfferState,
    (
        move("accept", (S.OPEN, S.EXPIRED), S.ACCEPTED, B, M),
        move("decline", (S.OPEN, S.EXPIRED), S.DECLINED, B, M),
        move("expire", S.OPEN, S.EXPIRED, SYS),
        move("settle", S.EXPIRED, S.SETTLED, B, M),
        move("recall", (S.OPEN, S.EXPIRED), S.RECALLED, B, M, SYS),
    ),
)
