"""How far a run has come, for the page that shows it: waiting, reading, solving, writing, and done or given up."""

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


STARTED: Final = (RunStep.READING, RunStep.SOLVING, RunStep.WRITING)
"""A worker is at it."""
