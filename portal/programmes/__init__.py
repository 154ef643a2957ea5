"""The programmes and the questions of the check, read from the TOML files beside this one."""

from __future__ import annotations

from portal.programmes.loading import (
    CODES,
    InvalidFile,
    common_questions,
    load_programmes,
    load_questions,
    read_programme,
    read_questions,
    reopened,
    shipped_text,
)

__all__ = [
    "CODES",
    "InvalidFile",
    "common_questions",
    "load_programmes",
    "load_questions",
    "read_programme",
    "read_questions",
    "reopened",
    "shipped_text",
]
