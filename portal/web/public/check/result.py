"""From verdicts to the one answer a person reads: what fits, let us talk, not right now, or not where you live.

The wording follows one rule: a result guides, and every one of them has a way on. Closed programmes and full ones are
laid on top of what fits, and never change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.eligibility import Hardness, Line, Outcome, Result, State, Verdict
from portal.domain.eligibility.questions import OTHER_MUNICIPALITY

MUNICIPALITY = "municipality"
"""The id every programme file gives the criterion of where one lives."""
OWN_JOB = "own_job_first"
SOON = timedelta(days=60)
"""A programme that ends within this time says so."""


class Kind(StrEnum):
    """The outcomes, R1 to R9; R1, R2 and the one of Flere timer are one kind with the programme's own words."""

    FITS = "fits"
    OWN_JOB = "own_job"
    TALK = "talk"
    NOT_NOW = "not_now"
    ELSEWHERE = "elsewhere"
    FULL = "full"
    CLOSED = "closed"
    SEVERAL = "several"


@dataclass(frozen=True)
class Answer:
    """The kind of result, the programmes it is about, and the others that were looked at."""

    kind: Kind
    about: tuple[Verdict, ...]
    perhaps: tuple[Verdict, ...] = ()
    others: tuple[Verdict, ...] = ()


def answer_of(verdicts: Iterable[Verdict], taken: Mapping[str, str], full: frozenset[str] = frozenset()) -> Answer:
    """What fits and is open wins; then a talk; then not now. Programmes that staff refer people to are left out."""
    shown = [v for v in verdicts if v.programme and v.programme.is_shown_in_check]
    fits = [v for v in shown if v.result is Result.LIKELY]
    maybe = [v for v in shown if v.result is Result.MAYBE]
    here = [v for v in shown if not _lives_elsewhere(v)]
    rest = tuple(v for v in here if v.result is Result.UNLIKELY)
    if fits:
        return _fitting(fits, tuple(maybe), rest, full)
    if maybe:
        return Answer(Kind.TALK, tuple(maybe), others=rest)
    near = tuple(v for v in rest if _was_asked_for(v, taken))
    if taken.get("kommune") == OTHER_MUNICIPALITY or not near:
        return Answer(Kind.ELSEWHERE, tuple(v for v in shown if _only_the_place_is_wrong(v)), others=rest)
    return Answer(Kind.NOT_NOW, near, others=tuple(v for v in rest if v not in near))


def _fitting(
    fits: list[Verdict], maybe: tuple[Verdict, ...], rest: tuple[Verdict, ...], full: frozenset[str]
) -> Answer:
    is_open = [v for v in fits if v.state is State.OPEN]
    if not is_open:
        return Answer(Kind.CLOSED, tuple(fits), maybe, rest)
    shut = tuple(v for v in fits if v.state is not State.OPEN)
    free = [v for v in is_open if v.code not in full]
    if len(is_open) > 1 and free:
        return Answer(Kind.SEVERAL, tuple(is_open), (*maybe, *shut), rest)
    if not free:
        return Answer(Kind.FULL, (is_open[0],), (*maybe, *shut), rest)
    has_own_job = any(advice.kind == OWN_JOB for advice in free[0].advice)
    return Answer(Kind.OWN_JOB if has_own_job else Kind.FITS, (free[0],), (*maybe, *shut), rest)


def hard_reasons(verdict: Verdict) -> tuple[Line, ...]:
    """What stands in the way right now."""
    return tuple(line for line in verdict.lines(Outcome.UNMET) if line.hardness is Hardness.HARD)


def soft_reasons(verdict: Verdict) -> tuple[Line, ...]:
    """What is worth a talk: a soft criterion that was not met."""
    return tuple(line for line in verdict.lines(Outcome.UNMET) if line.hardness is Hardness.SOFT)


def ends_soon(verdict: Verdict, today: date) -> date | None:
    """The last day to come in, when it is near."""
    last = verdict.programme.term.last if verdict.programme else None
    return last if verdict.state is State.OPEN and last and last - today <= SOON else None


def _lives_elsewhere(verdict: Verdict) -> bool:
    return any(line.id == MUNICIPALITY for line in verdict.lines(Outcome.UNMET))


def _only_the_place_is_wrong(verdict: Verdict) -> bool:
    return all(line.id == MUNICIPALITY for line in hard_reasons(verdict))


def _was_asked_for(verdict: Verdict, taken: Mapping[str, str]) -> bool:
    """The person answered a question of its own: more than who they are and where they live."""
    own = set(verdict.programme.questions) - {"situation", "kommune"} if verdict.programme else set()
    return any(question in own for question in taken)
