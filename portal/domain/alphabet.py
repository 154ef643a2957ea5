"""The order of Danish names: æ, ø and å come last, aa is å, and large and small letters are alike."""

from __future__ import annotations

PLACES = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
"""The three signs that follow z in Unicode, so that plain comparison does the rest."""


def danish_order(text: str) -> str:
    """What sorts as the alphabet does."""
    return text.casefold().replace("aa", "å").translate(PLACES)
