"""The points of an approval as rows of the list of criteria."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.services.approval_checks import Check
from portal.web.i18n import gettext as _


@dataclass(frozen=True)
class Shown:
    text: str
    outcome: str
    label: str
    reason: str
    source: str


def shown(checks: Iterable[Check]) -> tuple[Shown, ...]:
    """In order, each with a word: in order, not in order, or for a person to judge."""
    labels = {"met": _("I orden"), "unmet": _("Ikke i orden"), "unknown": _("Se på det")}
    return tuple(Shown(one.label, one.outcome, labels[one.outcome], one.text, one.source) for one in checks)
