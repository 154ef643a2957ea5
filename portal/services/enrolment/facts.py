"""What is known of a citizen when an enrolment is judged: registers, the check if brought along, and exact answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.domain.eligibility import FACTS, Facts, Programme, facts_from_dict, facts_to_dict, plan
from portal.services.enrolment.steps import wanted_facts
from portal.services.work import Work
from portal.store.people import Person

FROM_CHECK = "tjek"
"""The key in `answers` under which the facts of the anonymous check lie, when the citizen chose to bring them."""
EXACT = ("unemployed_since", "sick_since", "flex_job_hours")


def facts_of_check(work: Work, check_answers: Mapping[str, str]) -> dict[str, Any]:
    """What the answers to the check say, as facts that can be kept. Stale answers off the path do not count."""
    return facts_to_dict(plan(work.house.programmes, work.house.questions, work.today).facts(check_answers))


def known_facts(person: Person, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Everything known, as JSON facts. A register beats a range from the check; the person's own exact date beats both.

    Where people live and when they were born always comes from the register.
    """
    registered = {key: value for key, value in (person.known_facts or {}).items() if value != "unknown"}
    everyday = answers.get("rammer") or {}
    exact = {key: everyday[key] for key in EXACT if everyday.get(key) not in (None, "")}
    told = {**(answers.get(FROM_CHECK) or {}), **registered, **exact}
    told = {key: value for key, value in told.items() if key in FACTS and key != "age"}
    return told | {"home_municipality": person.home_municipality, "birth_date": person.birth_date.isoformat()}


def wanted_of(programme: Programme, person: Person, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What the step rammer asks of this person, from what is known already."""
    return wanted_facts(programme, known_facts(person, answers))


def build_facts(person: Person, answers: Mapping[str, Any]) -> Facts:
    """The same, as the rules read it."""
    return facts_from_dict(known_facts(person, answers))
