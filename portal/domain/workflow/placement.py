"""A placement's way from planned to closed (forløb på en arbejdsplads)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import Machine, Party, move

B, V, M, SYS = Party.CITIZEN, Party.COMPANY, Party.CASEWORKER, Party.SYSTEM


class PlacementState(StrEnum):
    PLANNED = "planned"
    READY = "ready"
    ACTIVE = "active"
    ABSENT = "absent"
    ADJUSTED = "adjusted"
    EXTENDED = "extended"
    STOPPED = "stopped"
    COMPLETED = "completed"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    CANCELLED = "cancelled"


S = PlacementState
PLACEMENT = Machine(
    "placement",
    PlacementState,
    (
        move("accept_all", S.PLANNED, S.READY, SYS),
        move("cancel", S.PLANNED, S.CANCELLED, B, V, M),
        move("start", S.READY, S.ACTIVE, SYS, M),
        move("report_absence", S.ACTIVE, S.ABSENT, B, V, M),
        move("return", S.ABSENT, S.ACTIVE, B, V, M),
        move("adjust", S.ACTIVE, S.ADJUSTED, M),
        move("adjusted", S.ADJUSTED, S.ACTIVE, M, SYS),
        move("extend", S.ACTIVE, S.EXTENDED, M, B, V),
        move("extended", S.EXTENDED, S.ACTIVE, M, SYS),
        move("stop", S.ACTIVE, S.STOPPED, B, V, M),
        move("complete", S.ACTIVE, S.COMPLETED, SYS, M),
        move("follow_up", (S.COMPLETED, S.STOPPED), S.FOLLOW_UP, SYS),
        move("close", S.FOLLOW_UP, S.CLOSED, SYS),
    ),
)
