"""How sure a log-in is: the levels of NSIS (Lav, Betydelig, Høj), and a second factor for staff."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum, StrEnum


class Door(StrEnum):
    """The three ways in. An account belongs to one: who is both citizen and company user has two."""

    CITIZEN = "citizen"
    COMPANY = "company"
    STAFF = "staff"


class Assurance(IntEnum):
    UNKNOWN = 0
    LOW = 1
    SUBSTANTIAL = 2
    HIGH = 3


WORDS = {
    "low": Assurance.LOW,
    "lav": Assurance.LOW,
    "substantial": Assurance.SUBSTANTIAL,
    "betydelig": Assurance.SUBSTANTIAL,
    "high": Assurance.HIGH,
    "høj": Assurance.HIGH,
}
SECOND_FACTOR = frozenset({"mfa", "otp", "hwk", "fpt", "face", "sc"})
"""Authentication methods of RFC 8176 that are, or imply, something besides a password."""


def level_of(acr: str) -> Assurance:
    """The level a provider claims: the last word of its name, `https://data.gov.dk/concept/core/nsis/Substantial`."""
    return WORDS.get(re.split(r"[/:#]", acr.strip())[-1].lower(), Assurance.UNKNOWN)


def has_second_factor(amr: Iterable[str]) -> bool:
    return any(method in SECOND_FACTOR for method in amr)
