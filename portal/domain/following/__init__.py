"""Following a placement: the days on which somebody looks at it, and the signs that it needs somebody sooner."""

from portal.domain.following.checkpoints import (
    ENDED_KINDS,
    FEEDBACK_KINDS,
    Checkpoint,
    CheckpointKind,
    checkpoints_after,
    checkpoints_for,
)
from portal.domain.following.endings import GOES_ON, OUTCOMES, STOP_REASONS
from portal.domain.following.warnings import CheckIn, EarlyWarning, Followed, WarningKind, warnings_for

__all__ = [
    "ENDED_KINDS",
    "FEEDBACK_KINDS",
    "GOES_ON",
    "OUTCOMES",
    "STOP_REASONS",
    "CheckIn",
    "Checkpoint",
    "CheckpointKind",
    "Followed",
    "EarlyWarning",
    "WarningKind",
    "checkpoints_after",
    "checkpoints_for",
    "warnings_for",
]
