"""A reason for a no becomes one limit for the next run, as the declined place tells; and never a range turned round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.company_reasons import COMPANY_NO_REASONS
from portal.domain.matching import Citizen, Company, Hours, Instance, Place, checked
from portal.domain.matching.lessons import Declined, Lesson, LessonKind, lesson_of, lesson_words, taught

PLACE = Declined(
    occupation="4311",
    hours=30,
    km=18.4,
    start=date(2026, 12, 7),
    cvr="99001011",
    p_number="9900001011",
    plan_hours=Hours(15, 37),
    plan_km=25,
)
CITIZEN = Citizen(
    id="b", kinds=frozenset(), hours=Hours(15, 37), available_from=date(2026, 12, 1), lat=55.6, lon=12.6, max_km=25
)


def place(identifier: str, occupation: str = "4311", p_number: str = "9900001011", cvr: str = "99001011") -> Place:
    return Place(
        id=identifier,
        kind="paid_hours",
        company=Company(cvr, p_number, "private"),
        places=1,
        occupation=occupation,
        hours=Hours(10, 37),
        start_from=date(2026, 12, 1),
        start_to=date(2027, 1, 1),
        lat=55.6,
        lon=12.6,
    )


@pytest.mark.parametrize(
    ("reason", "change", "words"),
    [
        ("tasks", {}, "Ikke de samme opgaver som sidst."),
        ("hours", {}, "Højst 29 timer om ugen."),
        ("hours", {"hours": 16}, "Mindst 17 timer om ugen."),
        ("hours_do_not_fit", {}, "Højst 29 timer om ugen."),
        ("health", {}, "Højst 26 timer om ugen."),
        ("place", {}, "Højst 18 km væk."),
        ("place", {"km": 4.0}, "Ikke den samme arbejdsplads som sidst."),
        ("time", {}, "Tidligst start den 21. december 2026."),
        ("no_time_now", {}, "Ikke den samme virksomhed som sidst."),
        ("start_does_not_fit", {}, "Ikke den samme virksomhed som sidst."),
    ],
)
def test_each_reason_is_read_in_the_light_of_the_place(reason: str, change: dict, words: str) -> None:
    lesson = lesson_of(reason, replace(PLACE, **change))
    assert lesson is not None
    assert lesson_words(lesson) == words


@pytest.mark.parametrize("reason", ["other", "", "place_taken", "tasks_do_not_fit", "wishes"])
def test_some_reasons_teach_nothing(reason: str) -> None:
    assert lesson_of(reason, PLACE) is None
    narrow = replace(PLACE, hours=20, plan_hours=Hours(20, 20))
    assert lesson_of("hours", narrow) is None
    assert lesson_of("health", narrow) is None


def test_the_next_run_leaves_out_what_is_like_the_place() -> None:
    places = (place("o1"), place("o2", "5120"), place("o3", p_number="9900002222"), place("o4", "5120", cvr="99009999"))

    def out(kind: LessonKind, value: str) -> set[str]:
        return set(taught(CITIZEN, [Lesson(kind, value)], places).declined)

    assert out(LessonKind.OTHER_OCCUPATION, "4311") == {"o1", "o3"}
    assert out(LessonKind.OTHER_WORKPLACE, "9900001011") == {"o1", "o2", "o4"}
    assert out(LessonKind.OTHER_COMPANY, "99009999") == {"o4"}
    assert taught(CITIZEN, [Lesson(LessonKind.NEARER, "18")], ()).max_km == 18
    assert taught(CITIZEN, [Lesson(LessonKind.LATER, "2026-12-21")], ()).available_from == date(2026, 12, 21)
    assert taught(CITIZEN, [Lesson(LessonKind.MOST_HOURS, "20")], ()).hours == Hours(15, 20)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["tasks", "hours", "place", "time", "health", *COMPANY_NO_REASONS]),
            st.floats(1, 37),
            st.floats(0, 60),
        ),
        max_size=6,
    ),
    st.integers(0, 37),
    st.integers(0, 37),
)
def test_any_number_of_noes_leaves_an_input_that_can_be_run(told: list, one: int, other: int) -> None:
    hours = Hours(min(one, other), max(one, other))
    citizen = replace(CITIZEN, hours=hours)
    lessons = [lesson_of(why, replace(PLACE, hours=h, km=km, plan_hours=hours)) for why, h, km in told]
    narrowed = taught(citizen, [lesson for lesson in lessons if lesson], (place("o1"),))
    checked(Instance(date(2026, 11, 22), (narrowed,), (place("o1"),)))
    assert citizen.hours.min <= narrowed.hours.min <= narrowed.hours.max <= citizen.hours.max
    assert narrowed.max_km <= citizen.max_km
