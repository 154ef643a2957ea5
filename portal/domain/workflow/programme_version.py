"""A version's way into force: written by one, approved by another, counting from a day (programversion)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow.machine import Machine, Party, move

A = Party.PROGRAMME_MANAGER


class VersionState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    CANCELLED = "cancelled"
    """Called off before its first day. A version that has counted for a day stays as it is."""


S = VersionState
PROGRAMME_VERSION = Machine(
    "programme_version",
    VersionState,
    (
        move("propose", S.DRAFT, S.PROPOSED, A),
        move("send_back", S.PROPOSED, S.DRAFT, A),
        move("publish", S.PROPOSED, S.PUBLISHED, A),
        move("discard", S.DRAFT, S.DISCARDED, A),
        move("cancel", S.PUBLISHED, S.CANCELLED, A),
    ),
)
