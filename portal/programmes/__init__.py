"""The programmes and the questions of the check, read from the TOML files beside this one."""

from __future__ import annotations

from portal.programmes.loading import (
    InvalidFile,
    load_programmes,
    load_questions,
    read_programme,
    read_questions,
    reopened,
)

__all__ = ["InvalidFile", "load_programmes", "load_questions", "read_programme", "read_questions", "reopened"]
