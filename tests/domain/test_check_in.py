"""When a week calls for a person, and by when somebody is rung: rules without a clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.check_in import QUESTIONS, Answers, Concern, call_by, concerns, monday_of, next_question
from portal.domain.holidays import is_working_day

MONDAY = date(2026, 11, 23)


def moment(*parts: int) -> datetime:
    """A moment as the clock on the wall shows it."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def week(back: int = 0, words: bool = False, **answers: str) -> Answers:
    return Answers(MONDAY - timedelta(weeks=back), answers, words)


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ([], ()),
        ([week()], ()),
        ([week(week="good", energy="better", call="no")], ()),
        ([week(week="mixed", energy="lower")], ()),
        ([week(week="hard")], (Concern.HARD_WEEK,)),
        ([week(call="today", week="hard")], (Concern.CALL_TODAY, Concern.HARD_WEEK)),
        ([week(call="this_week")], (Concern.CALL_THIS_WEEK,)),
        ([week(1, energy="lower"), week(energy="lower")], (Concern.LESS_ENERGY,)),
        ([week(2, energy="lower"), week(energy="lower")], ()),
        ([week(1, energy="lower"), week(energy="same")], ()),
        ([week(1, week="hard", call="today"), week(week="good")], ()),
        ([week(words=True)], (Concern.WORDS,)),
    ],
)
def test_what_calls_for_a_person(history, found):
    assert concerns(history) == found


answer_sets = st.fixed_dictionaries({}, optional={name: st.sampled_from(codes) for name, codes in QUESTIONS.items()})


@given(st.lists(answer_sets, min_size=1, max_size=6))
def test_who_asks_for_a_call_is_never_overheard_and_good_news_never_rings(answers):
    history = [Answers(MONDAY + timedelta(weeks=n), one) for n, one in enumerate(answers)]
    found = concerns(history)
    if answers[-1].get("call") in ("today", "this_week"):
        assert found[:1] in ((Concern.CALL_TODAY,), (Concern.CALL_THIS_WEEK,))
    if not answers[-1] or set(answers[-1].values()) <= {"good", "better", "same", "no"}:
        assert found == ()


@given(st.datetimes(min_value=moment(2024, 1, 1), max_value=moment(2032, 1, 1)))
def test_a_call_is_promised_on_a_working_day_and_never_in_the_past(local):
    day, clock = call_by(local)
    assert is_working_day(day)
    assert datetime.combine(day, clock) > local
    assert (day - local.date()).days <= 6, "jul og nytår er det længste, nogen venter"


def test_before_two_it_is_today_and_on_friday_afternoon_it_is_monday():
    assert call_by(moment(2026, 11, 23, 13, 59)) == (date(2026, 11, 23), time(15))
    assert call_by(moment(2026, 11, 27, 14, 0)) == (date(2026, 11, 30), time(12))


def test_the_questions_follow_each_other_to_the_end():
    asked = ["week"]
    while (following := next_question(QUESTIONS, asked[-1])) is not None:
        asked.append(following)
    assert asked == list(QUESTIONS)


@given(st.dates(max_value=date(9999, 12, 24)))
def test_a_week_begins_on_monday(day):
    assert monday_of(day).weekday() == 0
    assert timedelta(0) <= day - monday_of(day) < timedelta(days=7)
