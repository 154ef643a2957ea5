"""How a week at a workplace was, in three taps, and when what a citizen says means that somebody should ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.domain.holidays import is_working_day, next_working_day

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "week": ("good", "mixed", "hard"),
    "energy": ("better", "same", "lower"),
    "call": ("no", "this_week", "today"),
}
"""The three questions in their order, each with its answers. All may be passed over."""
FOLLOW_UP: Mapping[str, tuple[str, ...]] = {
    "work": ("yes", "some", "no"),
    "hours": ("fits", "more", "fewer"),
    "energy": ("better", "same", "lower"),
    "call": ("no", "this_week"),
}
"""The four questions three and six months after."""
FOLLOW_UP_MONTHS = (3, 6)
LAST_CALLS = time(14)
"""Who asks for a call today before this hour is rung today."""
CALLED_BY, CALLED_BY_TOMORROW = time(15), time(12)


class Concern(StrEnum):
    """Why somebody should ring, the most pressing first."""

    CALL_TODAY = "call_today"
    CALL_THIS_WEEK = "call_this_week"
    HARD_WEEK = "hard_week"
    LESS_ENERGY = "less_energy"
    """Lower energy two weeks running."""
    WORDS = "words"
    """She has written something herself."""


@dataclass(frozen=True)
class Answers:
    """What was answered in one week; a question that was passed over is missing."""

    day: date
    answers: Mapping[str, str]
    has_words: bool = False


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_question(questions: Mapping[str, tuple[str, ...]], seen: str) -> str | None:
    """The question after this one, or None when it was the last."""
    names = list(questions)
    at = names.index(seen) + 1
    return names[at] if at < len(names) else None


def concerns(history: Sequence[Answers]) -> tuple[Concern, ...]:
    """What the newest answers call for; `history` is oldest first. Good news and silence call for nothing."""
    if not history:
        return ()
    now = history[-1].answers
    found = {
        Concern.CALL_TODAY: now.get("call") == "today",
        Concern.CALL_THIS_WEEK: now.get("call") == "this_week",
        Concern.HARD_WEEK: now.get("week") == "hard",
        Concern.LESS_ENERGY: len(history) > 1
        and all(one.answers.get("energy") == "lower" for one in history[-2:])
        and history[-1].day - history[-2].day <= timedelta(days=7),
        Concern.WORDS: history[-1].has_words,
    }
    return tuple(concern for concern, holds in found.items() if holds)


def call_by(local: datetime) -> tuple[date, time]:
    """By when somebody who asks for a call "today" is rung: a promise that people at work can keep."""
    if is_working_day(local.date()) and local.time() < LAST_CALLS:
        return local.date(), CALLED_BY
    return next_working_day(local.date()), CALLED_BY_TOMORROW
