"""The six steps of an enrolment: which answers each must hold, and which dates a programme needs exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portal.domain.eligibility import Programme

STEPS = ("kontakt", "erfaring", "rammer", "hensyn", "stoette", "deling")
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "kontakt": ("phone", "contact_way", "contact_time", "companion"),
    "erfaring": ("interests",),
    "rammer": ("hours", "time_of_day", "travel", "transport"),
    "hensyn": (),
    "stoette": ("support",),
    "deling": ("profile", "health_notes", "follow_up"),
}
"""What a step must hold to be done. Nobody has to tell of needs: that step is done when it has been seen."""


def wanted_facts(programme: Programme, known: Mapping[str, Any]) -> tuple[str, ...]:
    """What the step rammer asks beside everyday life: the exact date or number behind the programme's own criteria.

    A date is asked once, here, and only where a criterion of the programme reads it. The workplace is asked about
    only where there is one to come back to.
    """
    wanted = []
    if programme.facts & {"unemployed_since", "months_unemployed"}:
        wanted.append("unemployed_since")
    if programme.facts & {"sick_since", "weeks_sick"}:
        wanted.append("sick_since")
        if known.get("has_employer") == "yes":
            wanted.append("contact_workplace")
    if "flex_job_hours" in programme.facts and known.get("benefit") != "unemployment_allowance_flex":
        wanted.append("flex_job_hours")
    return tuple(wanted)


def is_complete(step: str, answers: Mapping[str, Any], wanted: Iterable[str]) -> bool:
    """Has the step been saved with everything it must hold? Zero hours is an answer, an empty text is not."""
    given = answers.get(step)
    if given is None:
        return False
    needed = (*REQUIRED[step], *(wanted if step == "rammer" else ()))
    return all(given.get(key) not in (None, "", []) for key in needed)


def missing_steps(answers: Mapping[str, Any], wanted: Iterable[str]) -> tuple[str, ...]:
    """The steps that still need an answer, in their order."""
    wanted = tuple(wanted)
    return tuple(step for step in STEPS if not is_complete(step, answers, wanted))
