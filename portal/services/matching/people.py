"""From a row of somebody who is ready to the matching's picture of a citizen: no name, sex or diagnosis goes along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.domain.geography import point_of
from portal.domain.matching import Citizen, Earlier, Employer, Hours, Need
from portal.domain.matching.codes import KINDS, NEEDS, NEEDS_BY_NUMBER
from portal.domain.placement_law import Excuse
from portal.services.work import COPENHAGEN
from portal.store.behind import Behind
from portal.store.enrolments import Enrolment, Plan
from portal.store.law_facts import Period

SICK_BENEFITS = frozenset({"sickness_benefit", "salary_during_sickness", "job_clarification"})
LANGUAGE_COMPETENCES = {"engelsk": "en", "tysk": "de", "svensk": "sv"}


def why_not(row: Enrolment) -> str | None:
    """Why somebody who is ready cannot take part in a run yet: a sentence for the caseworker, or nothing."""
    if row.plan is None:
        return "Planen mangler. Skriv den sammen med borgeren."
    if not row.plan.kinds:
        return "Planen siger ikke, om det er praktik, løntilskud eller løntimer."
    if row.plan.hours_from > row.plan.hours_to:
        return "Timerne i planen hænger ikke sammen."
    if any(need["code"] in NEEDS_BY_NUMBER and need.get("limit") is None for need in row.plan.needs or []):
        return "Et hensyn i planen mangler en grænse, for eksempel hvor mange kilo."
    if point_of(row.person.postal_code, row.person.home_municipality) is None:
        return "Vi kender ikke afstanden fra borgerens postnummer."
    return None


def citizen_of(row: Enrolment, today: date, before: Behind) -> Citizen:
    """Wishes, hours and needs from the agreed plan; what the law asks about from the registers and what was had before."""
    plan, person = row.plan, row.person
    assert plan is not None
    facts = person.known_facts or {}
    point = point_of(person.postal_code, person.home_municipality)
    assert point is not None
    benefit = facts.get("benefit")
    return Citizen(
        id=str(row.id),
        kinds=frozenset(plan.kinds),
        hours=Hours(plan.hours_from, plan.hours_to),
        available_from=max(plan.available_from or today, today),
        lat=point[0],
        lon=point[1],
        max_km=plan.max_km,
        occupations=tuple(plan.occupations),
        competences=frozenset(plan.competences),
        languages=_languages(plan, facts),
        licences=frozenset({"B"}) if _answers(row, "rammer").get("transport") == "car" else frozenset(),
        needs=needs_of(plan),
        waiting_since=row.ready_at.astimezone(COPENHAGEN).date() if row.ready_at else None,
        benefit=benefit if isinstance(benefit, str) else "unknown",
        benefit_since=benefit_since(facts),
        has_employer=facts.get("has_employer") if facts.get("has_employer") in ("yes", "no", "unsure") else None,
        birth_date=person.birth_date,
        last_employer=last_employer(person.previous_employers),
        no_education=Excuse.NO_EDUCATION in (plan.excused or ()),
        single_provider=Excuse.SINGLE_PROVIDER in (plan.excused or ()),
        declined=frozenset(str(one) for one in before.declined),
        municipality=person.home_municipality,
        earlier=_earlier(before.had),
    )


def _earlier(had: Iterable[Period]) -> tuple[Earlier, ...]:
    """What began and can be had again; an agreement that ended before its first day was never anything."""
    return tuple(
        Earlier(one.p_number, one.kind, one.work_code, one.first, one.last)
        for one in had
        if one.kind in KINDS and (one.last is None or one.first <= one.last)
    )


def needs_of(plan: Plan) -> tuple[Need, ...]:
    return tuple(Need(need["code"], need.get("limit")) for need in plan.needs or [] if need["code"] in NEEDS)


def benefit_since(facts: dict[str, Any]) -> date | None:
    """The first day on the benefit: of the sick leave for those who are sick-listed, otherwise without work."""
    name = "sick_since" if facts.get("benefit") in SICK_BENEFITS else "unemployed_since"
    text = facts.get(name)
    return date.fromisoformat(text) if isinstance(text, str) and text[:1].isdigit() else None


def last_employer(earlier: list[dict[str, Any]] | None) -> Employer | None:
    """The workplace with the latest last day; one without a last day is where the person still is."""
    if not earlier:
        return None
    last = max(earlier, key=lambda one: one.get("last_day") or "9999-12-31")
    return Employer(last.get("cvr"), last.get("p_number"))


def _languages(plan: Plan, facts: dict[str, Any]) -> frozenset[str]:
    """Danish unless the registers say no; others as competences of the plan."""
    others = {code for name, code in LANGUAGE_COMPETENCES.items() if name in plan.competences}
    return frozenset(others | (set() if facts.get("danish") == "no" else {"da"}))


def _answers(row: Enrolment, step: str) -> dict[str, Any]:
    return (row.answers or {}).get(step, {})
