"""What a health professional saw, in words that citizen, adviser and colleagues all read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.domain.access import Role
from portal.domain.accommodations import ACCOMMODATIONS
from portal.store.health import FeedbackRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import number


@dataclass(frozen=True)
class Told:
    """One feedback as everybody who may reads it."""

    at: datetime
    who: str
    lines: tuple[tuple[str, str], ...]


def role_words(role: str) -> str:
    words = {
        Role.OCCUPATIONAL_THERAPIST: _("Ergoterapeut"),
        Role.SOCIAL_NURSE: _("Socialsygeplejerske"),
    }
    return {str(one): text for one, text in words.items()}.get(role, _("Sundhedsfaglig"))


def change_words() -> dict[str, str]:
    return {"better": _("Det går bedre"), "same": _("Det går som sidst"), "less": _("Det er sværere end sidst")}


def told(one: FeedbackRecord) -> Told:
    """Questions without an answer are left out."""
    needs = [ACCOMMODATIONS[code].citizen for code in one.suggestion.get("needs", []) if code in ACCOMMODATIONS]
    hours = one.suggestion.get("hours")
    lines = (
        (_("I forhold til sidst"), change_words().get(one.change, "")),
        (_("Det gik godt"), one.went_well),
        (_("Det var svært"), one.was_hard),
        (_("Timer, der passer næste uge"), number(hours) if hours is not None else ""),
        (_("Det skal arbejdspladsen gøre anderledes"), one.adapt),
        (_("Det skal det næste sted kunne"), one.next_place),
        (_("Hensyn til den næste plan"), ", ".join(needs)),
    )
    return Told(one.at, f"{one.author_name}, {role_words(one.author_role)}", tuple(row for row in lines if row[1]))
