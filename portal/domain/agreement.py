"""The text of an agreement, what binds a yes to it, and what has changed since an earlier one.

An agreement is sections in a fixed order, each a plain text. A yes holds for one text only: it carries the digest of
exactly what was read, and a section that changes by a single letter gives another digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

SECTIONS = {
    "workplace": "Arbejdspladsen",
    "kind": "Form",
    "period": "Periode",
    "aim": "Mål",
    "tasks": "Opgaver",
    "hours": "Dage og timer",
    "accommodations": "Det tager arbejdspladsen hensyn til",
    "contact": "Kontakt på arbejdspladsen",
    "mentor": "Mentor",
    "follow_up": "Sådan følger vi op",
    "stop": "Sådan stopper man",
}
"""Code and heading of each section, in the order it is read."""


def digest(terms: Mapping[str, str]) -> str:
    """SHA-256 over the sections in order, in hexadecimal. Sections that are not known are not part of an agreement."""
    text = json.dumps([[code, terms.get(code, "")] for code in SECTIONS], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """The sections that differ, in order."""
    return tuple(code for code in SECTIONS if old.get(code, "") != new.get(code, ""))
