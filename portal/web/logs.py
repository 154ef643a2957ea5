"""Logs in JSON: what happened and where, never whom it was about."""

from __future__ import annotations

import re
from typing import Any

import structlog

PERSONAL = re.compile(
    r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)"  # a personal number
    r"|[\w.+-]+@[\w-]+\.[\w.]+"  # an e-mail address
    r"|(?<!\d)(?:\+45 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?!\d)"  # a telephone number
)


def _redact(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """The second net: types mask themselves, and whatever slips through is taken out here."""
    return {key: PERSONAL.sub("•••", value) if isinstance(value, str) else value for key, value in event.items()}


def configure() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
