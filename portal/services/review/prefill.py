"""A first draft of the plan from what the citizen wrote when she enrolled: a start for the talk, never a decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from portal.domain.accommodations import ACCOMMODATIONS, WITH_LIMIT
from portal.domain.competences import COMPETENCES
from portal.domain.occupations import occupations_for
from portal.domain.titles import code_in, text_in

HOURS = {"up_to_5": (2.0, 5.0), "6_15": (6.0, 15.0), "16_30": (16.0, 30.0), "over_30": (30.0, 37.0)}
ANY_HOURS = (5.0, 37.0)
KM_AN_HOUR = {"walk_bike": 15, "public": 25, "car": 50, "help": 25}
USUAL_MINUTES = 30
MOST_WISHES = 3
USUAL_LIMITS = {"max_lift": 5.0, "reduced_hours": 15.0, "short_days": 4.0}
SUPPORT = {"occupational_therapist": "Ergoterapeut", "nurse": "Sygeplejerske", "tell_me": "Hør mere om støtte"}
STEPS = (1, 5, 9)
"""The weeks in which the hours usually go up."""


def prefilled(answers: dict[str, Any], kinds: Iterable[str], today: date) -> dict[str, Any]:
    """The plan's fields as far as the six steps of the enrolment tell them."""
    experience, frame = answers.get("erfaring", {}), answers.get("rammer", {})
    low, high = HOURS.get(frame.get("hours"), ANY_HOURS)
    return {
        "goal": experience.get("good_at") or "",
        "kinds": list(kinds),
        **_wishes(experience),
        "competences": [code for code in experience.get("competences") or () if code in COMPETENCES],
        "hours_from": low,
        "hours_to": high,
        "hours_ladder": ladder(low, high),
        "max_km": reach(frame.get("travel"), frame.get("transport")),
        "available_from": today + timedelta(days=7),
        "needs": [_need(code) for code in answers.get("hensyn", {}).get("needs") or () if code in ACCOMMODATIONS],
        "support": ", ".join(
            SUPPORT[code] for code in answers.get("stoette", {}).get("support") or () if code in SUPPORT
        ),
    }


def _wishes(experience: dict[str, Any]) -> dict[str, Any]:
    """The jobs she searched for herself; where she did not, those that go with her interests."""
    own = {code_in(key): text_in(key) for key in experience.get("occupations") or ()}
    codes = list(own) or list(occupations_for(experience.get("interests") or ()))
    return {"occupations": codes[:MOST_WISHES], "occupation_titles": own}


def ladder(low: float, high: float) -> list[dict[str, Any]]:
    """Three even steps from the fewest hours to the most."""
    middle = float(round((low + high) / 2))
    return [{"week": week, "hours": hours} for week, hours in zip(STEPS, (low, middle, high), strict=True)]


def reach(minutes: Any, transport: Any) -> float:
    """How far so many minutes lead, in whole kilometres."""
    text = str(minutes or "")
    return float(round((int(text) if text.isdigit() else USUAL_MINUTES) / 60 * KM_AN_HOUR.get(transport, 25)))


def _need(code: str) -> dict[str, Any]:
    return {"code": code, "limit": USUAL_LIMITS[code]} if code in WITH_LIMIT else {"code": code}
