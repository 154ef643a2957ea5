"""The day to come back: an optional date on the result page, kept in the cookie with the answers and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from flask import session as cookie

from portal.domain.eligibility import Facts, Programme, Verdict
from portal.domain.eligibility.waiting import agrees as agrees
from portal.domain.eligibility.waiting import date_wanted
from portal.domain.eligibility.whatif import Remedy, Step, StepKind, remedies
from portal.web.forms import DateParts, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.public.check.sheet import DATE

START = "Den {dato} "
"""How a sentence of a day to wait for begins, so that it can also be told in days."""
FEW = 2
"""More steps than this are no advice; then only the waiting is told."""


class DateForm(PortalForm):
    dato = DateParts(_("Hvilken dag var det?"), [Required(_("Skriv datoen."))], description=_("For eksempel 4 9 2026."))


@dataclass(frozen=True)
class Wanted:
    """A date that would help, and what it is called."""

    programme: Programme
    fact: str
    question: str


def wanted(programmes: Iterable[Programme], facts: Facts, today: date) -> Wanted | None:
    """The one date worth asking for; only where the result is about one programme."""
    questions = {
        "unemployed_since": _("Hvornår var din første dag som ledig?"),
        "sick_since": _("Hvornår var din første sygedag?"),
    }
    about = list(programmes)
    fact = date_wanted(about[0], facts, today) if len(about) == 1 else None
    return Wanted(about[0], fact, questions[fact]) if fact in questions else None


def form_for(asked: Wanted, told: date | None = None) -> DateForm:
    form = filled(DateForm, {"dato": told})
    form.dato.label.text = asked.question
    return form


def keep(asked: Wanted, day: date) -> None:
    cookie[DATE] = {"fact": asked.fact, "day": day.isoformat()}


def told(asked: Wanted | None, facts: Facts, today: date) -> date | None:
    """The date that was given, as long as it still goes with the answers."""
    kept = cookie.get(DATE)
    if asked is None or not isinstance(kept, dict) or kept.get("fact") != asked.fact:
        return None
    try:
        day = date.fromisoformat(kept.get("day", ""))
    except ValueError:
        return None
    return day if agrees(asked.programme, facts, asked.fact, day, today) else None


def with_date(facts: Facts, asked: Wanted | None, day: date | None) -> Facts:
    """The answers with the exact date laid over the range."""
    return replace(facts, **{asked.fact: day}) if asked and day else facts


def advice(programme: Programme, facts: Facts, today: date) -> tuple[str, ...]:
    """The shortest way to another answer, where every step of it can be said in a way that helps.

    Of a long way only the waiting is told: what nobody has asked about yet is no news.
    """
    ways = [way for way in remedies(programme, facts, today) if way.may_be_shown]
    if not ways:
        return ()
    return tuple(_words(step, today) for step in _told_steps(ways[0]))


def first_day(verdict: Verdict, facts: Facts, today: date) -> date | None:
    """The day the waiting is over, while the programme still takes people in."""
    if verdict.eligible_from or verdict.programme is None:
        return verdict.eligible_from
    days = (way.day for way in remedies(verdict.programme, facts, today) if way.may_be_shown)
    return next((day for day in days if day), None)


def _told_steps(way: Remedy) -> Iterable[Step]:
    if len(way.steps) <= FEW:
        return way.steps
    is_patience = all(step.kind is not StepKind.CHANGE for step in way.steps)
    return [step for step in way.steps if step.kind is StepKind.WAIT and is_patience]


def _words(step: Step, today: date) -> str:
    """ "Om 12 dage har du været ledig i 3 måneder." where the sentence can be turned so, otherwise with its date."""
    if step.day is None or not step.text.startswith(START):
        return step.sentence(long_date)
    days = (step.day - today).days
    soon = _("I morgen") if days == 1 else _("Om %(days)s dage", days=days)
    return f"{soon} {step.text.removeprefix(START)}"
