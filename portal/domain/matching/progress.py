"""What a run is for, and how far it has come: waiting, reading, solving, writing, and done or given up."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class RunStep(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    SOLVING = "solving"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


class RunCause(StrEnum):
    WHOLE = "whole"
    """Asked for by staff, or the night's: everything is looked at anew."""
    CHANGE = "change"
    """Something has changed since the day's last run, and its answer is followed."""


STARTED: Final = (RunStep.READING, RunStep.SOLVING, RunStep.WRITING)
"""A worker is at it."""
